"""The documents of a plan as others cite them: by what it stands, as what it was issued."""

from datetime import date

from portal.documents.models import IssuedDocument
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


def issued_as(plan_id: int) -> tuple[str, date, str] | None:
    """Number, day and subject of the document as which a plan was issued. None while it has no
    number and day: what a draft is called is nobody's to cite."""
    document = (
        IssuedDocument.select()
        .join(Plan)
        .where(
            Plan.id == plan_id,
            IssuedDocument.number != "",
            IssuedDocument.issued_on.is_null(False),
        )
        .first()
    )
    if document is None:
        return None
    subject = str(document.subject)
    if subject.startswith("Về "):
        # behind the number and the day: “Quyết định số … ngày … về việc …”
        subject = subject[0].lower() + subject[1:]
    return document.number, document.issued_on, subject
