"""Comments of the office to the unit, what it ticks of them later, and its own notes."""

from collections.abc import Mapping
from datetime import datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.reports.models import ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review.models import InternalNote
from portal.reports.review.queries import asked_before


class CommentSent(ValueError):
    """The comment has reached the unit and stays as it is."""


def add_comment(
    actor: Actor, submission: Submission, field: str, text: str, now: datetime
) -> ReviewComment:
    """Pin a comment to ``field`` ("" for the whole report); the unit reads it with the return.

    NotAllowedNow once the submission is decided. The same words on the same field twice: once.
    """
    with write():
        if Submission.get_by_id(submission.id).state != "submitted":
            raise NotAllowedNow(
                "Bản này đã được xem xét xong nên không thêm ý kiến gửi đơn vị được nữa."
            )
        same = ReviewComment.get_or_none(submission=submission, field=field, text=text, sent=False)
        if same:
            return same
        comment = ReviewComment.create(
            submission=submission, field=field, text=text, at=now, by=actor.name
        )
        after = {"comment": comment.id, "field": field, "text": text}
        record(actor, "comment-report", submission, after=after)
        return comment


def add_note(
    actor: Actor, submission: Submission, field: str, text: str, now: datetime
) -> InternalNote:
    """Keep a note on ``field`` that never leaves the office, whatever became of the report.

    The same words on the same field twice: once.
    """
    with write():
        same = InternalNote.get_or_none(submission=submission, field=field, text=text)
        if same:
            return same
        note = InternalNote.create(
            submission=submission, field=field, text=text, at=now, by=actor.name
        )
        after = {"note": note.id, "field": field, "text": text}
        record(actor, "note-on-report", submission, after=after)
        return note


def remove_comment(actor: Actor, comment: ReviewComment) -> None:
    """Take back a comment that has not been sent; CommentSent otherwise."""
    with write():
        removed = (
            ReviewComment.delete()
            .where((ReviewComment.id == comment.id) & (ReviewComment.sent == False))  # noqa: E712
            .execute()
        )
        if not removed:
            if ReviewComment.get_or_none(id=comment.id):
                raise CommentSent("Ý kiến này đã gửi đơn vị nên không xóa được.")
            return
        before = {"field": comment.field, "text": comment.text}
        record(actor, "remove-report-comment", ("review_comment", comment.id), before=before)


def remove_note(actor: Actor, note: InternalNote) -> None:
    """Remove a note of the office; a second click changes nothing."""
    with write():
        if InternalNote.delete().where(InternalNote.id == note.id).execute():
            before = {"field": note.field, "text": note.text}
            record(actor, "remove-report-note", ("internal_note", note.id), before=before)


def judge(actor: Actor, submission: Submission, verdicts: Mapping[int, str], now: datetime) -> int:
    """Tick what the unit was asked before: resolved, unresolved, or "" for not judged yet.

    ``verdicts`` by the number of the comment; others than those asked before ``submission`` are
    left alone. NotAllowedNow once the submission is decided. How many changed.
    """
    with write():
        if Submission.get_by_id(submission.id).state != "submitted":
            raise NotAllowedNow("Bản này đã được xem xét xong nên không đánh dấu được nữa.")
        changed = {}
        for comment in asked_before(submission):
            verdict = verdicts.get(comment.id, comment.verdict)
            if verdict == comment.verdict:
                continue
            ReviewComment.update(verdict=verdict, verdict_at=now, verdict_by=actor.name).where(
                ReviewComment.id == comment.id
            ).execute()
            changed[comment.id] = verdict
        if changed:
            record(actor, "judge-comments", submission, after={"verdicts": changed})
        return len(changed)


def ask_again(submission: Submission, actor: Actor, now: datetime) -> None:
    """Put what was ticked as not resolved to the unit once more, in the caller's transaction."""
    for comment in asked_before(submission):
        if comment.verdict == "unresolved":
            ReviewComment.create(
                submission=submission, field=comment.field, text=comment.text, at=now,
                by=actor.name,
            )  # fmt: skip
