"""Values of a report as people read them: on pages, in Word, in comparisons. Pure.

The value of a statistics cell (``stat:<code>:previous|current``) has one of four states, which
are never confused: ``{"state": "value", "value": …}``, ``{"state": "none"}`` (không phát sinh),
``{"state": "na"}`` (không áp dụng), or nothing at all (``None``, blank). A number is kept as
plain decimal text ("1234.5"); the types ``pair`` and ``count_percent`` keep a list of two; a
``flag`` keeps "yes" or "no" ("1" or "0"), a ``text`` its words, a ``date`` an ISO day.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.reports.form_version import Indicator
from portal.reports.narrative.marks import is_marked, shown_text
from portal.vietnamese import format_date, format_number

STATES = {"value": "Có số liệu", "none": "Không phát sinh", "na": "Không áp dụng", "blank": ""}
#: What stands on paper where nothing was answered.
BLANK_WORDS = "(chưa có số liệu)"
FLAGS = {"yes": "Có", "no": "Không", "1": "Có", "0": "Không", "True": "Có", "False": "Không"}
_MORE = {
    "cause": "nguyên nhân", "remedy": "giải pháp", "by_when": "khắc phục xong trước",
    "agency": "cơ quan trả lời", "fixed": "kết quả", "why": "lý do",
}  # fmt: skip
#: What became of a shortcoming of the year before.
FIXED = {"yes": "đã khắc phục", "no": "chưa khắc phục"}


def state_of(value: Any) -> str:
    """``value``, ``none``, ``na`` or ``blank``: the state of a statistics cell."""
    if isinstance(value, dict):
        state = str(value.get("state") or "blank")
        if state in ("none", "na"):
            return state
        return "blank" if _empty(value.get("value")) else "value"
    return "blank" if _empty(value) else "value"


def has_numbers(values: Mapping[str, Any]) -> bool:
    """Whether any cell of the statistics is filled in: a report that came on paper has none."""
    return any(_is_cell(code) and state_of(value) != "blank" for code, value in values.items())


def answers_in(values: Mapping[str, Any]) -> int:
    """How many questions a report answers: sections, tasks, cells and the cut-off date.

    A note or a reason beside a cell is no answer of its own, nor is what became of last year's
    shortcomings.
    """
    return sum(
        (_is_cell(code) and state_of(value) != "blank")
        or (code.startswith(("outline:", "task:", "cutoff")) and not _empty(value))
        for code, value in values.items()
    )


def _is_cell(code: str) -> bool:
    """Whether a field is a cell of the statistics, not a note or a reason beside one."""
    return code.startswith("stat:") and not code.endswith((":note", ":reason"))


def show_value(indicator: Indicator | None, value: Any) -> str:
    """A statistics cell in words; "" when blank; ``indicator`` None: one no longer in the form.

    Numbers as they are written here (“1.234,5”), the parts of a double indicator with their
    names (“Số hồ sơ: 12; Tỷ lệ %: 98,5”), the other states as their words.
    """
    state = state_of(value)
    if state != "value":
        return STATES[state]
    content = value.get("value") if isinstance(value, dict) else value
    kind = indicator.type if indicator else "count"
    if kind == "flag":
        return FLAGS.get(str(content), str(content))
    if kind == "text":
        return str(content)
    if kind == "date":
        return show_day(content)
    if isinstance(content, list | tuple):
        names = [*(indicator.parts if indicator else ()), "", ""]
        shown = [
            f"{name}: {show_number(part)}" if name else show_number(part)
            for name, part in zip(names, content, strict=False)
            if not _empty(part)
        ]
        return "; ".join(shown)
    number = show_number(content)
    return f"{number}%" if kind == "percent" and number else number


def show_number(text: Any) -> str:
    """Plain decimal text (“1234.5”) as it is written here (“1.234,5”); other text unchanged."""
    try:
        return format_number(Decimal(str(text)))
    except (InvalidOperation, ValueError):
        return "" if text is None else str(text)


def show_day(text: Any) -> str:
    """An ISO date as dd/mm/yyyy; other text unchanged, nothing as ""."""
    if isinstance(text, date):
        return format_date(text)
    try:
        return format_date(date.fromisoformat(str(text)))
    except ValueError:
        return "" if text is None else str(text)


def show_any(value: Any) -> str:
    """Any stored value but a task row as one text; "" when empty.

    A list section reads as one dash line an item, its cause or agency behind the text.
    """
    if _empty(value):
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (show_any(item) for item in value)))
    if is_marked(value):
        return shown_text(value)
    if isinstance(value, dict):
        return show_value(None, value) if "state" in value else _show_item(value)
    return str(value)


def _show_item(item: Mapping[str, Any]) -> str:
    more = [
        f"{name}: {FIXED.get(item[key], item[key]) if key == 'fixed' else item[key]}"
        for key, name in _MORE.items()
        if item.get(key)
    ]
    return f"- {item.get('text', '')}" + (f" ({'; '.join(more)})" if more else "")


def _empty(value: Any) -> bool:
    if value is None or value == "" or value == []:
        return True
    return isinstance(value, list | tuple) and all(_empty(part) for part in value)
