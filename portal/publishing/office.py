"""The gate as the office works it: requests, preview, slip, approval."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.public_copies import pdf_notices
from portal.documents.receiving import receive_upload
from portal.publishing import actions, gate, labels, queries
from portal.publishing.forms import PaperApprovalForm, RefusalForm
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import CHANGE_KINDS
from portal.publishing.shelf import PreviewShelf, Shelf
from portal.site.preview import address_of, affected_paths, render_preview
from portal.web.rendering import render

blueprint = Blueprint("publishing_office", __name__, url_prefix="/lam-viec/dieu-hanh/dang")
READERS = ("office_editor", "office_approver", "supervisor")


@blueprint.get("/")
@allow(*READERS)
def requests() -> Any:
    """What waits for approval, and what was decided."""
    rows = queries.requests()
    return render(
        "workspace/publishing/requests.html",
        waiting=[row for row in rows if row.state == "waiting"],
        decided=[row for row in rows if row.state != "waiting"],
        states=labels.STATES,
    )


@blueprint.get("/<int:request_id>/")
@allow(*READERS)
def request_page(request_id: int) -> Any:
    """One request: what would become public, what changes, and the decision."""
    return _page(_found(request_id), PaperApprovalForm(), RefusalForm())


@blueprint.get("/<int:request_id>/phieu-trinh")
@allow(*READERS)
def slip(request_id: int) -> Any:
    """The submission slip (phiếu trình), one A4, ready to sign."""
    found = _found(request_id)
    return render("workspace/publishing/slip.html", today=today(), **_context(found, pages=False))


@blueprint.get("/<int:request_id>/xem-truoc/")
@blueprint.get("/<int:request_id>/xem-truoc/<path:page>")
@allow(*READERS)
def preview(request_id: int, page: str = "") -> Response:
    """A public page as it would be once the request is published."""
    found = _found(request_id)
    status, body = render_preview(_preview_shelf(found), f"/{page}")
    return Response(body, status=status, mimetype="text/html")


@blueprint.post("/<int:request_id>/duyet")
@allow("office_approver")
def approve(request_id: int) -> Any:
    """Publish; the approver is not the author."""
    found = _found(request_id)
    try:
        published = actions.approve(current_actor(), found)
    except actions.ApproverIsAuthor:
        flash("Người trình không tự duyệt được. Cần một người khác duyệt.", "error")
    except actions.NotWaiting:
        flash("Phiếu trình này đã được xử lý trước đó.", "warning")
    except gate.MissingFile:
        flash("Một tệp đính kèm không còn trong kho. Hãy tải tệp lên lại rồi trình lại.", "error")
    else:
        flash(f"Đã đăng {len(published)} nội dung lên trang công khai.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=request_id))


@blueprint.post("/<int:request_id>/duyet-giay")
@allow("office_editor", "office_approver")
def paper_approval(request_id: int) -> Any:
    """Publish what was approved on the printed slip; its scan is kept."""
    found = _found(request_id)
    form = PaperApprovalForm()
    if not form.validate_on_submit():
        return _page(found, form, RefusalForm(formdata=None), 422)
    if form.approved_on.data > today():
        form.approved_on.errors = ["Ngày duyệt không thể ở tương lai."]
        return _page(found, form, RefusalForm(formdata=None), 422)
    scan = receive_upload(form.scan, current_app.config["DATA"])
    if scan is None:
        return _page(found, form, RefusalForm(formdata=None), 422)
    try:
        published = actions.record_paper_approval(
            current_actor(), found, form.approved_by.data, form.approved_on.data, scan
        )
    except actions.NotWaiting:
        flash("Phiếu trình này đã được xử lý trước đó.", "warning")
    else:
        flash(f"Đã ghi nhận duyệt trên giấy và đăng {len(published)} nội dung.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=request_id))


@blueprint.post("/<int:request_id>/khong-duyet")
@allow("office_approver")
def refuse(request_id: int) -> Any:
    """Send a request back with a reason."""
    found = _found(request_id)
    form = RefusalForm()
    if not form.validate_on_submit():
        return _page(found, PaperApprovalForm(formdata=None), form, 422)
    try:
        actions.refuse(current_actor(), found, form.reason.data)
        flash("Đã trả lại phiếu trình.", "success")
    except actions.NotWaiting:
        flash("Phiếu trình này đã được xử lý trước đó.", "warning")
    return redirect(url_for("publishing_office.request_page", request_id=request_id))


@blueprint.post("/<int:request_id>/rut-lai")
@allow("office_editor", "office_approver")
def recall(request_id: int) -> Any:
    """Take a request back before it is decided."""
    try:
        actions.recall(current_actor(), _found(request_id))
        flash("Đã rút lại phiếu trình.", "success")
    except actions.NotWaiting:
        flash("Phiếu trình này đã được xử lý trước đó.", "warning")
    return redirect(url_for("publishing_office.request_page", request_id=request_id))


def _found(request_id: int) -> PublicationRequest:
    return queries.request_by_id(request_id) or abort(404)


def _preview_shelf(found: PublicationRequest) -> PreviewShelf:
    return PreviewShelf(gate.proposals_of(found), found.change_kind, found.change_note)


def _files_of(found: PublicationRequest) -> list[dict[str, Any]]:
    """The files that become public with the request."""
    payloads = [one.payload for one in gate.proposals_of(found)]
    return [file for payload in payloads for file in gate.files_in(payload)]


def _context(found: PublicationRequest, pages: bool = True) -> dict[str, Any]:
    waiting = found.state == "waiting"
    touched = affected_paths(Shelf(), _preview_shelf(found), today()) if pages and waiting else {}
    return {
        "request_row": found,
        "compared": queries.compared(found),
        "file_notices": pdf_notices(current_app.config["DATA"], _files_of(found)),
        "touched": touched,
        "approvals": queries.published_by(found),
        "address_of": address_of,
        "states": labels.STATES,
        "kinds": labels.KINDS,
        "change_kinds": CHANGE_KINDS,
        "field_label": labels.field_label,
        "shown_value": labels.shown_value,
        "own": found.author_id is not None and found.author_id == current_actor().user_id,
        "back_url": found.back_url,
    }


def _page(
    found: PublicationRequest, paper: PaperApprovalForm, refusal: RefusalForm, status: int = 200
) -> Any:
    shown = paper if paper.errors or request.endpoint != "publishing_office.refuse" else refusal
    return render(
        "workspace/publishing/request.html",
        status=status,
        form=shown,
        paper=paper,
        refusal=refusal,
        **_context(found),
    )
