"""What the office decides about a submission: return with a new date, acceptance.

Actions take ``today``-dependent checks from ``office_rules``; every one is one transaction
with an audit entry, and doing it twice in the same words gives the same result once.
"""

from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import local
from portal.db import write
from portal.reports.confirming.actions import must_be_confirmed
from portal.reports.duties.following import after_acceptance
from portal.reports.duties.remediation import KIND as REMEDIATION
from portal.reports.duties.remediation import follow_conclusion
from portal.reports.models import Duty, DutyHistory, Review, ReviewComment, Submission
from portal.reports.office_reading import read
from portal.reports.office_rules import NotAllowedNow, new_due, next_state
from portal.reports.review.comments import ask_again
from portal.reports.review.models import AcceptanceBatch, AcceptedReport
from portal.reports.review.queries import why_wait
from portal.reports.telling import tell_returned


class AlreadyDecided(NotAllowedNow):
    """Someone else decided on this submission first; ``review`` says what, when and who."""

    def __init__(self, review: Review) -> None:
        word = "trả lại" if review.decision == "returned" else "chấp nhận"
        super().__init__(
            f"{review.by} đã {word} bản này lúc "
            f"{local(review.at).strftime('%H:%M ngày %d/%m/%Y')}. Quyết định của anh/chị "
            "chưa được ghi."
        )
        self.review = review


class NotNewest(NotAllowedNow):
    """The unit has submitted again; an older submission is not decided any more."""


def return_submission(
    actor: Actor,
    submission: Submission,
    note: str,
    new_due_on: date,
    now: datetime,
    with_comments: bool = True,
) -> Review:
    """Give the report back with its comments and a new deadline.

    Marks its comments as sent, asks again what an earlier comment asked and the office ticked
    as not resolved, moves the duty to returned with the new date, its sentence and a
    DutyHistory; a deadline that stays keeps its own sentence and rule. ``with_comments`` False:
    the parent unit gives it back, the office's comments are not sent. AlreadyDecided, NotNewest
    or NotAllowedNow when it cannot be; the date itself is checked before
    (``office_rules.check_new_due``).
    """
    with write():
        duty, done = _to_decide(submission, ("returned", note, new_due_on))
        if done:
            return done
        review = _decide(submission, duty, "return", note, actor, now, new_due_on)
        if with_comments:
            ask_again(submission, actor, now)
            ReviewComment.update(sent=True).where(ReviewComment.submission == submission).execute()
        who = "Sở Nội vụ" if with_comments else "Đơn vị cấp trên"
        if new_due_on != duty.due_on:
            move_due(
                actor, duty, new_due_on, "ấn định", note, now, " khi trả lại báo cáo", "returned",
                who,
            )  # fmt: skip
        said = _comments_in_words(submission) if with_comments else []
        tell_returned(actor, duty, review, said, by_parent=not with_comments)
        return review


def accept(
    actor: Actor,
    submission: Submission,
    note: str,
    now: datetime,
    batch: AcceptanceBatch | None = None,
) -> Review:
    """Accept the report as it stands; ``note`` may be empty. Errors as `return_submission`.

    What the acceptance did is kept with ``batch`` (one of its own without), so that it can be
    undone for a while (``acceptances``).
    """
    with write():
        duty, done = _to_decide(submission, ("accepted", note, None))
        if done:
            return done
        must_be_confirmed(submission)
        if held := why_wait(submission, local(now).date()):
            raise NotAllowedNow(held)
        review = _decide(submission, duty, "accept", note, actor, now, None)
        made = after_acceptance(actor, submission)
        if batch is None:
            batch = AcceptanceBatch.create(at=now, by=actor.name)
        AcceptedReport.create(
            batch=batch, submission=submission, petitions=[row.id for row in made]
        )
        return review


def extend(actor: Actor, duty: Duty, new_due_on: date, reason: str, now: datetime) -> Duty:
    """Give a unit more time: the duty's new deadline, with its history for the unit to read.

    NotAllowedNow when the report is submitted, accepted or waived. The same date and reason
    as the last change: nothing happens twice. With a remediation report its findings get it too.
    """
    with write():
        duty = Duty.get_by_id(duty.id)
        next_state(duty.state, "extend")
        if is_repeated(duty, new_due_on, reason):
            return duty
        move_due(actor, duty, new_due_on, "gia hạn", reason, now, f": {reason}")
        if duty.kind == REMEDIATION and duty.visit is not None:
            follow_conclusion(actor, duty.visit)
        return duty


def is_repeated(duty: Duty, new_due_on: date, reason: str) -> bool:
    """Whether the last change of the deadline was this very one (a double click)."""
    last = duty.history.order_by(DutyHistory.id.desc()).first()
    return bool(last and (last.new_due_on, last.reason) == (new_due_on, reason))


def move_due(
    actor: Actor,
    duty: Duty,
    new_due_on: date,
    verb: str,
    reason: str,
    now: datetime,
    why: str,
    cause: str = "extended",
    who: str = "Sở Nội vụ",
) -> None:
    """Set a duty's deadline inside the caller's transaction, with history and audit entry.

    ``verb``, ``why`` and ``who`` go into the sentence (``office_rules.new_due``), ``cause`` into
    the history.
    """
    before = duty.due_on
    columns = new_due(new_due_on, local(now).date(), verb, why, who)
    Duty.update(**columns).where(Duty.id == duty.id).execute()
    for name, value in columns.items():
        setattr(duty, name, value)
    DutyHistory.create(
        duty=duty, at=now, old_due_on=before, new_due_on=new_due_on, reason=reason, cause=cause,
        by=actor.name,
    )  # fmt: skip
    record(
        actor,
        "move-duty-deadline",
        duty,
        before={"due_on": before},
        after={"due_on": new_due_on},
        reason=reason,
    )


def _to_decide(
    submission: Submission, wanted: tuple[str, str, date | None]
) -> tuple[Duty, Review | None]:
    """The duty to decide on; with the earlier review when it is the very decision ``wanted``."""
    duty = Duty.get_by_id(submission.duty_id)
    review = submission.reviews.order_by(Review.id.desc()).first()
    if review:
        if (review.decision, review.note, review.new_due_on) == wanted:
            return duty, review
        raise AlreadyDecided(review)
    newest = duty.submissions.order_by(Submission.number.desc()).first()
    if newest.id != submission.id:
        raise NotNewest(f"Đơn vị đã nộp lại: bản mới nhất là lần {newest.number}. Hãy xem bản đó.")
    return duty, None


def _comments_in_words(submission: Submission) -> list[str]:
    """The comments that go to the unit, each with the name of the field it is pinned to."""
    found = list(submission.comments.order_by(ReviewComment.id))
    label = read(submission).label if found else str
    return [f"{label(comment.field)}: {comment.text}" for comment in found]


def _decide(
    submission: Submission,
    duty: Duty,
    verb: str,
    note: str,
    actor: Actor,
    now: datetime,
    new_due_on: date | None,
) -> Review:
    state = next_state(duty.state, verb)
    # PostgreSQL lets two reviewers come this far; the second finds the state changed.
    same = (Duty.id == duty.id) & (Duty.state == duty.state)
    if not Duty.update(state=state).where(same).execute():
        first = submission.reviews.order_by(Review.id.desc()).first()
        raise (
            AlreadyDecided(first)
            if first
            else NotAllowedNow(
                "Đơn vị vừa thu hồi báo cáo này. Quyết định của anh/chị chưa được ghi."
            )
        )
    Submission.update(state=state).where(Submission.id == submission.id).execute()
    before, duty.state, submission.state = duty.state, state, state
    review = Review.create(
        submission=submission,
        decision=state,
        note=note,
        new_due_on=new_due_on,
        at=now,
        by=actor.name,
    )
    record(
        actor,
        f"{verb}-report",
        submission,
        before={"state": before},
        after={"state": state, "new_due_on": new_due_on},
        reason=note,
    )
    return review
