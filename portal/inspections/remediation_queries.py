"""Named reads of conclusions, remediation and petitions, within what an actor may see."""

from datetime import date
from typing import Any

from portal.accounts.rules import Actor
from portal.inspections.models import Conclusion, Finding, Petition, Remediation, Visit
from portal.inspections.queries import visits_for
from portal.plans.models import Plan


def remediations_for(actor: Actor, audience: str, plan_id: int | None = None) -> list[Remediation]:
    """Remediation rows with finding, visit and plan, earliest due first. One query."""
    scope = visits_for(actor, audience).select(Visit.id)
    if plan_id:
        scope = scope.where(Visit.plan == plan_id)
    rows = list(
        Remediation.select(Remediation, Finding, Visit, Plan)
        .join(Finding)
        .join(Visit)
        .join(Plan)
        .where(Finding.visit.in_(scope))
    )
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.id))


def conclusion_of(visit: Visit) -> Conclusion | None:
    """The conclusion of the visit, drafted or issued."""
    return Conclusion.get_or_none(Conclusion.visit == visit)


def found_remediation(visit: Visit, code: str) -> Remediation | None:
    """The remediation of one finding of the visit, by the finding's code."""
    return (
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit == visit, Finding.code == code)
        .first()
    )


def conclusion_missing(scope: Any) -> list[Visit]:
    """Visits of ``scope`` that were held but have no issued conclusion."""
    issued = Conclusion.select(Conclusion.visit).where(Conclusion.state == "issued")
    return list(scope.where(Visit.state == "visited", Visit.id.not_in(issued)).order_by(Visit.id))


def petition_of(visit: Visit, petition_id: int) -> Petition | None:
    """One petition of the visit."""
    return Petition.get_or_none(Petition.visit == visit, Petition.id == petition_id)
