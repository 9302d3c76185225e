"""Where things stand in the Excel definition of a form, and how a cell is read. Pure.

A hidden line names the columns of each sheet by key, so that columns may be moved. Codes are in
view, in grey: groups and checks refer to rows by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.documents.sheet_formulas import NoResult
from portal.reports.form_making.part_rules import DEEPEST, LEVELS, PARTS, Field
from portal.reports.form_making.task_column_rules import read_order
from portal.vietnamese import fold, format_date, has_control, nfc, parse_date

#: First cell of the hidden line of each sheet, and the name of the sheet.
MARKS = {code: f"#{code}" for code in PARTS} | {"chung": "#chung"}
SHEETS = {
    "chung": "Thông tin chung",
    "de-cuong": "Đề cương",
    "nhom-nhiem-vu": "Nhóm nhiệm vụ",
    "nhom-chi-tieu": "Nhóm chỉ tiêu",
    "chi-tieu": "Chỉ tiêu",
    "kiem-tra": "Phép kiểm tra",
}
CODE_KEY = "code"
#: The code of the line that says which level answers for another.
LEVEL_LINE = "cap:"
#: The code of the line that says for which levels alone the form is meant.
OWN_LINE = "danh-rieng"
#: Between a code and the words that explain it.
EXPLAINED = " | "
MOST_LINES = 40
_YES = {"co": True, "x": True, "1": True, "khong": False, "0": False, "": False}


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: the sheet, its line as a person counts, what and why."""

    sheet: str
    line: int
    column: str
    why: str


class BadCell(ValueError):
    """A cell cannot be read; the message says why."""


def text_in(value: Any) -> str:
    """The text of a raw cell; whole numbers without “.0”.

    BadCell for a day, and for a formula whose result is not in the file.
    """
    if isinstance(value, NoResult):
        raise BadCell(
            "Ô là công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi."
        )
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        raise BadCell(f"Ô đã thành ngày tháng ({format_date(value)}). Hãy đặt kiểu ô là Văn bản.")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    lines = str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line.strip() for line in nfc(lines).split("\n")).strip()
    if has_control(text.replace("\n", " ")):
        raise BadCell("Ô có ký tự không nhìn thấy được.")
    return text


def value_in(field: Field, raw: Any) -> Any:
    """The edited value in a raw cell, as ``part_rules.value_of`` gives it. BadCell."""
    text = text_in(raw) or field.default
    if field.needed and not text:
        raise BadCell("Ô này không được để trống.")
    return _READ[field.kind](field, text)


def _text(field: Field, text: str) -> str:
    text = " ".join(text.split("\n"))
    if len(text) > field.longest:
        raise BadCell(f"Dài quá {field.longest} ký tự.")
    return text


def _whole(_field: Field, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= DEEPEST):
        raise BadCell(f"Ghi một số từ 1 đến {DEEPEST}.")
    return int(text[:4])


def _yes(_field: Field, text: str) -> bool:
    if fold(text) not in _YES:
        raise BadCell("Ghi Có hoặc Không.")
    return _YES[fold(text)]


def _code(_field: Field, text: str) -> str:
    return text.partition(EXPLAINED.rstrip())[0].strip()


def _codes(field: Field, text: str) -> list[str]:
    """Codes apart by “;” or line by line; what stands behind “|” in a line explains its code."""
    found: list[str] = []
    for line in text.split("\n"):
        parts = [_code(field, line)] if EXPLAINED.strip() in line else line.split(";")
        found += [part.strip() for part in parts if part.strip()]
    return found


def _day(_field: Field, text: str) -> str:
    if not text:
        return ""
    try:
        day = parse_date(f"{text}/2023")
    except ValueError as why:
        raise BadCell("Ghi ngày/tháng, ví dụ 31/12.") from why
    return format_date(day)[:5]


def _lines(field: Field, text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line]
    if len(lines) > MOST_LINES or max(map(len, lines), default=0) > field.longest:
        raise BadCell(f"Tối đa {MOST_LINES} dòng, mỗi dòng {field.longest} ký tự.")
    return lines


def levels_in(text: str) -> list[str]:
    """“Cấp huyện; Cấp xã” as codes; nothing or “Mọi cấp” is every level: []. BadCell."""
    known = {fold(words): level for level, words in LEVELS.items()}
    known |= {level: level for level in LEVELS}
    found = []
    for word in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        if fold(word) == fold("Mọi cấp"):
            continue
        if fold(word) not in known:
            raise BadCell(f"Không có cấp “{word}”. Các cấp: {'; '.join(LEVELS.values())}.")
        found.append(known[fold(word)])
    return [level for level in LEVELS if level in found]


def _chosen(field: Field, text: str) -> str:
    choices = field.choices or {}
    found = next((c for c, words in choices.items() if fold(text) in (fold(words), c)), None)
    if found is None:
        raise BadCell(f"“{text}” không có trong danh sách: {'; '.join(choices.values())}.")
    return found


def _order(_field: Field, text: str) -> str:
    try:
        return read_order(text)
    except ValueError as why:
        raise BadCell(str(why)) from why


_READ: dict[str, Callable[[Field, str], Any]] = {
    "text": _text, "whole": _whole, "yes": _yes, "choice": _chosen, "code": _code,
    "codes": _codes, "lines": _lines, "row": _code, "day": _day, "order": _order,
    "levels": lambda _field, text: levels_in(text),
}  # fmt: skip
