"""The office puts a unit's numbers into the draft before it sends the report in for the unit.

A unit without accounts fills in the same Excel file and gives it to the office. What it would
change is shown first, and applied as the unit itself would: what somebody has typed meanwhile
stays until it is asked about, and the draft's history names the person of the office. A report
that waits for review is not written to: it is returned first.
"""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.reports import queries
from portal.reports.excel_review import ExcelPages, appendices_file
from portal.reports.models import Duty
from portal.reports.office_blueprint import WRITERS, blueprint, found_duty
from portal.reports.rules import EDITABLE
from portal.reports.unit_base import chip
from portal.reports.unit_file_review import Way, apply_reviewed

_CLOSED = "Chỉ nạp được số liệu khi báo cáo chưa gửi hoặc đã trả lại để sửa."


@blueprint.get("/<int:duty_id>/nhap-thay/phu-luc.xlsx")
@allow(*WRITERS)
def keying_file(duty_id: int) -> Response:
    """The draft's appendices as the file that the unit fills in."""
    return appendices_file(_found(duty_id))


@blueprint.route("/<int:duty_id>/nhap-thay/so-lieu/", methods=["GET", "POST"])
@allow(*WRITERS)
def keying(duty_id: int) -> Response:
    """Take the file that the unit filled in, and show what it would change; nothing is kept."""
    duty = _found(duty_id)
    if not _may_write(duty):
        return _closed(duty)
    return _KEYING.uploaded(duty) if request.method == "POST" else _KEYING.page(duty)


@blueprint.post("/<int:duty_id>/nhap-thay/so-lieu/ghi/")
@allow(*WRITERS)
def apply_keying(duty_id: int) -> Response:
    """Write what the page showed; what somebody changed meanwhile is shown again."""
    return apply_reviewed(_found(duty_id), _KEYING.kind)


def _found(duty_id: int) -> Duty:
    """The duty of the address; 404 when there is none, or it is not filled in on a form."""
    found_duty(duty_id)
    duty: Any = queries.duty_row(duty_id)
    if duty.form_id is None:
        abort(404)
    return duty  # type: ignore[no-any-return]


def _may_write(duty: Duty) -> bool:
    return duty.state in EDITABLE


def _closed(duty: Duty) -> Response:
    flash(_CLOSED, "info")
    return redirect(url_for("reports_office.duty", duty_id=duty.id))


def _frame(duty: Duty, here: str) -> dict[str, Any]:
    """What both pages show around their content."""
    above = (
        ("Tình hình nộp báo cáo", url_for("reports_office.board")),
        (duty.unit_short_name, url_for("reports_office.duty", duty_id=duty.id)),
        ("Nhập thay", url_for("reports_office.keyed", duty_id=duty.id)),
    )
    crumbs = [{"text": text, "href": href} for text, href in above]
    return {"duty": duty, "chip": chip(duty), "crumbs": [*crumbs, {"text": here}]}


_KEYING = ExcelPages(
    ("workspace/reports/office/keying.html", "Nạp số liệu"),
    ("workspace/reports/office/keying_review.html", "Nạp số liệu"),
    _frame,
    Way(_may_write, _closed, lambda duty, _page: url_for("reports_office.keyed", duty_id=duty.id)),
)
