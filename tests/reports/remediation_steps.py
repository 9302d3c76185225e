"""A concluded visit that leaves findings to put right."""

from datetime import date
from typing import Any

from portal.clock import now
from portal.documents.models import IssuedDocument
from portal.inspections.models import Conclusion, Finding, Remediation, Visit
from tests import factories

ISSUED = date(2024, 7, 1)


def concluded(rule: Any = None, **values: Any) -> Visit:
    """A concluded visit with two findings to put right, the first of which is due on 20/7."""
    plan, unit = factories.plan(), factories.unit()
    strand = factories.strand(plan, (unit,))
    if rule:
        factories.deadline(strand, "remediation_report", rule)
    visit = factories.visit(plan, unit, date(2024, 6, 12), strand, state="concluded", **values)
    document = IssuedDocument.create(kind="thong-bao", number="5/TB", issued_on=ISSUED)
    Conclusion.create(
        visit=visit, slug=visit.slug, title="Kết luận", state="issued", document=document,
        created_at=now(),
    )  # fmt: skip
    for place, due in enumerate((date(2024, 7, 20), date(2024, 8, 1))):
        finding = Finding.create(
            visit=visit, code=f"f{place}", domain="the-che", kind="shortcoming", text="Chậm",
            position=place,
        )  # fmt: skip
        Remediation.create(finding=finding, due_on=due, due_sentence=f"Trước ngày {due}")
    return visit
