"""What a loaded demo has none of, so that the pages about it are met as well."""

from dataclasses import replace
from pathlib import Path

from portal import create_app, db
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.demo import DEMO_UNIT
from portal.inspections.remediation_actions import create_petitions
from portal.reports.form_making import actions as form_making
from portal.reports.form_making.queries import raw_of
from portal.reports.models import DraftField, Duty
from portal.reports.rules import as_json
from portal.reports.timeliness.publication import offer_of
from portal.units.models import Unit
from tests.reports import office_factories
from tests.reports.factories import small_form
from tests.site import publishing

TASK = {
    "group": "the-che", "position": 1, "name": "Rà soát văn bản", "doc_number": "45/KH-BQL",
    "doc_date": "2026-03-05", "doc_subject": "Kế hoạch rà soát", "due": "2026-03-31",
    "on_time": "on_time", "chosen": "", "reason": "", "note": "",
}  # fmt: skip
EARLIER = {"outline:p2.i.2": [{"text": "Chậm ban hành kế hoạch", "cause": "thiếu người"}]}


def furnish(data: Path) -> dict[str, list[str]]:
    """A form in the making, a small one, since axe takes seconds for a long table; a task in the
    demo unit's report; its report of the year before; a proposal that nobody answered; the public
    grid of reports, a short one.

    Returns what no link leads to: the addresses by role.
    """
    app = create_app({"DATA": str(data), "DATABASE": "", "SECRET_KEY": "x"})
    with app.app_context(), db.connection(app):
        draft = form_making.begin(SYSTEM, small_form(), now())
        form_making.keep_upload(
            SYSTEM,
            draft.id,
            raw_of(draft.definition) | {"title": "Theo tệp"},
            "mau.xlsx",
            "1",
            now(),
        )
        unit = Unit.get(Unit.code == DEMO_UNIT)
        for duty in Duty.select().where(Duty.unit == unit, Duty.form.is_null(False)):
            DraftField.create(
                duty=duty, code="task:0123456789ab", value=as_json(TASK), version=1,
                updated_at=now(), updated_by="Lan",
            )  # fmt: skip
        past = office_factories.duty(unit, duty.plan, year=duty.year - 1, state="accepted",
                                     kind="self_inspection_report")  # fmt: skip
        office_factories.submission(past, EARLIER, state="accepted")
        Duty.update(state="accepted").where(Duty.id == past.id).execute()
        grid = offer_of(duty.plan, today()).payload
        publishing.publish(duty.plan.slug, replace(grid, rows=grid.rows[:8]))
        create_petitions(SYSTEM, unit, None, ["Bổ sung máy quét"], "Báo cáo BN-2026-000001")
        return {
            "office_editor": [f"/lam-viec/dieu-hanh/bieu-mau/ban-thao/{draft.id}/tai-len/xem"],
            "unit_editor": [f"/lam-viec/don-vi/bao-cao/{duty.id}/de-cuong/p2.i.2/nam-truoc/"],
        }
