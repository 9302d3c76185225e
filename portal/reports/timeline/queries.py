"""Everything that happened to a report, as one timeline: the duty page and the printed annex."""

from datetime import timedelta
from typing import Any

from portal.reports.confirming.models import KeyedConfirmation
from portal.reports.confirming.rules import KEYED_STATES
from portal.reports.extending.queries import requests_of
from portal.reports.extending.rules import STATES as EXTENSION_STATES
from portal.reports.models import DraftEdit, Duty, ReviewComment, Submission
from portal.reports.office_queries import history, reviews
from portal.reports.office_rules import STATES, VERDICTS
from portal.reports.parents.rules import DECISIONS
from portal.reports.reminding.queries import told_steps
from portal.reports.review.models import AcceptedReport, InternalNote, ParentDecision, PartMark
from portal.reports.timeline.events import Event, moment
from portal.reports.timeline.sending import sent
from portal.vietnamese import show_date

#: Edits of one person with no longer pause than this are one event.
PAUSE = timedelta(minutes=30)
#: Rows of DutyHistory that are about who is named by the plan, not about a day.
_NAMED = {"dropped": "Không còn phải nộp", "restored": "Phải nộp trở lại"}


def events(duty: Duty) -> list[dict[str, str]]:
    """The decisions, the unit's word and its parent's among them, newest first, as
    ``components/data.html timeline`` shows it."""
    found = [*sent(duty), *_decided(duty), *_moved(duty), *_parents(duty), *_keyed(duty)]
    found.sort(key=lambda event: event.at, reverse=True)
    return [
        {"date": moment(event.at), "title": event.title, "text": event.text, "by": event.by}
        for event in found
    ]


def whole_timeline(duty: Duty) -> list[Event]:
    """Everything, oldest first: edits in batches, submissions, comments, decisions, reminders."""
    found = [
        Event(duty.created_at, "Giao báo cáo", duty.title),
        *_edited(duty), *sent(duty), *_decided(duty), *_moved(duty), *_commented(duty),
        *_noted(duty), *_undone(duty), *_parents(duty), *_marked(duty),
        *_reminded(duty), *_asked_for_time(duty), *_keyed(duty),
    ]  # fmt: skip
    return sorted(found, key=lambda event: event.at)


def _reminded(duty: Duty) -> list[Event]:
    """Reminders, those of one moment as one event with everyone they went to."""
    batches: dict[str, list[Any]] = {}
    for row in reversed(told_steps(duty)):
        batches.setdefault(moment(row.at), []).append(row)
    return [
        Event(
            rows[0].at,
            f"Nhắc hạn {show_date(rows[0].due_on)}",
            "Gửi: " + ", ".join(dict.fromkeys(row.user.full_name for row in rows)),
            kind="reminder",
        )
        for rows in batches.values()
    ]


def _asked_for_time(duty: Duty) -> list[Event]:
    found = []
    for row in reversed(requests_of(duty)):
        wish = f"Xin gia hạn đến {show_date(row.wished_on)}"
        found.append(Event(row.asked_at, wish, row.reason, row.asked_by, kind="due"))
        if row.decided_at:
            words = f"{wish}: {EXTENSION_STATES[row.state][0].lower()}"
            found.append(Event(row.decided_at, words, row.answer, row.decided_by, kind="due"))
    return found


def _decided(duty: Duty) -> list[Event]:
    return [
        Event(
            row.at, f"{STATES[row.decision][0]} (lần {row.submission.number})", row.note, row.by,
            kind="decided",
        )
        for row in reviews(duty)
    ]  # fmt: skip


def _moved(duty: Duty) -> list[Event]:
    return [
        Event(
            row.at,
            _NAMED.get(row.cause)
            or f"Đổi hạn: {show_date(row.old_due_on) or 'chưa ấn định'} → "
            f"{show_date(row.new_due_on) or 'chưa ấn định'}",
            row.reason,
            row.by,
            kind="due",
        )
        for row in history(duty)
    ]


def _edited(duty: Duty) -> list[Event]:
    """The edits of the draft, those of one person without a long pause as one event."""
    rows: Any = (
        DraftEdit.select(DraftEdit.at, DraftEdit.by, DraftEdit.code)
        .where(DraftEdit.duty == duty)
        .order_by(DraftEdit.at, DraftEdit.id)
        .tuples()
    )
    batches: list[dict[str, Any]] = []
    for at, by, code in rows:
        last = batches[-1] if batches else None
        if last and last["by"] == by and at - last["to"] <= PAUSE:
            last["to"], last["edits"] = at, last["edits"] + 1
            last["codes"].add(code)
        else:
            batches.append({"by": by, "from": at, "to": at, "edits": 1, "codes": {code}})
    return [
        Event(
            one["from"],
            f"Sửa bản nháp: {len(one['codes'])} ô, {one['edits']} lần",
            f"Đến {moment(one['to'])}" if one["edits"] > 1 else "",
            one["by"],
            kind="edited",
        )
        for one in batches
    ]


def _commented(duty: Duty) -> list[Event]:
    rows = (
        ReviewComment.select(ReviewComment, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(ReviewComment.id)
    )
    found = []
    for row in rows:
        sent = "gửi đơn vị" if row.sent else "chưa gửi"
        text = row.text + (f"\nĐơn vị trả lời: {row.answer}" if row.answer else "")
        found.append(
            Event(row.at, f"Ý kiến ({sent}), lần {row.submission.number}", text, row.by,
                  internal=not row.sent, kind="comment")
        )  # fmt: skip
        if row.verdict and row.verdict_at:
            found.append(
                Event(row.verdict_at, f"Đánh dấu ý kiến: {VERDICTS[row.verdict][0]}", row.text,
                      row.verdict_by, kind="verdict")
            )  # fmt: skip
    return found


def _noted(duty: Duty) -> list[Event]:
    rows = InternalNote.select().join(Submission).where(Submission.duty == duty)
    return [
        Event(row.at, "Ghi chú nội bộ", row.text, row.by, internal=True, kind="note")
        for row in rows.order_by(InternalNote.id)
    ]


def _undone(duty: Duty) -> list[Event]:
    rows = AcceptedReport.select().join(Submission).where(Submission.duty == duty)
    found = []
    for row in rows.order_by(AcceptedReport.id):
        batch = row.batch
        if batch.undone_at:
            found.append(Event(batch.at, "Đã chấp nhận, sau đó hoàn tác", "", batch.by))
            found.append(Event(batch.undone_at, "Hoàn tác chấp nhận", "", batch.undone_by))
    return found


def _parents(duty: Duty) -> list[Event]:
    rows = (
        ParentDecision.select(ParentDecision, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(ParentDecision.id)
    )
    return [
        Event(row.at, f"{DECISIONS[row.decision][0]} (lần {row.submission.number})", row.note,
              row.by, kind="parent")
        for row in rows
    ]  # fmt: skip


def _keyed(duty: Duty) -> list[Event]:
    rows = KeyedConfirmation.select().join(Submission).where(Submission.duty == duty)
    return [
        Event(row.at, KEYED_STATES["paper" if row.scan_id else row.state],
              f"Người ký: {row.signer}, ngày {show_date(row.signed_on)}. Lý do: {row.note}"
              if row.scan_id else row.note, row.by, kind="keyed")
        for row in rows.order_by(KeyedConfirmation.id)
        if row.at
    ]  # fmt: skip


def _marked(duty: Duty) -> list[Event]:
    rows = PartMark.select().join(Submission).where(Submission.duty == duty)
    people: dict[str, list[Any]] = {}
    for row in rows.order_by(PartMark.id):
        people.setdefault(row.by, []).append(row)
    return [
        Event(max(row.at for row in marks), f"Đoàn đã đọc {len(marks)} phần", "", by,
              internal=True, kind="read")
        for by, marks in people.items()
    ]  # fmt: skip
