"""Evidence (tài liệu minh chứng): attach, list, download, take off."""

from flask import abort, current_app, flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.documents import blobs
from portal.documents.held_file import HeldFile
from portal.documents.models import Blob
from portal.reports import queries
from portal.reports.actions import NotOpen
from portal.reports.evidence import actions as evidence_actions
from portal.reports.evidence.queries import evidence_for, evidence_of, places_of
from portal.reports.forms import EvidenceForm, section_choices
from portal.reports.models import Duty
from portal.reports.overview import overview
from portal.reports.rules import labels_of
from portal.reports.unit_base import WRITERS, blueprint, find, frame
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/minh-chung/")
@allow(*UNIT_ROLES)
def evidence(duty_id: int) -> Response:
    """What is attached, and a form to attach more."""
    duty = find(duty_id)
    return _page(duty, _form(duty, formdata=None))


@blueprint.post("/bao-cao/<int:duty_id>/minh-chung/")
@allow(*WRITERS)
def add_evidence(duty_id: int) -> Response:
    """Attach a document, with or without its file; a file that came with a mistake elsewhere in
    the form is kept, as without it the next try would pass and attach nothing."""
    duty = find(duty_id)
    form, root = _form(duty), current_app.config["DATA"]
    file = HeldFile(form.file, form.held, f"evidence {duty_id} {current_actor().user_id}")
    if not form.validate_on_submit():
        file.hold(root)
        return _page(duty, form, 422)
    blob = file.receive(root) if file else None
    if file and blob is None:
        return _page(duty, form, 422)
    before = len(evidence_of(duty))
    try:
        evidence_actions.add_evidence(
            current_actor(),
            duty,
            field=form.field.data or "",
            number=form.number.data or "",
            issued_on=form.issued_on.data,
            subject=form.subject.data,
            blob=blob,
            file_name=file.name if blob else "",
        )
    except NotOpen as problem:
        file.hold(root)
        form.form_errors.append(str(problem))
        return _page(duty, form, 409)
    if len(evidence_of(duty)) == before:
        flash(
            "Tài liệu này đã có trong báo cáo; đã ghi thêm chỗ dùng, tệp chỉ lưu một lần.", "info"
        )
    else:
        flash("Đã đính kèm tài liệu.", "success")
    return redirect(url_for("reports_unit.evidence", duty_id=duty.id))


@blueprint.post("/bao-cao/<int:duty_id>/minh-chung/<int:evidence_id>/cho-dung/")
@allow(*WRITERS)
def place_evidence(duty_id: int, evidence_id: int) -> Response:
    """Let a document serve one more place of the report, or (``bo``) no longer serve one."""
    duty = find(duty_id)
    found = evidence_for(duty, evidence_id)
    field = request.form.get("field", "")
    back = redirect(url_for("reports_unit.evidence", duty_id=duty.id))
    if found is None or field not in dict(_choices(duty)):
        flash("Tài liệu hoặc chỗ dùng này không còn trong báo cáo.", "info")
        return back
    try:
        if "bo" in request.form:
            evidence_actions.leave_place(current_actor(), found, field)
        else:
            evidence_actions.use_evidence(current_actor(), found, field)
    except NotOpen as problem:
        flash(str(problem), "error")
    else:
        flash("Đã ghi chỗ dùng của tài liệu.", "success")
    return back


@blueprint.post("/bao-cao/<int:duty_id>/minh-chung/<int:evidence_id>/xoa/")
@allow(*WRITERS)
def remove_evidence(duty_id: int, evidence_id: int) -> Response:
    """Take a document off the draft."""
    duty = find(duty_id)
    found = evidence_for(duty, evidence_id)
    if found is None:
        # A second click, or a colleague was first: what was wanted is done.
        flash("Tài liệu này không còn trong báo cáo.", "info")
        return redirect(url_for("reports_unit.evidence", duty_id=duty.id))
    try:
        evidence_actions.remove_evidence(current_actor(), found)
    except NotOpen as problem:
        flash(str(problem), "error")
    else:
        flash("Đã bỏ tài liệu khỏi báo cáo.", "success")
    return redirect(url_for("reports_unit.evidence", duty_id=duty.id))


@blueprint.get("/bao-cao/<int:duty_id>/minh-chung/<int:evidence_id>/tep")
@allow(*UNIT_ROLES)
def evidence_file(duty_id: int, evidence_id: int) -> Response:
    """The file of a piece of evidence."""
    found = evidence_for(find(duty_id), evidence_id)
    if found is None or found.file_id is None:
        abort(404)
    return send_blob(found.file, found.file_name)


def send_blob(blob: Blob, name: str) -> Response:
    """A stored file as an attachment: never shown by the browser inside the site."""
    path = blobs.path_of(current_app.config["DATA"], blob.sha256)
    if not path.is_file():
        raise blobs.BlobDamaged(f"stored file {blob.sha256} is missing")
    return send_file(
        path, mimetype=blob.media_type, as_attachment=True, download_name=name or "tai-lieu"
    )


def _form(duty: Duty, **values: None) -> EvidenceForm:
    form = EvidenceForm(**values)
    form.field.set_choices(_choices(duty)[1:])
    return form


def _choices(duty: Duty) -> list[tuple[str, str]]:
    """The places that evidence can serve: the whole, sections, appendices and their rows."""
    definition = queries.definition_of(duty)
    rows = [
        (code, f"Phụ lục I: {value['name'][:80]}")
        for code, value in queries.draft_values(duty).items()
        if code.startswith("task:")
    ]
    labels = labels_of(definition, duty.year)
    indicators = [
        (f"stat:{item.code}", f"Phụ lục II: {labels[f'stat:{item.code}'][:80]}")
        for item in definition.indicators
    ]
    return [("", "Toàn bộ báo cáo"), *section_choices(definition), *rows, *indicators]


def _page(duty: Duty, form: EvidenceForm, status: int = 200) -> Response:
    seen = overview(duty)
    return render(
        "workspace/reports/evidence.html",
        status=status,
        form=form,
        seen=seen,
        places=dict(_choices(duty)),
        used=places_of(duty),
        suggested=[
            (seen.labels[item.field], item.evidence)
            for item in seen.definition.answered_sections
            if item.evidence
        ],
        flags=seen.flagged("evidence"),
        **frame(duty, "Tài liệu minh chứng"),
    )
