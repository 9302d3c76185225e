"""Named reads of confirmations."""

from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.models import Duty, Submission


def confirmation_of(submission: Submission | None) -> KeyedConfirmation | None:
    """The unit's word on a submission; None for one that needs none."""
    if submission is None:
        return None
    return KeyedConfirmation.get_or_none(KeyedConfirmation.submission == submission)


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
