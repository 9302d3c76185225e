"""Phụ lục I and Phụ lục II of a report as ruled tables on landscape pages of a Word document."""

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from portal.documents.word.layout import (
    CENTRE,
    LEFT,
    repeat_header,
    set_widths,
    write_line,
)
from portal.reports.layout import ReportLayout, StatLine

_SIZE = 12
_DOTS = "………"
#: Columns whose words stand in the middle, by place.
_STATISTICS_CENTRED = (0, 2, 3, 4)
_TASKS_CENTRED = ("due", "on_time")
#: Millimetres; together the 247 between the margins of a landscape A4 page.
_ALL, _NUMBER = 247.0, 14.0
_TASK_WIDTHS = {
    "name": 62.0, "doc": 34.0, "doc_subject": 56.0, "due": 29.0, "on_time": 25.0, "note": 27.0,
}  # fmt: skip
_EXTRA_WIDTH = 40.0
_STAT_WIDTHS = [14.0, 93.0, 34.0, 38.0, 38.0, 30.0]


def write_appendices(document: Document, layout: ReportLayout, belongs_to: str) -> None:
    """Append both appendices, from a new landscape page on; ``belongs_to`` names the report."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.different_first_page_header_footer = False
    _title(document, "Phụ lục I", "Danh mục các nhiệm vụ đã hoàn thành trong Kế hoạch "
           "cải cách hành chính", belongs_to)  # fmt: skip
    _tasks(document, layout)
    document.add_page_break()
    _title(document, "Phụ lục II", "Thống kê số liệu về kết quả thực hiện công tác "
           "cải cách hành chính", belongs_to)  # fmt: skip
    _cutoff(document, layout)
    _statistics(document, layout)


def _title(document: Document, name: str, title: str, belongs_to: str) -> None:
    write_line(document.add_paragraph(), name, bold=True, align=CENTRE)
    write_line(document.add_paragraph(), title.upper(), bold=True, align=CENTRE)
    write_line(document.add_paragraph(), belongs_to, italic=True, align=CENTRE, after=8)


def _cutoff(document: Document, layout: ReportLayout) -> None:
    words = f"{layout.cutoff_label} {layout.cutoff or _DOTS}"
    write_line(document.add_paragraph(), words, italic=True, align=LEFT, after=4)


def _tasks(document: Document, layout: ReportLayout) -> None:
    rows: list[tuple[bool, list[str]]] = []
    columns = layout.task_columns
    for group, lines in layout.tasks:
        rows.append((True, [group.number, group.title.upper(), *[""] * (len(columns) - 1)]))
        rows += [
            (False, [str(number), *(line.cells[code] for code, _label in columns)])
            for number, line in enumerate(lines, start=1)
        ]
        if not lines:
            rows.append((False, ["1", _DOTS, *[""] * (len(columns) - 1)]))
    head = ["STT", *(label for _code, label in columns)]
    codes = [code for code, _label in columns]
    wanted = [_TASK_WIDTHS.get(code, _EXTRA_WIDTH) for code in codes]
    scale = (_ALL - _NUMBER) / sum(wanted)
    centred = tuple(place for place, code in enumerate(codes, start=1) if code in _TASKS_CENTRED)
    widths = [_NUMBER, *(width * scale for width in wanted)]
    _table(document, head, rows, widths, (0, *centred))


def _statistics(document: Document, layout: ReportLayout) -> None:
    head = ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", *layout.years.values(), "Ghi chú"]
    rows = [(not line.field, _stat_cells(line, layout)) for line in layout.statistics]
    _table(document, head, rows, _STAT_WIDTHS, _STATISTICS_CENTRED)


def _stat_cells(line: StatLine, layout: ReportLayout) -> list[str]:
    if not line.field:
        label = line.label.upper() if line.level == 1 else line.label
        return [line.number, label, "", *[""] * len(layout.years), ""]
    shown = [line.cells[column][1] or _DOTS for column in layout.years]
    return [line.number, line.label, line.unit, *shown, line.note]


def _table(
    document: Document,
    head: list[str],
    rows: list[tuple[bool, list[str]]],
    widths: list[float],
    centred: tuple[int, ...],
) -> None:
    """A ruled table whose head repeats on each page; a group's title spans its row.

    Cells are taken from the table once: asking for one cell at a time walks the whole table
    again, which costs seconds for a hundred rows.
    """
    table: Table = document.add_table(rows=1 + len(rows), cols=len(head))
    table.style = "Table Grid"
    set_widths(table, widths)
    cells, width = table._cells, len(head)
    for column, text in enumerate(head):
        _write(cells[column], text, bold=True, centred=True)
    for position, (is_group, texts) in enumerate(rows, start=1):
        row = cells[position * width : (position + 1) * width]
        if is_group:
            row[1].merge(row[-1])
            row, texts = row[:2], texts[:2]
        for column, (cell, text) in enumerate(zip(row, texts, strict=True)):
            _write(cell, text, bold=is_group, centred=column in centred)
    repeat_header(table)


def _write(cell: _Cell, text: str, *, bold: bool, centred: bool) -> None:
    align = CENTRE if centred else LEFT
    line = write_line(cell.paragraphs[0], text, size=_SIZE, bold=bold, align=align, after=2)
    line.paragraph_format.space_before = Pt(2)
