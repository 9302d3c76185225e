"""Both appendices as an Excel file: fetched, filled in elsewhere, compared, applied."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.documents.file_types import XLSX
from portal.documents.sheets import BadSheet
from portal.reports import queries
from portal.reports.drafts import DraftLocked
from portal.reports.exchange import applying
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.excel_reading import FileContent, read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.filled import filled_of
from portal.reports.forms import CarriedForm, ExcelForm
from portal.reports.models import Duty
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.vietnamese import file_size
from portal.web.rendering import render

LOCKED = "Báo cáo đã được gửi nên không ghi được nữa."
LOST = "Không đọc lại được nội dung tệp. Hãy chọn tệp lần nữa."


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
    duty = find(duty_id)
    if not may_write(duty):
        return to_reading(duty)
    form = CarriedForm()
    cells = applying.read_carried(form.cells.data or "")
    disputed = applying.read_carried(form.disputed.data or "[]")
    if not form.validate() or cells is None or disputed is None:
        again = ExcelForm(formdata=None)
        again.file.errors = [LOST]
        return _page(duty, again, 422)
    chosen = set(request.form.getlist("dung"))
    cells += [cell for cell in disputed if cell.code in chosen]
    name = (form.name.data or "")[:200]
    try:
        done = applying.apply(current_actor(), duty, cells)
    except DraftLocked:
        flash(LOCKED, "error")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    if done.left:
        flash(f"Đã ghi {done.saved} ô; những ô dưới đây vừa có người khác sửa.", "warning")
        return _compared(duty, done.left, name, status=409)
    words = f"Đã ghi {done.saved} ô từ tệp {name}." if done.saved else "Không có ô nào thay đổi."
    flash(words, "success")
    return redirect(url_for("reports_unit.report", duty_id=duty.id))


def to_reading(duty: Duty) -> Response:
    """Away from a page that writes: the report has been sent."""
    flash("Báo cáo đã gửi nên chỉ xem được, không sửa được.", "info")
    return redirect(url_for("reports_unit.check", duty_id=duty.id))


def content_of(field: Any) -> bytes:
    """The bytes of an uploaded file; BadSheet beyond its limit."""
    data: bytes = field.data.stream.read(field.max_bytes + 1)
    if len(data) > field.max_bytes:
        raise BadSheet(f"Tệp lớn hơn mức cho phép ({file_size(field.max_bytes)}).")
    return data


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
    form = CarriedForm(formdata=None)
    form.cells.data = applying.carried(change.shown for change in found.changes)
    form.disputed.data = applying.carried(change.shown for change in found.conflicts)
    form.name.data = name
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
        form=form,
        found=found,
        name=name,
        **more,
        **frame(duty, "Xem lại thay đổi từ tệp Excel"),
    )
