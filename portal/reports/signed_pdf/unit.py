"""The signed PDF before it is sent: its signatures in plain words, its numbers beside the data."""

from typing import Any

from flask import current_app, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.documents import blobs
from portal.documents.actions import keep_file
from portal.documents.file_types import PDF
from portal.documents.models import Blob
from portal.reports import queries
from portal.reports.actions import NotOpen
from portal.reports.forms import SignedForm
from portal.reports.models import Duty
from portal.reports.signed_pdf.actions import keep_signed_copy
from portal.reports.signed_pdf.queries import checked, signed_copy_of
from portal.reports.signed_pdf.rules import STATES, SignedCheck, revocation_words, sentence
from portal.reports.unit_base import WRITERS, blueprint, find, frame, may_write
from portal.web.fields import FileField
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/ban-ky/")
@allow(*WRITERS)
def signed_copy(duty_id: int) -> Response:
    """Where the signed PDF is uploaded; what it says, once it is there."""
    duty = find(duty_id)
    if not may_write(duty):
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    return _page(duty, SignedForm(formdata=None))


@blueprint.post("/bao-cao/<int:duty_id>/ban-ky/")
@allow(*WRITERS)
def keep_signed(duty_id: int) -> Response:
    """Keep the signed PDF until the report is sent."""
    duty = find(duty_id)
    form = SignedForm()
    blob = received_pdf(form.file) if form.validate_on_submit() else None
    if blob is None:
        return _page(duty, form, 422)
    try:
        keep_signed_copy(current_actor(), duty, blob, form.file.filename)
    except NotOpen as problem:
        flash(str(problem), "error")
        return redirect(url_for("reports_unit.report", duty_id=duty.id))
    return redirect(url_for("reports_unit.signed_copy", duty_id=duty.id))


def received_pdf(field: FileField) -> Blob | None:
    """The uploaded PDF in the store; None, with a message at the field, if it is no PDF."""
    if field.data is None:
        return None
    try:
        blob = keep_file(current_app.config["DATA"], field.data.stream, max_bytes=field.max_bytes)
    except (blobs.FileTooLarge, blobs.FileTypeRefused) as problem:
        field.errors = [str(problem)]
        return None
    if blob.media_type != PDF:
        field.errors = ["Bản ký phải là tệp PDF."]
        return None
    return blob


def check_of(duty: Duty, blob: Blob, values: dict[str, Any] | None = None) -> SignedCheck:
    """The signed PDF beside the draft as it stands; ``values``: the draft's, if read."""
    form = queries.definition_of(duty) if duty.form_id else None
    values = queries.draft_values(duty) if form and values is None else values or {}
    return checked(current_app.config["DATA"], blob, form, values, duty.year)


def signed_facts(duty: Duty | None) -> dict[str, Any]:
    """What the page of confirmation tells of the kept copy; nothing without a duty."""
    kept = signed_copy_of(duty) if duty else None
    return {
        "kept": kept,
        "check": check_of(duty, kept.file) if duty and kept else None,
        "states": STATES,
        "sentence": sentence,
        "revocation": revocation_words,
    }


def _page(duty: Duty, form: SignedForm, status: int = 200) -> Response:
    return render(
        "workspace/reports/signed.html",
        status=status,
        form=form,
        **signed_facts(duty),
        **frame(duty, "Kiểm tra bản ký"),
    )
