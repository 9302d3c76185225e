"""Which units were inspected in which years, by block: whom nobody has visited for long.

Cancelled visits do not count; a visit counts in the years of its sessions, as inspected once it
was held. What a unit carries on counts beside it, under the name of the body that was visited.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from portal.inspections.models import Session, Visit
from portal.plans.coverage.blocks import UNSORTED, block_names
from portal.plans.coverage.rules import share
from portal.units.models import Unit
from portal.units.queries import every_unit, register
from portal.units.rules import BLOCKS, valid_on
from portal.vietnamese import collation_key

#: So many years stand beside each other.
SHOWN = 6


@dataclass(frozen=True)
class UnitYears:
    """A unit with the years in which it was inspected (``done``) or has a day (``planned``).

    ``last``: the last year it was inspected, None where it never was; ``before``: the former
    bodies it carries on with theirs, the newest first.
    """

    unit: Unit
    done: frozenset[int]
    planned: frozenset[int]
    last: int | None
    before: tuple[tuple[str, int], ...] = ()

    def since(self, year: int) -> bool:
        """Whether it, or a body that it carries on, was inspected in ``year`` or later."""
        lasts = [self.last or 0, *(last for _, last in self.before)]
        return max(lasts) >= year


@dataclass
class BlockYears:
    """A block: its units of today, those shown, and how many were inspected in each year."""

    name: str
    units: list[UnitYears] = field(default_factory=list)
    listed: list[UnitYears] = field(default_factory=list)

    def said(self, year: int) -> str:
        """“7/18 (38,9 %)”."""
        done = sum(year in one.done for one in self.units)
        return f"{done}/{len(self.units)} ({share(done, len(self.units))} %)"


def years_shown(today: date) -> list[int]:
    """The years that have sessions, up to this one, at most ``SHOWN`` of them."""
    first = Session.select(Session.on).order_by(Session.on).first()
    start = min(first.on.year, today.year) if first else today.year
    return list(range(max(start, today.year - SHOWN + 1), today.year + 1))


def coverage_by_block(today: date, since: int | None = None) -> list[BlockYears]:
    """Units of today by block; ``since``: list only those not inspected in that year or later."""
    done, planned = _visited()
    units = [one for one in every_unit() if one.type != "authority"]
    by_code = {one.code: one for one in units}
    known, blocks = register(), block_names(today)
    found = {name: BlockYears(name) for name in [*BLOCKS.values(), UNSORTED]}
    for unit in units:
        if not valid_on(unit.valid_from, unit.valid_to, today):
            continue
        origins = [by_code[code] for code in known.origins(unit.code, today) if code in by_code]
        before = [(one.name, max(done[one.id])) for one in origins if done[one.id]]
        row = UnitYears(
            unit, frozenset(done[unit.id]), frozenset(planned[unit.id] - done[unit.id]),
            max(done[unit.id], default=None), tuple(sorted(before, key=lambda one: -one[1])),
        )  # fmt: skip
        name = blocks.get(unit.id, UNSORTED)
        block = found.setdefault(name, BlockYears(name))
        block.units.append(row)
        if since is None or not row.since(since):
            block.listed.append(row)
    for block in found.values():
        block.listed.sort(key=lambda one: (one.last or 0, collation_key(one.unit.name)))
    return [block for block in found.values() if block.units]


def _visited() -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Years of held and of planned sessions, by the id of the unit. One query."""
    done: dict[int, set[int]] = defaultdict(set)
    planned: dict[int, set[int]] = defaultdict(set)
    rows = (
        Session.select(Session.on, Visit.unit, Visit.state)
        .join(Visit)
        .where(Session.state.in_(("planned", "done")), Visit.state != "cancelled")
    )
    for row in rows:
        held = row.visit.state in ("visited", "concluded")
        (done if held else planned)[row.visit.unit_id].add(row.on.year)
    return done, planned
