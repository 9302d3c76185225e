"""Check the answers, then “Xác nhận và gửi”: the unit's document, its signed PDF, one click."""

from io import BytesIO

from flask import current_app, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.documents import blobs
from portal.documents.actions import keep_file
from portal.documents.file_types import PDF
from portal.documents.models import Blob
from portal.people.actions import note_delegation
from portal.people.queries import may_sign
from portal.reports import actions, queries
from portal.reports.forms import SendForm
from portal.reports.layout import lay_out
from portal.reports.models import Duty, Submission
from portal.reports.overview import Overview, overview
from portal.reports.rules import EDITABLE, is_late, narrative_blocks
from portal.reports.unit_base import WRITERS, blueprint, find, frame
from portal.reports.word import report_docx
from portal.web.rendering import render

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/bao-cao/<int:duty_id>/kiem-tra/")
@allow(*UNIT_ROLES)
def check(duty_id: int) -> Response:
    """Every answer on one page, what is missing, what is worth a second look."""
    duty = find(duty_id)
    seen = overview(duty)
    return render(
        "workspace/reports/check.html",
        seen=seen,
        gaps=seen.gaps,
        warnings=seen.warnings,
        layout=lay_out(seen.definition, seen.values, duty.year),
        blocks=narrative_blocks,
        **frame(duty, "Kiểm tra báo cáo"),
    )


@blueprint.get("/bao-cao/<int:duty_id>/bao-cao.docx")
@allow(*UNIT_ROLES)
def draft_docx(duty_id: int) -> Response:
    """The draft as a Word file in the official layout."""
    duty = find(duty_id)
    return send_docx(report_docx(duty, queries.snapshot_of(duty)), f"bao-cao-{duty.unit.code}")


def send_docx(content: bytes, name: str) -> Response:
    """A Word file made on the fly, as an attachment."""
    return send_file(
        BytesIO(content), mimetype=DOCX, as_attachment=True, download_name=f"{name}.docx"
    )


@blueprint.get("/bao-cao/<int:duty_id>/gui/")
@allow(*WRITERS)
def send(duty_id: int) -> Response:
    """The page on which the unit names its document, attaches the signed PDF and sends."""
    duty = find(duty_id)
    if duty.state not in EDITABLE:
        return _to_receipt(duty, queries.latest_submission(duty))
    seen = overview(duty)
    form = _form(duty, seen, formdata=None)
    form.seen.data = queries.snapshot_digest(queries.snapshot_of(duty))
    return _page(duty, seen, form)


@blueprint.post("/bao-cao/<int:duty_id>/gui/")
@allow(*WRITERS)
def confirm(duty_id: int) -> Response:
    """Freeze the report and give its receipt; a second click gives the same one."""
    duty = find(duty_id)
    last = queries.latest_submission(duty)
    if duty.state not in EDITABLE and last:
        return _to_receipt(duty, last)
    seen = overview(duty)
    form = _form(duty, seen)
    online = _online()
    valid = form.validate_on_submit()
    if seen.gaps and not form.missing_reason.data:
        form.missing_reason.errors = ["Ghi lý do vì báo cáo còn chỗ để trống."]
        valid = False
    if is_late(today(), duty.due_on) and not form.late_reason.data:
        form.late_reason.errors = ["Ghi lý do gửi muộn; báo cáo vẫn được nhận."]
        valid = False
    blob = None if online or not valid else _signed(form)
    if not valid or (blob is None and not online):
        return _page(duty, seen, form, 422)
    try:
        submission = actions.submit(
            current_actor(),
            duty,
            mode="online" if online else "signed_pdf",
            doc_number=form.doc_number.data,
            doc_date=form.doc_date.data,
            signer=form.signer.data,
            signed_blob=blob,
            signed_name="" if online else form.file.filename,
            late_reason=form.late_reason.data or "",
            missing_reason=form.missing_reason.data or "",
            expected=form.seen.data or "",
        )
    except (actions.DraftMoved, actions.NotOpen) as problem:
        form.form_errors.append(str(problem))
        form.seen.data = queries.snapshot_digest(queries.snapshot_of(duty))
        return _page(duty, overview(duty), form, 409)
    if online:
        note_delegation(current_actor(), submission.id, today())
    flash("Báo cáo đã được gửi.", "success")
    return _to_receipt(duty, submission)


def _to_receipt(duty: Duty, submission: Submission | None) -> Response:
    if submission is None:
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    return redirect(url_for("reports_unit.receipt", duty_id=duty.id, number=submission.number))


def _online() -> bool:
    """Whether this person signs off here: allowed by setting, and the head or a deputy today."""
    return bool(current_app.config["ONLINE_SIGN_OFF"]) and may_sign(current_actor(), today())


def _form(duty: Duty, seen: Overview, **values: None) -> SendForm:
    form = SendForm(**values)
    if _online():
        del form.file
    return form


def _signed(form: SendForm) -> Blob | None:
    """The signed file in the store; None, with a message at the field, if it is no PDF."""
    try:
        blob = keep_file(
            current_app.config["DATA"], form.file.data.stream, max_bytes=form.file.max_bytes
        )
    except (blobs.FileTooLarge, blobs.FileTypeRefused) as problem:
        form.file.errors = [str(problem)]
        return None
    if blob.media_type != PDF:
        form.file.errors = ["Bản ký phải là tệp PDF."]
        return None
    return blob


def _page(duty: Duty, seen: Overview, form: SendForm, status: int = 200) -> Response:
    return render(
        "workspace/reports/send.html",
        status=status,
        form=form,
        seen=seen,
        gaps=seen.gaps,
        warnings=[item for item in seen.warnings if not item.explained],
        late=is_late(today(), duty.due_on),
        online=_online(),
        waiting=[item for item in seen.comments if duty.state == "returned" and not item.fixed],
        **frame(duty, "Xác nhận và gửi"),
    )
