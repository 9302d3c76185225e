"""Named reads of the messages."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from portal.feedback.models import Feedback
from portal.feedback.rules import typed_code

SHOWN = 200


def waiting() -> list[Feedback]:
    """Messages without an answer, the oldest first."""
    rows = Feedback.select().where(Feedback.state == "new")
    return list(rows.order_by(Feedback.received_at, Feedback.id))


def decided() -> list[Feedback]:
    """The newest messages that the office is done with."""
    rows = Feedback.select().where(Feedback.state != "new")
    return list(rows.order_by(Feedback.id.desc()).limit(SHOWN))


def by_id(feedback_id: int) -> Feedback | None:
    """One message."""
    return Feedback.get_or_none(Feedback.id == feedback_id)


def by_code(code: str) -> Feedback | None:
    """The message whose sender holds ``code``, however it was typed."""
    return Feedback.get_or_none(Feedback.code_hash == code_hash(code))


def code_hash(code: str) -> str:
    """What is stored of a code."""
    return sha256(typed_code(code).encode()).hexdigest()


def sent_lately(sender_mark: str, instant: datetime) -> tuple[int, int]:
    """How many messages came within the hour before ``instant``: from one place, and in all."""
    lately = _lately(instant)
    return lately.where(Feedback.sender_mark == sender_mark).count(), lately.count()


def sent_again(sender_mark: str, text: str, instant: datetime) -> Feedback | None:
    """The message that a double click sent just now: the same words from the same place.

    Only for a minute: behind one address two people may find the same fault, and each needs a
    code of their own.
    """
    rows = _lately(instant, timedelta(minutes=1)).where(
        Feedback.sender_mark == sender_mark, Feedback.text == text, Feedback.state == "new"
    )
    return rows.first()


def _lately(instant: datetime, within: timedelta = timedelta(hours=1)) -> Any:
    return Feedback.select().where(Feedback.received_at > instant - within)
