"""The text of a plan: typed, or imported from Word after a review; its files."""

from typing import Any

from flask import abort, current_app, flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.documents import blobs
from portal.documents.file_types import DOCX
from portal.documents.markup import clean_html, markdown_html
from portal.documents.models import Blob
from portal.documents.public_copies import CannotClean, Cleaned, cleaned_word, kept_copy
from portal.documents.receiving import receive_upload
from portal.documents.word.reading import UnreadableWord, import_docx
from portal.plans import actions
from portal.plans.blueprint import READERS, WRITERS, blueprint, conflict, found_plan, plan_url
from portal.plans.forms import ApplyForm, BodyForm, ImportForm
from portal.plans.models import Plan
from portal.web.described import clean_text
from portal.web.rendering import render


@blueprint.route("/<int:plan_id>/toan-van/", methods=["GET", "POST"])
@allow(*WRITERS)
def body(plan_id: int) -> Any:
    """The text, typed as HTML or Markdown."""
    row = found_plan(plan_id)
    form = BodyForm(
        data={
            "version": row.version,
            "style": "html" if row.body_html else "markdown",
            "body": row.body_html,
            "publish_original": row.publish_original,
        }
    )
    if not form.is_submitted():
        return _body_page(row, form)
    if not form.validate():
        return _body_page(row, form, 422)
    typed = form.body.data or ""
    markdown = form.style.data == "markdown"
    html = markdown_html(typed) if markdown else clean_html(typed, keep_anchors=True)
    public = _public_copy(form.publish_original, row.original)
    if form.publish_original.errors:
        return _body_page(row, form, 422)
    try:
        actions.edit_body(current_actor(), row, form.seen, html, public)
    except actions.Conflict as error:
        shown = conflict(form, error.row.version, {"body": error.row.body_html})
        return _body_page(row, form, 409, **shown)
    flash("Đã lưu toàn văn.", "success")
    return redirect(plan_url(row, "toan-van"))


@blueprint.route("/<int:plan_id>/nhap-word/", methods=["GET", "POST"])
@allow(*WRITERS)
def import_word(plan_id: int) -> Any:
    """Upload of a Word file; nothing of the plan changes before the review."""
    row = found_plan(plan_id)
    form = ImportForm()
    if not form.is_submitted():
        return _import_page(row, form)
    kept = receive_upload(form.file, current_app.config["DATA"]) if form.validate() else None
    if kept is None:
        return _import_page(row, form, 422)
    if kept.media_type != DOCX:
        form.file.errors = ["Đây không phải tệp Word (.docx)."]
        return _import_page(row, form, 422)
    address = url_for(
        "plans_office.review_import", plan_id=row.id, sha256=kept.sha256, ten=form.file.filename
    )
    return redirect(address)


@blueprint.route("/<int:plan_id>/nhap-word/<sha256>/", methods=["GET", "POST"])
@allow(*WRITERS)
def review_import(plan_id: int, sha256: str) -> Any:
    """What an uploaded Word file would bring: text, warnings, flags; then take it over."""
    row = found_plan(plan_id)
    original = Blob.get_or_none(Blob.sha256 == sha256, Blob.media_type == DOCX) or abort(404)
    name = _file_name(request.args.get("ten", ""))
    form = ApplyForm(data={"version": row.version, "publish_original": False})
    try:
        with blobs.open_blob(current_app.config["DATA"], sha256) as file:
            imported = import_docx(file)
    except UnreadableWord as error:
        upload = ImportForm(formdata=None)
        upload.file.errors = [str(error)]
        return _import_page(row, upload, 422)
    cleaned, refusal = _tried_cleaning(original)
    context: dict[str, Any] = {
        "cleaned": cleaned,
        "refusal": refusal,
        "plan": row,
        "imported": imported,
        "original": original,
        "name": name,
    }
    page = "workspace/plans/review_import.html"
    if not form.is_submitted():
        return render(page, form=form, **context)
    if not form.validate():
        return render(page, status=422, form=form, **context)
    public = _public_copy(form.publish_original, original)
    if form.publish_original.errors:
        return render(page, status=422, form=form, **context)
    try:
        actions.apply_import(current_actor(), row, form.seen, imported, original, name, public)
    except actions.Conflict as error:
        form.version.data = str(error.row.version)
        stored = error.row.body_html
        return render(page, status=409, form=form, stored=stored, **context)
    flash("Đã lấy toàn văn từ tệp Word. Tệp gốc được lưu trong hồ sơ kế hoạch.", "success")
    return redirect(plan_url(row, "toan-van"))


@blueprint.get("/<int:plan_id>/tep/<which>")
@allow(*READERS)
def file(plan_id: int, which: str) -> Response:
    """A file of the plan as a download: the original (``goc``), its public copy (``ban-dang``),
    the signed document (``ban-ky``)."""
    row = found_plan(plan_id)
    document = row.document
    files = {
        "goc": (row.original, row.original_name),
        "ban-dang": (row.public_original, row.original_name),
        "ban-ky": (document.signed_file, document.filename) if document else (None, ""),
    }
    kept, name = files.get(which, (None, ""))
    if kept is None:
        abort(404)
    path = blobs.path_of(current_app.config["DATA"], kept.sha256)
    return send_file(path, kept.media_type, as_attachment=True, download_name=name)


def _tried_cleaning(original: Blob) -> tuple[Cleaned | None, str]:
    """What the public copy of the file would be, or why there can be none."""
    try:
        return cleaned_word(current_app.config["DATA"], original), ""
    except CannotClean as error:
        return None, str(error)


def _public_copy(field: Any, original: Blob | None) -> actions.PublicOriginal | None:
    """The stored copy for the public, if it is wanted; a refusal is said at the field."""
    if not field.data or original is None:
        return None
    cleaned, refusal = _tried_cleaning(original)
    if cleaned is None:
        field.errors = [refusal]
        return None
    copy = kept_copy(current_app.config["DATA"], cleaned)
    return actions.PublicOriginal(copy, cleaned.removed)


def _body_page(row: Plan, form: BodyForm, status: int = 200, **context: Any) -> Response:
    return render("workspace/plans/body.html", status=status, plan=row, form=form, **context)


def _import_page(row: Plan, form: ImportForm, status: int = 200) -> Response:
    return render("workspace/plans/import.html", status=status, plan=row, form=form)


def _file_name(text: str) -> str:
    """The name of the uploaded file as the address carries it; a plain one if it is odd."""
    try:
        name = clean_text(text)[:200]
    except ValueError:
        name = ""
    return name if name.lower().endswith(".docx") and "/" not in name else "ke-hoach.docx"
