"""Warnings over Phụ lục II: soft ones never block, and a note in the row answers them. Pure.

A hard rule of the form stops the sending as long as this year's numbers break it; those of last
year were accepted, so about them it only warns.

This year is compared with last only where the two can be: shares always, amounts once the
figures run to the end of the year; half a year against a whole one says nothing.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.reports.form_version import Check, FormDefinition, Indicator
from portal.reports.showing import state_of
from portal.reports.statistics.rules import share_of
from portal.vietnamese import format_date, format_number

#: A change is only worth a question when last year's number was not a handful.
_WORTH_ASKING = 20
#: … and that of a share, in percentage points.
_POINTS = 10


@dataclass(frozen=True)
class RowWarning:
    """A warning at a row: a note in the row answers it, unless a ``hard`` rule is broken."""

    indicator: str
    message: str
    explained: bool
    hard: bool = False


def warnings(
    definition: FormDefinition,
    values: Mapping[str, Any],
    year: int,
    settled: Set[str] = frozenset(),
) -> list[RowWarning]:
    """Warnings over the whole table: broken hard rules, the form's other checks, then the rows.

    ``year`` is the report's: its amounts are compared once ``cutoff`` is the year's last day.
    ``settled``: codes of indicators whose number of last year is the accepted one; what only such
    numbers say is no question to whoever writes this year's report.
    """
    hard = broken_rules(definition, values)
    both = [column for column, _label in definition.years]
    found: list[tuple[str, str]] = []
    for check in definition.checks:
        columns = ["current"] if settled.issuperset(check.left + check.right) else both
        if check not in hard and any(_broken(check, column, values) for column in columns):
            found.append((check.left[0], check.message))
    whole = is_whole_year(values.get("cutoff"), year)
    for item in definition.indicators:
        found += [(item.code, message) for message in _own_warnings(item, values, whole, settled)]
        found += [(item.code, message) for message in _other_total(definition, item, values)]
    return [RowWarning(check.left[0], check.message, False, hard=True) for check in hard] + [
        RowWarning(code, message, bool(values.get(f"stat:{code}:note"))) for code, message in found
    ]


def broken_rules(definition: FormDefinition, values: Mapping[str, Any]) -> list[Check]:
    """The hard rules that this year's numbers break: the report cannot be sent."""
    return [
        check
        for check in definition.checks
        if check.severity == "hard" and _broken(check, "current", values)
    ]


def is_whole_year(cutoff: Any, year: int) -> bool:
    """Whether figures up to ``cutoff`` (ISO date) cover all of ``year``."""
    return isinstance(cutoff, str) and cutoff >= date(year, 12, 31).isoformat()


def cutoff_ahead(cutoff: Any, today: date) -> str:
    """A warning when the figures run to a day still to come (ISO date); "" otherwise."""
    if not isinstance(cutoff, str) or cutoff <= today.isoformat():
        return ""
    return (
        f"Số liệu tính đến ngày {format_date(date.fromisoformat(cutoff))}, ngày này chưa đến. Nếu "
        "là số ước tính, hãy ghi rõ ở cột Ghi chú; nếu nhập nhầm, hãy sửa ngày."
    )


def _amount(value: Any, part: int = 0) -> Decimal | None:
    """The number in a cell; zero for không phát sinh, None when there is none to compare."""
    state = state_of(value)
    if state == "none":
        return Decimal(0)
    if state != "value":
        return None
    content = value["value"]
    try:
        return Decimal(content[part] if isinstance(content, list) else content)
    except InvalidOperation:
        return None


def _broken(check: Check, column: str, values: Mapping[str, Any]) -> bool:
    def amounts(codes: tuple[str, ...], part: int = 0) -> list[Decimal | None]:
        return [_amount(values.get(f"stat:{code}:{column}"), part) for code in codes]

    if check.kind == "numerator_le_denominator":
        above, below = amounts(check.left)[0], amounts(check.left, 1)[0]
        return above is not None and below is not None and above > below
    if check.kind == "percent_sum_le_100":
        shares = [_percent_of(values.get(f"stat:{code}:{column}")) for code in check.left]
        return sum(share for share in shares if share is not None) > 100
    if check.kind == "date_le":
        return _days_broken(check, column, values)
    right = [value for value in amounts(check.right) if value is not None]
    left = [value for value in amounts(check.left) if value is not None]
    if check.kind == "sum_eq":
        known = len(left) == len(check.left) and len(right) == len(check.right)
        return known and sum(left) != sum(right)
    return bool(left) and len(right) == len(check.right) and sum(left) > sum(right)


def _days_broken(check: Check, column: str, values: Mapping[str, Any]) -> bool:
    """Whether a day of the left side is after one of the right side; ISO text sorts as days."""
    cells = [[values.get(f"stat:{code}:{column}") for code in side]
             for side in (check.left, check.right)]  # fmt: skip
    left, right = ([str(cell["value"]) for cell in side if cell and state_of(cell) == "value"]
                   for side in cells)  # fmt: skip
    return bool(left and right) and max(left) > min(right)


def _percent_of(value: Any) -> Decimal | None:
    """The percent of a percent or count_percent."""
    both = state_of(value) == "value" and isinstance(value["value"], list)
    return _amount(value, 1) if both else _amount(value)


def _ratio(item: Indicator, value: Any) -> Decimal | None:
    """The share in a cell that has one, in percent."""
    if item.type in ("percent", "count_percent"):
        return _percent_of(value)
    if item.type == "pair" and item.show_percent and state_of(value) == "value":
        share = share_of(*value["value"])
        return Decimal(share) if share else None
    return None


def _own_warnings(
    item: Indicator, values: Mapping[str, Any], whole: bool, settled: Set[str]
) -> list[str]:
    cells = [values.get(item.field(column)) for column in ("previous", "current")]
    before, after = (_ratio(item, cell) for cell in cells)
    found = []
    if item.type in ("percent", "count_percent") and any(
        share is not None and share > 100
        for share in (after, None if item.code in settled else before)
    ):
        found.append("Tỷ lệ vượt quá 100%.")
    if before is not None and after is not None and abs(after - before) >= _POINTS:
        found += _jump("Tỷ lệ", before, after)
    if item.type == "count" and whole:
        before, after = (_amount(cell) for cell in cells)
        if before is not None and after is not None and before >= _WORTH_ASKING:
            found += _jump("Số liệu", before, after)
    return found


def _other_total(
    definition: FormDefinition, item: Indicator, values: Mapping[str, Any]
) -> list[str]:
    """Where a share of another row was computed from another total than that row says."""
    if not item.denominator_row:
        return []
    wanted = offered_total(definition, item, "current", values)
    value = values.get(item.field("current"))
    if not wanted or not value or state_of(value) != "value":
        return []
    parts = [*value.get("of", ()), ""] if item.type == "percent" else ["", value.get("total", "")]
    given = parts[1] if len(parts) > 1 else ""
    if not given or Decimal(given) == Decimal(wanted):
        return []
    shown, there = format_number(Decimal(given)), format_number(Decimal(wanted))
    return [f"Mẫu số ghi {shown}, khác dòng “{item.denominator}”: {there}."]


def offered_total(
    definition: FormDefinition, item: Indicator, column: str, values: Mapping[str, Any]
) -> str:
    """The number that a share can take as its total from the row that the form names; ""."""
    other = definition.indicator(item.denominator_row) if item.denominator_row else None
    amount = _amount(values.get(other.field(column))) if other else None
    return f"{amount:f}" if amount else ""


def _jump(what: str, before: Decimal, after: Decimal) -> list[str]:
    """The words for a change by more than half; nothing to compare with gives none."""
    change = abs(after - before)
    if not before or change * 2 <= before:
        return []
    percent = format_number(round(change * 100 / before))
    return [f"{what} {'tăng' if after > before else 'giảm'} {percent}% so với năm trước."]
