"""A draw, a measured target, things to look through and a calendar year for the world."""

from datetime import date

from flask import Flask

from portal.clock import now
from portal.deadlines.models import CalendarNotice
from portal.deadlines.office_calendar_actions import NoticeFacts, YearChange, preview
from portal.deadlines.office_calendar_rules import read_notice
from portal.plans.cloning.models import PlanTodo
from portal.plans.coverage.models import CoverageMeasure
from portal.plans.drawing import actions as draws
from portal.plans.models import Plan, Strand
from portal.units.models import Unit
from tests import factories

#: A year that no deadline is in: what is typed for it moves nothing.
YEAR = 2035
DAY = "05/03/2035 nghỉ Ngày thử"


def more_of_plans(app: Flask, ids: dict[str, object], plan: Plan, strand: Strand) -> None:
    """Add what the pages of draws, targets, things to look through and the calendar are about."""
    target = factories.plan_item(
        plan,
        list_name="quantities",
        value={"title": "Tỷ lệ tự kiểm tra", "unit": "%", "minimum": 40},
    )
    CoverageMeasure.create(item=target, method="delegated", level="province")
    unit = Unit.get(Unit.code == "so-tu-phap")
    ids |= {"target_id": target.id, "unit_code": unit.code, "year": YEAR}
    clerk = factories.actor("office_editor")
    pool = [{"code": unit.code, "name": unit.name}]
    for name, source in (("draw_number", "Xổ số ngày mai"), ("drawn_draw", "Xổ số hôm qua")):
        agreed = draws.Agreed(date(2026, 1, 5), "Cấp tỉnh", pool, [], 1, "1 đơn vị", source)
        made = draws.prepare_draw(clerk, plan, strand, agreed)
        ids[name] = made.number
    draws.draw_units(clerk, made, "123456", "Trang công bố", [{"name": "A", "role": "b"}])
    for name, kind, state in (
        ("todo_id", "target", "open"),
        ("closed_todo", "person", "done"),
        ("gone_todo", "unit-gone", "open"),
    ):
        ids[name] = PlanTodo.create(
            plan=plan, source=plan, kind=kind, key=name, title=f"Việc {kind}", state=state,
            data={"strand": strand.id, "heirs": [unit.code]}, created_at=now(),
            closed_at=now() if state == "done" else None,
        ).id  # fmt: skip
    ids["notice_id"] = CalendarNotice.create(
        year=YEAR, number="1/CV", issuer="VPCP", file=ids["sha256"], file_name="1.docx"
    ).id
    entries = tuple(read_notice(DAY, YEAR).entries.values())
    notice = NoticeFacts("12/TB-SNV", "UBND tỉnh", date(2024, 3, 5))
    with app.test_request_context():
        ids["seal"] = preview(YearChange(YEAR, entries, False, "Có lý do", notice)).seal
