"""Duties (báo cáo phải nộp) of a visit: made from the rules of its plan, moved when it moves.

Those of a plan stand in ``plan_duties``, those of a conclusion in ``remediation_duties``.

Every function may be called inside the caller's ``write()``: it then joins that transaction.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Due, Shift, resolve, shift_preview
from portal.inspections.models import Session, Visit
from portal.plans.models import Plan, PlanDeadline
from portal.reports.duty_kinds import KINDS, title_of
from portal.reports.form_choosing.queries import form_asked
from portal.reports.models import Duty, DutyHistory
from portal.reports.telling import tell_unit
from portal.units.models import Unit
from portal.vietnamese import show_date

#: A date that the office gave in person is not overwritten when the visit moves.
_MOVABLE = ("open",)


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


def ends_before(unit: Unit, last_day: date | None) -> bool:
    """Whether a unit is gone before its report is due: it gets no duty, its heir may."""
    return unit.valid_to is not None and unit.valid_to < (last_day or today())


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


def rules_of(strand_id: int | None, duty: str) -> list[PlanDeadline]:
    """The rules of a strand for one kind of report, in the order of the document."""
    return list(
        PlanDeadline.select()
        .where(PlanDeadline.strand == strand_id, PlanDeadline.duty == duty)
        .order_by(PlanDeadline.position, PlanDeadline.id)
    )


def _of_visit(visit: Visit) -> list[Duty]:
    return list(
        Duty.select()
        .where(Duty.visit == visit, Duty.kind == "visit_report", Duty.state.in_(_MOVABLE))
        .order_by(Duty.id)
    )


def owe(
    actor: Actor,
    unit: Unit,
    plan: Plan,
    kind: str,
    due: Due,
    rule: Any = None,
    visit: Visit | None = None,
) -> Duty:
    """Write down a report that ``unit`` owes; the caller has looked whether it does already."""
    duty = Duty.create(
        unit=unit,
        plan=plan,
        visit=visit,
        kind=kind,
        title=title_of(kind, plan.year),
        form=form_asked(plan, kind, unit) if KINDS[kind].on_form else None,
        year=plan.year,
        due_rule=rule,
        created_at=now(),
        **due_columns(due),
    )
    record(actor, "create-duty", duty, after={"unit": unit.code, "due_on": duty.due_on})
    return duty


def follow_rule(actor: Actor, duty: Duty, rule: Any, due: Due) -> bool:
    """Take over a rule that the plan has changed since; whether the deadline is another now.

    A report that came, or whose date the office gave in person, keeps its deadline.
    """
    if duty.state not in _MOVABLE or duty.due_rule is None or duty.due_rule == rule:
        return False
    Duty.update(due_rule=rule).where(Duty.id == duty.id).execute()
    duty.due_rule = rule
    set_due(actor, duty, due, "Kế hoạch đổi thời hạn")
    return True


def set_due(actor: Actor, duty: Duty, due: Due, reason: str) -> None:
    """Write a deadline that was computed anew; the old date stays in DutyHistory.

    The unit is told of another day.
    """
    before = duty.due_on
    columns = due_columns(due)
    Duty.update(**columns).where(Duty.id == duty.id).execute()
    for name, value in columns.items():
        setattr(duty, name, value)
    if before != due.last_day:
        moved = DutyHistory.create(
            duty=duty,
            at=now(),
            old_due_on=before,
            new_due_on=due.last_day,
            reason=reason,
            by=actor.name,
        )
        until = show_date(due.last_day) or "chưa ấn định"
        tell_unit(
            actor, duty, "moved", f"moved:{moved.id}", f"Thời hạn báo cáo đổi: {until}",
            f"{duty.title}\nHạn cũ: {show_date(before) or 'chưa ấn định'}. Lý do: {reason}",
            moved.at,
        )  # fmt: skip
    record(
        actor,
        "move-duty-deadline",
        duty,
        before={"due_on": before},
        after={"due_on": due.last_day},
        reason=reason,
    )


def _waive(actor: Actor, duty: Duty, reason: str) -> None:
    Duty.update(state="waived").where(Duty.id == duty.id).execute()
    record(actor, "waive-duty", duty, before=duty.state, after="waived", reason=reason)
    duty.state = "waived"


def due_columns(due: Due) -> dict[str, Any]:
    """The columns of a duty that hold its deadline."""
    return {"due_on": due.last_day, "due_at": due.cut_off, "due_sentence": due.sentence}
