"""Reading what was typed into a field of a draft, by the code of the field. Pure."""

import re
from datetime import date
from typing import Any

from portal.reports.form_version import FormDefinition, Section
from portal.reports.narrative.earlier_rules import read_answers
from portal.reports.narrative.marks import MARKED, is_marked, parsed, shown_text, value_of
from portal.reports.narrative.pasted_html import cleaned
from portal.reports.rules import MAX_ITEMS, MAX_TEXT, BadValue
from portal.reports.statistics.cell_typing import STYLES
from portal.reports.statistics.rules import read_cell
from portal.vietnamese import format_date, format_number, has_control, nfc, parse_date

_TASK = re.compile(r"task:[0-9a-f]{12}")
_INVISIBLE = re.compile("[\u200b\ufeff]")
_FULL_DAY = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d/.-]*\d)")
_MAX_NOTE = 500
#: The second part of an item of a list section: shortcomings have a cause, proposals an agency.
SECOND = {"shortcomings": "cause", "proposals": "agency"}
#: All parts of an item, as they stand in the form; only the text is asked for.
PARTS = {
    "shortcomings": ("text", "cause", "remedy", "by_when"),
    "proposals": ("text", "agency"),
}


def read_field(definition: FormDefinition, code: str, typed: Any) -> Any:
    """The value that ``typed`` means for field ``code``; BadValue says what is wrong.

    ``typed``: text, list of texts (cells), list of mappings (items), a row, or a mark (bool).
    """
    kind, _, rest = code.partition(":")
    if kind in ("outline", "earlier") and (section := definition.section(rest)):
        return _section(section, typed) if kind == "outline" else _earlier(section, typed)
    if kind == "stat":
        indicator_code, _, column = rest.rpartition(":")
        indicator = definition.indicator(indicator_code)
        if indicator and column in ("note", "reason"):
            return clean(_one(typed), _MAX_NOTE).replace("\n", " ")
        if indicator and column in dict(definition.years):
            limit = _MAX_NOTE if indicator.type == "text" else 100
            return read_cell(indicator, [clean(text, limit) for text in _texts(typed)])
    if code == "numbers" and (style := _one(typed)) in ("", *STYLES):
        return style
    if code == "cutoff":
        return _day(clean(_one(typed), 60))
    if _TASK.fullmatch(code) and (typed is None or isinstance(typed, dict)):
        return typed
    if kind == "done" and isinstance(typed, bool):
        return typed
    raise BadValue("Không có ô này trong biểu mẫu của đơn vị.")


def is_row(code: str) -> bool:
    """Whether ``code`` can be that of a row of Phụ lục I."""
    return bool(_TASK.fullmatch(code))


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
    """Posted texts as what ``read_field`` takes: an item has an input for each of its parts."""
    section = definition.section(code.removeprefix("outline:"))
    if section and section.kind in PARTS:
        parts = PARTS[section.kind]
        lines = [texts[at : at + len(parts)] for at in range(0, len(texts), len(parts))]
        return [dict(zip(parts, line, strict=False)) for line in lines]
    return texts


def show_cutoff(value: Any) -> str:
    """The stored date as dd/mm/yyyy."""
    return format_date(date.fromisoformat(value)) if value else ""


def _section(section: Section, typed: Any) -> Any:
    if section.kind == "narrative":
        return _narrative(typed)
    if not isinstance(typed, list):
        raise BadValue("Nội dung mục này phải là danh sách.")
    parts = PARTS[section.kind]
    items = []
    for item in typed:
        row = {part: clean(item.get(part, ""), 4000) for part in parts}
        if any(row.values()) and not row["text"]:
            raise BadValue("Có dòng mới nhập một nửa: hãy ghi nội dung trước.")
        _check_by_when(row.get("by_when", ""))
        for part in parts[2:]:  # an item without them is written as it always was
            if not row[part]:
                del row[part]
        if row["text"]:
            items.append(row)
    if len(items) > MAX_ITEMS:
        raise BadValue(f"Tối đa {MAX_ITEMS} dòng.")
    return items


def _check_by_when(text: str) -> None:
    """By when is free text (“Quý I/2027”, “trước 30/6/2027”), but a day in it must be one."""
    for found in _FULL_DAY.finditer(text):
        try:
            parse_date(found[0])
        except ValueError as error:
            raise BadValue(f"Khắc phục xong trước “{found[0]}”: {error}") from error


def _earlier(section: Section, typed: Any) -> list[dict[str, str]]:
    if section.kind != "shortcomings":
        raise BadValue("Phần này không hỏi về tồn tại của năm trước.")
    return read_answers(typed if isinstance(typed, list) else _texts(typed), clean)


def _narrative(typed: Any) -> str | dict[str, str]:
    """Plain text, or [text, kind]: ``html`` from the editor, ``marked`` as edited without it."""
    if is_marked(typed):
        typed = [typed[MARKED], MARKED]
    text, kind = [*_texts(typed), "", ""][:2] if isinstance(typed, list) else (_one(typed), "")
    if kind == "html":
        value = value_of(cleaned(_INVISIBLE.sub("", text)).blocks)
    elif kind == MARKED:
        value = value_of(parsed(clean(text, 3 * MAX_TEXT)))
    else:
        return clean(text)
    plain = clean(shown_text(value))
    return plain if isinstance(value, str) else value


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
