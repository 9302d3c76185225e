"""The statistics table with totals instead of one unit's numbers: its lines in their order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.reports.form_version import FormDefinition, Indicator, StatGroup
from portal.reports.totals.adding_rules import Total
from portal.reports.totals.collected import Collected


@dataclass(frozen=True)
class Line:
    """A heading (``indicator`` None) or an indicator with its totals.

    ``totals`` by column: the two years, or the names of the groups for this year.
    """

    number: str
    label: str
    level: int
    indicator: Indicator | None = None
    totals: dict[str, Total] | None = None


def headed(form: FormDefinition) -> Iterator[tuple[StatGroup | None, Indicator | None]]:
    """Headings and indicators in the order of the document, each heading before its first row."""
    groups = {group.code: group for group in form.stat_groups}
    shown: set[str] = set()
    for item in form.indicators:
        above, code = [], item.group
        while code and code not in shown:
            shown.add(code)
            above.append(groups[code])
            code = groups[code].parent
        for group in reversed(above):
            yield group, None
        yield None, item


def by_year(collected: Collected, group: tuple[str, str] | None = None) -> list[Line]:
    """The totals of both years, of all units or of one group."""
    columns = [column for column, _label in collected.form.years]
    return _lines(
        collected,
        lambda item: {column: collected.total(item, column, group) for column in columns},
    )


def by_group(collected: Collected, by: str, column: str = "current") -> list[Line]:
    """This year's totals of each group, by a code of GROUPINGS."""
    names = [name for name, _size in collected.groups(by)]
    return _lines(
        collected,
        lambda item: {name: collected.total(item, column, (by, name)) for name in names},
    )


def _lines(collected: Collected, totals: Callable[[Indicator], dict[str, Total]]) -> list[Line]:
    lines = []
    for group, item in headed(collected.form):
        if group:
            lines.append(Line(group.number, group.title, group.level))
        elif item:
            lines.append(Line(item.number, item.label, 4, item, totals(item)))
    return lines
