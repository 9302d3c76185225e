"""The grid of timeliness: units × the reports of a plan. Five queries however many units."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.inspections.models import Finding, Remediation
from portal.plans.models import Plan
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.duties.remediation import KIND as REMEDIATION
from portal.reports.duties.remediation import reported_on
from portal.reports.models import Duty, DutyHistory, Submission
from portal.reports.office_rules import KINDS
from portal.reports.timeliness.rules import GIVEN, Move, Timing, timing
from portal.units.models import Unit
from portal.vietnamese import collation_key


@dataclass(frozen=True)
class Cell:
    """One report of one unit: when it was due, when it came, what that makes it."""

    duty: Duty
    timing: Timing
    result: str
    days_late: int


@dataclass(frozen=True)
class Grid:
    """Units (rows, by name) × kinds of report (columns); a cell holds a report for each visit."""

    plan: Plan | None
    kinds: list[tuple[str, str]]
    rows: list[tuple[Unit, dict[str, list[Cell]]]]
    counts: dict[str, int]

    @property
    def cells(self) -> list[Cell]:
        """Every report, row by row."""
        return [
            cell for _, row in self.rows for kind, _ in self.kinds for cell in row.get(kind, [])
        ]


def grid(plan: Plan | None, today: date) -> Grid:
    """The grid of ``plan``; empty without one."""
    duties = list(
        Duty.select(Duty, Unit)
        .join(Unit)
        .where(Duty.plan == (plan.id if plan else 0))
        .order_by(Duty.due_on, Duty.id)
    )
    moves = moves_of(Duty.plan == (plan.id if plan else 0))
    sent, fixed = _sent(duties), _reported(duties)
    rows: dict[int, tuple[Unit, dict[str, list[Cell]]]] = {}
    counts: dict[str, int] = defaultdict(int)
    for duty in duties:
        came, first = sent.get(duty.id, (None, None))
        if duty.kind == REMEDIATION and duty.visit_id:
            came, first = came or fixed.get(duty.visit_id), None
        found = timing(duty.due_on, moves.get(duty.id, []), came, first)
        result = found.result(duty.state, today)
        late = found.days_late(today) if result in ("late", "overdue") else 0
        unit, cells = rows.setdefault(duty.unit_id, (duty.unit, {}))
        cells.setdefault(duty.kind, []).append(Cell(duty, found, result, late))
        counts[result] += 1
    present = {duty.kind for duty in duties}
    return Grid(
        plan,
        [(kind, words) for kind, words in KINDS.items() if kind in present],
        sorted(rows.values(), key=lambda row: (collation_key(row[0].name), row[0].id)),
        dict(counts),
    )


def moves_of(*conditions: Any) -> dict[int, list[Move]]:
    """Duty → how the office moved its deadline, oldest first; conditions are on Duty. One query."""
    rows: Any = (
        DutyHistory.select(
            DutyHistory.duty, DutyHistory.at, DutyHistory.old_due_on, DutyHistory.new_due_on,
            DutyHistory.cause,
        )
        .join(Duty)
        .where(DutyHistory.cause.in_(GIVEN), *conditions)
        .order_by(DutyHistory.id)
        .tuples()
    )  # fmt: skip
    found: dict[int, list[Move]] = defaultdict(list)
    for duty, *move in rows:
        found[duty].append(Move(*move))
    return found


def _sent(duties: list[Duty]) -> dict[int, tuple[date, Any]]:
    """Duty → the earliest receipt that stands, and when the first report was recorded."""
    found: dict[int, tuple[date, Any]] = {}
    rows = Submission.select(
        Submission.duty, Submission.received_on, Submission.submitted_at
    ).where(_of(Submission.duty, duties), Submission.state.not_in(WITHDRAWN))
    for row in rows.order_by(Submission.number, Submission.id):
        came, first = found.get(row.duty_id, (row.received_on, row.submitted_at))
        found[row.duty_id] = (min(came, row.received_on), min(first, row.submitted_at))
    return found


def _reported(duties: list[Duty]) -> dict[int, date]:
    """Visit → the day by which everything had been reported as put right."""
    visits = [duty.visit_id for duty in duties if duty.kind == REMEDIATION and duty.visit_id]
    found: dict[int, list[Remediation]] = defaultdict(list)
    rows = (
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit.in_(visits or [0]))
        .order_by(Remediation.id)
    )
    for row in rows:
        found[row.finding.visit_id].append(row)
    return {visit: day for visit, of in found.items() if (day := reported_on(of))}


def _of(column: Any, duties: list[Duty]) -> Any:
    return column.in_([duty.id for duty in duties] or [0])
