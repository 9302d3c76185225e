"""What came for the reports of the board, how their deadlines moved, how their units were called.

Three tables in one query: each would be a question of its own at every look at the board.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, SQL

from portal.prepared import Prepared, hole
from portal.reports.models import Duty, DutyHistory, Submission
from portal.reports.review.models import ParentDecision
from portal.reports.timeliness.rules import GIVEN, Move
from portal.units.continuity_rules import FormerName
from portal.units.models import UnitName


class Sent(NamedTuple):
    """A submission as the board counts it, with what the parent unit said."""

    mode: str
    received_on: date
    submitted_at: datetime
    state: str
    parent_decision: str | None


class Happened(NamedTuple):
    """By duty: its submissions by number, its moved deadlines; by unit: its former names."""

    sent: Mapping[int, list[Sent]]
    moves: Mapping[int, list[Move]]
    former: Mapping[int, list[FormerName]] = {}


def happened_on_board(plan_id: int | None) -> Happened:
    """All of a plan, or of all plans without one. One query."""
    found = Happened(defaultdict(list), defaultdict(list), defaultdict(list))
    rows = _OF_ALL.rows() if plan_id is None else _OF_PLAN.rows(plan_id)
    for what, of, _number, _id, words, day, instant, to_day, state, decision in rows:
        if what == _SENT:
            found.sent[of].append(Sent(words, day, instant, state, decision))
        elif what == _MOVED:
            found.moves[of].append(Move(instant, day, to_day, words))
        else:
            found.former[of].append(FormerName(words, day, to_day))
    return found


def sent_of(duty_id: int) -> dict[int, list[Sent]]:
    """The submissions of one duty, by number. One query."""
    rows = _sent(
        Submission.mode, Submission.received_on, Submission.submitted_at, Submission.state,
        ParentDecision.decision,
    ).where(Duty.id == duty_id).order_by(Submission.number, Submission.id)  # fmt: skip
    return {duty_id: [Sent(*row) for row in rows.tuples()]}


_MOVED, _SENT, _CALLED = 1, 2, 3


def _sent(*columns: Any) -> Any:
    return (
        Submission.select(*columns)
        .join_from(Submission, Duty)
        .join_from(Submission, ParentDecision, JOIN.LEFT_OUTER)
    )


def _happened(condition: Any) -> Any:
    """Moves first: a column is read as the first of the three has it."""
    nothing = SQL("NULL")
    moved = (
        DutyHistory.select(
            SQL(f"{_MOVED}"), DutyHistory.duty, SQL("0"), DutyHistory.id, DutyHistory.cause,
            DutyHistory.old_due_on, DutyHistory.at, DutyHistory.new_due_on, nothing, nothing,
        )
        .join(Duty)
        .where(DutyHistory.cause.in_(GIVEN), condition)
    )  # fmt: skip
    sent = _sent(
        SQL(f"{_SENT}"), Submission.duty, Submission.number, Submission.id, Submission.mode,
        Submission.received_on, Submission.submitted_at, nothing, Submission.state,
        ParentDecision.decision,
    ).where(condition)  # fmt: skip
    called = UnitName.select(
        SQL(f"{_CALLED}"), UnitName.unit, SQL("0"), UnitName.id, UnitName.name,
        UnitName.valid_from, nothing, UnitName.valid_to, nothing, nothing,
    )  # fmt: skip
    return moved.union_all(sent).union_all(called).order_by(SQL("1"), SQL("3"), SQL("4")).tuples()


_OF_ALL = Prepared(lambda: _happened(SQL("1 = 1")))
_OF_PLAN = Prepared(lambda: _happened(Duty.plan == hole(0)))
