"""Soft warnings over Phụ lục II: they never block, and a note in the row answers them. Pure.

This year is compared with last only where the two can be: shares always, amounts once the
figures run to the end of the year; half a year against a whole one says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.reports.form_version import Check, FormDefinition, Indicator
from portal.reports.showing import state_of
from portal.reports.statistics.rules import share_of
from portal.vietnamese import format_number

#: A change is only worth a question when last year's number was not a handful.
_WORTH_ASKING = 20
#: … and that of a share, in percentage points.
_POINTS = 10


@dataclass(frozen=True)
class RowWarning:
    """A soft warning at a row: it never blocks; a note in the row answers it."""

    indicator: str
    message: str
    explained: bool


def warnings(definition: FormDefinition, values: Mapping[str, Any], year: int) -> list[RowWarning]:
    """Soft warnings over the whole table, in the order of the form's checks, then of rows.

    ``year`` is the report's: its amounts are compared once ``cutoff`` is the year's last day.
    """
    found: list[tuple[str, str]] = []
    for check in definition.checks:
        if any(_broken(check, column, values) for column, _label in definition.years):
            found.append((check.left[0], check.message))
    whole = is_whole_year(values.get("cutoff"), year)
    for item in definition.indicators:
        found += [(item.code, message) for message in _own_warnings(item, values, whole)]
    return [
        RowWarning(code, message, bool(values.get(f"stat:{code}:note"))) for code, message in found
    ]


def is_whole_year(cutoff: Any, year: int) -> bool:
    """Whether figures up to ``cutoff`` (ISO date) cover all of ``year``."""
    return isinstance(cutoff, str) and cutoff >= date(year, 12, 31).isoformat()


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
    right = [value for value in amounts(check.right) if value is not None]
    left = [value for value in amounts(check.left) if value is not None]
    return bool(left) and len(right) == len(check.right) and sum(left) > sum(right)


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


def _own_warnings(item: Indicator, values: Mapping[str, Any], whole: bool) -> list[str]:
    cells = [values.get(item.field(column)) for column in ("previous", "current")]
    before, after = (_ratio(item, cell) for cell in cells)
    found = []
    if item.type in ("percent", "count_percent") and any(
        share is not None and share > 100 for share in (before, after)
    ):
        found.append("Tỷ lệ vượt quá 100%.")
    if before is not None and after is not None and abs(after - before) >= _POINTS:
        found += _jump("Tỷ lệ", before, after)
    if item.type == "count" and whole:
        before, after = (_amount(cell) for cell in cells)
        if before is not None and after is not None and before >= _WORTH_ASKING:
            found += _jump("Số liệu", before, after)
    return found


def _jump(what: str, before: Decimal, after: Decimal) -> list[str]:
    """The words for a change by more than half; nothing to compare with gives none."""
    change = abs(after - before)
    if not before or change * 2 <= before:
        return []
    percent = format_number(round(change * 100 / before))
    return [f"{what} {'tăng' if after > before else 'giảm'} {percent}% so với năm trước."]
