"""Reading what was typed into a field of a draft, by the code of the field. Pure."""

import re
from datetime import date
from typing import Any

from portal.reports.form_version import FormDefinition, Section
from portal.reports.rules import MAX_ITEMS, MAX_TEXT, BadValue
from portal.reports.statistics_rules import read_cell
from portal.reports.statistics_typing import STYLES
from portal.vietnamese import format_date, format_number, has_control, nfc, parse_date

_TASK = re.compile(r"task:[0-9a-f]{12}")
_INVISIBLE = re.compile("[\u200b\ufeff]")
_MAX_NOTE = 500
#: The second part of an item of a list section: shortcomings have a cause, proposals an agency.
SECOND = {"shortcomings": "cause", "proposals": "agency"}


def read_field(definition: FormDefinition, code: str, typed: Any) -> Any:
    """The value that ``typed`` means for field ``code``; BadValue says what is wrong.

    ``typed``: text, list of texts (cells), list of mappings (items), a row, or a mark (bool).
    """
    kind, _, rest = code.partition(":")
    if kind == "outline" and (section := definition.section(rest)):
        return _section(section, typed)
    if kind == "stat":
        indicator_code, _, column = rest.rpartition(":")
        indicator = definition.indicator(indicator_code)
        if indicator and column in ("note", "reason"):
            return clean(_one(typed), _MAX_NOTE).replace("\n", " ")
        if indicator and column in dict(definition.years):
            return read_cell(indicator, [clean(text, 100) for text in _texts(typed)])
    if code == "numbers" and (style := _one(typed)) in ("", *STYLES):
        return style
    if code == "cutoff":
        return _day(clean(_one(typed), 60))
    if _TASK.fullmatch(code) and (typed is None or isinstance(typed, dict)):
        return typed
    if kind == "done" and isinstance(typed, bool):
        return typed
    raise BadValue("Không có ô này trong biểu mẫu của đơn vị.")


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Typed text as stored: NFC, LF, no outer blanks. BadValue if it is too long or holds
    control characters, which a copy from elsewhere may bring."""
    text = nfc(_INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if has_control(text):
        raise BadValue(
            "Nội dung có ký tự điều khiển không nhìn thấy được (thường do sao chép từ nơi khác); "
            "hãy xóa đoạn đó rồi gõ lại."
        )
    if len(text) > limit:
        raise BadValue(
            f"Dài tối đa {format_number(limit)} ký tự (đang có {format_number(len(text))})."
        )
    return text


def typed_value(definition: FormDefinition, code: str, texts: list[str]) -> Any:
    """Posted texts as what ``read_field`` takes: items come in pairs of inputs."""
    section = definition.section(code.removeprefix("outline:"))
    if section and section.kind in SECOND:
        return items_from(section, texts[0::2], texts[1::2])
    return texts


def items_from(section: Section, texts: list[str], seconds: list[str]) -> list[dict[str, str]]:
    """Two columns of inputs as the items of a list section."""
    name = SECOND[section.kind]
    padded = [*seconds, *[""] * len(texts)]
    return [{"text": text, name: padded[row]} for row, text in enumerate(texts)]


def show_cutoff(value: Any) -> str:
    """The stored date as dd/mm/yyyy."""
    return format_date(date.fromisoformat(value)) if value else ""


def _section(section: Section, typed: Any) -> Any:
    if section.kind == "narrative":
        return clean(_one(typed))
    if not isinstance(typed, list):
        raise BadValue("Nội dung mục này phải là danh sách.")
    second = SECOND[section.kind]
    items = []
    for item in typed:
        row = {"text": clean(item.get("text", ""), 4000), second: clean(item.get(second, ""), 4000)}
        if row[second] and not row["text"]:
            raise BadValue("Có dòng mới nhập một nửa: hãy ghi nội dung trước.")
        if row["text"]:
            items.append(row)
    if len(items) > MAX_ITEMS:
        raise BadValue(f"Tối đa {MAX_ITEMS} dòng.")
    return items


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return parse_date(text).isoformat()
    except ValueError as error:
        raise BadValue(str(error)) from error


def _texts(typed: Any) -> list[str]:
    return [str(text) for text in typed] if isinstance(typed, list) else [str(typed or "")]


def _one(typed: Any) -> str:
    return (_texts(typed) or [""])[0]
