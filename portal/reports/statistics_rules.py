"""The cells of Phụ lục II: reading what was typed, the four states, soft warnings. Pure.

A cell is stored as ``showing`` says: ``{"state": "value", "value": …}``, ``none`` (không phát
sinh), ``na`` (không áp dụng), or nothing. People type ``kps`` and ``kad`` for the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.reports.form_version import Check, FormDefinition, Indicator
from portal.reports.rules import BadValue, is_answered
from portal.reports.showing import show_number, state_of
from portal.vietnamese import fold, format_number, parse_number

SHORT = {"none": "kps", "na": "kad"}
_STATES = {
    "kps": "none", "khong phat sinh": "none", "kad": "na", "khong ap dung": "na",
}  # fmt: skip
_FLAGS = {"yes": "yes", "no": "no", "1": "yes", "0": "no", "co": "yes", "khong": "no"}
#: A change is only worth a question when last year's number was not a handful.
_WORTH_ASKING = 20


@dataclass(frozen=True)
class RowWarning:
    """A soft warning at a row: it never blocks; a note in the row answers it."""

    indicator: str
    message: str
    explained: bool


def read_cell(indicator: Indicator, typed: list[str]) -> dict[str, Any] | None:
    """What was typed in a cell as stored; None for blank. BadValue says what is wrong.

    ``typed`` holds one text, or two for a pair (the parts) and a count_percent (the count and
    the total it is a share of: the share itself is computed).
    """
    held = 2 if indicator.type in ("pair", "count_percent") else 1
    texts = [" ".join(text.split()) for text in typed[:held]]
    for text in texts:
        state = _STATES.get(fold(text).rstrip("."))
        if state:
            return {"state": state}
    if not any(texts):
        return None
    if indicator.type == "flag":
        return _flag(texts[0])
    if indicator.type == "pair":
        parts = [_whole(text) for text in (*texts, "")[:2]]
        return {"state": "value", "value": parts}
    if indicator.type == "count_percent":
        return _share([_whole(text) for text in (*texts, "")[:2]])
    number = _number(texts[0])
    if indicator.type == "count" and number != number.to_integral_value():
        raise BadValue("Chỉ nhận số nguyên, ví dụ 12 hoặc 1.234.")
    return {"state": "value", "value": _plain(number)}


def typed_again(indicator: Indicator, value: Any) -> list[str]:
    """What stands in the inputs of a cell for a stored value: one text, or two parts."""
    two = indicator.type in ("pair", "count_percent")
    state = state_of(value)
    if state in SHORT:
        return [SHORT[state], ""] if two else [SHORT[state]]
    if indicator.type == "count_percent" and value:
        # a total typed before its count is no answer yet, but it stays
        return [show_number(value["value"][0]), show_number(value.get("total", ""))]
    if state == "blank":
        return ["", ""] if two else [""]
    if indicator.type == "flag":
        return [str(value["value"])]
    if indicator.type == "pair":
        return [show_number(part) for part in value["value"]]
    return [show_number(value["value"])]


def share_shown(indicator: Indicator, value: Any) -> str:
    """“96,3%” behind a share; "" when the cell has none."""
    if state_of(value) != "value":
        return ""
    if indicator.type == "count_percent" and value["value"][1]:
        return f"{show_number(value['value'][1])}%"
    if indicator.type == "pair" and indicator.show_percent and all(value["value"]):
        percent = _percent(*value["value"])
        return f"{show_number(percent)}%" if percent else ""
    return ""


def warnings(definition: FormDefinition, values: Mapping[str, Any]) -> list[RowWarning]:
    """Soft warnings over the whole table, in the order of the form's checks, then of rows."""
    found: list[tuple[str, str]] = []
    for check in definition.checks:
        columns = [column for column, _label in definition.years if _broken(check, column, values)]
        if columns:
            found.append((check.left[0], check.message))
    for item in definition.indicators:
        found += [(item.code, message) for message in _own_warnings(item, values)]
    return [
        RowWarning(code, message, bool(values.get(f"stat:{code}:note"))) for code, message in found
    ]


def progress(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Block code → (rows answered in both years, rows); a blank optional row counts in neither."""
    blocks = blocks_of(definition)
    counts: dict[str, tuple[int, int]] = {}
    for item in definition.indicators:
        top = blocks[item.group]
        answered, rows = counts.get(top, (0, 0))
        full = all(
            is_answered(item.type, values.get(item.field(column)))
            for column, _label in definition.years
        )
        counts[top] = (answered + full, rows + (full or not item.optional))
    return counts


def blocks_of(definition: FormDefinition) -> dict[str, str]:
    """Group code → the block of the page it belongs to: an entry of the jump list.

    A main heading with rows of its own is one block; otherwise each heading below it is one.
    """
    groups = {group.code: group for group in definition.stat_groups}
    whole = {item.group for item in definition.indicators if groups[item.group].level == 1}

    def block(code: str) -> str:
        parent = groups[code].parent
        stop = not parent or (groups[parent].level == 1 and parent not in whole)
        return code if stop else block(parent)

    return {code: block(code) for code in groups}


def _flag(text: str) -> dict[str, Any]:
    try:
        return {"state": "value", "value": _FLAGS[fold(text)]}
    except KeyError as error:
        raise BadValue("Chọn Có hoặc Không.") from error


def _whole(text: str) -> str:
    if not text:
        return ""
    number = _number(text)
    if number != number.to_integral_value():
        raise BadValue("Chỉ nhận số nguyên, ví dụ 12 hoặc 1.234.")
    return _plain(number)


def _number(text: str) -> Decimal:
    try:
        number = parse_number(text)
    except ValueError as error:
        raise BadValue(f"{error} Không có thì gõ kps hoặc kad.") from error
    if number < 0:
        raise BadValue("Số không được âm.")
    return number


def _share(parts: list[str]) -> dict[str, Any]:
    count, total = parts
    return {"state": "value", "value": [count, _percent(count, total)], "total": total}


def _percent(count: str, total: str) -> str:
    """The share in percent to two places, as plain text; "" without a total above zero."""
    if not count or not total or Decimal(total) == 0:
        return ""
    return _plain(round(Decimal(count) * 100 / Decimal(total), 2))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
        shares = [
            value if value is not None else Decimal(0)
            for code in check.left
            for value in [_share_of(values.get(f"stat:{code}:{column}"))]
        ]
        return sum(shares) > 100
    right = [value for value in amounts(check.right) if value is not None]
    left = [value for value in amounts(check.left) if value is not None]
    return bool(left) and len(right) == len(check.right) and sum(left) > sum(right)


def _share_of(value: Any) -> Decimal | None:
    if state_of(value) == "value" and isinstance(value["value"], list):
        return _amount(value, 1)
    return _amount(value)


def _own_warnings(item: Indicator, values: Mapping[str, Any]) -> list[str]:
    before = _amount(values.get(item.field("previous")))
    after = _amount(values.get(item.field("current")))
    shares = [_share_of(values.get(item.field(column))) for column in ("previous", "current")]
    found = []
    if item.type in ("percent", "count_percent") and any(
        share is not None and share > 100 for share in shares
    ):
        found.append("Tỷ lệ vượt quá 100%.")
    if item.type == "count" and before is not None and after is not None:
        change = abs(after - before)
        if before >= _WORTH_ASKING and change * 2 > before:
            percent = format_number(round(change * 100 / before))
            more = "tăng" if after > before else "giảm"
            found.append(f"Số liệu {more} {percent}% so với năm trước.")
    return found
