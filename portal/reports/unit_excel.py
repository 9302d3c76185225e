"""Both appendices as an Excel file: fetched, filled in elsewhere, compared, applied."""

from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.accounts.rules import UNIT_ROLES
from portal.reports.excel_review import appendices_file, differences, uploaded
from portal.reports.exchange.comparing import FileCell
from portal.reports.exchange.excel_reading import FileContent
from portal.reports.forms import ExcelForm
from portal.reports.models import Duty
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.reports.unit_file_review import FileKind, apply_reviewed, to_reading
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/phu-luc.xlsx")
@allow(*UNIT_ROLES)
def appendices(duty_id: int) -> Response:
    """The draft's appendices as a file to be filled in."""
    return appendices_file(find(duty_id))


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
    return uploaded(duty, _page, _compared) if may_write(duty) else to_reading(duty)


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
    return render(
        "workspace/reports/excel_review.html",
        status=status,
        **differences(duty, cells, name, content),
        **frame(duty, "Xem lại thay đổi từ tệp Excel"),
    )


_EXCEL = FileKind(
    ExcelForm, "ô", _page, lambda duty, cells, name: _compared(duty, cells, name, status=409)
)
