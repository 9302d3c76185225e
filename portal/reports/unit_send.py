"""Check the answers, then “Xác nhận và gửi”: the unit's document, its signed PDF, one click."""

from functools import partial
from io import BytesIO
from typing import Any

from flask import abort, current_app, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.documents.models import Blob
from portal.people.actions import note_delegation
from portal.people.queries import may_sign
from portal.reports import actions, history_queries, queries
from portal.reports.forms import SendForm
from portal.reports.layout import lay_out
from portal.reports.models import Duty, Submission
from portal.reports.office_reading import changes_between, read, reading_of
from portal.reports.overview import Overview, overview
from portal.reports.rules import EDITABLE, is_late
from portal.reports.signed_pdf.actions import forget_signed_copy, keep_signed_copy
from portal.reports.signed_pdf.queries import signed_copy_of
from portal.reports.signed_pdf.unit import check_of, received_pdf, signed_facts
from portal.reports.statistics.soft_warnings import cutoff_ahead
from portal.reports.unit_base import WRITERS, blueprint, find, find_any, frame
from portal.reports.unit_duties import place_of
from portal.reports.word import lead_of, paper_of, report_docx
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
        paper=paper_of(duty, queries.snapshot_of(duty)),
        lead=lead_of(duty, duty.unit.name),
        gaps=seen.gaps,
        warnings=seen.warnings,
        ahead=cutoff_ahead(seen.values.get("cutoff"), today()),
        place_of=partial(place_of, seen),
        layout=lay_out(seen.definition, seen.values, duty.year),
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
    duty = _sendable(duty_id)
    if duty.state not in EDITABLE:
        return _to_receipt(duty, queries.latest_submission(duty))
    seen = _overview(duty)
    form = _form(duty, formdata=None, data=history_queries.document_taken_back(duty))
    form.seen.data = queries.snapshot_digest(queries.snapshot_of(duty))
    return _page(duty, seen, form)


@blueprint.post("/bao-cao/<int:duty_id>/gui/")
@allow(*WRITERS)
def confirm(duty_id: int) -> Response:
    """Freeze the report and give its receipt; a second click gives the same one."""
    duty = _sendable(duty_id)
    last = queries.latest_submission(duty)
    if duty.state not in EDITABLE and last:
        return _to_receipt(duty, last)
    seen = _overview(duty)
    form = _form(duty)
    online = not form.file
    valid = form.validate_on_submit()
    if form.doc_date.data and form.doc_date.data > today():
        form.doc_date.errors = ["Ngày ký báo cáo không thể ở tương lai."]
        valid = False
    if seen and seen.gaps and not form.missing_reason.data:
        form.missing_reason.errors = ["Ghi lý do vì báo cáo còn chỗ để trống."]
        valid = False
    if seen and any(not one.reason for one in seen.corrections):
        form.form_errors.append(
            "Có số năm trước khác báo cáo đã được chấp nhận mà chưa ghi lý do; từng số ở dưới."
        )
        valid = False
    if seen and (broken := [one for one in seen.warnings if one.hard]):
        form.form_errors += [f"Phải sửa ở Phụ lục II: {one.message}" for one in broken]
        valid = False
    if is_late(today(), duty.due_on) and not form.late_reason.data:
        form.late_reason.errors = ["Ghi lý do gửi quá hạn; báo cáo vẫn được nhận."]
        valid = False
    values = seen.values if seen else {}
    signed = None if online or form.file.errors else _signed(duty, form, values)
    if not valid or (signed is None and not online):
        _keep(duty, form, signed)
        return _page(duty, seen, form, 422)
    try:
        submission = actions.submit(
            current_actor(),
            duty,
            mode="online" if online else "signed_pdf",
            doc_number=form.doc_number.data,
            doc_date=form.doc_date.data,
            signer=form.signer.data,
            signed_blob=signed[0] if signed else None,
            signed_name=signed[1] if signed else "",
            late_reason=form.late_reason.data or "",
            missing_reason=form.missing_reason.data or "",
            expected=form.seen.data or "",
        )
    except (actions.DraftMoved, actions.NotOpen, actions.RulesBroken) as problem:
        form.form_errors.append(str(problem))
        _keep(duty, form, signed)
        form.seen.data = queries.snapshot_digest(queries.snapshot_of(duty))
        return _page(duty, _overview(duty), form, 409)
    forget_signed_copy(duty)
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


def _sendable(duty_id: int) -> Duty:
    """A report on a form or a document; what is put right is reported finding by finding."""
    duty = find_any(duty_id)
    if duty.form_id is None and duty.kind == "remediation_report":
        abort(404)
    return duty


def _overview(duty: Duty) -> Overview | None:
    return overview(duty) if duty.form_id else None


def _form(duty: Duty, **values: Any) -> SendForm:
    """Without a form there is only the document, so it has to be handed in."""
    form = SendForm(**values)
    if _online() and duty.form_id:
        del form.file
    elif signed_copy_of(duty):
        form.file.required = False
    return form


def _signed(duty: Duty, form: SendForm, values: dict[str, Any]) -> tuple[Blob, str] | None:
    """The signed file and its name: the one sent now, else the one that was checked before.

    None, with a message at the field, if it is no PDF, or if it must be looked at before it is
    sent: it was altered after the signature, or its numbers are not the data's.
    """
    kept = signed_copy_of(duty)
    if form.file.data is None and kept:
        return kept.file, kept.file_name
    blob = received_pdf(form.file)
    if blob is None:
        return None
    if (kept is None or kept.file_id != blob.sha256) and check_of(duty, blob, values).grave:
        try:
            keep_signed_copy(current_actor(), duty, blob, form.file.filename)
        except actions.NotOpen as problem:
            form.file.errors = [str(problem)]
            return None
        form.file.required = False
        form.file.errors = [
            "Bản ký có chỗ cần xem trước khi gửi (ở dưới). Tệp đã được giữ lại: nếu vẫn đúng thì "
            "bấm gửi lần nữa, không cần chọn lại tệp."
        ]
        return None
    return blob, form.file.filename


def _keep(duty: Duty, form: SendForm, signed: tuple[Blob, str] | None) -> None:
    """A file that was sent along with a mistake elsewhere stays: it is not uploaded again."""
    if signed is None or form.file.data is None:
        return
    try:
        keep_signed_copy(current_actor(), duty, *signed)
    except actions.NotOpen as problem:
        form.file.errors = [str(problem)]


def _is_unchanged(duty: Duty) -> bool:
    """Whether the draft reads just like the submission that was given back."""
    last = queries.latest_submission(duty)
    return last is not None and not changes_between(
        read(last), reading_of(queries.snapshot_of(duty))
    )


def _page(duty: Duty, seen: Overview | None, form: SendForm, status: int = 200) -> Response:
    comments = seen.comments if seen and duty.state == "returned" else []
    unchanged = seen is not None and duty.state == "returned" and _is_unchanged(duty)
    return render(
        "workspace/reports/send.html",
        status=status,
        form=form,
        seen=seen,
        gaps=seen.gaps if seen else [],
        unreasoned=[one for one in seen.corrections if not one.reason] if seen else [],
        place_of=partial(place_of, seen) if seen else None,
        warnings=[item for item in seen.warnings if not item.explained] if seen else [],
        ahead=cutoff_ahead(seen.values.get("cutoff"), today()) if seen else "",
        late=is_late(today(), duty.due_on),
        online=not form.file,
        unchanged=unchanged,
        review=history_queries.last_review(duty) if unchanged else None,
        asked=comments if unchanged else [],
        waiting=[item for item in comments if not item.fixed],
        **signed_facts(duty if form.file else None),
        **frame(duty, "Xác nhận và gửi"),
    )
