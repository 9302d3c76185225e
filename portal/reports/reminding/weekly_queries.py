"""The week of reports for leaders: who has sent, who is late, what falls due next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.reports.board.queries import BoardRow, board
from portal.reports.office_rules import KINDS
from portal.reports.rules import EDITABLE
from portal.vietnamese import show_date

DAYS = timedelta(days=7)
#: So many units a letter names; the page names all.
_NAMED = 15


@dataclass(frozen=True)
class Week:
    """Reports that came in the seven days up to ``today``, those that are overdue, those due in
    the seven days after it, and those that wait for the office. Each report stands once a list."""

    today: date
    came: list[BoardRow]
    overdue: list[BoardRow]
    due: list[BoardRow]
    waiting: list[BoardRow]

    @property
    def since(self) -> date:
        """The first day of the week that is told."""
        return self.today - DAYS + timedelta(days=1)

    @property
    def until(self) -> date:
        """The last day of the week to come."""
        return self.today + DAYS

    @property
    def due_together(self) -> list[tuple[date, str, list[BoardRow]]]:
        """What falls due, the same report of the same day together: (day, code, whose)."""
        found: dict[tuple[date, str], list[BoardRow]] = {}
        for row in self.due:
            found.setdefault((row.duty.due_on or self.today, row.duty.kind), []).append(row)
        return [(day, kind, rows) for (day, kind), rows in sorted(found.items(), key=_by_day)]

    def __bool__(self) -> bool:
        return bool(self.came or self.overdue or self.due or self.waiting)


def _by_day(item: tuple[tuple[date, str], list[BoardRow]]) -> tuple[date, str]:
    return item[0]


def week_of(today: date) -> Week:
    """The week up to ``today`` over all plans, without unannounced visits that are not released."""
    rows = [row for row in board(today) if not row.hidden]
    since = today - DAYS + timedelta(days=1)
    awaited = [
        (row, row.duty.due_on) for row in rows if row.duty.state in EDITABLE and row.duty.due_on
    ]
    return Week(
        today,
        came=[row for row in rows if row.last_received_on and row.last_received_on >= since],
        overdue=[row for row, day in awaited if day < today],
        due=[row for row, day in awaited if today <= day <= today + DAYS],
        waiting=[row for row in rows if row.duty.state == "submitted"],
    )


def told(week: Week) -> tuple[str, str]:
    """(title, text) of the weekly message to a leader."""
    title = (
        f"Báo cáo trong tuần đến {show_date(week.today)}: {len(week.came)} đã nộp, "
        f"{len(week.overdue)} quá hạn"
    )
    lines = [
        f"Nộp trong 7 ngày qua: {len(week.came)}. Chờ Sở Nội vụ xem: {len(week.waiting)}.",
        *_list(
            "Quá hạn chưa nộp", week.overdue,
            lambda row: f"quá hạn {_late(row, week.today)} ngày",
        ),
        *_list(
            f"Đến hạn từ nay đến hết {show_date(week.until)}", week.due,
            lambda row: f"hạn {show_date(row.duty.due_on)}",
        ),
    ]  # fmt: skip
    return title, "\n".join(lines)


def _late(row: BoardRow, today: date) -> int:
    return (today - row.duty.due_on).days if row.duty.due_on else 0


def _list(heading: str, rows: list[BoardRow], note: Callable[[BoardRow], str]) -> Iterable[str]:
    yield f"{heading}: {len(rows)}."
    for row in rows[:_NAMED]:
        kind = KINDS.get(row.duty.kind, row.duty.title)
        yield f"- {row.unit_name}: {kind}, {note(row)}"
    if len(rows) > _NAMED:
        yield f"- và {len(rows) - _NAMED} báo cáo nữa, xem ở trang Tuần này"
