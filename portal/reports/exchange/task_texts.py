"""A row of Phụ lục I as the texts of its cells, and the row that such texts mean. Pure.

Days are ISO text, or as somebody types them; the group is its code; ``chosen`` is what somebody
set against the computed “Đúng hạn/Quá hạn”. A row keeps its place; a new one comes after the last.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portal.reports.draft_values import clean
from portal.reports.form_version import TASK_EXTRAS, FormDefinition
from portal.reports.rules import BadValue, on_time
from portal.vietnamese import fold, parse_date, show_date

#: Column → its heading. The order is that of the file.
COLUMNS = {
    "group": "Nhóm nhiệm vụ",
    "name": "Tên nhiệm vụ",
    "doc_number": "Số văn bản",
    "doc_date": "Ngày văn bản",
    "doc_subject": "Trích yếu nội dung văn bản",
    "due": "Thời hạn ban hành văn bản",
    "chosen": "Tự chọn Đúng hạn/Quá hạn",
    "reason": "Lý do tự chọn",
    "note": "Ghi chú",
}
DAYS = ("doc_date", "due")
CHOSEN = {"on_time": "Đúng hạn", "overdue": "Quá hạn"}
#: Letters that the form takes in each text.
_LIMITS = {
    "name": 1000, "doc_number": 100, "doc_subject": 1000, "reason": 255, "note": 500,
    **dict.fromkeys(TASK_EXTRAS, 1000),
}  # fmt: skip
_LINES = ("name", "doc_subject", *TASK_EXTRAS)


class BadCell(BadValue):
    """A cell of a row that cannot be stored; ``place`` counts it among the inputs of the row."""

    place: int | None = None

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def extras_of(definition: FormDefinition) -> dict[str, str]:
    """The columns of free text that the form adds, with their headings."""
    return {
        code: definition.task_labels.get(code, "")
        for code in definition.task_order
        if code in TASK_EXTRAS
    }


def columns_of(definition: FormDefinition) -> dict[str, str]:
    """The inputs of a row in the order of the form, with their headings; hidden ones left out."""
    beside = {"doc_number": ("doc_number", "doc_date"), "on_time": ("chosen", "reason")}
    codes = [part for code in definition.task_order for part in beside.get(code, (code,))]
    known = COLUMNS | extras_of(definition)
    return {code: definition.task_labels.get(code) or known[code] for code in ("group", *codes)}


def typed_again(definition: FormDefinition, row: Mapping[str, Any] | None) -> list[str]:
    """A stored row as its inputs hold it; nothing for none."""
    if not row:
        return []
    texts = {column: str(row.get(column) or "") for column in columns_of(definition)}
    return [show_date(text) if column in DAYS else text for column, text in texts.items()]


def typed_cells(definition: FormDefinition, typed: Iterable[str]) -> dict[str, str]:
    """The texts of the inputs of a row, posted in their order, by column."""
    return dict(zip(columns_of(definition), typed, strict=False))


def texts_of(row: Mapping[str, Any] | None) -> dict[str, str]:
    """The cells of a stored row; all empty for none."""
    given = row or {}
    extras = (code for code in TASK_EXTRAS if given.get(code))
    return {column: str(given.get(column) or "") for column in (*COLUMNS, *extras)}


def group_label(number: str, title: str) -> str:
    """“II. Cải cách thủ tục hành chính”: how a group is chosen in the file."""
    return f"{number}. {title}"


def group_code(definition: FormDefinition, text: str) -> str:
    """The group meant by its label, number or code; "" for none, BadValue for another word."""
    wanted = fold(text).strip().rstrip(".")
    if not wanted:
        return ""
    for group in definition.task_groups:
        names = (group.code, group.number, group.title, group_label(group.number, group.title))
        if wanted in {fold(name).strip().rstrip(".") for name in names}:
            return group.code
    raise BadValue("Không có nhóm này; hãy chọn trong danh sách của ô.")


def chosen_code(text: str) -> str:
    """``on_time``, ``overdue`` or "" for the words of the file; BadValue for other words."""
    wanted = fold(text).strip()
    for code, words in CHOSEN.items():
        if wanted in (code, fold(words)):
            return code
    if wanted:
        raise BadValue("Chọn Đúng hạn hoặc Quá hạn, hoặc để trống để cổng tự tính.")
    return ""


def task_row(definition: FormDefinition, texts: Mapping[str, str], position: int) -> dict[str, Any]:
    """The row that the cells mean, as the draft stores it; BadCell names the wrong column."""
    columns = (*COLUMNS, *extras_of(definition))
    cells = {column: _cleaned(column, texts.get(column, "")) for column in columns}
    for column in cells:
        if column in _LIMITS and column not in _LINES:
            cells[column] = " ".join(cells[column].split("\n"))
    if not cells["name"]:
        raise BadCell("name", "Chưa ghi tên nhiệm vụ.")
    if cells["group"] not in {group.code for group in definition.task_groups}:
        raise BadCell("group", "Chưa chọn nhóm nhiệm vụ.")
    days = {column: _day(column, cells[column]) for column in DAYS}
    computed = on_time(days["doc_date"], days["due"])
    chosen = chosen_code(cells["chosen"])
    if chosen and computed not in ("", chosen) and not cells["reason"]:
        raise BadCell(
            "reason",
            f"Theo ngày đã nhập thì văn bản này {CHOSEN[computed].lower()}; hãy ghi lý do tự chọn.",
        )
    return {
        **cells,
        **{column: day.isoformat() if day else "" for column, day in days.items()},
        "position": position,
        "chosen": chosen,
        "on_time": chosen or computed,
        "reason": cells["reason"] if chosen else "",
    }


def _cleaned(column: str, text: str) -> str:
    try:
        return clean(text, _LIMITS.get(column, 60))
    except BadValue as problem:
        raise BadCell(column, f"{COLUMNS.get(column, 'Cột thêm')}: {problem}") from problem


def _day(column: str, text: str) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise BadCell(column, f"{COLUMNS[column]} “{text}”: {error}") from error
