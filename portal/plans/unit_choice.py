"""Choosing the units of a strand: what is ticked, what the filter leaves, what was pasted."""

import re
from dataclasses import dataclass, field

from portal.plans.matching import match_list
from portal.units.models import Unit
from portal.units.rules import LEVELS, Match
from portal.vietnamese import fold

#: How a line that lists units looks: a colon, then commas; longer ones are prose.
_LIST = re.compile(r"^(?=.{,400}$)[^:]*:[^:]*[,;]")


@dataclass
class UnitChoice:
    """The page of units at one moment. ``chosen``: ids in the order of choice; ``unmatched``:
    pasted names that fit none or several units; ``added``: how many the pasted list or a button
    brought; ``elsewhere``: ids of units that other kinds of inspection of the plan name."""

    units: list[Unit]
    chosen: list[int]
    wanted: str = ""
    pasted: str = ""
    unmatched: list[Match] = field(default_factory=list)
    added: int = 0
    elsewhere: set[int] = field(default_factory=set)

    @property
    def ticked(self) -> list[Unit]:
        """The chosen units, in order."""
        known = {unit.id: unit for unit in self.units}
        return [known[key] for key in self.chosen if key in known]

    @property
    def levels(self) -> list[tuple[str, str, list[Unit]]]:
        """Units not chosen that fit the filter, by level: its key, its name, the units."""
        taken = set(self.chosen)
        words = fold(self.wanted).split()
        rest = [unit for unit in self.units if unit.id not in taken and _fits(unit, words)]
        order = [*LEVELS, *sorted({unit.level for unit in rest} - set(LEVELS))]
        grouped = [(level, [unit for unit in rest if unit.level == level]) for level in order]
        return [(level, LEVELS.get(level, level), rows) for level, rows in grouped if rows]

    def whole(self, level: str, rest: bool = False) -> list[Unit]:
        """What one button ticks: the units of a level that the list shows; with ``rest`` only
        those that no other kind of inspection of the plan names (“các đơn vị còn lại”).

        Not the people's committee of the province, which is on the list to be seen but is
        inspected by nobody here.
        """
        shown = next((rows for key, _, rows in self.levels if key == level), [])
        apart = self.elsewhere if rest else set()
        return [one for one in shown if one.type != "authority" and one.id not in apart]

    def tick(self, units: list[Unit]) -> None:
        """Tick these as well."""
        self.chosen += [one.id for one in units]
        self.added = len(units)

    def names_of(self, match: Match) -> list[str]:
        """The names of the units that a pasted name might mean."""
        return [unit.name for unit in self.units if unit.code in match.candidates]

    def find_in(self, text: str) -> int:
        """Put the lines of ``text`` that name at least two units into the box, to be looked
        through; how many there were. Nothing is ticked: some name the team, not the units."""
        names = self._names()
        found = [
            line
            for line in text.split("\n")
            if _LIST.search(line) and sum(bool(one.code) for one in match_list(line, names)) > 1
        ]
        self.pasted = "\n".join(dict.fromkeys(found))
        return len(found)

    def _names(self) -> list[tuple[str, ...]]:
        return [
            (unit.code, unit.name, unit.short_name, *unit.aliases.split(";")) for unit in self.units
        ]

    def match_pasted(self) -> None:
        """Tick what the pasted list names; keep in the box only what could not be matched."""
        rows = self._names()
        ids = {unit.code: unit.id for unit in self.units}
        matches = match_list(self.pasted, rows)
        new = [ids[one.code] for one in matches if one.code and ids[one.code] not in self.chosen]
        self.chosen += new
        self.added = len(new)
        self.unmatched = [one for one in matches if not one.code]
        self.pasted = "\n".join(one.written for one in self.unmatched)


def _fits(unit: Unit, words: list[str]) -> bool:
    """Whether every word of the filter stands in the names of the unit, accents aside."""
    text = fold(f"{unit.name} {unit.short_name} {unit.aliases}")
    return all(word in text for word in words)
