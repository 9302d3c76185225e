"""Duties (báo cáo phải nộp): made from the rules of a plan, moved when a visit moves.

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
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.plans.rules import naming_day
from portal.reports.models import Duty, DutyHistory
from portal.reports.queries import current_form
from portal.units.models import Unit
from portal.units.queries import units_on

TITLES = {
    "visit_report": "Báo cáo kết quả thực hiện công tác cải cách hành chính năm {year}",
    "self_inspection_report": "Báo cáo kết quả tự kiểm tra công tác cải cách hành chính năm {year}",
}
#: A date that the office gave in person is not overwritten when the visit moves.
_MOVABLE = ("open",)


@dataclass(frozen=True)
class DutyShift:
    """What a new first day of a visit does to the deadline of one duty."""

    duty: Duty
    shift: Shift


def create_visit_duties(actor: Actor, visit: Visit) -> list[Duty]:
    """The reports a unit owes before ``visit``, by the deadline rules of its strand.

    Calling it again gives the same duties. None for an unannounced visit that has not been
    released: the unit must not learn of it. None for a cancelled one.
    """
    if (visit.unannounced and not visit.released) or visit.state == "cancelled":
        return []
    rules = _rules(visit.strand_id, "visit_report")
    with write():
        made = [_visit_duty(actor, visit, rule) for rule in rules]
    return [duty for duty in made if duty is not None]


def _visit_duty(actor: Actor, visit: Visit, deadline: PlanDeadline) -> Duty | None:
    present = Duty.get_or_none(Duty.visit == visit, Duty.kind == deadline.duty)
    if present:
        return present
    rule = DeadlineRule.from_dict(deadline.rule)
    due = resolve(rule, work_calendar(), first_day(visit))
    if ends_before(visit.unit, due.last_day):
        return None
    return _create(actor, visit.unit, visit.plan, deadline, due, visit)


def create_plan_duties(actor: Actor, plan: Plan, except_inspected: bool = False) -> list[Duty]:
    """The self-inspection reports that units owe under ``plan``; the same ones if called again.

    Units that the strand names, or every unit of the day of the plan when it names none; none
    that has ended before the report is due. ``except_inspected``: the plan spares the units
    that it inspects on site.
    """
    made: list[Duty] = []
    calendar = work_calendar()
    strands = list(Strand.select().where(Strand.plan == plan, Strand.mode == "self_inspection"))
    with write():
        for strand in strands:
            units = _self_inspecting(plan, strand, except_inspected)
            for deadline in _rules(strand.id, "self_inspection_report"):
                due = resolve(DeadlineRule.from_dict(deadline.rule), calendar)
                present = {
                    duty.unit_id: duty
                    for duty in Duty.select().where(Duty.plan == plan, Duty.kind == deadline.duty)
                }
                for unit in units:
                    duty = present.get(unit.id)
                    if duty or not ends_before(unit, due.last_day):
                        made.append(duty or _create(actor, unit, plan, deadline, due))
    return made


def _self_inspecting(plan: Plan, strand: Strand, except_inspected: bool) -> list[Unit]:
    members = (
        StrandUnit.select(StrandUnit, Unit)
        .join(Unit)
        .where(StrandUnit.strand == strand)
        .order_by(StrandUnit.position, StrandUnit.id)
    )
    named = [member.unit for member in members]
    if not named:
        issued = plan.document.issued_on if plan.document else None
        day = naming_day(issued, plan.year, today())
        named = [unit for unit in units_on(day) if unit.type != "authority"]
    units = named
    if not except_inspected:
        return units
    visited = StrandUnit.select().join(Strand).where(Strand.plan == plan, Strand.mode == "onsite")
    inspected = {member.unit_id for member in visited}
    return [unit for unit in units if unit.id not in inspected]


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


def _rules(strand_id: int | None, duty: str) -> list[PlanDeadline]:
    return list(
        PlanDeadline.select()
        .where(PlanDeadline.strand == strand_id, PlanDeadline.duty == duty)
        .order_by(PlanDeadline.position, PlanDeadline.id)
    )


def _of_visit(visit: Visit) -> list[Duty]:
    return list(Duty.select().where(Duty.visit == visit, Duty.state.in_(_MOVABLE)))


def _create(
    actor: Actor,
    unit: Unit,
    plan: Plan,
    deadline: PlanDeadline,
    due: Due,
    visit: Visit | None = None,
) -> Duty:
    duty = Duty.create(
        unit=unit,
        plan=plan,
        visit=visit,
        kind=deadline.duty,
        title=TITLES[deadline.duty].format(year=plan.year),
        form=current_form(),
        year=plan.year,
        due_rule=deadline.rule,
        created_at=now(),
        **_due_columns(due),
    )
    record(actor, "create-duty", duty, after={"unit": unit.code, "due_on": duty.due_on})
    return duty


def set_due(actor: Actor, duty: Duty, due: Due, reason: str) -> None:
    """Write a deadline that was computed anew; the old date stays in DutyHistory."""
    before = duty.due_on
    columns = _due_columns(due)
    Duty.update(**columns).where(Duty.id == duty.id).execute()
    for name, value in columns.items():
        setattr(duty, name, value)
    if before != due.last_day:
        DutyHistory.create(
            duty=duty,
            at=now(),
            old_due_on=before,
            new_due_on=due.last_day,
            reason=reason,
            by=actor.name,
        )
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


def _due_columns(due: Due) -> dict[str, Any]:
    return {"due_on": due.last_day, "due_at": due.cut_off, "due_sentence": due.sentence}
