"""Named writes: the unit takes a report back, or says whether a keyed one is right."""

from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.reports import queries
from portal.reports.actions import locked
from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.confirming.queries import waits_for_word, why_unconfirmed
from portal.reports.confirming.rules import CannotRecall, check_recall
from portal.reports.models import Duty, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.telling import tell_office, tell_unit


def recall(actor: Actor, duty: Duty, today: date, now: datetime) -> Submission:
    """Take the newest report back before the deadline: the unit may write again.

    Its receipt stays, as one that has been withdrawn. Twice is once. CannotRecall as named.
    """
    with write():
        fresh = locked(duty)
        last = queries.latest_submission(fresh)
        if last is None:
            raise CannotRecall("Chưa có báo cáo nào được gửi.")
        if last.state == "recalled":
            return last
        check_recall(fresh.state, last.mode, last.state, fresh.due_on, today)
        _take_out(fresh, last, "recalled")
        record(actor, "recall-report", last, before="submitted", after="recalled")
        tell_office(
            actor, fresh, "recalled", f"recalled:{last.id}",
            f"{fresh.unit.name} thu hồi báo cáo để sửa", fresh.title, now,
        )  # fmt: skip
    return last


def ask_for_word(actor: Actor, submission: Submission, now: datetime) -> KeyedConfirmation:
    """A report was keyed for the unit: it counts once the unit has said that it is right."""
    with write():
        row, made = KeyedConfirmation.get_or_create(submission=submission)
        if made:
            duty = locked(submission.duty)
            tell_unit(
                actor, duty, "keyed", f"keyed:{submission.id}",
                "Sở Nội vụ đã nhập thay báo cáo: đề nghị xác nhận",
                f"{duty.title}\nBiên nhận {submission.receipt}. Xem lại rồi xác nhận hoặc báo chỗ "
                "sai; báo cáo được tính khi đơn vị đã xác nhận.", now, "keyed",
            )  # fmt: skip
    return row


def answer_keyed(
    actor: Actor, duty: Duty, right: bool, note: str, now: datetime
) -> KeyedConfirmation | None:
    """The unit's word on the report keyed for it; None when none is awaited (any more).

    A refused one is taken out: the report is awaited again and the office is told why.
    """
    with write():
        fresh = locked(duty)
        row = waits_for_word(fresh)
        if row is None or fresh.state != "submitted":
            return None
        state = "confirmed" if right else "refused"
        who = actor.typist or actor.name
        KeyedConfirmation.update(state=state, note=note, at=now, by=who).where(
            KeyedConfirmation.id == row.id
        ).execute()
        if not right:
            _take_out(fresh, row.submission, "refused")
        record(
            actor, "answer-keyed-report", row.submission, before="waiting", after=state, reason=note
        )
        said = "xác nhận" if right else "không xác nhận"
        tell_office(
            actor, fresh, "keyed", f"keyed:{row.submission_id}:{state}",
            f"{fresh.unit.name} {said} bản nhập thay", f"{fresh.title}\n{note}".strip(), now,
        )  # fmt: skip
        return KeyedConfirmation.get_by_id(row.id)


def must_be_confirmed(submission: Submission) -> None:
    """NotAllowedNow while the unit has not confirmed what was keyed for it."""
    if held := why_unconfirmed(submission):
        raise NotAllowedNow(held)


def _take_out(duty: Duty, submission: Submission, state: str) -> None:
    """The submission no longer stands; the duty is again as it was before it."""
    Submission.update(state=state).where(Submission.id == submission.id).execute()
    submission.state = state
    returned = (
        Submission.select().where(Submission.duty == duty, Submission.state == "returned").exists()
    )
    stands = (
        Submission.select(Submission.id)
        .where(Submission.duty == duty, Submission.state == "submitted")
        .exists()
    )
    state_now = "submitted" if stands else "returned" if returned else "open"
    Duty.update(state=state_now).where(Duty.id == duty.id).execute()
