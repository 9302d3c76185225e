"""Reads of the office about reports: the board, one duty with its history, comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from portal.clock import local
from portal.deadlines.rules import Remaining, remaining
from portal.inspections.models import Session, Visit
from portal.plans.models import Plan
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import Duty, DutyHistory, Review, ReviewComment, Submission
from portal.reports.office_rules import pressing
from portal.reports.parents.rules import ParentStep, parent_step
from portal.reports.review.models import ApprovalSetting, ParentDecision
from portal.reports.timeliness.queries import moves_of
from portal.reports.timeliness.rules import Move, timing_of
from portal.units.continuity_rules import FormerName, name_on
from portal.units.models import Unit, UnitName
from portal.units.queries import every_former_name, former_of

#: Sessions that no longer take place.
_GONE = ("moved", "cancelled")
_WAITING = ("open", "returned")


@dataclass(frozen=True)
class BoardRow:
    """A duty on the board: who owes what, until when, and what came.

    ``submissions`` counts them; ``late``: the earliest receipt was late, as ``timeliness`` says.
    ``hidden`` is an unannounced visit: nothing about it may be sent to the unit. ``unit_name``
    is the unit as it was called when its report first came in. ``waiting_days``: how long a
    report has awaited review; ``parent``: where it stands with the parent unit.
    """

    duty: Duty
    unit_name: str
    first_session: date | None
    submissions: int
    modes: tuple[str, ...]
    first_received_on: date | None
    last_submitted_at: datetime | None
    late: bool
    hidden: bool
    left: Remaining
    days_to_visit: int | None
    waiting_days: int | None = None
    parent: ParentStep = ParentStep()

    @property
    def overdue(self) -> bool:
        """Whether the report is still awaited and its last day has passed."""
        return self.duty.state in _WAITING and self.left.tone == "overdue"


@dataclass(frozen=True)
class PlanCount:
    """A plan with the number of its duties by state."""

    plan_id: int
    title: str
    states: dict[str, int]

    @property
    def total(self) -> int:
        """How many reports the plan asks for."""
        return sum(self.states.values())


def plan_counts() -> list[PlanCount]:
    """The plans that ask for reports, newest first, with counts by state. One query."""
    rows: Any = (
        Duty.select(Plan.id, Plan.title, Plan.year, Duty.state, fn.COUNT(Duty.id).alias("n"))
        .join(Plan)
        .group_by(Plan.id, Plan.title, Plan.year, Duty.state)
        .order_by(Plan.year.desc(), Plan.title, Plan.id)
        .tuples()
    )
    found: dict[int, PlanCount] = {}
    for plan_id, title, _year, state, count in rows:
        found.setdefault(plan_id, PlanCount(plan_id, title, {})).states[state] = count
    return list(found.values())


def counts_in(rows: Iterable[BoardRow]) -> list[PlanCount]:
    """The same of the rows of the whole board, without asking again."""
    found: dict[int, PlanCount] = {}
    duties = sorted(
        (row.duty for row in rows), key=lambda one: (-one.plan.year, one.plan.title, one.plan_id)
    )
    for duty in duties:
        states = found.setdefault(duty.plan_id, PlanCount(duty.plan_id, duty.plan.title, {})).states
        states[duty.state] = states.get(duty.state, 0) + 1
    return list(found.values())


def board(today: date, plan_id: int | None = None) -> list[BoardRow]:
    """The duties of a plan (of all plans without one), the most pressing first.

    Pressing: see ``pressing``. Four queries however many rows; three while no unit has a former
    name.
    """
    wanted = [] if plan_id is None else [Duty.plan == plan_id]
    sent: dict[int, list[Any]] = {}
    for row in _where(_sent_rows(), wanted).order_by(Submission.number).namedtuples():
        sent.setdefault(row.duty, []).append(row)
    duties = list(_where(_duties(_LISTED), wanted))
    former = every_former_name() if duties and duties[0].former_names else {}
    moves = moves_of(*wanted)
    rows = [
        _board_row(
            duty, sent.get(duty.id, []), moves.get(duty.id, []), today,
            former.get(duty.unit_id, ()),
        )
        for duty in duties
    ]  # fmt: skip
    return sorted(rows, key=pressing)


def duty_row(duty_id: int, today: date) -> BoardRow | None:
    """One duty as the board shows it; None when there is none."""
    duty = _duties().where(Duty.id == duty_id).first()
    if duty is None:
        return None
    sent = list(_sent_rows().where(Duty.id == duty.id).order_by(Submission.number).namedtuples())
    moves = moves_of(Duty.id == duty.id).get(duty.id, [])
    return _board_row(duty, sent, moves, today, former_of(duty.unit))


def submission(duty_id: int, number: int) -> Submission | None:
    """The ``number``-th submission of a duty; None when there is none."""
    return Submission.get_or_none(duty=duty_id, number=number)


def history(duty: Duty) -> list[DutyHistory]:
    """How the deadline of a duty moved, newest first."""
    return list(duty.history.order_by(DutyHistory.id.desc()))


def reviews(duty: Duty) -> list[Review]:
    """Every decision on a duty's submissions, newest first, with the submission."""
    return list(
        Review.select(Review, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(Review.id.desc())
    )


def comments(of: Submission) -> list[ReviewComment]:
    """The comments to the unit on a submission, sent or not, oldest first."""
    return list(of.comments.order_by(ReviewComment.id))


def comments_by_field(found: Iterable[Any]) -> dict[str, list[Any]]:
    """Comments, or notes, under the field they are pinned to."""
    by_field: dict[str, list[Any]] = {}
    for comment in found:
        by_field.setdefault(comment.field, []).append(comment)
    return by_field


#: What a list shows of a duty: whole rows of plans and visits cost more than the page.
_LISTED = (
    Duty.id, Duty.unit, Duty.plan, Duty.visit, Duty.kind, Duty.title, Duty.due_on, Duty.state,
    Duty.due_sentence, Unit.id, Unit.name, Plan.id, Plan.title, Plan.year, Visit.id,
    Visit.unannounced, Visit.released,
)  # fmt: skip


def _duties(columns: tuple[Any, ...] = (Duty, Unit, Plan, Visit)) -> Any:
    first = (
        Session.select(fn.MIN(Session.on))
        .where((Session.visit == Duty.visit) & Session.state.not_in(_GONE))
        .alias("first_session")
    )
    above = Unit.alias()
    parent = above.select(above.name).where(above.id == Unit.parent).alias("parent_name")
    setting = (ApprovalSetting.plan == Duty.plan) & (ApprovalSetting.depth > 1)
    silence = ApprovalSetting.select(ApprovalSetting.silence_days).where(setting)
    names = UnitName.select(fn.COUNT(UnitName.id)).alias("former_names")
    return (
        Duty.select(*columns, first, parent, silence.alias("silence_days"), names)
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
    )


def _sent_rows() -> Any:
    """Submissions as the board counts them, with what the parent unit said."""
    return (
        Submission.select(
            Submission.duty, Submission.mode, Submission.received_on, Submission.submitted_at,
            Submission.state,
            ParentDecision.decision.alias("parent_decision"),
        )
        .join_from(Submission, Duty)
        .join_from(Submission, ParentDecision, JOIN.LEFT_OUTER)
    )  # fmt: skip


def _where(query: Any, conditions: list[Any]) -> Any:
    return query.where(*conditions) if conditions else query


def _board_row(
    duty: Duty, sent: list[Any], moves: list[Move], today: date, former: Iterable[FormerName]
) -> BoardRow:
    standing = [row for row in sent if row.state not in WITHDRAWN]
    found = timing_of(duty.due_on, moves, standing)
    came = found.came
    first = getattr(duty, "first_session", None)
    if isinstance(first, str):
        first = date.fromisoformat(first)
    visit = duty.visit if duty.visit_id else None
    last = sent[-1] if sent and duty.state == "submitted" else None
    return BoardRow(
        duty=duty,
        unit_name=name_on(duty.unit.name, former, came) if came else duty.unit.name,
        first_session=first,
        submissions=len(sent),
        modes=tuple(dict.fromkeys(row.mode for row in standing)),
        first_received_on=came,
        last_submitted_at=sent[-1].submitted_at if sent else None,
        late=found.result(duty.state, today) == "late",
        hidden=bool(visit and visit.unannounced and not visit.released),
        left=remaining(duty.due_on, today),
        days_to_visit=(first - today).days if first else None,
        waiting_days=(today - local(last.submitted_at).date()).days if last else None,
        parent=_parent(duty, last, today) if last else ParentStep(),
    )


def _parent(duty: Any, last: Any, today: date) -> ParentStep:
    return parent_step(
        silence_days=duty.silence_days,
        parent=duty.parent_name or "",
        mode=last.mode,
        sent_on=local(last.submitted_at).date(),
        decision=last.parent_decision or "",
        today=today,
    )
