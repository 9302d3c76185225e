"""A filled-in Excel file, changed as somebody changes it, and what it then differs in."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from portal.documents.sheets import read_sheets
from portal.reports.exchange.comparing import Now, compare
from portal.reports.exchange.excel_reading import read_appendices
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.task_texts import task_row
from portal.reports.form_version import applicable
from portal.reports.queries import StoredField
from portal.reports.rules import as_json, in_order, labels_of
from tests.reports import factories

AT = datetime(2026, 3, 5, tzinfo=UTC)
TASK = "task:00000000000a"


def small():
    """A form with a few indicators of every type."""
    form = applicable(factories.definition("son-la-2026"), "province")
    picked: dict[str, list[Any]] = {}
    for item in form.indicators:
        picked.setdefault(item.type, []).append(item)
    kept = [item for items in picked.values() for item in items[:3]]
    worded = [replace(kept[0], code=f"o-{kind}", type=kind, unit="") for kind in ("text", "date")]
    kept = [item for item in form.indicators if item in kept]
    return replace(form, indicators=(*kept, *worded))


FORM = small()
OF = {item.type: item for item in FORM.indicators}


def filled(values: dict[str, Any], last_year: dict[str, Any] | None = None) -> Filled:
    fields = {
        code: StoredField(code, as_json(value), version, AT, "Lan")
        for version, (code, value) in enumerate(values.items(), start=1)
    }
    ordered = in_order(FORM, {code: value for code, value in values.items() if value})
    return Filled(7, "Báo cáo năm", "Sở Công Thương", 2024, FORM, fields, ordered, last_year or {})


def now_of(made: Filled) -> dict[str, Now]:
    return {code: Now(made.values.get(code), field.version, field.updated_by)
            for code, field in made.fields.items()}  # fmt: skip


def difference(content: bytes, now: dict[str, Now], bases: dict[str, Any] | None = None):
    read = read_appendices(content, FORM)
    cells = [*read.cells, *(replace(cell, code=f"task:{place:012x}")
                            for place, cell in enumerate(read.new_tasks, start=1))]  # fmt: skip
    return read, compare(FORM, cells, now, bases or {}, labels_of(FORM, 2024))


def rewritten(content: bytes, change: Any) -> bytes:
    """The file as a plain program writes it: no styles, inline strings, days as numbers.

    ``change`` gets the rows of each sheet (raw cells) and returns them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        sheets = [change(rows) for rows in read_sheets(content)]
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package = "http://schemas.openxmlformats.org/package/2006"
        archive.writestr("[Content_Types].xml", (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ))  # fmt: skip
        archive.writestr("_rels/.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="'
            f'{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))  # fmt: skip
        names = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="r{n}"/>'
                        for n in range(1, len(sheets) + 1))  # fmt: skip
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}">'
                         f"<sheets>{names}</sheets></workbook>")  # fmt: skip
        targets = "".join(f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="'
                          f'worksheets/s{n}.xml"/>' for n in range(1, len(sheets) + 1))  # fmt: skip
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f'<Relationships xmlns="{package}/relationships">{targets}'
                         "</Relationships>")  # fmt: skip
        for number, rows in enumerate(sheets, start=1):
            body = "".join(_plain_row(at, row) for at, row in enumerate(rows, start=1))
            archive.writestr(
                f"xl/worksheets/s{number}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
            )
    return out.getvalue()


def _plain_row(at: int, row: list[Any]) -> str:
    cells = []
    for place, value in enumerate(row):
        name = f"{chr(65 + place)}{at}"
        if isinstance(value, date):
            value = (value - date(1899, 12, 30)).days
        if isinstance(value, int | float):
            cells.append(f'<c r="{name}"><v>{value!r}</v></c>')
        elif value:
            text = str(value).replace("&", "&amp;").replace("<", "&lt;")
            cells.append(f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t>'
                         "</is></c>")  # fmt: skip
    return f'<row r="{at}">{"".join(cells)}</row>'


def a_task(**changes: str) -> dict[str, Any]:
    row = {"group": "the-che", "name": "Ban hành kế hoạch", "doc_number": "15/KH-SCT",
           "doc_date": "2024-02-01", "due": "2024-02-15", **changes}  # fmt: skip
    return task_row(FORM, row, 1)


def set_cell(rows: list[list[Any]], code: str, key: str, value: Any) -> None:
    """Put a value into the row of ``code``, in the column of ``key``."""
    keys = next((row for row in rows if "code" in row), None)
    for row in rows:
        if keys and row[keys.index("code")] == code:
            row[keys.index(key)] = value
