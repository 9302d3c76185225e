"""Named reads of the register of legal documents."""

from portal.legal.models import LegalDocument
from portal.legal.rules import LegalBasis


def documents() -> list[LegalDocument]:
    """Every legal document, newest first."""
    return list(
        LegalDocument.select().order_by(
            LegalDocument.issued_on.desc(), LegalDocument.number, LegalDocument.id
        )
    )


def document_by_id(document_id: int) -> LegalDocument | None:
    """One legal document."""
    return LegalDocument.get_or_none(LegalDocument.id == document_id)


def register() -> list[LegalBasis]:
    """The register as the rules need it. One query: fetch it once per page."""
    return [basis_of(row) for row in documents()]


def basis_of(row: LegalDocument) -> LegalBasis:
    """A row as the rules need it."""
    return LegalBasis(
        row.number, row.kind, row.title, row.issued_on, row.in_force_from, row.ended_on,
        row.replaced_by,
    )  # fmt: skip
