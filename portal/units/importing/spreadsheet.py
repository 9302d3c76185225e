"""The template of a register file, empty or filled with the register, as .xlsx and .csv."""

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from portal.documents.csv_tables import excel_csv
from portal.units.importing.outcome_rules import Known
from portal.units.importing.row_rules import COLUMNS, DAYS
from portal.units.rules import BLOCKS, LEVELS, TYPES
from portal.vietnamese import show_date

_LISTS: dict[str, dict[str, str]] = {"type": TYPES, "level": LEVELS, "block": BLOCKS}
_WIDTHS = {"name": 42, "short_name": 26, "aliases": 26, "type": 26, "parent": 26, "source": 30}
_ROOM = 1000


def headings() -> list[str]:
    """The headings in their order."""
    return [words for words, _hint in COLUMNS.values()]


def cells_of(unit: Known) -> list[str]:
    """A unit as a row of the file; read back, it changes nothing."""
    return [_cell(column, getattr(unit, column, "")) for column in COLUMNS]


def _cell(column: str, value: Any) -> str:
    if column in DAYS:
        return show_date(value) if value else ""
    return _LISTS.get(column, {}).get(value, value)


def template_csv(units: Iterable[Known]) -> str:
    """The file as CSV that Excel opens."""
    return excel_csv(headings(), (cells_of(unit) for unit in units))


def template_xlsx(units: Iterable[Known]) -> bytes:
    """The file as .xlsx: lists to choose from, a second sheet that explains each column."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, guide = book.add_worksheet("Đơn vị"), book.add_worksheet("Hướng dẫn")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for place, (column, (words, hint)) in enumerate(COLUMNS.items()):
            # as text: Excel would turn a day of the month into a month
            sheet.set_column(place, place, _WIDTHS.get(column, 16), text)
            sheet.write_string(0, place, words, bold)
            guide.write_string(place + 1, 0, words, bold)
            choices = list(_LISTS.get(column, {}).values())
            if choices:
                source = f"='Hướng dẫn'!${_letter(place)}$30:${_letter(place)}${29 + len(choices)}"
                sheet.data_validation(
                    1, place, _ROOM, place, {"validate": "list", "source": source}
                )
                guide.write_column(29, place, choices)
                hint = f"{hint} Một trong: {'; '.join(choices)}."
            guide.write_string(place + 1, 1, hint, wrapped)
        guide.set_column(0, 0, 26)
        guide.set_column(1, 1, 80)
        guide.write_string(0, 0, "Cột", bold)
        guide.write_string(0, 1, "Cách ghi. Ô để trống thì giữ nguyên điều danh mục đang có.", bold)
        for line, unit in enumerate(units, start=1):
            for place, cell in enumerate(cells_of(unit)):
                sheet.write_string(line, place, cell, text)
        sheet.freeze_panes(1, 2)
    return out.getvalue()


def _letter(place: int) -> str:
    return chr(ord("A") + place)
