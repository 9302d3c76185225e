"""What the review adds to the world: a report of a unit below another, in a plan that asks it."""

from datetime import date
from typing import Any

from portal.documents.models import Blob
from portal.plans.models import Plan
from portal.reports.models import FormVersion
from portal.reports.review.models import ApprovalSetting
from portal.units.models import Unit
from tests import factories
from tests.reports import office_factories as reports


def visited(unit: Unit, plan: Plan, form: FormVersion, visit: int) -> int:
    """The number of a duty whose report a team reads."""
    owed = reports.duty(unit, plan, date(2099, 6, 7), form=form, visit=visit)
    reports.submission(owed)
    return int(owed.id)


def below(parent: Unit, form: FormVersion, file: str) -> dict[str, Any]:
    """A report sent by a unit below ``parent``, with a signed file and a piece of evidence."""
    plan = factories.plan(2027)
    ApprovalSetting.create(plan=plan, depth=2, silence_days=5)
    child = factories.unit(type="service_unit", level="service_unit", parent=parent)
    owed = reports.duty(child, plan, date(2099, 6, 7), form=form)
    proof = {
        "id": 1, "field": "", "number": "1/BC", "issued_on": "", "subject": "Phụ lục",
        "file_name": "m.docx", "sha256": file,
    }  # fmt: skip
    signed = Blob.get_by_id(file)
    sent = reports.submission(owed, evidence=(proof,), signed_file=signed, signed_name="bc.docx")
    return {"duty_id": owed.id, "number": sent.number, "position": 1}
