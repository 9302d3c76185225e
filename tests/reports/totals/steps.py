"""What tests of the totals say and look up over and over."""

from typing import Any

from portal.clock import today
from portal.plans.models import Plan
from portal.reports.models import Duty, Submission
from portal.reports.totals import queries
from tests.reports.office_factories import duty, submission

TOTALS = "/lam-viec/dieu-hanh/tong-hop/"
COUNT, SHARE = "i.1-nhiem-vu", "2.4-dung-han"


def accepted(unit: Any, plan: Plan, values: dict[str, Any], **columns: Any) -> Submission:
    """A report that counts."""
    owed = duty(unit, plan, **columns)
    sent = submission(owed, values, state="accepted")
    Duty.update(state="accepted").where(Duty.id == owed.id).execute()
    return sent


def said(value: Any, **more: Any) -> dict[str, Any]:
    return {"state": "value", "value": value, **more}


def address(plan: Plan, rest: str = "") -> str:
    return f"{TOTALS}{plan.id}/visit_report/{rest}"


def collected(plan: Plan) -> Any:
    return queries.collect(plan, "visit_report", today())
