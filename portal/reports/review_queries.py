"""Reads of the review: what was asked, what a submission is compared with, notes."""

from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import ReviewComment, Submission
from portal.reports.review_models import InternalNote


def compared_with(submission: Submission) -> Submission | None:
    """What a submission is read against: the last one given back before it, else the one before.

    A paper copy that came in between was never decided on.
    """
    earlier = Submission.select().where(
        (Submission.duty == submission.duty_id)
        & (Submission.number < submission.number)
        & Submission.state.not_in(WITHDRAWN)
    )
    newest = earlier.order_by(Submission.number.desc())
    return newest.where(Submission.state == "returned").first() or newest.first()


def asked_before(submission: Submission) -> list[ReviewComment]:
    """What the unit was asked when its report was last given back, in the order it was asked."""
    older = compared_with(submission)
    if older is None:
        return []
    asked = ReviewComment.select().where(ReviewComment.submission == older, ReviewComment.sent)
    return list(asked.order_by(ReviewComment.id))


def notes_on(submission: Submission) -> list[InternalNote]:
    """The office's own notes on a submission, oldest first."""
    return list(submission.notes.order_by(InternalNote.id))
