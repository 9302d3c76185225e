"""The board: its order, its filters, its four queries."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from portal.clock import now, today
from portal.reports.board.queries import board, duty_row
from portal.reports.models import Duty, DutyHistory
from portal.reports.review import actions as review
from portal.units.models import UnitName
from tests import factories
from tests.page_checks import Page
from tests.reports.board.steps import BOARD, sent
from tests.reports.office_factories import duty


def test_a_kept_line_shows_what_is_now_and_leads_on_with_the_filter(sign_in: Any) -> None:
    report = sent("Sở Tài chính")
    editor, supervisor = sign_in("office_editor"), sign_in("supervisor")
    tick = f'value="{report.duty_id}-1"'
    first = editor.get(BOARD).text
    assert tick in first
    assert tick not in supervisor.get(BOARD).text
    filtered = editor.get(f"{BOARD}?trang-thai=submitted").text
    assert f"{report.duty_id}/lan/1/?trang-thai=submitted" in filtered
    assert f"{report.duty_id}/lan/1/?trang-thai=submitted" not in first
    review.accept(factories.actor(), report, "", now())
    later = editor.get(BOARD).text
    assert tick not in later
    assert "Đã chấp nhận" in later


def test_the_nearest_visit_stands_first(database: Any) -> None:
    plan = factories.plan()
    for name, days in (("Sở Xa", 20), ("Sở Gần", 3), ("Sở Giữa", 9)):
        unit = factories.unit(name)
        visit = factories.visit(plan, unit, today() + timedelta(days=days))
        duty(unit, plan, today() + timedelta(days=30 - days), visit=visit)
    duty(factories.unit("Sở Không lịch"), plan, today())
    names = [row.unit_name for row in board(today())]
    assert names == ["Sở Gần", "Sở Giữa", "Sở Xa", "Sở Không lịch"]


def test_what_is_awaited_stands_before_what_was_sent(database: Any) -> None:
    plan, report = factories.plan(), sent("Sở Đã nộp")
    Duty.update(due_on=today() - timedelta(days=200)).execute()
    duty(factories.unit("Sở Còn hạn"), plan, today() + timedelta(days=3))
    duty(factories.unit("Sở Quá hạn"), plan, today() - timedelta(days=1))
    duty(factories.unit("Sở Xong"), plan, today() - timedelta(days=300), state="accepted")
    names = [row.unit_name for row in board(today())]
    assert names == ["Sở Quá hạn", "Sở Còn hạn", report.duty.unit.name, "Sở Xong"]


def test_filters_by_unit_kind_late_and_waiting(sign_in: Any) -> None:
    sent("Sở Mới nộp", received_on=today())
    sent("Sở Chờ lâu", received_on=today() - timedelta(days=6))
    sent("Sở Nộp muộn", received_on=today() + timedelta(days=10))
    duty(factories.unit("Sở Tự kiểm tra"), kind="self_inspection_report", title="Tự kiểm tra")
    client = sign_in("office_editor")

    def names(query: str) -> set[str]:
        text = client.htmx(f"{BOARD}?{query}").text
        return {name for name in ("Mới nộp", "Chờ lâu", "Nộp muộn", "Tự kiểm tra")
                if f">Sở {name}</a>" in text}  # fmt: skip

    assert names("don-vi=so+cho") == {"Chờ lâu"}
    nothing = client.get(f"{BOARD}?don-vi=khong+co").text
    assert "Không đơn vị nào có tên chứa “khong co”" in nothing
    assert "<table" not in nothing
    assert names("cho=5") == {"Chờ lâu"}
    assert names("loai=self_inspection_report") == {"Tự kiểm tra"}
    assert "Nộp muộn" in names("muon=1")
    assert "Mới nộp" not in names("muon=1")
    assert names("trang-thai=submitted") == {"Mới nộp", "Chờ lâu", "Nộp muộn"}
    assert len(names("cho=khong&loai=khong&muon=x&trang-thai=y")) == 4


def test_next_and_previous_keep_the_filter(sign_in: Any) -> None:
    first, second, third = (sent(name) for name in ("Sở A", "Sở B", "Sở C"))
    client = sign_in("office_editor")
    text = client.get(f"{BOARD}{second.duty_id}/lan/1/?don-vi=so").text
    assert "2/3" in text
    links = {href.partition("?")[0] for href in Page(text).links if "don-vi=so" in href}
    assert links == {f"{BOARD}{first.duty_id}/lan/1/", f"{BOARD}{third.duty_id}/lan/1/"}
    assert "data-queue" not in client.get(f"{BOARD}{second.duty_id}/lan/1/?don-vi=so+b").text


def test_the_board_is_four_queries_whatever_happened(
    sign_in: Any, queries: Any, office: Any
) -> None:
    report = sent("Sở Tên mới", received_on=today())
    UnitName.create(unit=report.duty.unit, name="Sở Tên cũ", valid_to=today())
    move = dict(duty=report.duty, at=now() - timedelta(days=1), old_due_on=today())
    DutyHistory.create(**move, new_due_on=today() + timedelta(days=9), cause="extended")
    DutyHistory.create(**move | {"old_due_on": today() - timedelta(days=4)}, cause="")
    sent("Sở Khác").delete_instance()
    client = sign_in("office_editor")
    client.get(BOARD)
    with queries() as seen:
        text = client.get(BOARD).text
    assert seen.count <= 4, seen.statements
    assert "Sở Tên cũ" in text
    with queries() as seen:
        text = client.get(f"{BOARD}?ke-hoach={report.duty.plan_id}").text
    assert seen.count <= 4, seen.statements
    assert "Sở Tên cũ" in text
    assert "Sở Khác" not in text
    for one in Duty.select():
        assert f'<option value="{one.plan_id}"' in text, "every plan can be chosen"
    of_all, of_plan = board(today()), board(today(), report.duty.plan_id)
    assert [row for row in of_all if row.duty.plan_id == report.duty.plan_id] == of_plan
    for row in of_all:
        alone = duty_row(row.duty.id, today())
        assert alone is not None
        assert replace(alone, duty=row.duty) == row
    assert [row.submissions for row in of_plan] == [1]
