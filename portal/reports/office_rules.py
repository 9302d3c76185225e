"""Decisions of the office about a report: the states it may pass through, dates, comparison.

States of a duty (báo cáo phải nộp): open, submitted, returned, accepted, waived; of a
submission: submitted, returned, accepted. Pure; ``today`` is an argument.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

from portal.deadlines.rules import cut_off
from portal.vietnamese import collation_key, format_date, legal_date

STATES = {
    "open": ("Chưa nộp", "grey"),
    "submitted": ("Đã nộp, chờ xem", "blue"),
    "returned": ("Đã trả lại", "orange"),
    "accepted": ("Đã chấp nhận", "green"),
    "waived": ("Được miễn", "grey"),
    # of a submission alone
    "recalled": ("Đơn vị đã thu hồi", "grey"),
    "refused": ("Đơn vị không xác nhận", "orange"),
}
MODES = {
    "signed_pdf": "Gửi trên cổng kèm bản ký",
    "online": "Xác nhận trên cổng",
    "keyed": "Sở Nội vụ nhập thay",
    "received": "Nhận bản giấy hoặc qua QLVB",
}
KINDS = {
    "visit_report": "Báo cáo phục vụ kiểm tra",
    "self_inspection_plan": "Kế hoạch tự kiểm tra",
    "self_inspection_report": "Báo cáo tự kiểm tra",
    "remediation_report": "Báo cáo khắc phục sau kiểm tra",
    "civil_service_half": "Báo cáo công vụ 06 tháng",
    "civil_service_year": "Báo cáo công vụ năm",
    "other": "Báo cáo khác",
}
#: What the office ticks of a comment on the next submission: its words, and the tone of its tag.
VERDICTS = {"resolved": ("Đã giải quyết", "green"), "unresolved": ("Chưa giải quyết", "orange")}
_NEXT = {
    ("submitted", "return"): "returned",
    ("submitted", "accept"): "accepted",
    ("open", "receive"): "submitted",
    ("returned", "receive"): "submitted",
    ("submitted", "receive"): "submitted",
    ("open", "extend"): "open",
    ("returned", "extend"): "returned",
}
_REFUSALS = {
    "return": "Chỉ trả lại được báo cáo đang chờ xem.",
    "accept": "Chỉ chấp nhận được báo cáo đang chờ xem.",
    "receive": "Báo cáo này đã được chấp nhận hoặc được miễn nên không ghi nhận thêm.",
    "extend": "Chỉ gia hạn được báo cáo chưa nộp hoặc đã trả lại.",
}


class NotAllowedNow(ValueError):
    """The report is not in a state that allows this; the message says so in Vietnamese."""


class BadDate(ValueError):
    """A new deadline that cannot stand; the message is for the person who typed it."""


def next_state(state: str, verb: str) -> str:
    """The state of a duty after the office did ``verb``: return, accept, receive, extend.

    NotAllowedNow when the state does not allow it.
    """
    try:
        return _NEXT[state, verb]
    except KeyError as error:
        raise NotAllowedNow(_REFUSALS[verb]) from error


def check_extension(new_due_on: date, due_on: date | None) -> None:
    """Refuse an extension that gives no more time: BadDate."""
    if due_on and new_due_on <= due_on:
        raise BadDate(f"Hạn mới phải sau hạn hiện nay ({format_date(due_on)}).")


def check_new_due(
    new_due_on: date, today: date, first_session: date | None, head_agrees: bool
) -> None:
    """Refuse a new deadline in the past, or on or after the visit unless its head agrees.

    A report that comes on the day of the visit is of no use to the team: BadDate, unless the
    head of the team (Trưởng đoàn) agreed to it.
    """
    if new_due_on < today:
        raise BadDate("Hạn mới không được ở trước ngày hôm nay.")
    if first_session and new_due_on >= first_session and not head_agrees:
        raise BadDate(
            f"Hạn mới phải ở trước ngày kiểm tra {format_date(first_session)}, "
            "trừ khi Trưởng đoàn đồng ý."
        )


#: Working days that a unit has to mend a report, unless the office sets another date.
DAYS_TO_MEND = 5


def default_due(
    today: date,
    first_session: date | None,
    add_working: Callable[[date, int], date],
    standing: date | None = None,
) -> date:
    """The deadline offered with a return: five working days, but before the day of the visit.

    Never before today: with the visit today or tomorrow, the same day. Never before the deadline
    that stands either: who sent early loses none of the time the plan gave.
    """
    day = add_working(today, DAYS_TO_MEND)
    if first_session and day >= first_session:
        day = first_session - timedelta(days=1)
    return max(day, today, standing or today)


def new_due(
    new_due_on: date, today: date, verb: str, why: str, who: str = "Sở Nội vụ"
) -> dict[str, Any]:
    """The columns of a duty for a deadline the office set on ``today``.

    Its sentence says what the office did and why: ``verb`` “ấn định”, ``why`` “ khi trả lại báo
    cáo”; or “gia hạn”, “: mưa lũ”. A date given in person follows no rule, so it stays when
    the visit moves.
    """
    return {
        "due_on": new_due_on,
        "due_at": cut_off(new_due_on),
        "due_rule": None,
        "due_sentence": f"Chậm nhất hết ngày {legal_date(new_due_on)} "
        f"({who} {verb} ngày {legal_date(today)}{why})",
    }


@dataclass(frozen=True)
class Change:
    """A field that differs between two submissions; an empty text means nothing stood there."""

    code: str
    label: str
    before: str
    after: str

    @property
    def old_lines(self) -> list[tuple[str, bool]]:
        """The lines that stood before, and whether each of them is gone."""
        return _marked(self.before, self.after)

    @property
    def new_lines(self) -> list[tuple[str, bool]]:
        """The lines that stand now, and whether each of them is new."""
        return _marked(self.after, self.before)


def _marked(text: str, other: str) -> list[tuple[str, bool]]:
    lines = text.splitlines()
    kept: set[int] = set()
    for start, _, size in SequenceMatcher(
        a=lines, b=other.splitlines(), autojunk=False
    ).get_matching_blocks():
        kept |= set(range(start, start + size))
    return [(line, position not in kept) for position, line in enumerate(lines)]


def changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    label: Callable[[str], str],
    show: Callable[[str, Any], str],
) -> list[Change]:
    """What differs between the values of two submissions, in the order of the newer one.

    ``label`` names a field, ``show`` puts the value of a field into words; fields that read
    the same are left out, however they are stored.
    """
    codes = [*after, *(code for code in before if code not in after)]
    pairs = ((code, show(code, before.get(code)), show(code, after.get(code))) for code in codes)
    return [Change(code, label(code), old, new) for code, old, new in pairs if old != new]


def pressing(row: Any) -> tuple[Any, ...]:
    """The order of the board: overdue, awaited from the unit, submitted, done.

    Within each the nearest visit that the report is for, the nearest deadline, the unit's name:
    a visit that lies behind, as of what is to be put right, makes nothing urgent. ``row``: a
    BoardRow.
    """
    state = {"submitted": 2, "accepted": 3, "waived": 3}.get(row.duty.state, 1)
    return (
        0 if row.overdue else state,
        row.must_precede or date.max,
        row.duty.due_on or date.max,
        collation_key(row.duty.unit.name),
        row.duty.id,
    )
