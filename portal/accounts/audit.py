"""The audit log: every write leaves an entry, chained by hash to the one before."""

import hashlib
import json
from typing import Any

from portal.accounts.models import AuditEntry
from portal.accounts.rules import Actor
from portal.clock import now

GENESIS = "0" * 64
_CHAINED = (
    "at", "user_id", "actor", "typist", "action", "subject_kind", "subject_id",
    "before", "after", "reason", "previous_hash",
)  # fmt: skip


def record(
    actor: Actor,
    action: str,
    subject: Any,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> AuditEntry:
    """Write one entry inside the caller's ``write()``, which keeps other writers away.

    ``subject`` is a row, or a pair (kind, id); ``before`` and ``after`` are JSON-able.
    """
    last = AuditEntry.select(AuditEntry.hash).order_by(AuditEntry.id.desc()).first()
    kind, key = (
        subject if isinstance(subject, tuple) else (subject._meta.table_name, subject.get_id())
    )
    entry = AuditEntry(
        at=now(),
        user_id=actor.user_id,
        actor=actor.name,
        typist=actor.typist,
        action=action,
        subject_kind=kind,
        subject_id=str(key),
        before=_text(before),
        after=_text(after),
        reason=reason,
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def entry_hash(entry: AuditEntry) -> str:
    """The sha256 that chains ``entry``: over its own words and the hash before it."""
    values = [getattr(entry, name) for name in _CHAINED]
    values[0] = entry.at.isoformat()
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def broken_entries() -> list[int]:
    """Ids of entries whose hash or link does not hold; empty when the log is whole."""
    broken, expected = [], GENESIS
    for entry in AuditEntry.select().order_by(AuditEntry.id).iterator():
        if entry.previous_hash != expected or entry.hash != entry_hash(entry):
            broken.append(entry.id)
        expected = entry.hash
    return broken


def _text(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
