"""The office reads a submission: content, changes, evidence, comments, files."""

import io
import json
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, current_app, flash, redirect, request, send_file, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.documents.blobs import path_of
from portal.documents.file_types import DOCX, EXTENSIONS
from portal.documents.models import Blob
from portal.reports import office_queries, review
from portal.reports.layout import TASK_COLUMNS
from portal.reports.models import ReviewComment, Submission
from portal.reports.office_blueprint import READERS, WRITERS, blueprint, found_submission
from portal.reports.office_forms import CommentForm
from portal.reports.office_queries import BoardRow
from portal.reports.office_reading import Reading, changes_between, read
from portal.reports.office_rules import KINDS, MODES, STATES, NotAllowedNow
from portal.reports.queries import submissions_of
from portal.reports.word import report_docx
from portal.web.rendering import render

_CELLS = (("", "Cả dòng"), ("previous", ""), ("current", ""), ("note", "Ghi chú"))


@blueprint.get("/<int:duty_id>/lan/<int:number>/")
@allow(*READERS)
def submission(duty_id: int, number: int) -> Response:
    """One submission to be read: what changed first, then the whole, with comments in place."""
    row, sent = found_submission(duty_id, number)
    reading = read(sent)
    older = office_queries.submission(duty_id, number - 1)
    changed = changes_between(read(older), reading) if older else []
    to_unit = office_queries.comments(sent, internal=False)
    notes = office_queries.comments(sent, internal=True)
    return render(
        "workspace/reports/office/submission.html",
        row=row,
        duty=row.duty,
        submission=sent,
        older=older,
        earlier=office_queries.comments(older, internal=False) if older else [],
        submissions=submissions_of(row.duty),
        reading=reading,
        layout=reading.layout,
        changed=changed,
        changed_codes={change.code for change in changed},
        touched=touched(change.code for change in changed),
        remarked=touched(item.field for item in (*to_unit, *notes)),
        task_columns=TASK_COLUMNS,
        to_unit=office_queries.comments_by_field(to_unit),
        notes=office_queries.comments_by_field(notes),
        comment_count=len(to_unit),
        note_count=len(notes),
        newest=sent.number == row.submissions,
        reviews=list(sent.reviews),
        writer=current_actor().has(*WRITERS),
        files="reports_office",
        states=STATES,
        kinds=KINDS,
        modes=MODES,
    )


@blueprint.route("/<int:duty_id>/lan/<int:number>/gop-y/", methods=["GET", "POST"])
@allow(*WRITERS)
def comment(duty_id: int, number: int) -> Any:
    """Pin a comment to a field; without one, to the whole report."""
    row, sent = found_submission(duty_id, number)
    reading = read(sent)
    field = request.args.get("muc", "")
    if not reading.knows(field):
        abort(404)
    form = CommentForm()
    form.cell.choices = _cells(reading, field)
    if not form.validate_on_submit():
        return _comment_page(row, sent, reading, field, form, 422 if form.errors else 200)
    cell = form.cell.data
    pinned = f"{field}:{cell}" if cell else field
    internal = form.audience.data == "internal"
    try:
        review.add_comment(current_actor(), sent, pinned, form.text.data, internal, now())
    except NotAllowedNow as error:
        form.form_errors.append(str(error))
        return _comment_page(row, sent, reading, field, form, 409)
    flash("Đã lưu ghi chú nội bộ." if internal else "Đã lưu ý kiến; gửi khi trả lại.", "success")
    return redirect(_page(duty_id, number) + f"#{anchor(field)}")


@blueprint.post("/<int:duty_id>/lan/<int:number>/gop-y/<int:comment_id>/xoa")
@allow(*WRITERS)
def remove_comment(duty_id: int, number: int, comment_id: int) -> Any:
    """Take back a comment that has not been sent."""
    _row, sent = found_submission(duty_id, number)
    found = ReviewComment.get_or_none(id=comment_id, submission=sent)
    if found:
        try:
            review.remove_comment(current_actor(), found)
            flash("Đã xóa ý kiến.", "success")
        except review.CommentSent as error:
            flash(str(error), "error")
    return redirect(_page(duty_id, number))


@blueprint.get("/<int:duty_id>/lan/<int:number>/ban-ky")
@allow(*READERS)
def signed_file(duty_id: int, number: int) -> Response:
    """The signed report as it was uploaded or scanned."""
    _row, sent = found_submission(duty_id, number)
    blob = sent.signed_file or abort(404)
    return download(blob, sent.signed_name or f"bao-cao-{sent.receipt}")


@blueprint.get("/<int:duty_id>/lan/<int:number>/minh-chung/<int:position>")
@allow(*READERS)
def evidence_file(duty_id: int, number: int, position: int) -> Response:
    """The ``position``-th piece of evidence of a submission, counted from 1."""
    _row, sent = found_submission(duty_id, number)
    return download(*evidence_blob(sent, position))


@blueprint.get("/<int:duty_id>/lan/<int:number>/bao-cao.docx")
@allow(*READERS)
def document(duty_id: int, number: int) -> Response:
    """The submission as a Word document in the official layout."""
    row, sent = found_submission(duty_id, number)
    body = report_docx(row.duty, json.loads(sent.snapshot), sent)
    return send_file(
        io.BytesIO(body),
        mimetype=DOCX,
        as_attachment=True,
        download_name=f"bao-cao-{row.duty.unit.code}-{row.duty.year}-lan-{sent.number}.docx",
    )


def anchor(field: str) -> str:
    """The id of a field's place on the page; a statistics cell lives in its row."""
    parts = field.split(":")
    row = parts[:2] if parts[0] == "stat" else parts
    return "m-" + "-".join(row).replace(".", "_") if field else "toan-bo"


blueprint.add_app_template_filter(anchor, "report_anchor")


def evidence_blob(sent: Submission, position: int) -> tuple[Blob, str]:
    """The file of a piece of evidence and its name; 404 when there is none."""
    evidence = read(sent).evidence
    if not 1 <= position <= len(evidence):
        abort(404)
    item = evidence[position - 1]
    blob: Any = Blob.get_or_none(Blob.sha256 == item["sha256"]) or abort(404)
    return blob, item["file_name"] or f"minh-chung-{position}"


def touched(codes: Iterable[str]) -> set[str]:
    """The fields of ``codes``, and the places they belong to: row, appendix, whole report."""
    appendix = {"stat": "statistics", "cutoff": "statistics", "task": "tasks"}
    found: set[str] = set()
    for code in codes:
        parts = code.split(":")
        found |= {"", code, ":".join(parts[:2]), appendix.get(parts[0], code)}
    return found


def _cells(reading: Reading, field: str) -> list[tuple[str, str]]:
    """The cells of a statistics row to choose from; the field itself for anything else."""
    if not field.startswith("stat:") or reading.layout is None or field.count(":") > 1:
        return [("", "Cả mục")]
    years = reading.layout.years
    return [(code, words or years[code]) for code, words in _CELLS]


def _comment_page(
    row: BoardRow, sent: Submission, reading: Reading, field: str, form: CommentForm, status: int
) -> Response:
    if sent.state != "submitted":
        form.audience.choices = [
            choice for choice in form.audience.choices if choice.value == "internal"
        ]
        form.audience.data = "internal"
    return render(
        "workspace/reports/office/comment.html",
        status=status,
        row=row,
        duty=row.duty,
        submission=sent,
        field=field,
        label=reading.label(field),
        shown=_field_text(reading, field),
        form=form,
    )


def _field_text(reading: Reading, field: str) -> list[tuple[str, str]]:
    """What stands in a field now, cell by cell, to be read while commenting on it."""
    if field.startswith("stat:") and field.count(":") == 1 and reading.layout:
        names = {**reading.layout.years, "note": "Ghi chú"}
        codes = [(f"{field}:{column}", name) for column, name in names.items()]
    else:
        codes = [(field, "Nội dung")]
    return [(name, reading.show(code, reading.values.get(code))) for code, name in codes]


def _page(duty_id: int, number: int) -> str:
    return url_for("reports_office.submission", duty_id=duty_id, number=number)


def download(blob: Blob, name: str) -> Response:
    """The file as an attachment under its name; the browser must not guess its type."""
    extension = EXTENSIONS.get(blob.media_type, "bin")
    known = name.lower().endswith(f".{extension}") or extension == "jpg"
    answer = send_file(
        path_of(current_app.config["DATA"], blob.sha256),
        mimetype=blob.media_type,
        as_attachment=True,
        download_name=name if known else f"{name}.{extension}",
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
