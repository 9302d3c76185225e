"""Each time a report was sent, and taken back."""

import json
from collections.abc import Iterator

from portal.reports.models import Duty, Submission
from portal.reports.office_rules import MODES
from portal.reports.sent_log import Logged, logged
from portal.reports.timeline.events import Event


def sent(duty: Duty) -> list[Event]:
    """Submissions and recalls of a report."""
    rows = list(
        duty.submissions.select(
            Submission.id,
            Submission.number,
            Submission.submitted_at,
            Submission.mode,
            Submission.by,
            Submission.receipt,
            Submission.late_reason,
            Submission.snapshot,
        ).order_by(Submission.number)  # fmt: skip
    )
    known = logged(rows)
    return [event for row in rows for event in _of(row, known[row.id])]


def _of(row: Submission, known: Logged) -> Iterator[Event]:
    more = {
        "Ký nộp theo văn bản ủy quyền": known.by_paper,
        "Lý do nhập thay": known.keyed_because,
        "Lý do nộp quá hạn": row.late_reason,
        "Lý do còn chỗ để trống": str(json.loads(row.snapshot).get("missing_reason") or ""),
    }
    said = [f"{words}: {text}" for words, text in more.items() if text]
    text = ". ".join([f"Số biên nhận {row.receipt}", *said])
    title = f"Nộp lần {row.number}: {MODES[row.mode]}"
    yield Event(row.submitted_at, title, text, row.by, kind="sent")
    if known.recalled_at:
        yield Event(
            known.recalled_at, f"Đơn vị thu hồi lần {row.number}", "", known.recalled_by,
            kind="recalled",
        )  # fmt: skip
