"""Duties (báo cáo phải nộp) that follow from a plan itself: self-inspection, civil service.

Every function may be called inside the caller's ``write()``: it then joins that transaction.
"""

from portal.accounts.rules import Actor
from portal.clock import today
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inspections.models import Visit
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.plans.rules import naming_day
from portal.reports.duties.dropped import close_dropped, reopen, was_dropped
from portal.reports.duties.kinds import KINDS, OF_PLAN
from portal.reports.duties.owing import ends_before, follow_rule, owe, rules_of
from portal.reports.duties.replanned_visits import follow_visit
from portal.reports.models import Duty
from portal.units.models import Unit
from portal.units.queries import units_on

#: Inspections for which units report on themselves, with nobody visiting.
_OWN_REPORT = ("self_inspection", "report")


def create_plan_duties(actor: Actor, plan: Plan, except_inspected: bool = False) -> list[Duty]:
    """The reports that units owe under ``plan`` without a visit; the same ones if called again.

    Units that the strand names, or every unit of the day of the plan when it names none; none
    that has ended before the report is due. Two deadlines of one plan for one report make one
    duty, by the first of them. An open report follows a deadline that the plan has changed.
    ``except_inspected``: the plan spares the units that it inspects on site.
    """
    return _make(actor, plan, except_inspected)[0]


def _make(
    actor: Actor, plan: Plan, except_inspected: bool
) -> tuple[list[Duty], dict[str, set[int]]]:
    """The duties, and by kind the units that the plan names, those that ended before included."""
    made: dict[int, Duty] = {}
    named: dict[str, set[int]] = {}
    strands = list(Strand.select().where(Strand.plan == plan).order_by(Strand.position, Strand.id))
    with write():
        for kind in OF_PLAN:
            present = {
                duty.unit_id: duty
                for duty in Duty.select().where(
                    Duty.plan == plan, Duty.kind == kind, Duty.visit.is_null()
                )
            }
            ruled: set[int] = set()
            for strand in strands:
                if KINDS[kind].source != "strand" and strand.mode not in _OWN_REPORT:
                    continue
                for rule in rules_of(strand.id, kind)[:1]:
                    units = _owing(plan, strand, except_inspected)
                    named.setdefault(kind, set()).update(unit.id for unit in units)
                    for duty in _of_rule(actor, plan, rule, units, present, ruled):
                        made[duty.id] = duty
    return list(made.values()), named


def _of_rule(
    actor: Actor,
    plan: Plan,
    deadline: PlanDeadline,
    units: list[Unit],
    present: dict[int, Duty],
    ruled: set[int],
) -> list[Duty]:
    """The duties of ``units`` by one deadline; ``ruled`` are units that an earlier strand ruled."""
    due = resolve(DeadlineRule.from_dict(deadline.rule), work_calendar())
    found = []
    for unit in units:
        duty = present.get(unit.id)
        if duty is None:
            if ends_before(unit, due.last_day):
                continue
            duty = present[unit.id] = owe(actor, unit, plan, deadline.duty, due, deadline.rule)
        elif unit.id not in ruled and was_dropped(duty):
            reopen(actor, duty, deadline.rule, due)
        elif unit.id not in ruled:
            follow_rule(actor, duty, deadline.rule, due)
        ruled.add(unit.id)
        found.append(duty)
    return found


def follow_plan(actor: Actor, plan: Plan) -> None:
    """What follows when a version of ``plan`` is published: its reports, those of its visits.

    What a unit that the plan names no more has not sent is closed (``dropped``).
    """
    _, named = _make(actor, plan, except_inspected=False)
    for kind in OF_PLAN:
        close_dropped(actor, plan, kind, named.get(kind, set()))
    standing = Visit.state.in_(("planned", "under_way"))
    for visit in Visit.select().where(Visit.plan == plan, standing).order_by(Visit.id):
        follow_visit(actor, visit)


def _owing(plan: Plan, strand: Strand, except_inspected: bool) -> list[Unit]:
    members = (
        StrandUnit.select(StrandUnit, Unit)
        .join(Unit)
        .where(StrandUnit.strand == strand)
        .order_by(StrandUnit.position, StrandUnit.id)
    )
    units = [member.unit for member in members]
    if not units:
        issued = plan.document.issued_on if plan.document else None
        day = naming_day(issued, plan.year, today())
        units = [unit for unit in units_on(day) if unit.type != "authority"]
    if not except_inspected:
        return units
    visited = StrandUnit.select().join(Strand).where(Strand.plan == plan, Strand.mode == "onsite")
    inspected = {member.unit_id for member in visited}
    return [unit for unit in units if unit.id not in inspected]
