"""What the register calls units and blocks on the day of a plan, for names that people type."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from portal.plans.item_queries import items_of
from portal.plans.item_rules import Body
from portal.plans.matching import match_list
from portal.plans.models import Plan
from portal.plans.rules import naming_day
from portal.units.models import UnitBlock, UnitName
from portal.units.queries import units_on
from portal.units.rules import BLOCKS, valid_on
from portal.vietnamese import fold


@dataclass
class Naming:
    """``units``: each as named on the day, by code; ``others``: further names of it;
    ``blocks``: names of ranking blocks by code; ``members``: codes of the units of each."""

    units: dict[str, Body] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    def body(self, line: str, recorded: Iterable[Body] = ()) -> Body:
        """The unit that a line names exactly (accents and case aside), else an outside body.
        A name that is recorded already keeps what it stands for."""
        for known in recorded:
            if known.name == line:
                return known
        key = fold(line)
        fits = [code for code, unit in self.units.items() if fold(unit.name) == key]
        fits = fits or [
            code for code, names in self.others.items() if key in {fold(name) for name in names}
        ]
        return self.units[fits[0]] if len(fits) == 1 else Body(line)

    def listed(self, text: str, recorded: Iterable[Body] = ()) -> tuple[list[Body], list[str]]:
        """The units of a pasted list, and the names in it that fit none or several."""
        kept = {one.name: one for one in recorded if one.code}
        found: dict[str, Body] = {}
        unknown: list[str] = []
        names = [(code, unit.name, *self.others[code]) for code, unit in self.units.items()]
        for line in filter(None, (line.strip() for line in text.split("\n"))):
            if line in kept:
                found.setdefault(kept[line].code, kept[line])
                continue
            for match in match_list(line, names):
                if match.code:
                    found.setdefault(match.code, self.units[match.code])
                else:
                    unknown.append(match.written)
        return list(found.values()), unknown


def naming_of(plan: Plan, today: date) -> Naming:
    """The register as of the day of the plan. Blocks bear the names the plan gave them."""
    day = naming_day(plan.document.issued_on if plan.document else None, plan.year, today)
    naming = naming_on(day)
    for item in items_of(plan, "subjects"):
        block = item.value["block"]
        naming.blocks[block["code"]] = block["name"]
    return naming


def naming_on(day: date) -> Naming:
    """The register as of a day."""
    units = units_on(day)
    former = {
        row.unit_id: row.name
        for row in UnitName.select()
        if valid_on(row.valid_from, row.valid_to, day)
    }
    codes = {unit.id: unit.code for unit in units}
    naming = Naming(
        units={unit.code: Body(former.get(unit.id, unit.name), unit.code) for unit in units},
        others={
            unit.code: tuple(filter(None, (unit.name, unit.short_name, *unit.aliases.split(";"))))
            for unit in units
        },
        blocks=dict(BLOCKS),
    )
    for row in UnitBlock.select().order_by(UnitBlock.id):
        naming.blocks.setdefault(row.block, row.block)
        if row.unit_id in codes and valid_on(row.valid_from, row.valid_to, day):
            naming.members.setdefault(row.block, []).append(codes[row.unit_id])
    return naming
