"""The rules of a form as formulas of its Excel sheet, with the portal's own sentences. Pure.

What cannot be a number is stopped at the cell; a rule over cells says its sentence beside the row,
as the portal does, because a note there may answer it. Dates and amounts that were typed as text
are the import's to read. The comparison with last year is left to the portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from portal.reports.exchange.sheet_layout import STAT_KEYS
from portal.reports.form_version import Check, FormDefinition, Indicator

OVER_ALL = "Tỷ lệ vượt quá 100%."
TWO = ("pair", "count_percent")
_AT = {key: place for place, key in enumerate(STAT_KEYS)}
#: The longest text that a formula may hold.
_LONGEST = 250


@dataclass(frozen=True)
class SheetRule:
    """A rule as it stands at a row: its sentence, and the formula that is true when broken."""

    message: str
    broken: str


def rules_at(definition: FormDefinition, lines: Mapping[str, int]) -> dict[str, list[SheetRule]]:
    """Indicator code → the rules said at its row; ``lines``: the line (from 0) of each."""
    found: dict[str, list[SheetRule]] = {code: [] for code in lines}
    items = {item.code: item for item in definition.indicators}
    columns = [column for column, _label in definition.years]
    for check in definition.checks:
        if not check.left or not lines.keys() >= {*check.left, *check.right}:
            continue  # a row that this unit is not asked about
        conditions = [_condition(check, items, lines, column) for column in columns]
        found[check.left[0]].append(SheetRule(check.message, _either(conditions)))
    for item in definition.indicators:
        if item.type in ("percent", "count_percent"):
            over = [f"{_number(_share(item, lines, column))}>100" for column in columns]
            found[item.code].append(SheetRule(OVER_ALL, _either(over)))
    return found


def said(rules: list[SheetRule]) -> str:
    """The formula of the cell beside a row: the sentences of what is broken."""
    parts = [
        f'IF({rule.broken},"{rule.message[:_LONGEST].replace(chr(34), chr(34) * 2)} ","")'
        for rule in rules
    ]
    return f"=TRIM({'&'.join(parts)})"


def ratio_rule(definition: FormDefinition, item: Indicator) -> tuple[str, bool] | None:
    """What is said when the first part of a cell exceeds the second, and whether it is barred."""
    if item.type not in TWO:
        return None
    checks = [
        check
        for check in definition.checks
        if check.kind == "numerator_le_denominator" and check.left[:1] == (item.code,)
    ]
    if checks:
        return checks[0].message, any(check.severity == "hard" for check in checks)
    return (OVER_ALL, False) if item.type == "count_percent" else None


def _condition(
    check: Check, items: Mapping[str, Indicator], lines: Mapping[str, int], column: str
) -> str:
    left = [_cell(code, lines, column) for code in check.left]
    right = [_cell(code, lines, column) for code in check.right]
    if check.kind == "numerator_le_denominator":
        above, below = (_cell(check.left[0], lines, column, part) for part in (1, 2))
        return f"AND(ISNUMBER({above}),ISNUMBER({below}),{above}>{below})"
    if check.kind == "percent_sum_le_100":
        shares = [_share(items[code], lines, column) for code in check.left]
        return f"SUM({','.join(shares)})>100"
    one, other = ",".join(left), ",".join(right)
    if check.kind == "date_le":
        return f"AND(COUNT({one})>0,COUNT({other})>0,MAX({one})>MIN({other}))"
    whole = [_present(cell) for cell in right]
    if check.kind == "sum_eq":
        known = ",".join([*map(_present, left), *whole])
        return f"AND({known},ROUND(SUM({one})-SUM({other}),6)<>0)"
    return f"AND(OR({','.join(map(_present, left))}),{','.join(whole)},SUM({one})>SUM({other}))"


def _cell(code: str, lines: Mapping[str, int], column: str, part: int = 1) -> str:
    made: str = xl_rowcol_to_cell(lines[code], _AT[f"{column}.{part}"])
    return made


def _share(item: Indicator, lines: Mapping[str, int], column: str) -> str:
    """The cell with the percent: a share has its own, beside its two parts."""
    if item.type == "count_percent":
        made: str = xl_rowcol_to_cell(lines[item.code], _AT[f"{column}.share"])
        return made
    return _cell(item.code, lines, column)


def _number(cell: str) -> str:
    return f"IF(ISNUMBER({cell}),{cell},0)"


def _present(cell: str) -> str:
    """A number, or none occurred, which counts as zero."""
    return f'OR(ISNUMBER({cell}),{cell}="kps")'


def _either(conditions: list[str]) -> str:
    return f"OR({','.join(conditions)})"
