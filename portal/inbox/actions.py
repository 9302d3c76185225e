"""Named writes of the inbox: tell, read, where copies go; letters written, settled, tried again."""

from collections.abc import Callable, Iterable
from datetime import datetime

from portal.accounts.audit import record
from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.db import write
from portal.inbox import queries
from portal.inbox.models import InboxItem, Letter, Mailbox
from portal.inbox.rules import Notice, letter_text, subject_of


def tell(actor: Actor, users: Iterable[User], notice: Notice, now: datetime) -> int:
    """Put ``notice`` into the inbox of ``users``; how many were told.

    Nobody is told of what they did themselves, nor of the same event twice. Joins the caller's
    transaction: what is undone was never told.
    """
    with write():
        known = InboxItem.select(InboxItem.user).where(InboxItem.key == notice.key)
        past = {actor.user_id, *(row.user_id for row in known)}
        told = [user for user in users if user.id not in past]
        for user in told:
            InboxItem.create(
                user=user, kind=notice.kind, key=notice.key, title=notice.title,
                text=notice.text, page=notice.page, target=notice.target, at=now,
            )  # fmt: skip
    return len(told)


def mark_read(actor: Actor, item: InboxItem, now: datetime) -> None:
    """The actor has opened an item of the own inbox; the first time counts."""
    with write(chained=False):
        InboxItem.update(read_at=now).where(
            InboxItem.id == item.id,
            InboxItem.user == actor.user_id,
            InboxItem.read_at.is_null(),
        ).execute()


def mark_done(kind: str, page: str, target: int, now: datetime) -> None:
    """What items of this kind asked for has been done: they count as read, whoever has them.

    Joins the caller's transaction.
    """
    with write():
        InboxItem.update(read_at=now).where(
            InboxItem.kind == kind,
            InboxItem.page == page,
            InboxItem.target == target,
            InboxItem.read_at.is_null(),
        ).execute()


def mark_all_read(actor: Actor, until: int, now: datetime) -> int:
    """Mark every item up to number ``until`` as read; what came later stays unread."""
    with write(chained=False):
        query = InboxItem.update(read_at=now).where(
            InboxItem.user == actor.user_id, InboxItem.id <= until, InboxItem.read_at.is_null()
        )
        return int(query.execute())


def set_mailbox(actor: Actor, address: str, now: datetime, daily: bool = False) -> None:
    """Send copies of the inbox to ``address`` from now on; nowhere when it is empty.

    ``daily``: as one letter each working morning.
    """
    with write():
        box = queries.mailbox_of(actor)
        if (box.address if box else "") == address and (not box or box.daily == daily):
            return
        if box and address:
            Mailbox.update(address=address, daily=daily).where(Mailbox.id == box.id).execute()
        elif box:
            box.delete_instance()
        else:
            box = Mailbox.create(user=actor.user_id, address=address, since=now, daily=daily)
        after = {"copies": bool(address), "daily": daily}
        record(actor, "set-mailbox", ("user", actor.user_id), after=after)


def write_letters(
    now: datetime, portal: str, inbox: str, link: Callable[[InboxItem], str], morning: datetime
) -> int:
    """One letter for each person with new items; how many letters were written.

    A letter lists everything new since the last, so a busy day is one letter a run, not ten.
    Who wants one letter a day gets what came until ``morning``, the newest one that is over.
    """
    with write(chained=False):
        found = {
            box: items
            for box, new in queries.not_copied().items()
            if (items := [item for item in new if not box.daily or item.at < morning])
        }
        for box, items in found.items():
            letter = Letter.create(
                user=box.user_id,
                address=box.address,
                subject=subject_of([item.title for item in items], portal),
                body=letter_text(box.user.full_name, queries.lines_of(items, link), inbox),
                created_at=now,
                next_at=now,
            )
            ids = [item.id for item in items]
            InboxItem.update(letter=letter).where(InboxItem.id.in_(ids)).execute()
    return len(found)


def try_again(actor: Actor, letter: Letter, now: datetime) -> None:
    """The office has a failed letter tried anew; to the address its reader has given since."""
    with write():
        box = Mailbox.get_or_none(Mailbox.user == letter.user_id)
        address = box.address if box else letter.address
        again = Letter.update(state="waiting", tries=0, next_at=now, address=address)
        if again.where(Letter.id == letter.id, Letter.state == "failed").execute():
            record(actor, "retry-letter", letter, before="failed", after="waiting")


def settle(actor: Actor, letter: Letter) -> None:
    """The office has told the person otherwise: the failure is no task any more."""
    with write():
        done = Letter.update(state="settled").where(
            Letter.id == letter.id, Letter.state == "failed"
        )
        if done.execute():
            record(actor, "settle-letter", letter, before="failed", after="settled")
