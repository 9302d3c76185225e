"""Named writes of findings: sealed once the conclusion is issued or the visit cancelled."""

from dataclasses import asdict, dataclass
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.models import Conclusion, Finding, Visit
from portal.inspections.rules import next_code

SEALED = "Kết luận đã ban hành nên nội dung ghi nhận không sửa được nữa."
CANCELLED = "Cuộc kiểm tra đã hủy nên không ghi nhận được."


@dataclass(frozen=True)
class FindingFacts:
    """A finding as entered; ``kind`` and ``domain`` are keys of ``rules``."""

    kind: str
    domain: str
    text: str
    cause: str = ""
    recommendation: str = ""
    due_rule: dict[str, Any] | None = None
    public: bool = True
    internal_note: str = ""


def add_finding(actor: Actor, visit: Visit, facts: FindingFacts) -> Finding:
    """Record a finding of the visit, behind the others; the same one sent twice is one."""
    _must_be_open(visit)
    with write():
        rows = list(Finding.select().where(Finding.visit == visit))
        twin = next((one for one in rows if _shown(one) == asdict(facts)), None)
        if twin:
            return twin
        row = Finding.create(
            visit=visit,
            code=next_code("f", [one.code for one in rows]),
            position=max((one.position for one in rows), default=0) + 1,
            **asdict(facts),
        )
        record(actor, "add-finding", row, after=asdict(facts))
    return row


def change_finding(actor: Actor, row: Finding, version: int, facts: FindingFacts) -> None:
    """Change a finding; ChangedMeanwhile if somebody else saved it since ``version``."""
    _must_be_open(row.visit)
    before = _shown(row)
    with write():
        same = Finding.update(version=version + 1, **asdict(facts)).where(
            Finding.id == row.id, Finding.version == version
        )
        if not same.execute():
            if _shown(Finding.get_by_id(row.id)) == asdict(facts):
                return
            raise ChangedMeanwhile
        record(actor, "change-finding", row, before, asdict(facts))


def remove_finding(actor: Actor, row: Finding, version: int | None = None) -> None:
    """Remove a finding that was entered by mistake, as it was shown at ``version``.

    ChangedMeanwhile when someone has changed it since: nobody deletes what they have not seen.
    """
    _must_be_open(row.visit)
    with write():
        if version is not None and Finding.get_by_id(row.id).version != version:
            raise ChangedMeanwhile
        record(actor, "remove-finding", row, before=_shown(row))
        row.delete_instance()


def swap_finding(actor: Actor, row: Finding, up: bool, seen: int | None = None) -> None:
    """Move a finding one place up or down among those of its visit.

    ``seen`` is the place it was shown at, from 0: from another one it does not move, so that a
    double click moves once.
    """
    _must_be_open(row.visit)
    with write():
        rows = list(
            Finding.select()
            .where(Finding.visit == row.visit_id)
            .order_by(Finding.position, Finding.id)
        )
        at = [one.id for one in rows].index(row.id)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(rows) or (seen is not None and seen != at):
            return
        rows[at], rows[other] = rows[other], rows[at]
        for position, one in enumerate(rows, start=1):
            Finding.update(position=position).where(Finding.id == one.id).execute()
        record(actor, "order-findings", row.visit, after=[one.code for one in rows])


def mark_public(actor: Actor, row: Finding, public: bool, reason: str) -> None:
    """Put a finding into the public extract or leave it out; allowed after issue too."""
    with write():
        marked = Finding.update(public=public, version=Finding.version + 1)
        marked.where(Finding.id == row.id).execute()
        record(actor, "mark-finding-public", row, row.public, public, reason)


def _must_be_open(visit: Visit) -> None:
    if visit.state == "cancelled":
        raise NotPossible(CANCELLED)
    if Conclusion.select().where(Conclusion.visit == visit, Conclusion.state == "issued").exists():
        raise NotPossible(SEALED)


def _shown(row: Finding) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FindingFacts.__dataclass_fields__}
