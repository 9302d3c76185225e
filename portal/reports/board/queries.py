"""The board of the office: who owes which report until when, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any, NamedTuple

from peewee import JOIN, fn

from portal.clock import local
from portal.deadlines.rules import Remaining, remaining
from portal.inspections.models import Session, Visit
from portal.plans.models import Plan
from portal.prepared import Prepared, hole
from portal.reports.board.happenings import Happened, Sent, happened_on_board, sent_of
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.duties.kinds import comes_before_visit
from portal.reports.models import Duty
from portal.reports.office_rules import pressing
from portal.reports.parents.answering import units_that_answer
from portal.reports.parents.rules import ParentStep, parent_step
from portal.reports.review.models import ApprovalSetting
from portal.reports.timeliness.queries import moves_of
from portal.reports.timeliness.rules import timing_of
from portal.units.continuity_rules import FormerName, name_on
from portal.units.models import Unit
from portal.units.queries import former_of

#: Sessions that no longer take place.
_GONE = ("moved", "cancelled")
_WAITING = ("open", "returned")


class ListedUnit(NamedTuple):
    """A unit as a list names it."""

    id: int
    name: str


class ListedPlan(NamedTuple):
    """A plan as a list names it."""

    id: int
    title: str
    year: int


class ListedDuty(NamedTuple):
    """What the board shows of a duty: rows of five tables as models cost more than the page."""

    id: int
    kind: str
    title: str
    due_on: date | None
    state: str
    due_sentence: str
    unit: ListedUnit
    plan: ListedPlan
    visit_id: int | None

    @property
    def plan_id(self) -> int:
        """The number of the plan."""
        return self.plan.id


class Above(NamedTuple):
    """What the lines of the board ask besides: first session, parent unit."""

    first_session: Any
    parent_name: str | None
    silence_days: int | None


@dataclass(frozen=True)
class BoardRow:
    """A duty on the board (``ListedDuty``; alone on its page ``Duty``): who owes what, until
    when, and what came.

    ``submissions`` counts them; ``late``: the earliest receipt was late, as ``timeliness`` says.
    ``hidden`` is an unannounced visit: nothing about it may be sent to the unit. ``unit_name``
    is the unit as it was called when its report first came in. ``waiting_days``: how long a
    report has awaited review, from the day it was received, on paper too; ``parent``: where it
    stands with the parent unit.
    """

    duty: Any
    unit_name: str
    first_session: date | None
    submissions: int
    modes: tuple[str, ...]
    first_received_on: date | None
    last_received_on: date | None
    late: bool
    hidden: bool
    left: Remaining
    days_to_visit: int | None
    waiting_days: int | None = None
    parent: ParentStep = ParentStep()

    @property
    def must_precede(self) -> date | None:
        """The day of the visit that the report has to come before; None where none bounds it."""
        return self.first_session if comes_before_visit(self.duty.kind) else None

    @property
    def overdue(self) -> bool:
        """Whether the report is still awaited and its last day has passed."""
        return self.duty.state in _WAITING and self.left.tone == "overdue"


def board(today: date, plan_id: int | None = None) -> list[BoardRow]:
    """The duties of a plan (of all plans without one), the most pressing first.

    Pressing: see ``pressing``. Two queries however many rows.
    """
    duties = _OF_ALL.rows() if plan_id is None else _OF_PLAN.rows(plan_id)
    return _rows(starmap(_listed, duties), plan_id, today)


def board_among_all(today: date, plan_id: int | None) -> tuple[list[BoardRow], list[ListedDuty]]:
    """``board`` of a plan and the duties of all plans, for the counts beside it.

    Two queries as well: the rows of other plans are read, but nothing is worked out for them.
    """
    every = list(starmap(_listed, _OF_ALL.rows()))
    wanted = [one for one in every if plan_id is None or one[0].plan_id == plan_id]
    return _rows(wanted, plan_id, today), [duty for duty, _hidden, _above in every]


def _rows(
    listed: Iterable[tuple[ListedDuty, bool, Above]], plan_id: int | None, today: date
) -> list[BoardRow]:
    happened = happened_on_board(plan_id)
    rows = [
        _board_row(duty, hidden, above, happened, happened.former.get(duty.unit.id, ()), today)
        for duty, hidden, above in listed
    ]
    return sorted(rows, key=pressing)


def duty_row(duty_id: int, today: date) -> BoardRow | None:
    """One duty as the board shows it, whole; None when there is none."""
    duty = _duties((Duty, Unit, Plan, Visit)).where(Duty.id == duty_id).first()
    if duty is None:
        return None
    above = Above(duty.first_session, duty.parent_name, duty.silence_days)
    happened = Happened(sent_of(duty.id), moves_of(Duty.id == duty.id))
    visit = duty.visit if duty.visit_id else None
    hidden = bool(visit and visit.unannounced and not visit.released)
    return _board_row(duty, hidden, above, happened, former_of(duty.unit), today)


_LISTED = (
    Duty.id, Duty.kind, Duty.title, Duty.due_on, Duty.state, Duty.due_sentence, Unit.id, Unit.name,
    Plan.id, Plan.title, Plan.year, Visit.id, Visit.unannounced, Visit.released,
)  # fmt: skip


def _listed(*row: Any) -> tuple[ListedDuty, bool, Above]:
    """A row of ``_LISTED``: the duty, whether its visit is hidden, what is asked besides."""
    unit, plan, (visit, unannounced, released) = row[6:8], row[8:11], row[11:14]
    duty = ListedDuty._make((*row[:6], ListedUnit(*unit), ListedPlan(*plan), visit))
    return duty, bool(unannounced and not released), Above(*row[14:])


def _duties(columns: tuple[Any, ...]) -> Any:
    first = (
        Session.select(fn.MIN(Session.on))
        .where((Session.visit == Duty.visit) & Session.state.not_in(_GONE))
        .alias("first_session")
    )
    above = Unit.alias()
    asked = (above.id == Unit.parent) & above.id.in_(units_that_answer())
    parent = above.select(above.name).where(asked).alias("parent_name")
    setting = (ApprovalSetting.plan == Duty.plan) & (ApprovalSetting.depth > 1)
    silence = ApprovalSetting.select(ApprovalSetting.silence_days).where(setting)
    return (
        Duty.select(*columns, first, parent, silence.alias("silence_days"))
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
    )


#: The duties of the whole board, and of the plan ``hole(0)``.
_OF_ALL = Prepared(lambda: _duties(_LISTED).tuples())
_OF_PLAN = Prepared(lambda: _duties(_LISTED).where(Duty.plan == hole(0)).tuples())


def _board_row(
    duty: Any, hidden: bool, above: Above, happened: Happened, former: Iterable[FormerName],
    today: date,
) -> BoardRow:  # fmt: skip
    sent, moves = happened.sent.get(duty.id, []), happened.moves.get(duty.id, [])
    standing = [row for row in sent if row.state not in WITHDRAWN]
    found = timing_of(duty.due_on, moves, standing)
    came = found.came
    first = above.first_session
    if isinstance(first, str):
        first = date.fromisoformat(first)
    last = sent[-1] if sent and duty.state == "submitted" else None
    return BoardRow(
        duty=duty,
        unit_name=name_on(duty.unit.name, former, came) if came else duty.unit.name,
        first_session=first,
        submissions=len(sent),
        modes=tuple(dict.fromkeys(row.mode for row in standing)),
        first_received_on=came,
        last_received_on=standing[-1].received_on if standing else None,
        late=found.result(duty.state, today) == "late",
        hidden=hidden,
        left=remaining(duty.due_on, today),
        days_to_visit=(first - today).days if first else None,
        waiting_days=(today - last.received_on).days if last else None,
        parent=_parent(above, last, today) if last else ParentStep(),
    )


def _parent(above: Above, last: Sent, today: date) -> ParentStep:
    return parent_step(
        silence_days=above.silence_days,
        parent=above.parent_name or "",
        mode=last.mode,
        sent_on=local(last.submitted_at).date(),
        decision=last.parent_decision or "",
        today=today,
    )
