"""Named reads of the inbox and of the letters. A person's items are nobody else's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import fn

from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import Actor
from portal.inbox.models import InboxItem, Letter, LetterTry, Mailbox
from portal.inbox.rules import Line

SHOWN = 200


def items_of(actor: Actor) -> list[InboxItem]:
    """The items of the actor: unread ones first, then the newest; the last two hundred."""
    return list(
        InboxItem.select()
        .where(InboxItem.user == actor.user_id)
        .order_by(InboxItem.read_at.is_null(False), InboxItem.at.desc(), InboxItem.id.desc())
        .limit(SHOWN)
    )


def unread_of(actor: Actor) -> int:
    """How many items the actor has not opened."""
    return (
        InboxItem.select()
        .where(InboxItem.user == actor.user_id, InboxItem.read_at.is_null())
        .count()
    )


def item_of(actor: Actor, item_id: int) -> InboxItem | None:
    """An item of the actor; None for anybody else's."""
    return InboxItem.get_or_none(InboxItem.id == item_id, InboxItem.user == actor.user_id)


def mailbox_of(actor: Actor) -> Mailbox | None:
    """Where the actor wants copies sent, if anywhere."""
    return Mailbox.get_or_none(Mailbox.user == actor.user_id)


def holders_of(*roles: str, unit_id: int | None = None) -> list[User]:
    """The active accounts that hold one of ``roles``, of one unit if given."""
    holding = RoleGrant.select(RoleGrant.user).where(RoleGrant.role.in_(roles))
    query = User.select().where(User.active, User.id.in_(holding))
    if unit_id is not None:
        query = query.where(User.unit == unit_id)
    return list(query.order_by(User.id))


def not_copied(limit: int = 2000) -> dict[Mailbox, list[InboxItem]]:
    """Items that wait to be copied, by mailbox: unread, and not older than the wish for copies."""
    rows = (
        InboxItem.select(InboxItem, User, Mailbox)
        .join(User)
        .join(Mailbox, on=(Mailbox.user == User.id), attr="box")
        .where(
            InboxItem.letter.is_null(), InboxItem.read_at.is_null(), InboxItem.at >= Mailbox.since,
            User.active,
        )
        .order_by(InboxItem.at, InboxItem.id)
        .limit(limit)
    )  # fmt: skip
    found: dict[int, tuple[Mailbox, list[InboxItem]]] = {}
    for row in rows:
        box = row.user.box
        box.user = row.user
        found.setdefault(box.id, (box, []))[1].append(row)
    return dict(found.values())


def lines_of(items: list[InboxItem], link: Any) -> list[Line]:
    """Items as lines of a letter; ``link`` gives the address of an item, or ""."""
    return [Line(item.title, item.text, link(item)) for item in items]


def waiting(now: datetime, limit: int = 200) -> list[int]:
    """Numbers of the letters whose time to be tried has come, the oldest first."""
    rows = (
        Letter.select(Letter.id)
        .where(Letter.state == "waiting", Letter.next_at <= now)
        .order_by(Letter.next_at, Letter.id)
        .limit(limit)
    )
    return [row.id for row in rows]


@dataclass
class LetterRow:
    """A letter with its log, newest try first."""

    letter: Letter
    tries: list[LetterTry] = field(default_factory=list)


def letters(limit: int = 100) -> list[LetterRow]:
    """The letters for the office: failures first, then what waits, then the newest."""
    rows = list(
        Letter.select(Letter, User)
        .join(User)
        .order_by(Letter.state != "failed", Letter.state != "waiting", Letter.id.desc())
        .limit(limit)
    )
    logged: dict[int, list[LetterTry]] = {}
    for one in (
        LetterTry.select()
        .where(LetterTry.letter.in_([row.id for row in rows] or [0]))
        .order_by(LetterTry.id.desc())
    ):
        logged.setdefault(one.letter_id, []).append(one)
    return [LetterRow(row, logged.get(row.id, [])) for row in rows]


def failed_letters() -> list[Letter]:
    """Letters that were given up and nobody has dealt with, the newest first."""
    return list(
        Letter.select(Letter, User)
        .join(User)
        .where(Letter.state == "failed")
        .order_by(Letter.id.desc())
    )


def counts() -> dict[str, int]:
    """How many letters there are by state."""
    rows: Any = Letter.select(Letter.state, fn.COUNT(Letter.id)).group_by(Letter.state).tuples()
    return dict(rows)
