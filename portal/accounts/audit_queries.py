"""Named reads of the audit log: what is asked of it, and the entries that answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any

from peewee import fn

from portal.accounts.models import AuditEntry, User
from portal.accounts.queries import nameless
from portal.clock import HANOI
from portal.vietnamese import fold


@dataclass(frozen=True)
class Asked:
    """Who (a part of the name, marks or none), what (an action), from when to when (both days
    included, Hà Nội). Blank: everyone, everything, always."""

    who: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


def count(asked: Asked) -> int:
    """How many entries answer."""
    return int(_entries(asked).count())


def newest(asked: Asked, limit: int, offset: int = 0) -> list[AuditEntry]:
    """The entries that answer, the newest first."""
    return list(_entries(asked).order_by(AuditEntry.id.desc()).limit(limit).offset(offset))


def actions() -> set[str]:
    """What was ever done."""
    rows: Any = AuditEntry.select(AuditEntry.action).distinct().tuples()
    return {action for (action,) in rows}


def usernames(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """The accounts that entries are about, by what the entry keeps of them → sign-in name; none
    of those whose name was taken off."""
    about = {
        int(one.subject_id)
        for one in entries
        if one.subject_kind == "user" and one.subject_id.isdigit()
    }
    rows = User.select(User.id, User.username).where(
        User.id.in_(about), User.anonymised_at.is_null()
    )
    return {str(row.id): row.username for row in rows}


def _entries(asked: Asked) -> Any:
    """A name that was taken off finds nothing: who had it is found by what stands instead."""
    conditions = list(_conditions(asked))
    found = AuditEntry.select()
    return found.where(reduce(and_, conditions)) if conditions else found


def _conditions(asked: Asked) -> Iterator[Any]:
    if asked.who:
        yield _by(asked.who)
    if asked.action:
        yield AuditEntry.action == asked.action
    if asked.since:
        yield AuditEntry.at >= datetime.combine(asked.since, time(), HANOI)
    if asked.until:
        yield AuditEntry.at < datetime.combine(asked.until + timedelta(days=1), time(), HANOI)


def _by(who: str) -> Any:
    wanted, lost = fold(who), nameless()
    shown = [user for user, name in lost.items() if wanted in fold(name)]
    named = fn.COALESCE(AuditEntry.user_id, 0).not_in(list(lost))
    people: Any = AuditEntry.select(AuditEntry.actor, AuditEntry.typist).where(named).distinct()
    names = [name for pair in people.tuples() for name in pair if name and wanted in fold(name)]
    said = AuditEntry.actor.in_(names) | AuditEntry.typist.in_(names)
    return AuditEntry.user_id.in_(shown) | (named & said)
