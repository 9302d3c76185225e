"""Named writes of the messages: each one transaction, with an entry in the log."""

import hmac
from dataclasses import dataclass

from peewee import fn

from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM, Actor
from portal.clock import local, now
from portal.db import write
from portal.feedback import queries
from portal.feedback.models import Feedback
from portal.feedback.rules import CONTACT_KEPT, DECISIONS, may_send, new_code

#: Who acts when somebody outside sends a message: the log says no more.
PUBLIC = Actor(None, "Người góp ý")


class TooMany(Exception):
    """Too many messages came within the hour; the sender should try later."""


class AnsweredMeanwhile(Exception):
    """Somebody else decided on the message since this page was opened."""


@dataclass(frozen=True)
class Message:
    """What a person sent: the page meant, the text, and perhaps who to answer."""

    text: str
    page: str = ""
    name: str = ""
    contact: str = ""


def send(message: Message, address: str, secret: str) -> tuple[Feedback, str]:
    """Keep a message; returns it with the code that its sender alone gets.

    TooMany when the hour is full. The same text again from one place, a double click, gets the
    row that is there, and another code. ``address`` is not stored: only a mark of it that holds
    for a day and needs ``secret`` to make.
    """
    instant = now()
    day = local(instant).date()
    mark = hmac.new(secret.encode(), f"{day}{address}".encode(), "sha256").hexdigest()[:24]
    code = new_code()
    with write():
        same = queries.sent_again(mark, message.text, instant)
        if same is not None:
            same.code_hash = queries.code_hash(code)
            same.save(only=[Feedback.code_hash])
            record(PUBLIC, "send-feedback", same, after={"number": same.label})
            return same, code
        if not may_send(*queries.sent_lately(mark, instant)):
            raise TooMany
        last = Feedback.select(fn.MAX(Feedback.number)).where(Feedback.year == day.year).scalar()
        row = Feedback.create(
            year=day.year,
            number=(last or 0) + 1,
            code_hash=queries.code_hash(code),
            page=message.page,
            text=message.text,
            name=message.name,
            contact=message.contact,
            sender_mark=mark,
            received_at=instant,
        )
        record(PUBLIC, "send-feedback", row, after={"number": row.label})
    return row, code


def decide(actor: Actor, row: Feedback, version: int, state: str, answer: str) -> None:
    """Answer, pass on or close a message; an answer may be mended later.

    AnsweredMeanwhile unless the message still stands at ``version``. KeyError for a state that
    is no decision.
    """
    _ = DECISIONS[state]
    before = {"state": row.state, "answer": row.answer}
    with write():
        changed = (
            Feedback.update(
                state=state,
                answer=answer,
                answered_at=now(),
                answered_by=actor.name,
                version=version + 1,
            )
            .where(Feedback.id == row.id, Feedback.version == version)
            .execute()
        )
        if not changed:
            raise AnsweredMeanwhile
        record(actor, "answer-feedback", row, before, {"state": state, "answer": answer})


def forget_contacts() -> int:
    """Remove names and addresses of messages decided long ago; how many there were."""
    long_ago = now() - CONTACT_KEPT
    with write():
        rows = list(
            Feedback.select().where(
                Feedback.answered_at < long_ago, (Feedback.name != "") | (Feedback.contact != "")
            )
        )
        for row in rows:
            Feedback.update(name="", contact="").where(Feedback.id == row.id).execute()
            record(SYSTEM, "forget-contact", row)
    return len(rows)
