"""What a loaded demo has none of, so that the pages about it are met as well."""

from pathlib import Path

from portal import create_app, db
from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.demo import DEMO_UNIT
from portal.inspections.remediation_actions import create_petitions
from portal.reports.form_making import actions as form_making
from portal.reports.models import DraftField, Duty
from portal.reports.rules import as_json
from portal.units.models import Unit
from tests.reports.factories import small_form

TASK = {
    "group": "the-che", "position": 1, "name": "Rà soát văn bản", "doc_number": "45/KH-BQL",
    "doc_date": "2026-03-05", "doc_subject": "Kế hoạch rà soát", "due": "2026-03-31",
    "on_time": "on_time", "chosen": "", "reason": "", "note": "",
}  # fmt: skip


def furnish(data: Path) -> None:
    """A form in the making, a small one, since axe takes seconds for a long table; a task in the
    demo unit's report; a proposal that nobody answered."""
    app = create_app({"DATA": str(data), "DATABASE": "", "SECRET_KEY": "x"})
    with app.app_context(), db.connection(app):
        form_making.begin(SYSTEM, small_form(), now())
        unit = Unit.get(Unit.code == DEMO_UNIT)
        for duty in Duty.select().where(Duty.unit == unit, Duty.form.is_null(False)):
            DraftField.create(
                duty=duty, code="task:0123456789ab", value=as_json(TASK), version=1,
                updated_at=now(), updated_by="Lan",
            )  # fmt: skip
        create_petitions(SYSTEM, unit, None, ["Bổ sung máy quét"], "Báo cáo BN-2026-000001")
