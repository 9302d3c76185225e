"""Everything added up, as an Excel file: totals, groups, every cell, what is missing."""

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import xlsxwriter

from portal.reports.form_version import Indicator
from portal.reports.office_rules import STATES
from portal.reports.showing import show_day, show_value
from portal.reports.totals.adding_rules import GROUPINGS, Total, caution, in_words
from portal.reports.totals.collected import WHY_LEFT_OUT, Collected
from portal.reports.totals.restating_rules import Restatement
from portal.reports.totals.table import Line, by_group, by_year
from portal.vietnamese import show_date

_STATES = {
    "value": "Có số liệu",
    "none": "Không phát sinh",
    "na": "Không áp dụng",
    "blank": "Trống",
}


def workbook(collected: Collected, restated: Sequence[Restatement], day: date) -> bytes:
    """The consolidated file; the first sheet says what counts and what does not."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(book)
        years = collected.form.year_labels(collected.year)
        writer.sheet("Phạm vi", ("Nội dung", "Giá trị"), _scope(collected, day), (44, 60))
        writer.sheet("Tổng hợp", _heads(years), _totals(collected), (8, 60, 16, 34, 34, 40))
        for by, words in GROUPINGS.items():
            names = [name for name, _size in collected.groups(by)]
            heads = ("TT", "Chỉ tiêu", "Đơn vị tính", *names)
            widths = (8, 60, 16, *[30] * len(names))
            writer.sheet(f"Theo {words.lower()}", heads, _grouped(collected, by), widths)
        heads = (*_CELLS, *years.values(), "Số liệu đến ngày", "Ghi chú")
        widths = (40, 18, 8, 60, 16, *[26] * len(years), 18, 40)
        writer.sheet("Từng đơn vị", heads, _cells(collected), widths)
        writer.sheet(
            "Chưa có", ("Đơn vị", "Trạng thái", "Hạn nộp"), _missing(collected), (50, 24, 14)
        )
        rows = _restatements(collected, restated)
        writer.sheet("Số liệu năm trước", _RESTATED, rows, (40, 60, 24, 24, 40, 40))
    return out.getvalue()


_CELLS = ("Đơn vị", "Trạng thái báo cáo", "TT", "Chỉ tiêu", "Đơn vị tính")
_RESTATED = (
    "Đơn vị", "Chỉ tiêu", "Báo cáo năm trước", "Báo cáo năm nay", "Kỳ báo cáo trước", "Lý do",
)  # fmt: skip


class _Writer:
    """Sheets of text and numbers, their first row kept in sight."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0.##", "valign": "top"})

    def sheet(
        self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int]
    ) -> None:
        """One sheet; a row whose cells but two are empty is a heading."""
        sheet = self.book.add_worksheet(name)
        for place, (words, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, words, self.head)
        for line, row in enumerate(rows, start=1):
            text = self.bold if len(row) > 2 and not any(row[2:]) else self.text
            for place, cell in enumerate(row):
                if cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell, text)
                elif cell is not None:
                    sheet.write_number(line, place, cell, self.number)
        sheet.freeze_panes(1, 0)


def _scope(collected: Collected, day: date) -> Iterable[tuple[str, str | int]]:
    yield "Kế hoạch", collected.plan.title
    yield "Ngày lập", show_date(day)
    yield "Báo cáo được cộng (đã chấp nhận)", len(collected.reports)
    for state, (words, _tone) in WHY_LEFT_OUT.items():
        left = sum(one.state == state for one in collected.left_out)
        if left:
            yield f"Không cộng: {words.lower()}", left
    for cutoff, units in collected.cutoffs():
        said = f"Số liệu đến ngày {show_day(cutoff)}" if cutoff else "Không ghi ngày chốt số liệu"
        yield said, f"{len(units)} đơn vị"
    yield (
        "Cách cộng",
        (
            "Chỉ cộng báo cáo đã chấp nhận. Tỷ lệ tính lại từ tổng của tử số và mẫu số, không lấy "
            "trung bình các tỷ lệ."
        ),
    )


def _heads(years: dict[str, str]) -> tuple[str, ...]:
    return ("TT", "Chỉ tiêu", "Đơn vị tính", *years.values(), "Bốn trạng thái ô của năm nay")


def _totals(collected: Collected) -> Iterable[tuple[Any, ...]]:
    for line in by_year(collected):
        if line.indicator is None or line.totals is None:
            yield line.number, line.label, *[""] * (2 + len(collected.form.years))
            continue
        shown = [_cell(line, total) for total in line.totals.values()]
        now = line.totals["current"]
        states = "; ".join(f"{_STATES[code]}: {n}" for code, n in now.states.items() if n)
        said = caution(now)
        yield (
            line.number,
            line.label,
            line.indicator.unit,
            *shown,
            f"{states}. {said}" if said else states,
        )


def _grouped(collected: Collected, by: str) -> Iterable[tuple[Any, ...]]:
    for line in by_group(collected, by):
        if line.indicator is None or line.totals is None:
            yield line.number, line.label, *[""] * (1 + len(collected.groups(by)))
            continue
        yield (
            line.number,
            line.label,
            line.indicator.unit,
            *(_cell(line, total) for total in line.totals.values()),
        )


def _cell(line: Line, total: Total) -> Any:
    """A plain sum as a number that Excel can go on with; anything else in words."""
    if total.kind == "added" and total.amount is not None:
        return float(total.amount)
    return in_words(line.indicator, total) if line.indicator else ""


def _cells(collected: Collected) -> Iterable[tuple[Any, ...]]:
    """A row for each unit and indicator, its years side by side: a row a year took twice as long
    to write, and numbers that are compared stood one above the other."""
    state, columns = STATES["accepted"][0], [column for column, _ in collected.form.years]
    rows = [
        (item, [item.field(column) for column in columns], item.field("note"))
        for item in collected.form.indicators
    ]
    for report in collected.reports:
        cutoff = show_day(report.cutoff)
        for item, fields, note in rows:
            if (report.level, item.code) in collected.not_asked:
                continue
            shown = [_value(item, report.values.get(one)) for one in fields]
            yield (
                report.unit_name, state, item.number, collected.names[item.code], item.unit,
                *shown, cutoff, str(report.values.get(note) or ""),
            )  # fmt: skip


def _value(item: Indicator, stored: Any) -> Any:
    """One cell of a report: a single number as one that Excel can sort, anything else in words."""
    content = stored.get("value") if isinstance(stored, dict) else None
    if item.type in ("count", "percent") and isinstance(content, str | int | float):
        with suppress(ValueError):
            return float(content)
    return show_value(item, stored) or _STATES["blank"]


def _missing(collected: Collected) -> Iterable[tuple[str, str, str]]:
    for row in collected.left_out:
        yield row.unit_name, WHY_LEFT_OUT[row.state][0], show_date(row.due_on)


def _restatements(
    collected: Collected, restated: Sequence[Restatement]
) -> Iterable[tuple[str, ...]]:
    for row in restated:
        period = (
            "cả năm" if row.same_period else f"đến ngày {show_day(row.cutoff) or '(không ghi)'}"
        )
        name = collected.names[row.indicator.code]
        yield row.unit_name, name, row.before, row.after, period, row.reason
