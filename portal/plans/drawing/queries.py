"""Reads of draws, and of the units that a draw may be made from."""

from dataclasses import dataclass
from datetime import date

from portal.inspections.models import Visit
from portal.plans.drawing.models import Draw
from portal.plans.models import Plan, Strand
from portal.plans.queries import members_of
from portal.plans.rules import naming_day
from portal.units.models import Unit, UnitBlock
from portal.units.queries import name_on, units_on
from portal.units.rules import BLOCKS, LEVELS, valid_on


@dataclass(frozen=True)
class Candidate:
    """A unit that may be drawn; ``reason`` proposes why it should be left out."""

    unit: Unit
    name: str
    reason: str = ""


def draws_of(plan: Plan) -> list[Draw]:
    """Every draw of a plan, voided ones included, newest first."""
    return list(
        Draw.select(Draw, Strand).join(Strand).where(Draw.plan == plan).order_by(Draw.number.desc())
    )


def draw_of(plan: Plan, number: int) -> Draw | None:
    """One draw of a plan, by its number in the plan."""
    return Draw.get_or_none(Draw.plan == plan, Draw.number == number)


def drawing_day(plan: Plan, today: date) -> date:
    """The day whose register the pool is taken from."""
    return naming_day(plan.document.issued_on if plan.document else None, plan.year, today)


def candidates(
    plan: Plan, strand: Strand, level: str, block: str, day: date, spare_visited: bool
) -> list[Candidate]:
    """The units of ``day`` of a level or a block that the strand does not name yet.

    Those that an earlier draw gave the strand are proposed to be left out, lest a unit be drawn
    twice; ``spare_visited`` proposes the same of those that were inspected the year before.
    """
    taken = {member.unit_id for member in members_of(strand)}
    in_block = _units_of_block(block, day) if block else None
    reasons = _visited(plan.year - 1) if spare_visited else {}
    drawn = _drawn(strand)
    found = []
    for unit in units_on(day):
        if unit.type == "authority" or unit.id in taken or (level and unit.level != level):
            continue
        if in_block is not None and unit.id not in in_block:
            continue
        found.append(
            Candidate(unit, name_on(unit, day), drawn.get(unit.code) or reasons.get(unit.id, ""))
        )
    return found


def scope_words(level: str, block: str) -> str:
    """“Cấp xã; Khối xã, phường”."""
    return "; ".join(filter(None, (LEVELS.get(level, ""), BLOCKS.get(block, ""))))


def _units_of_block(block: str, day: date) -> set[int]:
    rows = UnitBlock.select().where(UnitBlock.block == block)
    return {row.unit_id for row in rows if valid_on(row.valid_from, row.valid_to, day)}


def _drawn(strand: Strand) -> dict[str, str]:
    """Units that a draw of the strand gave, voided ones left out, with that as the reason."""
    rows = Draw.select().where(Draw.strand == strand, Draw.state == "drawn").order_by(Draw.number)
    return {one["code"]: f"đã được chọn ở lần {row.number}" for row in rows for one in row.result}


def _visited(year: int) -> dict[int, str]:
    """Units that were inspected under a plan of ``year``, with that as the reason."""
    rows = (
        Visit.select(Visit, Plan)
        .join(Plan)
        .where(Plan.year == year, Visit.state.in_(("visited", "concluded")))
    )
    return {row.unit_id: f"đã kiểm tra năm {year}" for row in rows}
