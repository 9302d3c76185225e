"""Reads the first table of an Excel or CSV file as rows of text; nothing of the file is kept.

Line ``n`` of the sheet is row ``n - 1`` of what is returned, blank lines included, so that a
message can name the line that a person sees.
"""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.documents.archive_faults import ZIP_FAULTS
from portal.documents.file_types import XLSX, FileTypeRefused, media_type_of
from portal.documents.rules import FORMULA_WITHOUT_RESULT
from portal.documents.sheet_formulas import NoResult, mark_bare
from portal.vietnamese import has_control, looks_legacy, nfc

MAX_ROWS = 2000
MAX_COLUMNS = 40
MAX_CELL = 2000
#: How far out a stray cell may lie: room is made for everything before it.
_STRAY = 5
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']\$?([A-Za-z]{1,9})\$?(\d{1,9})[^>]*?(?<!/)>")
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*)?(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{1,9})")
_INVISIBLE = re.compile("[\u200b\ufeff]")
Table = list[list[str]]


class BadSheet(ValueError):
    """The file cannot be read as a table; the message says why and what to do."""


def read_table(content: bytes, name: str) -> Table:
    """The rows of the first sheet that holds anything (.xlsx), or of a CSV file.

    A formula without a stored result is FORMULA_WITHOUT_RESULT: whoever reads the cell refuses it.
    BadSheet beyond MAX_ROWS lines or MAX_COLUMNS columns, for text in an old Vietnamese
    encoding, for characters that nobody sees.
    """
    rows = _excel(content) if name.lower().endswith(".xlsx") else _csv(content)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise BadSheet("Tệp không có dòng nào.")
    return checked(rows)


def checked(rows: Table) -> Table:
    """The rows, cleaned; BadSheet as ``read_table``."""
    if len(rows) > MAX_ROWS:
        raise BadSheet(f"Tệp có quá {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
    if max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise BadSheet(f"Tệp có quá {MAX_COLUMNS} cột. Hãy dùng tệp mẫu.")
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if len(cell) > MAX_CELL or has_control(cell.replace("\n", " ")):
                raise BadSheet(f"Dòng {number}: có ô quá dài hoặc có ký tự không nhìn thấy được.")
    if looks_legacy(" ".join(cell for row in rows for cell in row)):
        raise BadSheet(
            "Tệp gõ bằng phông chữ cũ (TCVN3 hoặc VNI). Hãy chuyển sang Unicode rồi gửi lại."
        )
    return rows


def read_sheets(content: bytes) -> list[list[list[Any]]]:
    """The rows of every sheet of an .xlsx file, numbers and days as what they are.

    A formula without a stored result is ``NoResult``. BadSheet if it is no such file, or beyond
    MAX_ROWS lines or MAX_COLUMNS columns.
    """
    found, sheets = [], list(_raw_sheets(content))
    mark_bare(content, sheets)
    for rows in sheets:
        while rows and not any(cell not in ("", None) for cell in rows[-1]):
            rows.pop()
        if len(rows) > MAX_ROWS:
            raise BadSheet(f"Tệp có quá {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
        if max((len(row) for row in rows), default=0) > MAX_COLUMNS:
            raise BadSheet(f"Tệp có quá {MAX_COLUMNS} cột. Hãy dùng tệp mẫu.")
        found.append(rows)
    return found


def _excel(content: bytes) -> Table:
    sheets = list(_raw_sheets(content))
    mark_bare(content, sheets)
    for raw in sheets:
        rows = [[_text(cell) for cell in row] for row in raw]
        if any(any(row) for row in rows):
            return rows
    return []


def _raw_sheets(content: bytes) -> Iterator[list[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        try:
            if media_type_of(Path(file.name)) != XLSX:
                raise BadSheet("Tệp không phải là tệp Excel (.xlsx).")
        except FileTypeRefused as error:
            raise BadSheet(str(error)) from error
    _check_extent(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for place in range(len(book.sheet_names)):
            yield book.get_sheet_by_index(place).to_python(skip_empty_area=False)
    except (CalamineError, *ZIP_FAULTS) as error:
        raise BadSheet("Không đọc được tệp Excel. Hãy mở bằng Excel, lưu lại rồi gửi.") from error


def _check_extent(content: bytes) -> None:
    """Refuse a cell far out: the reader makes room for everything before it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if not part.endswith(".xml"):
                continue
            markup = archive.read(part)
            lines = [int(number) for number in _ROW.findall(markup)]
            lines = lines if _NAMELESS.search(markup) else []
            for column, line in _CELL.findall(markup):
                lines.append(int(line))
                if _column(column) > _STRAY * MAX_COLUMNS:
                    raise BadSheet(f"Tệp có quá {MAX_COLUMNS} cột. Hãy dùng tệp mẫu.")
            if max(lines, default=0) > _STRAY * MAX_ROWS:
                raise BadSheet(f"Tệp có quá {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(value: Any) -> str:
    if isinstance(value, NoResult):
        return FORMULA_WITHOUT_RESULT
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _clean(str(value))


def _clean(text: str) -> str:
    return " ".join(nfc(_INVISIBLE.sub("", text)).replace("\t", " ").split("\n")).strip()


def _csv(content: bytes) -> Table:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSheet(
            "Tệp CSV không phải UTF-8. Trong Excel chọn Lưu thành… “CSV UTF-8” hoặc .xlsx."
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[_unquoted(_clean(cell)) for cell in row] for row in reader]
    except csv.Error as error:
        raise BadSheet(
            "Tệp CSV bị hỏng: dấu nháy kép không khép lại. Hãy lưu lại bằng Excel."
        ) from error


def _unquoted(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet program from running the text."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
