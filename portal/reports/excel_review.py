"""The file of both appendices, for whoever loads it: the unit, or the office in its place.

The pages differ, what they do with the file does not: ``unit_excel`` and ``office_keying`` give
their own.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from portal.documents.file_types import XLSX
from portal.documents.sheets import BadSheet
from portal.reports import queries
from portal.reports.exchange import applying
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.excel_reading import FileContent, read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.filled import filled_of
from portal.reports.forms import ExcelForm
from portal.reports.models import Duty
from portal.reports.unit_file_review import carried_form, content_of


def appendices_file(duty: Duty) -> Response:
    """The draft's appendices as a file to be filled in."""
    content = BytesIO(appendices_xlsx(filled_of(duty)))
    name = f"phu-luc-{duty.unit.code}-{duty.year}.xlsx"
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


def uploaded(
    duty: Duty,
    page: Callable[[Duty, Any, int], Response],
    compared: Callable[[Duty, list[FileCell], str, FileContent], Response],
) -> Response:
    """The page of differences for the uploaded file; ``page`` again (422) if it is no such file."""
    form = ExcelForm()
    if form.validate_on_submit():
        try:
            content = read_appendices(content_of(form.file), queries.definition_of(duty))
        except BadSheet as problem:
            form.file.errors = [str(problem)]
        else:
            return compared(duty, applying.cells_of(duty, content), form.file.filename, content)
    return page(duty, form, 422)


def differences(
    duty: Duty, cells: list[FileCell], name: str, content: FileContent | None = None
) -> dict[str, Any]:
    """What the page of differences shows; ``content`` only right after the upload."""
    found = applying.difference(duty, cells)
    more: dict[str, Any] = {"unmatched": (), "absent": [], "foreign": False, "missing": ()}
    if content:
        more = {
            "unmatched": content.unmatched,
            "absent": applying.absent_tasks(duty, cells, content),
            "foreign": content.duty_id != duty.id,
            "missing": applying.absent_indicators(duty, cells, content),
        }
    return {"form": carried_form(found, name), "found": found, "name": name, **more}
