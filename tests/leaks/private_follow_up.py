"""What follows a report up: extensions, confirmations, reminders, messages and their copies."""

from datetime import date, datetime

from portal.accounts.models import User
from portal.inbox.models import InboxItem, Letter, LetterTry, Mailbox
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.extending.models import ExtensionRequest
from portal.reports.models import Duty, Submission
from portal.reports.reminding.models import ReminderStep

HELD = date(2024, 6, 12)


def make_messages(person: User, said: str, at: datetime) -> None:
    """An inbox with an item that was copied, and the log of the copy."""
    Mailbox.create(user=person, address=said, since=at)
    letter = Letter.create(
        user=person, address=said, subject=said, body=said, created_at=at, next_at=at, sent_at=at
    )
    LetterTry.create(letter=letter, at=at, taken=False, answer=said)
    InboxItem.create(
        user=person, kind="reminder", key=said, title=said, text=said, page=said, target=1, at=at,
        read_at=at, letter=letter,
    )  # fmt: skip


def make_rows(duty: Duty, sent: Submission, person: User, said: str, at: datetime) -> None:
    """One row of each table about a report, with what was said in it."""
    ExtensionRequest.create(
        duty=duty, wished_on=HELD, reason=said, asked_at=at, asker=person, asked_by=said,
        granted_on=HELD, answer=said, decided_at=at, decided_by=said,
    )  # fmt: skip
    KeyedConfirmation.create(submission=sent, note=said, at=at, by=said, signer=said,
                             signed_on=HELD, scan_name=said)  # fmt: skip
    ReminderStep.create(duty=duty, due_on=HELD, step=-5, user=person, state="sent", at=at)
