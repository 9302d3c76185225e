"""Duties (báo cáo phải nộp) of a visit: made from the rules of its plan, moved when it moves.

Every function may be called inside the caller's ``write()``: it then joins that transaction.
"""

from dataclasses import dataclass
from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Shift, resolve, shift_preview
from portal.inspections.models import Session, Visit
from portal.plans.models import PlanDeadline
from portal.reports.duties.owing import MOVABLE, ends_before, follow_rule, owe, rules_of, set_due
from portal.reports.models import Duty


@dataclass(frozen=True)
class DutyShift:
    """What a new first day of a visit does to the deadline of one duty."""

    duty: Duty
    shift: Shift


def create_visit_duties(actor: Actor, visit: Visit) -> list[Duty]:
    """The reports a unit owes before ``visit``, by the deadline rules of its strand.

    Calling it again gives the same duties, by the rules as they stand now. None for an
    unannounced visit that has not been released: the unit must not learn of it. None for a
    cancelled one.
    """
    if (visit.unannounced and not visit.released) or visit.state == "cancelled":
        return []
    rules = rules_of(visit.strand_id, "visit_report")
    with write():
        made = [_visit_duty(actor, visit, rule) for rule in rules]
    return [duty for duty in made if duty is not None]


def _visit_duty(actor: Actor, visit: Visit, deadline: PlanDeadline) -> Duty | None:
    present = Duty.get_or_none(Duty.visit == visit, Duty.kind == deadline.duty)
    due = resolve(DeadlineRule.from_dict(deadline.rule), work_calendar(), first_day(visit))
    if present:
        follow_rule(actor, present, deadline.rule, due)
        return present
    if ends_before(visit.unit, due.last_day):
        return None
    return owe(actor, visit.unit, visit.plan, deadline.duty, due, deadline.rule, visit)


def preview_visit_duties(visit: Visit, new_first_day: date | None) -> list[DutyShift]:
    """What moving the first session to ``new_first_day`` would do, before it is saved."""
    calendar = work_calendar()
    old = first_day(visit)
    return [
        DutyShift(
            duty, shift_preview(DeadlineRule.from_dict(duty.due_rule), calendar, old, new_first_day)
        )
        for duty in _of_visit(visit)
        if duty.due_rule
    ]


def move_visit_duties(actor: Actor, visit: Visit, reason: str) -> list[Duty]:
    """Recompute the deadlines of the open duties of ``visit`` against its first session now.

    The old date stays in DutyHistory with ``reason``. The duties of a cancelled visit are
    waived. Duties submitted, or returned with a date of their own, keep theirs.
    """
    calendar = work_calendar()
    with write():
        moved = []
        for duty in _of_visit(visit):
            if visit.state == "cancelled":
                _waive(actor, duty, reason)
            elif duty.due_rule:
                due = resolve(DeadlineRule.from_dict(duty.due_rule), calendar, first_day(visit))
                if due.last_day != duty.due_on or due.sentence != duty.due_sentence:
                    set_due(actor, duty, due, reason)
                    moved.append(duty)
        return moved


def first_day(visit: Visit) -> date | None:
    """The day of the first session that still stands: deadlines count from it."""
    days = [
        session.on
        for session in Session.select(Session.on).where(
            Session.visit == visit, Session.state.not_in(("moved", "cancelled"))
        )
    ]
    return min(days, default=None)


def _of_visit(visit: Visit) -> list[Duty]:
    return list(
        Duty.select()
        .where(Duty.visit == visit, Duty.kind == "visit_report", Duty.state.in_(MOVABLE))
        .order_by(Duty.id)
    )


def _waive(actor: Actor, duty: Duty, reason: str) -> None:
    Duty.update(state="waived").where(Duty.id == duty.id).execute()
    record(actor, "waive-duty", duty, before=duty.state, after="waived", reason=reason)
    duty.state = "waived"
