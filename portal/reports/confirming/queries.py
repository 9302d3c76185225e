"""Named reads of confirmations."""

from collections.abc import Iterable
from typing import Any

from portal.inbox.queries import holders_of
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.models import Duty, Submission
from portal.reports.telling import WRITERS


def confirmation_of(submission: Submission | None) -> KeyedConfirmation | None:
    """The unit's word on a submission; None for one that needs none."""
    if submission is None:
        return None
    return KeyedConfirmation.get_or_none(KeyedConfirmation.submission == submission)


def why_unconfirmed(submission: Submission) -> str:
    """Why a keyed report cannot be accepted yet, in Vietnamese; "" when nothing holds it."""
    row = confirmation_of(submission)
    if row is None or row.state == "confirmed":
        return ""
    return "Báo cáo do Sở nhập thay, đơn vị chưa xác nhận nên chưa chấp nhận được."


def waits_for_word(duty: Duty) -> KeyedConfirmation | None:
    """The confirmation that the unit still owes on its newest report, with the submission."""
    row = (
        KeyedConfirmation.select(KeyedConfirmation, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(Submission.number.desc())
        .first()
    )
    return row if row and row.state == "waiting" and row.submission.state == "submitted" else None


def waiting_among(duties: Iterable[Duty]) -> set[int]:
    """The ids of those reports whose newest, keyed by the office, waits for the unit's word."""
    sent = [duty.id for duty in duties if duty.state == "submitted"]
    if not sent:
        return set()
    rows: Any = (
        KeyedConfirmation.select(Submission.duty)
        .join(Submission)
        .where(
            Submission.duty.in_(sent),
            Submission.state == "submitted",
            KeyedConfirmation.state == "waiting",
        )
        .tuples()
    )
    return {duty_id for (duty_id,) in rows}


def speaks_for_itself(duty: Duty) -> bool:
    """Whether somebody who may confirm for the unit has ever signed in."""
    return any(user.last_sign_in_at for user in holders_of(*WRITERS, unit_id=duty.unit_id))


def words_on(submissions: Iterable[Submission]) -> dict[int, KeyedConfirmation]:
    """Submission → the unit's word on it; only of those that were keyed for the unit."""
    keyed = [row.id for row in submissions if row.mode == "keyed"]
    found = KeyedConfirmation.select().where(KeyedConfirmation.submission.in_(keyed or [0]))
    return {row.submission_id: row for row in found}
