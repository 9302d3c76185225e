"""The definition of a form as an .xlsx file: the template for changing it in Excel."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from portal.reports.form_making.general_rules import GENERAL, MEANT_FOR, general_value
from portal.reports.form_making.part_rules import (
    LEVELS,
    PARTS,
    Field,
    Part,
    in_words,
    rows,
    value_of,
)
from portal.reports.form_making.sheet_rules import (
    CODE_KEY,
    EXPLAINED,
    LEVEL_LINE,
    MARKS,
    OWN_LINE,
    SHEETS,
)

#: Lines of a sheet, from 0: title, hidden keys, headings, rows; empty lines for new rows behind.
_KEYS_AT, _HEAD_AT, _FIRST, _SPARE = 1, 2, 3, 60
_WIDTHS = {"text": 30, "whole": 6, "lines": 50, "codes": 30, "levels": 22, "choice": 24,
           "code": 26, "row": 26, "yes": 12}  # fmt: skip
_WIDE = {"title": 60, "label": 60, "message": 60, "number": 9}
_GUIDE = (
    "Mỗi trang tính là một phần của biểu mẫu; mỗi dòng là một mục, một nhóm hoặc một chỉ tiêu.",
    "Cột Mã (nền xám) giữ cho số liệu các năm khớp nhau. Không sửa mã của dòng đang có.",
    "Thêm dòng: để trống cột Mã, cổng tự cấp. Chỉ ghi mã mới (chữ thường không dấu, số, dấu chấm, "
    "gạch nối) khi phép kiểm tra hoặc nhóm trong cùng tệp cần dẫn đến dòng đó.",
    "Bỏ dòng: xóa cả dòng khỏi trang tính. Đổi thứ tự: chuyển cả dòng lên hoặc xuống.",
    "Chỉ tiêu đổi loại số liệu thì không dùng lại mã cũ: bỏ dòng cũ, thêm dòng mới.",
    "Chỉ tiêu là tỷ lệ phải ghi mẫu số. Loại hai số, số đếm và tỷ lệ phải ghi tên hai phần, mỗi "
    "phần một dòng trong ô (Alt+Enter).",
    "Cấp phải điền: để trống là mọi cấp; nhiều cấp cách nhau bằng dấu chấm phẩy. Tên các cấp: "
    f"{'; '.join(LEVELS.values())}.",
    "Gợi ý nội dung, tài liệu cần có: mỗi ý một dòng trong ô.",
    "Tên cột năm: viết {năm} ở chỗ năm báo cáo, {năm-1} ở chỗ năm trước. Ngày chốt số liệu ghi "
    "ngày/tháng, ví dụ 31/12; để trống thì đơn vị tự ghi.",
    "Phép kiểm tra: ghi mã chỉ tiêu ở hai bên, nhiều mã cách nhau bằng dấu chấm phẩy.",
    "Trang tính bị xóa khỏi tệp thì phần đó của bản thảo giữ nguyên.",
    "Lưu dạng .xlsx rồi tải lên ở trang bản thảo. Cổng báo dòng có lỗi, cho xem từng thay đổi, rồi "
    "mới ghi.",
)


def definition_xlsx(raw: Mapping[str, Any]) -> bytes:
    """The file: the form as a whole, a sheet a part, a guide."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": f"Định nghĩa biểu mẫu: {raw['title']}"})
        looks = _Looks(book)
        _general(book, looks, raw)
        for part in PARTS.values():
            _part(book, looks, part, raw)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 110)
        for row, line in enumerate(_GUIDE):
            guide.write_string(row, 0, f"{row + 1}. {line}", looks.guide)
    return out.getvalue()


class _Looks:
    def __init__(self, book: Workbook) -> None:
        wrap = {"text_wrap": True, "valign": "top", "border": 1}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format({**wrap, "bold": True, "bg_color": "#D9E2F3"})
        self.code = book.add_format({**wrap, "bg_color": "#E7E6E6", "num_format": "@"})
        self.text = book.add_format({**wrap, "num_format": "@"})
        self.guide = book.add_format({"text_wrap": True, "valign": "top"})


def _general(book: Workbook, looks: _Looks, raw: Mapping[str, Any]) -> None:
    sheet = _sheet(book, looks, "chung", ["Nội dung", "Giá trị"], [CODE_KEY, "value"])
    sheet.set_column(0, 0, 18, None, {"hidden": True})
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 2, 80)
    lines = [(field.key, field.words, general_value(raw, field.key)) for field in GENERAL]
    own = "; ".join(LEVELS.get(one, one) for one in raw.get("meant_for", ()))
    lines.append((OWN_LINE, f"{MEANT_FOR} (để trống: biểu mẫu chung)", own))
    for level, words in LEVELS.items():
        takers = raw["reassign"].get(level, [level])
        shown = "; ".join(LEVELS.get(one, one) for one in takers)
        lines.append((f"{LEVEL_LINE}{level}", f"Phần của {words} do cấp nào điền", shown))
    for row, (code, words, value) in enumerate(lines, _FIRST):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, words, looks.head)
        sheet.write_string(row, 2, value, looks.text)


def _part(book: Workbook, looks: _Looks, part: Part, raw: Mapping[str, Any]) -> None:
    heads = ["Mã (cổng cấp)", *(field.words for field in part.fields)]
    keys = [CODE_KEY, *(field.key for field in part.fields)]
    sheet = _sheet(book, looks, part.code, heads, keys, first=0)
    sheet.set_column(0, 0, 22)
    for column, field in enumerate(part.fields, 1):
        sheet.set_column(column, column, _WIDE.get(field.key, _WIDTHS[field.kind]))
    present = rows(raw, part)
    groups = {g["code"]: str(g["title"]) for g in rows(raw, PARTS["nhom-chi-tieu"])}
    for line in range(len(present) + _SPARE):
        row = present[line] if line < len(present) else None
        sheet.write_string(_FIRST + line, 0, row["code"] if row else "", looks.code)
        for column, field in enumerate(part.fields, 1):
            text = "" if row is None else _shown(field, value_of(row, field), groups)
            sheet.write_string(_FIRST + line, column, text, looks.text)
    last = _FIRST + len(present) + _SPARE - 1
    for column, field in enumerate(part.fields, 1):
        _validate(sheet, column, last, field, len(groups) + _SPARE)
    if part.code == "nhom-chi-tieu":
        _to_choose_from(sheet, part, present, last)
    sheet.freeze_panes(_FIRST, 3)


def _shown(field: Field, value: Any, groups: Mapping[str, str]) -> str:
    if field.kind == "code":
        return f"{value}{EXPLAINED}{groups[value]}" if value in groups else str(value)
    if field.kind == "levels" and not value:
        return ""
    return in_words(field, value)


def _to_choose_from(sheet: Worksheet, part: Part, present: list[Any], last: int) -> None:
    """A hidden column “code | title”, which the lists of other sheets offer."""
    column = len(part.fields) + 1
    sheet.set_column(column, column, 40, None, {"hidden": True})
    title = next(n for n, field in enumerate(part.fields, 1) if field.key == "title")
    for row in range(_FIRST, last + 1):
        one = present[row - _FIRST] if row - _FIRST < len(present) else None
        code, words = xl_rowcol_to_cell(row, 0), xl_rowcol_to_cell(row, title)
        value = f"{one['code']}{EXPLAINED}{one['title']}" if one else ""
        sheet.write_formula(
            row, column, f'=IF({code}="","",{code}&"{EXPLAINED}"&{words})', None, value
        )


def _validate(sheet: Worksheet, column: int, last: int, field: Field, groups: int) -> None:
    source: Any = None
    if field.choices is not None:
        source = list(field.choices.values())
    elif field.kind == "yes":
        source = ["Có", "Không"]
    elif field.kind == "code":
        at = len(PARTS["nhom-chi-tieu"].fields) + 1
        first = xl_rowcol_to_cell(_FIRST, at, row_abs=True, col_abs=True)
        end = xl_rowcol_to_cell(_FIRST + groups - 1, at, row_abs=True, col_abs=True)
        source = f"='{SHEETS['nhom-chi-tieu']}'!{first}:{end}"
    if source is not None:
        sheet.data_validation(_FIRST, column, last, column, {
            "validate": "list", "source": source, "error_title": "Chọn trong danh sách",
            "error_message": f"{field.words}: chọn một giá trị có trong danh sách.",
        })  # fmt: skip


def _sheet(
    book: Workbook, looks: _Looks, code: str, heads: list[str], keys: list[str], first: int = 1
) -> Worksheet:
    """A sheet with its title, hidden keys (the mark of the sheet behind them) and headings."""
    sheet = book.add_worksheet(SHEETS[code])
    sheet.write_string(0, first, f"{SHEETS[code]} của biểu mẫu", looks.title)
    for column, key in enumerate(keys):
        sheet.write_string(_KEYS_AT, column if column == 0 or not first else column + 1, key)
    sheet.write_string(_KEYS_AT, len(keys) + 2, MARKS[code])
    sheet.set_column(len(keys) + 2, len(keys) + 2, 12, None, {"hidden": True})
    sheet.set_row(_KEYS_AT, None, None, {"hidden": True})
    for column, text in enumerate(heads, first):
        sheet.write_string(_HEAD_AT, column, text, looks.head)
    return sheet
