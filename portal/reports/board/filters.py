"""What of the board is shown: by plan, state, kind, unit, lateness, days of waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from portal.reports.board.queries import BoardRow
from portal.reports.office_rules import KINDS, STATES
from portal.vietnamese import fold

STATE_FILTERS = {
    "overdue": "Quá hạn",
    **{state: words for state, (words, _tone) in STATES.items()},
    "parent": "Chờ cấp trên duyệt",
}


@dataclass(frozen=True)
class BoardFilter:
    """The filter of an address; an unknown value filters nothing.

    ``waiting``: awaiting review for at least so many days.
    """

    plan: int | None = None
    state: str = ""
    kind: str = ""
    unit: str = ""
    late: bool = False
    waiting: int = 0

    def shown(self, row: BoardRow) -> bool:
        """Whether a row stays; the plan was asked of the database already."""
        return (not self.state or _in_state(row, self.state)) and self.shown_in_any_state(row)

    def shown_in_any_state(self, row: BoardRow) -> bool:
        """The same but for the state: what the counts of the states are over."""
        return (
            (not self.kind or row.duty.kind == self.kind)
            and (not self.unit or fold(self.unit) in fold(row.unit_name))
            and (not self.late or row.late or row.overdue)
            and (not self.waiting or (row.waiting_days or 0) >= self.waiting)
        )

    def query(self, **changes: Any) -> dict[str, Any]:
        """The filter as the query of an address; ``state`` may be another; blanks left out."""
        values = {
            "ke-hoach": self.plan, "trang-thai": changes.get("state", self.state),
            "loai": self.kind, "don-vi": self.unit, "muon": "1" if self.late else "",
            "cho": self.waiting,
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}


def chosen() -> BoardFilter:
    """The filter in the query of the present request."""
    plan = request.args.get("ke-hoach", type=int)
    state, kind = request.args.get("trang-thai", ""), request.args.get("loai", "")
    waiting = request.args.get("cho", type=int) or 0
    return BoardFilter(
        plan=plan if plan is not None and 0 < plan < 2**31 else None,
        state=state if state in STATE_FILTERS else "",
        kind=kind if kind in KINDS else "",
        unit=" ".join(request.args.get("don-vi", "").split())[:100],
        late=request.args.get("muon", "") == "1",
        waiting=waiting if 0 < waiting < 1000 else 0,
    )


def counts(rows: Iterable[BoardRow]) -> dict[str, int]:
    """How many rows are in each state; a row may be overdue as well."""
    listed = list(rows)
    found = {code: sum(_in_state(row, code) for row in listed) for code in STATE_FILTERS}
    found["late"] = sum(row.late for row in listed)
    return found


def _in_state(row: BoardRow, state: str) -> bool:
    if state == "overdue":
        return row.overdue
    if state == "parent":
        return row.parent.state in ("waiting", "silent")
    return bool(row.duty.state == state)


@dataclass(frozen=True)
class Queue:
    """Where a report stands among those that await review: its neighbours, its place."""

    before: BoardRow | None
    after: BoardRow | None
    place: int
    length: int


def queue_around(duty_id: int, rows: Iterable[BoardRow], chosen: BoardFilter) -> Queue | None:
    """The neighbours of a report in the order of the board; None when it awaits no review.

    Only reports that can be read: what was put right is told finding by finding, without one.
    """
    waiting = [
        row
        for row in rows
        if row.duty.state == "submitted" and row.submissions and chosen.shown_in_any_state(row)
    ]
    place = next((at for at, row in enumerate(waiting) if row.duty.id == duty_id), None)
    if place is None:
        return None
    return Queue(
        before=waiting[place - 1] if place else None,
        after=waiting[place + 1] if place + 1 < len(waiting) else None,
        place=place + 1,
        length=len(waiting),
    )
