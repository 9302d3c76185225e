"""Was a report in time: đúng hạn, gia hạn, quá hạn, chưa nộp. Pure; ``today`` is an argument."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.vietnamese import show_date

RESULTS = {
    "on_time": ("Đúng hạn", "green"),
    "extended": ("Gia hạn", "blue"),
    "late": ("Nộp quá hạn", "orange"),
    "overdue": ("Chưa nộp, quá hạn", "red"),
    "waiting": ("Chưa nộp", "grey"),
    "waived": ("Được miễn", "grey"),
}

#: Causes of a move by which the office gave time; any other changed what is in time.
GIVEN = ("extended", "returned")


@dataclass(frozen=True)
class Move:
    """A change of a deadline: when, from which day to which, and its cause (DutyHistory)."""

    at: datetime
    old: date | None
    new: date | None
    cause: str


@dataclass(frozen=True)
class Timing:
    """The deadlines that count for the first report, and the day it came.

    ``due_on`` by the plan, ``extended_to`` when the office gave more time before it came.
    """

    due_on: date | None
    extended_to: date | None
    came: date | None

    def result(self, state: str, today: date) -> str:
        """A code of RESULTS for a duty in ``state``."""
        if self.came is None:
            if state == "waived":
                return "waived"
            last = self.extended_to or self.due_on
            return "overdue" if last is not None and today > last else "waiting"
        if self.due_on is None or self.came <= self.due_on:
            return "on_time"
        if self.extended_to is not None and self.came <= self.extended_to:
            return "extended"
        return "late"

    def days_late(self, today: date) -> int:
        """Calendar days after the last day that counts; 0 when it is not late."""
        last = self.extended_to or self.due_on
        return max(0, ((self.came or today) - last).days) if last else 0


def timing(
    due_on: date | None, moves: Iterable[Move], came: date | None, first_sent: datetime | None
) -> Timing:
    """What counts, from the present deadline and how it moved, oldest first.

    A rule that moved the deadline (the visit was moved) changes what is in time; time given by
    the office does not, it is “gia hạn”. What happened after the first report was sent (a
    return, more time to mend it) has no say in whether that one was in time.
    """
    given = [move for move in moves if move.cause in GIVEN]
    plan_day = given[0].old if given else due_on
    before = [
        move.new
        for move in given
        if move.cause == "extended" and (first_sent is None or move.at <= first_sent)
    ]
    last = before[-1] if before else None
    if last is None or (plan_day is not None and last <= plan_day):
        return Timing(plan_day, None, came)
    return Timing(plan_day, last, came)


def timing_of(due_on: date | None, moves: Iterable[Move], standing: Iterable[Any]) -> Timing:
    """``timing`` by the submissions that stand: the earliest receipt, the first record."""
    rows = list(standing)
    return timing(
        due_on,
        moves,
        min((row.received_on for row in rows), default=None),
        min((row.submitted_at for row in rows), default=None),
    )


def kept_due(due_on: date | None, now_due: date | None) -> str:
    """What to say of a report that came in while it was due on ``due_on``, when the visit as it
    is planned now makes it due on ``now_due``; "" when that is the same day."""
    if due_on is None or now_due is None or due_on == now_due:
        return ""
    return (
        "Báo cáo đã nhận trước khi dời lịch kiểm tra nên được xét theo hạn lúc đó, hết ngày "
        f"{show_date(due_on)}. Theo lịch hiện nay, hạn là hết ngày {show_date(now_due)}."
    )


def public_result(result: str) -> str:
    """A code of ``payload.RESULTS``: what came in the time that the office gave is in time."""
    known = {"extended": "on_time", "overdue": "missing", "waiting": "ahead"}
    return known.get(result, result)


def changed_rows(before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> int:
    """How many reports stand otherwise in one public grid than in another (rows by ``code``): a
    deadline, a result, or there at all. Days late count on by themselves and are no change."""
    old, new = ({row["code"]: _standing(row) for row in rows} for rows in (before, after))
    return sum(old.get(code) != new.get(code) for code in old.keys() | new.keys())


def _standing(row: dict[str, Any]) -> tuple[str, str]:
    return row["due"], row["result"]


def unsettled(rows: Iterable[dict[str, Any]]) -> int:
    """How many reports of a public grid were still to come."""
    return sum(row["result"] in ("missing", "ahead") for row in rows)


def said_of(result: str, days_late: int, found: Timing) -> str:
    """How a report stands, in words for readers; ``result`` is a code of ``payload.RESULTS``."""
    due = found.due_on or found.extended_to
    return {
        "on_time": "Đúng hạn" if due else "Đã nộp",
        "late": f"Nộp quá hạn {days_late} ngày",
        "missing": f"Chưa nộp, quá hạn {days_late} ngày",
        "ahead": "Chưa đến hạn" if due else "Chưa ấn định hạn",
        "waived": "Được miễn",
    }[result]


def said_of_resubmission(number: int, found: Timing, today: date) -> str:
    """What the receipt of a report sent again says: the earliest receipt decided.

    ``found`` has come (``came`` is a day).
    """
    result = found.result("submitted", today)
    words = {"late": f"quá hạn {found.days_late(today)} ngày", "extended": "trong hạn đã gia hạn"}
    said = words.get(result, "đúng hạn")
    return f"Gửi lại lần {number}; lần đầu nhận ngày {show_date(found.came)}, {said}"
