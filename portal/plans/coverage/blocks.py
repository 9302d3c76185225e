"""A target by block (khối): how far each block is, where the target is a share of all units."""

from collections.abc import Callable, Iterable
from datetime import date

from portal.plans.coverage.rules import Tally, Verdict, verdict
from portal.plans.item_rules import Quantity
from portal.units.models import Unit, UnitBlock
from portal.units.rules import BLOCKS, valid_on

UNSORTED = "Chưa xếp khối"


def tally_of(state: str) -> Tally:
    """One unit: planned, done, concluded, or none of it."""
    return Tally(
        1, int(state == "planned"), int(state in ("done", "concluded")), int(state == "concluded")
    )


def block_names(day: date) -> dict[int, str]:
    """The block of each unit on a day, by the id of the unit."""
    return {
        row.unit_id: BLOCKS.get(row.block, row.block)
        for row in UnitBlock.select().order_by(UnitBlock.id)
        if valid_on(row.valid_from, row.valid_to, day)
    }


def by_block(
    target: Quantity | None, pool: Iterable[Unit], state: Callable[[Unit], str], day: date
) -> list[tuple[str, Tally, Verdict | None]]:
    """The units of each block, counted; held against ``target`` where it asks for a share. One
    block alone says no more than the whole and is left out."""
    names = block_names(day)
    found: dict[str, Tally] = {}
    for unit in pool:
        name = names.get(unit.id, UNSORTED)
        found[name] = found.get(name, Tally(0)) + tally_of(state(unit))
    if len(found) < 2:
        return []
    order = [*BLOCKS.values(), *(name for name in found if name not in BLOCKS.values())]
    shared = target is not None and target.unit == "%"
    return [
        (name, found[name], verdict(target, found[name].total, found[name].done)
         if target is not None and shared else None)
        for name in order if name in found
    ]  # fmt: skip
