"""Named reads of evidence: where a piece is used, what serves a place, who has access."""

from typing import Any

from portal.prepared import Prepared, hole
from portal.reports.attached_models import EvidenceUse, SystemAccess
from portal.reports.models import Duty, Evidence

_EVIDENCE = Prepared(
    lambda: Evidence.select().where(Evidence.duty == hole(0)).order_by(Evidence.id)
)
_USES = Prepared(
    lambda: (
        EvidenceUse.select(EvidenceUse.evidence, EvidenceUse.field)
        .join(Evidence)
        .where(Evidence.duty == hole(0))
        .order_by(EvidenceUse.id)
        .tuples()
    )
)


def evidence_of(duty: Duty) -> list[Evidence]:
    """The evidence attached to the draft, oldest first."""
    return list(_EVIDENCE.rows(duty.id))


def evidence_for(duty: Duty, evidence_id: int) -> Evidence | None:
    """One piece of evidence of this duty; None if it belongs to another."""
    return Evidence.get_or_none(Evidence.id == evidence_id, Evidence.duty == duty)


def places_of(duty: Duty) -> dict[int, list[str]]:
    """Evidence id → every place (field code) it serves, the first one first."""
    return _places(duty, evidence_of(duty))


def _places(duty: Duty, pieces: list[Evidence]) -> dict[int, list[str]]:
    found = {piece.id: [piece.field] for piece in pieces}
    for evidence_id, field in _USES.rows(duty.id):
        if field not in found[evidence_id]:
            found[evidence_id].append(field)
    return found


def serving(duty: Duty, field: str) -> list[Evidence]:
    """The evidence that serves a place, oldest first."""
    places = places_of(duty)
    ids = [number for number, fields in places.items() if field in fields]
    return list(Evidence.select().where(Evidence.id.in_(ids)).order_by(Evidence.id))


def same_document(duty: Duty, sha256: str | None, number: str, on: Any) -> Evidence | None:
    """The piece of this report that holds the same file, or without one the same document."""
    rows = Evidence.select().where(Evidence.duty == duty).order_by(Evidence.id)
    if sha256:
        return rows.where(Evidence.file == sha256).first()
    if not number:
        return None
    return rows.where(
        Evidence.file.is_null(), Evidence.number == number, Evidence.issued_on == on
    ).first()


def accesses_of(duty: Duty) -> list[SystemAccess]:
    """Access given to software for this report's inspection, oldest first."""
    return list(
        SystemAccess.select()
        .where(SystemAccess.duty == duty)
        .order_by(SystemAccess.granted_on, SystemAccess.id)
    )


def access_for(duty: Duty, access_id: int) -> SystemAccess | None:
    """One entry of this report; None if it is another's."""
    return SystemAccess.get_or_none(SystemAccess.id == access_id, SystemAccess.duty == duty)


def frozen_evidence(duty: Duty) -> list[dict[str, Any]]:
    """The evidence of a draft as a submission freezes it; ``also``: further places, if any."""
    pieces = evidence_of(duty)
    places = _places(duty, pieces)
    return [
        {
            "id": item.id,
            "field": item.field,
            **({"also": places[item.id][1:]} if places[item.id][1:] else {}),
            "number": item.number,
            "issued_on": item.issued_on.isoformat() if item.issued_on else "",
            "subject": item.subject,
            "file_name": item.file_name,
            "sha256": item.file_id or "",
        }
        for item in pieces
    ]
