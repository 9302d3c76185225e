"""Reads of the review: what was asked, what a submission is compared with, notes."""

from datetime import date

from portal.clock import local
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import ReviewComment, Submission
from portal.reports.parents.answering import answers
from portal.reports.parents.rules import ParentStep, parent_step
from portal.reports.review.models import ApprovalSetting, InternalNote, ParentDecision
from portal.vietnamese import format_date


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


def why_wait(submission: Submission, today: date) -> str:
    """Why the office must not accept a report yet, in Vietnamese; "" when nothing holds it:
    the parent unit may still answer."""
    step = parent_step_of(submission, today)
    if step.blocks and step.until:
        return (
            f"Đang chờ {step.parent} duyệt đến hết ngày {format_date(step.until)}; sau ngày đó "
            "Sở Nội vụ duyệt được mà không cần chờ."
        )
    return ""


def parent_step_of(submission: Submission, today: date) -> ParentStep:
    """Where a submission stands with the parent unit, decided already or not."""
    duty = submission.duty
    if duty.unit.parent_id is None:
        return ParentStep()
    setting = ApprovalSetting.get_or_none(plan=duty.plan_id)
    if setting is None or setting.depth == 1:
        return ParentStep()
    said = ParentDecision.get_or_none(submission=submission)
    return parent_step(
        silence_days=setting.silence_days,
        parent=duty.unit.parent.name if answers(duty.unit.parent_id) else "",
        mode=submission.mode,
        sent_on=local(submission.submitted_at).date(),
        decision=said.decision if said else "",
        today=today,
    )


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
