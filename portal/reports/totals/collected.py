"""What the accepted reports of a plan hold, ready to be added up. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from portal.plans.models import Plan
from portal.reports.form_version import FormDefinition, Indicator
from portal.reports.office_rules import STATES
from portal.reports.rules import indicator_names
from portal.reports.showing import has_numbers
from portal.reports.totals.adding_rules import Total, add_up
from portal.units.rules import BLOCKS, LEVELS, TYPES
from portal.vietnamese import collation_key


@dataclass(frozen=True)
class Report:
    """An accepted report: whose, its groups, its values; names are those of its time."""

    duty_id: int
    number: int
    receipt: str
    unit_id: int
    unit_name: str
    groups: dict[str, str]
    level: str
    form: str
    values: dict[str, Any]

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything of it to add."""
        return has_numbers(self.values)

    @property
    def cutoff(self) -> str:
        """The day its numbers go up to, ISO; "" when it does not say."""
        return str(self.values.get("cutoff") or "")


#: Accepted, yet nothing of it can be added up.
NUMBERLESS = "numberless"
#: Why a report does not count: the states of a duty, in words and tones, and that one.
WHY_LEFT_OUT = {**STATES, NUMBERLESS: ("Đã chấp nhận, không có số liệu trên cổng", "orange")}


@dataclass(frozen=True)
class LeftOut:
    """A report that does not count: whose, and why (``state``, a code of WHY_LEFT_OUT)."""

    duty_id: int
    unit_name: str
    state: str
    due_on: date | None


@dataclass(frozen=True)
class Collected:
    """What a plan's reports of one kind came to: those that count, and those that do not.

    ``wordy``: accepted reports without numbers, whose words are collected all the same; they
    stand in ``left_out`` too.
    """

    plan: Plan
    kind: str
    form: FormDefinition
    reports: tuple[Report, ...]
    wordy: tuple[Report, ...]
    left_out: tuple[LeftOut, ...]
    not_asked: frozenset[tuple[str, str]]

    @property
    def year(self) -> int:
        """The year the reports are about."""
        return self.plan.year

    @cached_property
    def names(self) -> dict[str, str]:
        """Indicator code → its words without its number; of two alike, with their group's title."""
        named = indicator_names(self.form)
        return {
            item.code: named[item.code].removeprefix(item.number).strip()
            for item in self.form.indicators
        }

    def asked(self, indicator: Indicator, group: tuple[str, str] | None = None) -> list[Report]:
        """The reports of units that were asked for ``indicator``, of one group if given."""
        return [
            report
            for report in self.reports
            if (group is None or report.groups[group[0]] == group[1])
            and (report.level, indicator.code) not in self.not_asked
        ]

    def total(
        self, indicator: Indicator, column: str, group: tuple[str, str] | None = None
    ) -> Total:
        """The total of an indicator in a year column, of all or of one group."""
        code = indicator.field(column)
        return add_up(indicator, (one.values.get(code) for one in self.asked(indicator, group)))

    def groups(self, by: str) -> list[tuple[str, int]]:
        """The groups that occur, by a code of GROUPINGS, in their usual order, with their size."""
        sizes = Counter(report.groups[by] for report in self.reports)
        usual = {"khoi": BLOCKS, "loai": TYPES, "cap": LEVELS}[by].values()
        others = sorted(sizes.keys() - set(usual), key=collation_key)
        return [(name, sizes[name]) for name in (*usual, *others) if name in sizes]

    def cutoffs(self) -> list[tuple[str, list[str]]]:
        """The days up to which numbers go, with the units, most common first."""
        found: dict[str, list[str]] = {}
        for report in self.reports:
            found.setdefault(report.cutoff, []).append(report.unit_name)
        return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
