"""What the rows of a register file say: headings, cells, values. Pure.

An empty cell, like a missing column, says nothing: what the register knows stays.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.documents.rules import FORMULA_WITHOUT_RESULT
from portal.units.change_rules import LEVEL_OF
from portal.units.rules import BLOCKS, LEVELS, TYPES
from portal.vietnamese import fold, nfc, parse_date

#: Column → its heading in the template, and how it is filled in.
COLUMNS = {
    "code": ("Mã đơn vị", "Chữ thường không dấu, số, gạch nối. Bỏ trống với đơn vị mới: tự đặt."),
    "name": ("Tên đơn vị", "Tên đầy đủ. Bắt buộc với đơn vị mới."),
    "short_name": ("Tên tắt", "Ví dụ: UBND xã Chiềng Mai"),
    "aliases": ("Tên khác", "Cách nhau dấu chấm phẩy."),
    "type": ("Loại đơn vị", "Chọn trong danh sách. Bắt buộc với đơn vị mới."),
    "level": ("Cấp", "Bỏ trống: theo loại đơn vị."),
    "parent": ("Đơn vị cấp trên", "Mã hoặc tên đầy đủ."),
    "block": ("Khối xếp hạng", "Chọn trong danh sách."),
    "block_from": ("Thuộc khối từ ngày", "Bắt buộc khi chuyển sang khối khác."),
    "valid_from": ("Hoạt động từ ngày", "Ngày/tháng/năm."),
    "valid_to": ("Hoạt động đến hết ngày", "Chỉ với đơn vị đã ghi nhận kết thúc."),
    "renamed_on": ("Tên này dùng từ ngày", "Khi đổi tên: tên cũ được giữ đến hết ngày hôm trước."),
    "source": ("Căn cứ", "Số, ngày của văn bản."),
}
DAYS = ("block_from", "valid_from", "valid_to", "renamed_on")
_CHOICES = {"type": TYPES, "level": LEVELS, "block": BLOCKS}
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = {"code": 100, "name": 300, "short_name": 150, "aliases": 1000, "source": 300}
#: The heading stands within these first lines; above it people write a title.
_HEADING_WITHIN = 10


class NoHeading(ValueError):
    """No line names the columns; the message says which are needed."""


@dataclass(frozen=True)
class FileRow:
    """A line of the sheet: what was in it, what it means, what cannot be read.

    ``errors`` are (column, message); ``values`` hold only what was filled in and can be read.
    """

    line: int
    cells: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()

    def get(self, column: str) -> Any:
        """The value of a column; None when the file says nothing."""
        return self.values.get(column)


def read_rows(table: Sequence[Sequence[str]]) -> list[FileRow]:
    """The rows under the heading; NoHeading when there is none. Empty lines are left out."""
    place, columns = _heading(table)
    found = []
    for number, line in enumerate(table[place + 1 :], start=place + 2):
        cells = {name: line[column] for name, column in columns.items() if column < len(line)}
        if any(cells.values()):
            found.append(_read(number, cells))
    return found


def _heading(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    known = {fold(words): name for name, (words, _hint) in COLUMNS.items()}
    known |= {name: name for name in COLUMNS}
    for place, line in enumerate(table[:_HEADING_WITHIN]):
        columns: dict[str, int] = {}
        for number, cell in enumerate(line):
            name = known.get(" ".join(fold(cell).replace("*", "").split()))
            if name in columns:
                raise NoHeading(f"Dòng {place + 1}: cột “{cell}” có hai lần.")
            if name:
                columns[name] = number
        if "name" in columns or "code" in columns:
            return place, columns
    raise NoHeading("Không thấy dòng tiêu đề có cột “Tên đơn vị” hoặc “Mã đơn vị”. Xem tệp mẫu.")


def _read(line: int, cells: dict[str, str]) -> FileRow:
    values: dict[str, Any] = {}
    errors: list[tuple[str, str]] = []
    for name, cell in cells.items():
        if cell:
            try:
                values[name] = _value(name, cell)
            except ValueError as error:
                errors.append((name, str(error)))
    if "name" not in values and "code" not in values and not errors:
        errors.append(("name", "Thiếu tên đơn vị."))
    return FileRow(line, cells, values, tuple(errors))


def _value(name: str, cell: str) -> Any:
    if cell == FORMULA_WITHOUT_RESULT:
        raise ValueError(
            "Ô này là công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel, lưu lại rồi "
            "gửi, hoặc gõ thẳng nội dung vào ô."
        )
    if name in DAYS:
        return parse_date(cell)
    if name in _CHOICES:
        return _choice(name, cell)
    if len(cell) > _LONGEST.get(name, 300):
        raise ValueError(f"Dài quá {_LONGEST.get(name, 300)} ký tự.")
    if name == "code" and not _CODE.fullmatch(cell):
        raise ValueError("Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối.")
    if name == "aliases":
        return ";".join(part.strip() for part in cell.split(";") if part.strip())
    return nfc(cell)


def _choice(name: str, cell: str) -> str:
    choices = _CHOICES[name]
    for code, words in choices.items():
        if cell == code or fold(cell) == fold(words):
            return code
    allowed = "; ".join(choices.values())
    raise ValueError(f"Không có trong danh sách để chọn. Chọn một trong: {allowed}.")


def level_of(row: FileRow) -> str:
    """The level of a new unit: as written, or as its type has it."""
    return str(row.get("level") or LEVEL_OF[row.get("type")])
