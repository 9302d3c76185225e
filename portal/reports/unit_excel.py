"""Both appendices as an Excel file: fetched, filled in elsewhere, compared, applied."""

from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.accounts.rules import UNIT_ROLES
from portal.reports.excel_review import ExcelPages, appendices_file
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.reports.unit_file_review import apply_reviewed, to_reading

_EXCEL = ExcelPages(
    ("workspace/reports/excel.html", "Làm trên Excel"),
    ("workspace/reports/excel_review.html", "Xem lại thay đổi từ tệp Excel"),
    frame,
)


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
    return _EXCEL.page(duty) if may_write(duty) else to_reading(duty)


@blueprint.post("/bao-cao/<int:duty_id>/excel/")
@allow(*WRITERS)
def compare_excel(duty_id: int) -> Response:
    """What an uploaded file would change; nothing of it is kept."""
    duty = find(duty_id)
    return _EXCEL.uploaded(duty) if may_write(duty) else to_reading(duty)


@blueprint.post("/bao-cao/<int:duty_id>/excel/ghi/")
@allow(*WRITERS)
def apply_excel(duty_id: int) -> Response:
    """Write what the page showed; what somebody changed meanwhile is shown again."""
    return apply_reviewed(find(duty_id), _EXCEL.kind)
