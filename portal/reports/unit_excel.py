"""Both appendices as an Excel file: fetched, filled in elsewhere, compared, applied."""

from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.accounts.rules import UNIT_ROLES
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
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.reports.unit_file_review import (
    FileKind,
    apply_reviewed,
    carried_form,
    content_of,
    to_reading,
)
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc.xlsx")
@allow(*UNIT_ROLES)
def appendices(duty_id: int) -> Response:
    """The draft's appendices as a file to be filled in."""
    duty = find(duty_id)
    content = BytesIO(appendices_xlsx(filled_of(duty)))
    name = f"phu-luc-{duty.unit.code}-{duty.year}.xlsx"
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/bao-cao/<int:duty_id>/excel/")
@allow(*WRITERS)
def excel(duty_id: int) -> Response:
    """Where the file is fetched and sent back."""
    duty = find(duty_id)
    return _page(duty, ExcelForm(formdata=None)) if may_write(duty) else to_reading(duty)


@blueprint.post("/bao-cao/<int:duty_id>/excel/")
@allow(*WRITERS)
def compare_excel(duty_id: int) -> Response:
    """What an uploaded file would change; nothing of it is kept."""
    duty = find(duty_id)
    if not may_write(duty):
        return to_reading(duty)
    form = ExcelForm()
    if form.validate_on_submit():
        try:
            content = read_appendices(content_of(form.file), queries.definition_of(duty))
        except BadSheet as problem:
            form.file.errors = [str(problem)]
        else:
            return _compared(duty, applying.cells_of(duty, content), form.file.filename, content)
    return _page(duty, form, 422)


@blueprint.post("/bao-cao/<int:duty_id>/excel/ghi/")
@allow(*WRITERS)
def apply_excel(duty_id: int) -> Response:
    """Write what the page showed; what somebody changed meanwhile is shown again."""
    return apply_reviewed(find(duty_id), _EXCEL)


def _page(duty: Duty, form: ExcelForm, status: int = 200) -> Response:
    return render(
        "workspace/reports/excel.html", status=status, form=form, **frame(duty, "Làm trên Excel")
    )


def _compared(
    duty: Duty,
    cells: list[FileCell],
    name: str,
    content: FileContent | None = None,
    status: int = 200,
) -> Response:
    """The page of differences; ``content`` only right after the upload."""
    found = applying.difference(duty, cells)
    more: dict[str, Any] = {"unmatched": (), "absent": [], "foreign": False, "missing": ()}
    if content:
        more = {
            "unmatched": content.unmatched,
            "absent": applying.absent_tasks(duty, cells, content),
            "foreign": content.duty_id != duty.id,
            "missing": applying.absent_indicators(duty, cells, content),
        }
    return render(
        "workspace/reports/excel_review.html",
        status=status,
        form=carried_form(found, name),
        found=found,
        name=name,
        **more,
        **frame(duty, "Xem lại thay đổi từ tệp Excel"),
    )


_EXCEL = FileKind(
    ExcelForm, "ô", _page, lambda duty, cells, name: _compared(duty, cells, name, status=409)
)
