"""The sheet of Phụ lục II: a row an indicator, two cells a year, last year's accepted number.

Its cells refuse what cannot be a number; the rules of the form are said beside the rows.
"""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from portal.reports.exchange.cell_texts import as_day, as_number
from portal.reports.exchange.comparing import payload_of
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.sheet_checks import TWO, SheetRule, ratio_rule, rules_at, said
from portal.reports.exchange.sheet_layout import (
    CUTOFF,
    NO_FIELD,
    STAT_COLUMNS,
    STAT_KEYS,
    STATISTICS,
    made_for,
    seen_text,
)
from portal.reports.form_version import WORDED, Indicator
from portal.reports.layout import lay_out
from portal.reports.showing import show_value
from portal.reports.statistics.previous import settled
from portal.reports.statistics.soft_warnings import RowWarning, warnings

_AT = {key: place for place, key in enumerate(STAT_KEYS)}
_WIDTHS = (7, 52, 16, 18, 13, 13, 9, 13, 13, 9, 28, 34, 10, 10)
#: Lines of the sheet, from 0: title, whose, hidden keys, cut-off, two lines of headings, rows.
_KEYS_AT, _CUTOFF_AT, _HEAD_AT, _FIRST = 2, 3, 4, 6
_STATES = "kps (không phát sinh) hoặc kad (không áp dụng)"
_NUMBER = {"num_format": "#,##0.######"}


def write_statistics(book: Workbook, filled: Filled) -> None:
    """Add the sheet, filled with the draft."""
    sheet = book.add_worksheet("Phụ lục II")
    looks = _Looks(book)
    for column, width in enumerate(_WIDTHS):
        hidden = STAT_KEYS[column] in ("code", "seen")
        sheet.set_column(column, column, width, None, {"hidden": hidden})
    sheet.write_string(0, 0, f"Phụ lục II. {filled.title}", looks.title)
    sheet.write_string(1, 0, filled.unit, looks.plain)
    for key, column in _AT.items():
        sheet.write_string(_KEYS_AT, column, key if column else STATISTICS, looks.plain)
    sheet.write_string(_KEYS_AT, len(STAT_KEYS), made_for(filled.duty_id), looks.plain)
    sheet.set_column(len(STAT_KEYS), len(STAT_KEYS), 10, None, {"hidden": True})
    sheet.set_row(_KEYS_AT, None, None, {"hidden": True})
    _cutoff(sheet, looks, filled)
    _headings(sheet, looks, filled)
    laid = lay_out(filled.definition, filled.values, filled.year).statistics
    codes = [line.field.removeprefix("stat:") for line in laid]
    places = {code: row for row, code in enumerate(codes, _FIRST) if code}
    rules = rules_at(filled.definition, places)
    same = settled(filled.definition, filled.values, filled.last_year)
    told = warnings(filled.definition, filled.values, filled.year, same)
    for row, (line, code) in enumerate(zip(laid, codes, strict=True), _FIRST):
        item = filled.definition.indicator(code) if code else None
        if item is None:
            sheet.write_string(row, 0, line.number, looks.group)
            sheet.merge_range(row, 1, row, _AT["check"], line.label, looks.group)
            sheet.write_string(row, _AT["code"], NO_FIELD)
        else:
            _indicator(sheet, looks, filled, item, row)
            _rules(sheet, looks, rules[code], [one for one in told if one.indicator == code], row)
    sheet.freeze_panes(_FIRST, 3)
    sheet.repeat_rows(_HEAD_AT, _HEAD_AT + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})


class _Looks:
    """The formats of the sheet; cells to be filled are unlocked."""

    def __init__(self, book: Workbook) -> None:
        wrap = {"text_wrap": True, "valign": "top", "border": 1}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.plain = book.add_format({})
        self.head = book.add_format(
            {**wrap, "bold": True, "align": "center", "bg_color": "#D9E2F3"}
        )
        self.group = book.add_format({**wrap, "bold": True, "bg_color": "#F2F2F2"})
        self.label = book.add_format(wrap)
        self.number = book.add_format({**wrap, **_NUMBER, "locked": False})
        self.text = book.add_format({**wrap, "locked": False, "num_format": "@"})
        self.word = book.add_format({**wrap, "locked": False})
        self.day = book.add_format({**wrap, "locked": False, "num_format": "dd/mm/yyyy",
                                    "align": "left"})  # fmt: skip
        self.check = book.add_format({**wrap, "font_color": "#A81D24"})
        self.shut = book.add_format({**wrap, "bg_color": "#D9D9D9"})
        self.share = book.add_format({**wrap, "num_format": "#,##0.##", "bg_color": "#F2F2F2"})


def _cutoff(sheet: Worksheet, looks: _Looks, filled: Filled) -> None:
    label, column = filled.definition.cutoff_label, _AT["previous.1"]
    sheet.write_string(_CUTOFF_AT, 1, f"{label} (ngày/tháng/năm)", looks.label)
    stored = filled.values.get(CUTOFF)
    day = as_day(str(stored)) if stored else None
    if day:
        sheet.write_datetime(_CUTOFF_AT, column, day, looks.day)
    else:
        sheet.write_string(_CUTOFF_AT, column, "".join(payload_of(
            filled.definition, CUTOFF, stored)), looks.day)  # fmt: skip
    sheet.write_string(_CUTOFF_AT, _AT["code"], CUTOFF)
    sheet.write_string(_CUTOFF_AT, _AT["seen"], seen_text([filled.version(CUTOFF)]))


def _headings(sheet: Worksheet, looks: _Looks, filled: Filled) -> None:
    years = filled.definition.year_labels(filled.year)
    words = {
        "number": "STT", "label": "Chỉ tiêu thống kê", "unit": "Đơn vị tính",
        "last": f"Đã báo cáo {years.get('previous', '')} (được chấp nhận)", "note": "Ghi chú",
        "check": "Cổng nhắc (ghi chú thì giải thích ở cột bên)",
    }  # fmt: skip
    for key, text in words.items():
        sheet.merge_range(_HEAD_AT, _AT[key], _HEAD_AT + 1, _AT[key], text, looks.head)
    for column, label in years.items():
        first = _AT[f"{column}.1"]
        sheet.merge_range(_HEAD_AT, first, _HEAD_AT, first + 2, label, looks.head)
        for place, text in enumerate(("Số liệu", "Tổng số / số thứ hai", "Tỷ lệ %")):
            sheet.write_string(_HEAD_AT + 1, first + place, text, looks.head)
    for row in (_HEAD_AT, _HEAD_AT + 1):
        sheet.write_string(row, _AT["code"], NO_FIELD)


def _indicator(sheet: Worksheet, looks: _Looks, filled: Filled, item: Indicator, row: int) -> None:
    parts = f" ({' / '.join(item.parts)})" if item.parts else ""
    last = show_value(item, filled.last_year.get(item.code))
    for key, text in (("number", item.number), ("label", item.label),
                      ("unit", f"{item.unit}{parts}"), ("last", last)):  # fmt: skip
        sheet.write_string(row, _AT[key], text, looks.label)
    for column, _label in filled.definition.years:
        value = filled.values.get(item.field(column))
        first = _AT[f"{column}.1"]
        payload = [*payload_of(filled.definition, item.field(column), value)]
        two, ratio = item.type in TWO, ratio_rule(filled.definition, item)
        for place, text in enumerate([*payload, ""][: 2 if two else 1]):
            _cell(sheet, looks, row, first + place, text, item)
            _validate(sheet, row, first + place, item, place, ratio)
        if two:
            _share(sheet, looks, row, first, payload)
        else:
            sheet.write_blank(row, first + 1, None, looks.shut)
            sheet.write_blank(row, first + 2, None, looks.shut)
    note = str(filled.values.get(item.field("note")) or "")
    sheet.write_string(row, _AT["note"], note, looks.text)
    versions = [filled.version(item.field(column)) for column in STAT_COLUMNS]
    sheet.write_string(row, _AT["code"], item.code)
    sheet.write_string(row, _AT["seen"], seen_text(versions))


def _cell(
    sheet: Worksheet, looks: _Looks, row: int, column: int, text: str, item: Indicator
) -> None:
    look = {"flag": looks.word, "text": looks.text, "date": looks.day}.get(item.type, looks.number)
    number = as_number(text) if item.type not in ("flag", *WORDED) else None
    day = as_day(_iso(text)) if item.type == "date" else None
    if day:
        sheet.write_datetime(row, column, day, look)
    elif not text:
        sheet.write_blank(row, column, None, look)
    elif number is not None:
        sheet.write_number(row, column, number, look)
    else:
        sheet.write_string(row, column, text, look)


def _iso(text: str) -> str:
    """The ISO text of a shown day; any other text unchanged."""
    return "-".join(reversed(text.split("/")))


def _share(sheet: Worksheet, looks: _Looks, row: int, first: int, payload: list[str]) -> None:
    one, two = (xl_rowcol_to_cell(row, first + place) for place in (0, 1))
    numbers = [as_number(text) for text in [*payload, ""][:2]]
    value: Any = ""
    if numbers[0] is not None and numbers[1]:
        value = round(numbers[0] * 100 / numbers[1], 2)
    sheet.write_formula(
        row, first + 2,
        f'=IF(AND(ISNUMBER({one}),ISNUMBER({two})),IF({two}>0,ROUND({one}*100/{two},2),""),"")',
        looks.share, value,
    )  # fmt: skip


def _rules(
    sheet: Worksheet, looks: _Looks, rules: list[SheetRule], told: list[RowWarning], row: int
) -> None:
    """The sentences of the rules that the row breaks, as it stands and as it is typed over."""
    if not rules:
        sheet.write_blank(row, _AT["check"], None, looks.label)
        return
    now = [one.message for one in rules if any(one.message == w.message for w in told)]
    sheet.write_formula(row, _AT["check"], said(rules), looks.check, " ".join(now))


def _validate(
    sheet: Worksheet, row: int, column: int, item: Indicator, place: int,
    ratio: tuple[str, bool] | None,
) -> None:  # fmt: skip
    """What the cell takes; Excel says so in Vietnamese when it does not.

    ``ratio``: its sentence when the first part exceeds the second, barred or only asked about.
    """
    if item.type == "flag":
        sheet.data_validation(row, column, row, column, {
            "validate": "list", "source": ["Có", "Không", "kps", "kad"],
            "error_title": "Chọn Có hoặc Không",
            "error_message": f"Chọn Có, Không, hoặc gõ {_STATES}.",
        })  # fmt: skip
        return
    if item.type in WORDED:
        said = item.hint or ("Ghi ngày/tháng/năm." if item.type == "date" else item.label)
        sheet.data_validation(row, column, row, column, {
            "validate": "any", "input_title": (item.number or "Chỉ tiêu")[:32],
            "input_message": f"{said} Không phát sinh: kps."[:255],
        })  # fmt: skip
        return
    at = xl_rowcol_to_cell(row, column)
    percent = item.type == "percent"
    whole = "" if percent else f",{at}=INT({at})"
    states = f'{at}="kps",{at}="kad"' + (f',ISNUMBER(SEARCH("/",{at}))' if percent else "")
    kind = "số, ví dụ 98,5 hoặc 1204/1250" if percent else "số nguyên, ví dụ 12 hoặc 1204"
    hint = item.parts[place] if place < len(item.parts) else item.unit
    more = item.hint or "Chưa có thì để trống; không phát sinh: kps."
    said_of, barred = ratio or ("", True)
    if ratio:
        one, two = (xl_rowcol_to_cell(row, column - place + part) for part in (0, 1))
        whole += f",OR(NOT(ISNUMBER({one})),NOT(ISNUMBER({two})),{one}<={two})"
    sheet.data_validation(row, column, row, column, {
        "validate": "custom",
        "value": f"=OR({states},IF(ISNUMBER({at}),AND({at}>=0{whole}),FALSE))",
        "error_type": "stop" if barred else "warning",
        "input_title": (item.number or "Chỉ tiêu")[:32],
        "input_message": f"{hint}. {more}"[:255],
        "error_title": "Số liệu chưa đúng",
        "error_message": f"Ô này nhận {kind}; hoặc gõ {_STATES}. {said_of}".strip()[:255],
    })  # fmt: skip
