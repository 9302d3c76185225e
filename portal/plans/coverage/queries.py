"""Targets measured from what the portal holds: visits, conclusions, reports, counts typed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from portal.deadlines.queries import work_calendar
from portal.inspections.models import Conclusion, Session, Visit
from portal.plans.coverage.blocks import by_block, tally_of
from portal.plans.coverage.models import CoverageCount, CoverageMeasure
from portal.plans.coverage.reported import Reported, reported_counts
from portal.plans.coverage.rules import Tally, Verdict, total_of, verdict, within
from portal.plans.item_rules import Quantity, item_of
from portal.plans.models import Plan, PlanItem, Strand, StrandUnit
from portal.plans.rules import naming_day
from portal.units.models import Unit, UnitBlock
from portal.units.queries import units_on
from portal.units.rules import LEVELS, valid_on


@dataclass(frozen=True)
class UnitLine:
    """A unit under a target: its state in words, its counts where it checks others itself, and
    whether it keeps the target."""

    unit: Unit
    state: str
    counts: Reported | None = None
    verdict: Verdict | None = None
    kept: bool = False


@dataclass
class Measured:
    """A target with how it is measured and how far it is. ``groups``: (level, tally);
    ``blocks``: (block, tally, how far the block alone is, where the target is a share)."""

    item: PlanItem
    target: Quantity
    measure: CoverageMeasure | None = None
    verdict: Verdict | None = None
    tally: Tally = field(default_factory=lambda: Tally(0))
    groups: list[tuple[str, Tally]] = field(default_factory=list)
    blocks: list[tuple[str, Tally, Verdict | None]] = field(default_factory=list)
    lines: list[UnitLine] = field(default_factory=list)


def measured_targets(plan: Plan, today: date) -> list[Measured]:
    """Every target of a plan in its order; those without a measure have no verdict."""
    items = list(
        PlanItem.select()
        .where(PlanItem.plan == plan, PlanItem.list_name == "quantities")
        .order_by(PlanItem.position, PlanItem.id)
    )
    measures = {
        row.item_id: row
        for row in CoverageMeasure.select().where(CoverageMeasure.item.in_([i.id for i in items]))
    }
    found = [
        Measured(item, item_of("quantities", item.value), measures.get(item.id)) for item in items
    ]
    day = naming_day(plan.document.issued_on if plan.document else None, plan.year, today)
    if measures:
        visits = _visits(plan)
        for one in found:
            if one.measure:
                _measure(plan, one, one.measure, visits, day)
    return found


def measured(plan: Plan, item_id: int, today: date) -> Measured | None:
    """One target of a plan; None when it belongs to another."""
    return next((m for m in measured_targets(plan, today) if m.item.id == item_id), None)


def counts_of(measure: CoverageMeasure) -> dict[int, CoverageCount]:
    """What the office typed for units, by the id of the unit."""
    return {
        row.unit_id: row for row in CoverageCount.select().where(CoverageCount.measure == measure)
    }


@dataclass
class _Visited:
    """A standing visit with what a target may count of it."""

    visit: Visit
    state: str
    days: set[date]
    sub_units: set[str]


def _visits(plan: Plan) -> list[_Visited]:
    rows = list(Visit.select().where(Visit.plan == plan, Visit.state != "cancelled"))
    issued = {
        row.visit_id
        for row in Conclusion.select(Conclusion.visit).where(
            Conclusion.visit.in_(rows or [0]), Conclusion.state == "issued"
        )
    }
    found = {}
    for row in rows:
        done = "done" if row.state in ("visited", "concluded") else "planned"
        found[row.id] = _Visited(row, "concluded" if row.id in issued else done, set(), set())
    for session in Session.select().where(
        Session.visit.in_(list(found) or [0]), Session.state.in_(("planned", "done"))
    ):
        found[session.visit_id].days.add(session.on)
        if session.sub_unit.strip():
            found[session.visit_id].sub_units.add(session.sub_unit.strip())
    return list(found.values())


def _measure(
    plan: Plan, one: Measured, measure: CoverageMeasure, visits: list[_Visited], day: date
) -> None:
    if measure.strand_id:
        visits = [row for row in visits if row.visit.strand_id == measure.strand_id]
    if measure.method in ("sub_units", "days"):
        _each_visit(one, measure, visits)
        return
    pool = pool_of(plan, measure, day)
    if measure.method == "delegated":
        _delegated(plan, one, measure, pool, day)
        return
    states: dict[int, str] = {}
    for row in visits:
        order = ("planned", "done", "concluded")
        known = states.get(row.visit.unit_id, "planned")
        states[row.visit.unit_id] = max(known, row.state, key=order.index)
    words = {"planned": "đã có lịch", "done": "đã kiểm tra", "concluded": "đã có kết luận"}
    one.lines = [
        UnitLine(unit, words.get(states.get(unit.id, ""), "chưa có lịch")) for unit in pool
    ]
    one.groups = _grouped(pool, states)
    one.blocks = by_block(one.target, pool, lambda unit: states.get(unit.id, ""), day)
    one.tally = total_of(tally for _, tally in one.groups)
    one.verdict = verdict(one.target, one.tally.total, one.tally.done)


def pool_of(plan: Plan, measure: CoverageMeasure, day: date) -> list[Unit]:
    """The units a measure is about, as of ``day``: those its strand names, narrowed by level and
    block; the register when it has no strand or the strand names none."""
    named: list[Unit] = []
    if measure.strand_id:
        members = (
            StrandUnit.select(StrandUnit, Unit)
            .join(Unit)
            .where(StrandUnit.strand == measure.strand_id)
            .order_by(StrandUnit.position, StrandUnit.id)
        )
        named = [member.unit for member in members]
    units = named or [unit for unit in units_on(day) if unit.type != "authority"]
    if measure.level:
        units = [unit for unit in units if unit.level == measure.level]
    if measure.block:
        rows = UnitBlock.select().where(UnitBlock.block == measure.block)
        inside = {row.unit_id for row in rows if valid_on(row.valid_from, row.valid_to, day)}
        units = [unit for unit in units if unit.id in inside]
    return units


def _grouped(pool: Iterable[Unit], states: dict[int, str]) -> list[tuple[str, Tally]]:
    groups: dict[str, Tally] = {}
    for unit in pool:
        tally = tally_of(states.get(unit.id, ""))
        groups[unit.level] = groups.get(unit.level, Tally(0)) + tally
    return [(LEVELS.get(level, level), tally) for level, tally in groups.items()]


def _delegated(
    plan: Plan, one: Measured, measure: CoverageMeasure, pool: list[Unit], day: date
) -> None:
    """Each unit against the target; the whole is how many of them keep it."""
    typed = counts_of(measure)
    reported = reported_counts(plan, [unit.id for unit in pool])
    kept = 0
    for unit in pool:
        counts = reported.get(unit.id)
        if counts is None and unit.id in typed:
            row = typed[unit.id]
            counts = Reported(row.total, row.planned, row.checked, row.source, row.as_of, True)
        own = verdict(one.target, counts.total, counts.checked) if counts else None
        fine = bool(own and counts and counts.total and own.reached)
        kept += fine
        said = own.sentence if own else "chưa có số liệu"
        one.lines.append(UnitLine(unit, said, counts, own, fine))
    given = sum(line.counts is not None for line in one.lines)
    one.tally = Tally(len(pool), len(pool) - given, given, kept)
    fine_ones = {line.unit.id: line for line in one.lines}
    one.blocks = by_block(
        None, pool,
        lambda unit: "concluded" if fine_ones[unit.id].kept
        else "done" if fine_ones[unit.id].counts else "planned", day,
    )  # fmt: skip
    left = len(pool) - kept
    sentence = f"{kept}/{len(pool)} đơn vị đạt chỉ tiêu; {given} đơn vị đã có số liệu"
    one.verdict = Verdict(
        len(pool), left, 0, sentence if pool else "Chưa có đơn vị nào thuộc phạm vi của chỉ tiêu"
    )


def _each_visit(one: Measured, measure: CoverageMeasure, visits: list[_Visited]) -> None:
    """Each visit with a day against what the target says of every visit."""
    calendar = work_calendar()
    kept = counted = 0
    for row in sorted(visits, key=lambda row: row.visit.unit_name):
        if not row.days:
            continue
        counted += 1
        if measure.method == "days":
            value = calendar.working_days(min(row.days), max(row.days))
            said = f"{value} ngày làm việc"
        else:
            value = len(row.sub_units)
            said = f"{value} đơn vị trực thuộc"
        fine = within(one.target, value)
        kept += fine
        one.lines.append(UnitLine(row.visit.unit, said, kept=fine))
    one.tally = Tally(counted, 0, kept)
    one.verdict = Verdict(
        counted, counted - kept, 0, f"{kept}/{counted} cuộc kiểm tra đúng chỉ tiêu"
        if counted else "Chưa có cuộc kiểm tra nào có lịch",
    )  # fmt: skip


def strands_for_choice(plan: Plan) -> list[tuple[str, str]]:
    """(id, name) of the strands of a plan."""
    rows = Strand.select().where(Strand.plan == plan).order_by(Strand.position, Strand.id)
    return [(str(row.id), row.name) for row in rows]
