"""What seals the edits of drafts into the audit chain, and whether every seal still holds."""

import hashlib
import json
from collections.abc import Iterable, Iterator

from portal.accounts.models import AuditEntry
from portal.publishing.payload import canonical
from portal.reports.models import DraftEdit

SEALING = "seal-draft-edits"


def digest_of(edits: Iterable[DraftEdit]) -> str:
    """The sha256 over edits of drafts, in their order."""
    digest = hashlib.sha256()
    for edit in edits:
        digest.update(
            canonical(
                [edit.id, edit.duty_id, edit.code, edit.before, edit.after, edit.version,
                 edit.at.isoformat(), edit.user_id, edit.by]
            ).encode()
        )  # fmt: skip
    return digest.hexdigest()


def spans_of(ids: Iterable[int]) -> str:
    """Ascending ids as spans, “1-4,6,9-12”: an edit that was still being written is not in it."""
    spans: list[list[int]] = []
    for number in ids:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)


def ids_in(spans: str) -> list[int]:
    """The ids that ``spans_of`` wrote down."""
    found: list[int] = []
    for span in spans.split(","):
        low, _, high = span.partition("-")
        found += range(int(low), int(high or low) + 1)
    return found


def broken_seals() -> Iterator[str]:
    """One Vietnamese sentence for each seal, or sealed edit, that does not hold."""
    sealed: set[int] = set()
    entries = AuditEntry.select(AuditEntry.id, AuditEntry.after).where(AuditEntry.action == SEALING)
    for entry in entries.order_by(AuditEntry.id):
        said = json.loads(entry.after)
        ids = ids_in(said.get("ids", f"{said['first']}-{said['last']}"))
        if sealed.intersection(ids):
            yield f"Nhật ký: mục {entry.id} niêm phong lại lần sửa đã niêm phong."
        sealed.update(ids)
        edits = list(DraftEdit.select().where(DraftEdit.id.in_(ids)).order_by(DraftEdit.id))
        if len(edits) != said["count"] or digest_of(edits) != said["sha256"]:
            yield f"Nhật ký: các lần sửa bản nháp ở mục {entry.id} không khớp niêm phong."
    marked = DraftEdit.select(DraftEdit.id).where(DraftEdit.sealed)
    loose = [edit.id for edit in marked if edit.id not in sealed]
    if loose:
        yield f"Nhật ký: {len(loose)} lần sửa bản nháp ghi đã niêm phong mà không có niêm phong."
