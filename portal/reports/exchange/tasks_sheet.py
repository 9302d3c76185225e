"""The sheet of Phụ lục I: a row a task with its group in a cell, so that rows may be sorted."""

from collections.abc import Mapping
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from portal.reports.exchange.cell_texts import as_day
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.sheet_layout import NO_FIELD, TASKS, made_for, seen_text
from portal.reports.exchange.task_texts import CHOSEN, DAYS, columns_of, group_label, texts_of

_WIDTHS = {
    "stt": 6, "group": 34, "name": 44, "doc_number": 18, "doc_date": 13, "doc_subject": 40,
    "due": 13, "chosen": 15, "reason": 26, "note": 24, "computed": 14, "code": 10, "seen": 10,
}  # fmt: skip
_DAY = "dd/mm/yyyy"
_KEYS_AT, _HEAD_AT, _FIRST = 2, 3, 4
#: Rows to be filled after those that are there; Excel's own rows below them are read as well.
_ROOM = 120


def write_tasks(book: Workbook, filled: Filled) -> None:
    """Add the sheet, filled with the draft."""
    sheet = book.add_worksheet("Phụ lục I")
    columns = columns_of(filled.definition)
    keys = ("stt", *columns, "computed", "code", "seen")
    at = {key: place for place, key in enumerate(keys)}
    wrap = {"text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**wrap, "bold": True, "align": "center", "bg_color": "#D9E2F3"})
    text = book.add_format({**wrap, "locked": False, "num_format": "@"})
    day = book.add_format({**wrap, "locked": False, "num_format": _DAY})
    shut = book.add_format({**wrap, "bg_color": "#F2F2F2", "locked": False})
    for key, column in at.items():
        hidden = key in ("code", "seen")
        sheet.set_column(column, column, _WIDTHS.get(key, 30), None, {"hidden": hidden})
    sheet.write_string(0, 0, f"Phụ lục I. {filled.title}", book.add_format({"bold": True}))
    sheet.write_string(1, 0, filled.unit)
    for key, column in at.items():
        sheet.write_string(_KEYS_AT, column, key if column else TASKS)
    sheet.write_string(_KEYS_AT, len(keys), made_for(filled.duty_id))
    sheet.set_column(len(keys), len(keys), 10, None, {"hidden": True})
    sheet.set_row(_KEYS_AT, None, None, {"hidden": True})
    headings = {"stt": "STT", **columns, "computed": "Cổng tính"}
    for key, words in headings.items():
        sheet.write_string(_HEAD_AT, at[key], words, head)
    sheet.write_string(_HEAD_AT, at["code"], NO_FIELD)
    rows = [(code, value) for code, value in filled.values.items() if code.startswith("task:")]
    labels = {item.code: group_label(item.number, item.title)
              for item in filled.definition.task_groups}  # fmt: skip
    for place in range(len(rows) + _ROOM):
        code, value = rows[place] if place < len(rows) else ("", None)
        row = _FIRST + place
        if code:
            sheet.write_number(row, 0, place + 1, shut)
        else:
            sheet.write_blank(row, 0, None, shut)
        for name, words in texts_of(value).items():
            if name not in at:
                continue
            words = labels.get(words, words) if name == "group" else words
            words = CHOSEN.get(words, words) if name == "chosen" else words
            _write(sheet, row, at[name], words, day if name in DAYS else text)
        _computed(sheet, row, at, shut, value or {})
        if code:
            sheet.write_string(row, at["code"], code)
            sheet.write_string(row, at["seen"], seen_text([filled.version(code)]))
    _lists(book, sheet, at, list(labels.values()), _FIRST + len(rows) + _ROOM - 1)
    sheet.autofilter(_HEAD_AT, 0, _FIRST + len(rows) + _ROOM - 1, at["seen"])
    sheet.freeze_panes(_FIRST, 3)
    sheet.repeat_rows(_HEAD_AT)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    allowed = "sort autofilter insert_rows delete_rows format_columns format_rows format_cells"
    sheet.protect("", dict.fromkeys(allowed.split(), True))


def _write(sheet: Worksheet, row: int, column: int, words: str, look: Format) -> None:
    day = as_day(words) if look.num_format == _DAY else None
    if day:
        sheet.write_datetime(row, column, day, look)
    elif words:
        sheet.write_string(row, column, words, look)
    else:
        sheet.write_blank(row, column, None, look)


def _computed(
    sheet: Worksheet, row: int, at: Mapping[str, int], look: Format, value: dict[str, str]
) -> None:
    if not at.keys() >= set(DAYS):
        sheet.write_blank(row, at["computed"], None, look)
        return
    made, due = (xl_rowcol_to_cell(row, at[column]) for column in DAYS)
    before = CHOSEN.get(str(value.get("on_time")), "")
    sheet.write_formula(
        row, at["computed"],
        f'=IF(AND(ISNUMBER({made}),ISNUMBER({due})),IF({made}<={due},"Đúng hạn","Quá hạn"),"")',
        look, before,
    )  # fmt: skip


def _lists(
    book: Workbook, sheet: Worksheet, at: Mapping[str, int], groups: list[str], last: int
) -> None:
    """The cells with a list to choose from, and those that take a day."""
    names = book.add_worksheet("Danh mục")
    for row, words in enumerate(groups):
        names.write_string(row, 0, words)
    names.hide()
    sheet.data_validation(_FIRST, at["group"], last, at["group"], {
        "validate": "list", "source": f"='Danh mục'!$A$1:$A${len(groups) or 1}",
        "error_title": "Chọn nhóm nhiệm vụ",
        "error_message": "Hãy chọn một nhóm trong danh sách của ô này.",
    })  # fmt: skip
    if "chosen" in at:
        sheet.data_validation(_FIRST, at["chosen"], last, at["chosen"], {
            "validate": "list", "source": list(CHOSEN.values()),
            "input_title": "Thường để trống",
            "input_message": "Cổng tự tính theo hai ngày. Chỉ chọn khi khác, và ghi lý do ở ô sau.",
            "error_title": "Chọn trong danh sách", "error_message": "Chọn Đúng hạn hoặc Quá hạn.",
        })  # fmt: skip
    for column in (one for one in DAYS if one in at):
        sheet.data_validation(_FIRST, at[column], last, at[column], {
            "validate": "date", "criteria": ">=", "value": date(1990, 1, 1),
            "error_type": "warning", "error_title": "Ngày chưa đúng",
            "error_message": "Ghi ngày/tháng/năm, ví dụ 05/03/2024.",
        })  # fmt: skip
