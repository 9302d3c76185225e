"""The cells of Phụ lục II: reading what was typed, the four states, progress. Pure.

A cell is stored as ``showing`` says: ``{"state": "value", "value": …}``, ``none`` (không phát
sinh), ``na`` (không áp dụng), or nothing. People type ``kps`` and ``kad`` for the two.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from portal.reports.form_version import FormDefinition, Indicator
from portal.reports.rules import BadValue, is_answered
from portal.reports.showing import STATES, show_day, show_number, state_of
from portal.vietnamese import fold, parse_date, parse_number

SHORT = {"none": "kps", "na": "kad"}
_STATES = {
    "kps": "none", "khong phat sinh": "none", "kad": "na", "khong ap dung": "na",
}  # fmt: skip
_FLAGS = {"yes": "yes", "no": "no", "1": "yes", "0": "no", "co": "yes", "khong": "no"}
#: Thousands or a fraction? A share is asked about, a whole number has one reading only.
_DOUBTFUL = re.compile(r"\d{1,3}\.\d{3} ?%?", re.ASCII)


def read_cell(indicator: Indicator, typed: list[str]) -> dict[str, Any] | None:
    """What was typed in a cell as stored; None for blank. BadValue says what is wrong.

    ``typed`` holds one text, or two for a pair (the parts) and a count_percent (the count and
    the total it is a share of: the share itself is computed). Both may stand in the first, as
    “1.204/1.250”. A percent may be typed so too; its two numbers are kept as ``of``.
    """
    held = 2 if indicator.type in ("pair", "count_percent") else 1
    texts = [" ".join(text.split()) for text in typed[:held]]
    if held == 2 and "/" in texts[0] and not any(texts[1:]):
        texts = [part.strip() for part in texts[0].split("/", 1)]
    for text in texts:
        if is_state_word(text):
            return {"state": _STATES[fold(text).rstrip(".")]}
    if not any(texts):
        return None
    if indicator.type in _WORDS:
        return {"state": "value", "value": _WORDS[indicator.type](texts[0])}
    if indicator.type == "pair":
        parts = [_whole(text) for text in (*texts, "")[:2]]
        return {"state": "value", "value": parts}
    if indicator.type == "count_percent":
        return _share([_whole(text) for text in (*texts, "")[:2]])
    if indicator.type == "percent":
        return _percent(texts[0])
    return {"state": "value", "value": _whole(texts[0])}


def is_state_word(text: str) -> bool:
    """Whether the text is one of the words for không phát sinh and không áp dụng."""
    return fold(text).rstrip(".") in _STATES


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
    if indicator.type in ("flag", "text"):
        return [str(value["value"])]
    if indicator.type == "date":
        return [show_day(value["value"])]
    if indicator.type == "pair":
        return [show_number(part) for part in value["value"]]
    if indicator.type == "percent":
        parts = [show_number(part) for part in value.get("of", ())]
        # a thousand percent has no dot, so that it is never taken for a fraction
        return ["/".join(parts) if parts else show_number(value["value"]).replace(".", " ")]
    return [show_number(value["value"])]


def part_names(indicator: Indicator) -> tuple[str, str]:
    """What the two inputs of a pair or a share are called: “Số hồ sơ”, “Tổng số hồ sơ”."""
    first, second = (*indicator.parts, "", "")[:2]
    if indicator.type == "count_percent":
        second = indicator.denominator or f"Tổng {first[:1].lower()}{first[1:]}"
    return first, second


def share_shown(indicator: Indicator, value: Any) -> str:
    """“hồ sơ = 96,3%” behind a share, “= 96,3%” behind a pair; "" when the cell has none."""
    if state_of(value) != "value":
        return ""
    if indicator.type == "count_percent" and value["value"][1]:
        counted = indicator.unit.partition(";")[0]
        return f"{counted[:1].lower()}{counted[1:]} = {show_number(value['value'][1])}%"
    if indicator.type == "percent" and value.get("of"):
        return f"= {show_number(value['value'])}%"
    if indicator.type == "pair" and indicator.show_percent and all(value["value"]):
        percent = share_of(*value["value"])
        return f"= {show_number(percent)}%" if percent else ""
    return ""


def states(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, int]:
    """How many cells of the table are in each of the four states, in the order of STATES."""
    counts = dict.fromkeys(STATES, 0)
    for item in definition.indicators:
        for column, _label in definition.years:
            value = values.get(item.field(column))
            # half a pair is no answer yet
            counts[state_of(value) if is_answered(item.type, value) else "blank"] += 1
    return counts


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


def blocks_in(definition: FormDefinition) -> list[str]:
    """The codes of the blocks that have rows, in the order of the page."""
    block = blocks_of(definition)
    return list(dict.fromkeys(block[item.group] for item in definition.indicators))


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


def _flag(text: str) -> str:
    try:
        return _FLAGS[fold(text)]
    except KeyError as error:
        raise BadValue("Chọn Có hoặc Không.") from error


def _day(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except ValueError as error:
        raise BadValue(f"{error} Không có thì gõ kps hoặc kad.") from error


#: How a cell is read that holds one answer which is no number.
_WORDS: dict[str, Callable[[str], str]] = {"flag": _flag, "text": str, "date": _day}


def _whole(text: str) -> str:
    if not text:
        return ""
    return _plain(_number(text, whole_only=True))


def _number(text: str, *, whole_only: bool = False) -> Decimal:
    try:
        number = parse_number(text, whole_only=whole_only)
    except ValueError as error:
        raise BadValue(f"{error} Không có thì gõ kps hoặc kad.") from error
    if number < 0:
        raise BadValue("Số không được âm.")
    return number


def _percent(text: str) -> dict[str, Any]:
    count, slash, total = text.partition("/")
    if slash:
        of = [_whole(count.strip()), _whole(total.strip())]
        share = share_of(*of)
        if not share:
            raise BadValue("Ghi cả hai số và tổng số lớn hơn 0, ví dụ 1.204/1.250.")
        return {"state": "value", "value": share, "of": of}
    if _DOUBTFUL.fullmatch(text):
        whole, comma = text.replace(".", " "), text.replace(".", ",")
        raise BadValue(
            f"“{text}” có hai cách đọc: hãy viết {whole} nếu dấu chấm tách hàng nghìn, "
            f"{comma} nếu là phần thập phân."
        )
    return {"state": "value", "value": _plain(_number(text))}


def _share(parts: list[str]) -> dict[str, Any]:
    count, total = parts
    return {"state": "value", "value": [count, share_of(count, total)], "total": total}


def share_of(count: str, total: str) -> str:
    """The share in percent to two places, as plain text; "" without a total above zero."""
    if not count or not total or Decimal(total) == 0:
        return ""
    return _plain(round(Decimal(count) * 100 / Decimal(total), 2))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
