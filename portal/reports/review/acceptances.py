"""Accepting many reports in one go, and taking an acceptance back for a while.

Undoing restores what was there before to the last column: the state of each report and of its
submission, no decision, no petitions of it. What happened stays in the audit log and in the
batch. After the time is over, or once a petition of a report was worked on, it stands.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.inbox.models import InboxItem
from portal.inspections.models import Petition
from portal.reports.models import Duty, Review, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review.actions import accept
from portal.reports.review.models import AcceptanceBatch, AcceptedReport
from portal.reports.telling import tell_unit

UNDO_FOR = timedelta(minutes=30)
#: What was accepted longer ago than this is no news to the unit.
_NEWS_FOR = timedelta(days=7)


class TooLate(NotAllowedNow):
    """The acceptance stands: its time is over, or something was built on it."""


def accept_many(
    actor: Actor, chosen: Iterable[Submission], note: str, now: datetime
) -> tuple[AcceptanceBatch | None, list[tuple[Submission, str]]]:
    """Accept the chosen submissions together; those that cannot be are left, with the reason.

    One transaction. No batch when none was accepted.
    """
    refused: list[tuple[Submission, str]] = []
    with write():
        batch = AcceptanceBatch.create(at=now, by=actor.name)
        for submission in chosen:
            try:
                accept(actor, submission, note, now, batch)
            except NotAllowedNow as error:
                refused.append((submission, str(error)))
        if batch.reports.exists():
            return batch, refused
        batch.delete_instance()
    return None, refused


def undo(actor: Actor, batch: AcceptanceBatch, now: datetime) -> int:
    """Take the acceptances of a batch back, all of them or none; how many. TooLate otherwise.

    A second click changes nothing.
    """
    with write():
        fresh = AcceptanceBatch.get_by_id(batch.id)
        if fresh.undone_at:
            return 0
        if now - fresh.at > UNDO_FOR:
            raise TooLate(
                f"Chỉ hoàn tác được trong {UNDO_FOR.seconds // 60} phút sau khi chấp nhận."
            )
        rows = reports_of(fresh)
        for row in rows:
            _take_back(actor, row)
        AcceptanceBatch.update(undone_at=now, undone_by=actor.name).where(
            AcceptanceBatch.id == fresh.id
        ).execute()
    return len(rows)


def undoable(duty: Duty, now: datetime) -> AcceptanceBatch | None:
    """The acceptance of a report that can still be taken back."""
    if duty.state != "accepted":
        return None
    return (
        AcceptanceBatch.select()
        .join(AcceptedReport)
        .join(Submission)
        .where(
            Submission.duty == duty,
            AcceptanceBatch.undone_at.is_null(),
            AcceptanceBatch.at >= now - UNDO_FOR,
        )
        .order_by(AcceptanceBatch.id.desc())
        .first()
    )


def tell_accepted(actor: Actor, now: datetime) -> int:
    """Tell units of acceptances that can no longer be undone, each once; how many were told."""
    over = now - UNDO_FOR
    rows = list(
        AcceptedReport.select(AcceptedReport, AcceptanceBatch, Submission, Duty)
        .join_from(AcceptedReport, AcceptanceBatch)
        .join_from(AcceptedReport, Submission)
        .join_from(Submission, Duty)
        .where(
            AcceptanceBatch.undone_at.is_null(),
            AcceptanceBatch.at.between(now - _NEWS_FOR, over),
        )
        .order_by(AcceptedReport.id)
    )
    keys = {f"accepted:{row.id}": row.submission for row in rows}
    had = InboxItem.select(InboxItem.key).where(InboxItem.key.in_(list(keys) or [""]))
    told = {item.key for item in had}
    return sum(
        tell_unit(
            actor, sent.duty, "accepted", key, "Sở Nội vụ đã chấp nhận báo cáo",
            f"{sent.duty.title}\nBiên nhận {sent.receipt}.", now,
        )
        for key, sent in keys.items()
        if key not in told
    )  # fmt: skip


def reports_of(batch: AcceptanceBatch) -> list[AcceptedReport]:
    """The reports of a batch with their submissions, in the order they were accepted."""
    return list(
        AcceptedReport.select(AcceptedReport, Submission, Duty)
        .join(Submission)
        .join(Duty)
        .where(AcceptedReport.batch == batch)
        .order_by(AcceptedReport.id)
    )


def _take_back(actor: Actor, row: AcceptedReport) -> None:
    sent = row.submission
    made = list(Petition.select().where(Petition.id.in_(row.petitions or [0])))
    if any(petition.version > 1 for petition in made) or len(made) < len(row.petitions):
        raise TooLate(
            f"Kiến nghị từ báo cáo {sent.receipt} đã có người xử lý nên không hoàn tác được."
        )
    both = (Duty.id == sent.duty_id) & (Duty.state == "accepted")
    if not Duty.update(state="submitted").where(both).execute():
        raise TooLate(f"Báo cáo {sent.receipt} không còn ở trạng thái đã chấp nhận.")
    Submission.update(state="submitted").where(Submission.id == sent.id).execute()
    decided = (Review.submission == sent) & (Review.decision == "accepted")
    Review.delete().where(decided).execute()
    Petition.delete().where(Petition.id.in_([petition.id for petition in made])).execute()
    record(
        actor,
        "undo-acceptance",
        sent,
        before={"state": "accepted", "petitions": [petition.text for petition in made]},
        after={"state": "submitted"},
    )
