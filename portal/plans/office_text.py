"""The text of a plan as it is typed, and its files; what Word brings is in ``office_import``."""

from typing import Any

from flask import abort, current_app, flash, redirect, send_file
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.documents import blobs
from portal.documents.markup import clean_html, markdown_html
from portal.documents.models import Blob
from portal.documents.public_copies import CannotClean, Cleaned, cleaned_word, kept_copy
from portal.plans import actions
from portal.plans.blueprint import READERS, WRITERS, blueprint, conflict, found_plan, plan_url
from portal.plans.forms import BodyForm
from portal.plans.models import Plan
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
    public = public_copy(form.publish_original, row.original)
    if form.publish_original.errors:
        return _body_page(row, form, 422)
    try:
        actions.edit_body(current_actor(), row, form.seen, html, public)
    except actions.Conflict as error:
        shown = conflict(form, error.row.version, {"body": error.row.body_html})
        return _body_page(row, form, 409, **shown)
    flash("Đã lưu toàn văn.", "success")
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


def tried_cleaning(original: Blob) -> tuple[Cleaned | None, str]:
    """What the public copy of the file would be, or why there can be none."""
    try:
        return cleaned_word(current_app.config["DATA"], original), ""
    except CannotClean as error:
        return None, str(error)


def public_copy(field: Any, original: Blob | None) -> actions.PublicOriginal | None:
    """The stored copy for the public, if it is wanted; a refusal is said at the field."""
    if not field.data or original is None:
        return None
    cleaned, refusal = tried_cleaning(original)
    if cleaned is None:
        field.errors = [refusal]
        return None
    copy = kept_copy(current_app.config["DATA"], cleaned)
    return actions.PublicOriginal(copy, cleaned.removed)


def _body_page(row: Plan, form: BodyForm, status: int = 200, **context: Any) -> Response:
    return render("workspace/plans/body.html", status=status, plan=row, form=form, **context)
