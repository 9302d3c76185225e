"""By which document a plan stands as it does: what a unit is told when the plan changes."""

from portal.plans.models import Plan, PlanRelation
from portal.plans.relations import document_label
from portal.plans.rules import AMENDING, RELATIONS


def standing_by(plan: Plan) -> str:
    """The newest document that amends or replaces ``plan``, else its own, as it is cited:
    “Quyết định số 12/QĐ-UBND ngày 05/3/2024”. The title of a plan that has neither."""
    kinds = [code for code, (kind, _, _) in RELATIONS.items() if kind in AMENDING]
    newest = (
        PlanRelation.select()
        .where(
            PlanRelation.plan == plan,
            PlanRelation.kind.in_(kinds),
            PlanRelation.number != "",
            PlanRelation.issued_on.is_null(False),
        )
        .order_by(PlanRelation.issued_on.desc(), PlanRelation.id.desc())
        .first()
    )
    document = newest or (plan.document if plan.document_id else None)
    if document is None or not document.number:
        return str(plan.title)
    return document_label(document.number, document.issued_on, "")
