"""The office reads a submission: content, changes, evidence, comments, files."""

import io
import json
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, current_app, send_file

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.documents.blobs import path_of
from portal.documents.file_types import DOCX, EXTENSIONS
from portal.documents.models import Blob
from portal.reports import office_queries
from portal.reports.board import queries as board_queries
from portal.reports.board.filters import chosen as filter_chosen
from portal.reports.board.filters import queue_around
from portal.reports.board.queries import BoardRow
from portal.reports.duties.following import proposals_of
from portal.reports.models import Submission
from portal.reports.office_blueprint import READERS, WRITERS, blueprint, found_submission
from portal.reports.office_reading import changes_between, read
from portal.reports.office_rules import KINDS, MODES, STATES, VERDICTS
from portal.reports.queries import submissions_of
from portal.reports.review.queries import asked_before, compared_with, notes_on
from portal.reports.sent_log import logged
from portal.reports.word import report_docx
from portal.web.rendering import render


@blueprint.get("/<int:duty_id>/lan/<int:number>/")
@allow(*READERS)
def submission(duty_id: int, number: int) -> Response:
    """One submission to be read: what changed first, then the whole, with comments in place."""
    row, sent = found_submission(duty_id, number)
    return submission_page(row, sent)


def submission_page(row: BoardRow, sent: Submission, status: int = 200) -> Response:
    """The page of a submission, also after a form on it that could not be taken."""
    reading, chosen = read(sent), filter_chosen()
    older = compared_with(sent)
    changed = changes_between(read(older), reading) if older else []
    to_unit, notes = office_queries.comments(sent), notes_on(sent)
    writer = current_actor().has(*WRITERS)
    return render(
        "workspace/reports/office/submission.html",
        status=status,
        row=row,
        duty=row.duty,
        submission=sent,
        chosen=chosen,
        queue=queue_around(row.duty.id, board_queries.board(today(), chosen.plan), chosen)
        if row.duty.state == "submitted"
        else None,
        older=older,
        earlier=asked_before(sent),
        verdicts=VERDICTS,
        may_judge=writer and sent.state == "submitted" and sent.number == row.submissions,
        submissions=submissions_of(row.duty),
        reading=reading,
        layout=reading.layout,
        changed=changed,
        changed_codes={change.code for change in changed},
        touched=touched(change.code for change in changed),
        remarked=touched(item.field for item in (*to_unit, *notes)),
        to_unit=office_queries.comments_by_field(to_unit),
        notes=office_queries.comments_by_field(notes),
        comment_count=len(to_unit),
        note_count=len(notes),
        newest=sent.number == row.submissions,
        reviews=list(sent.reviews),
        proposals=proposals_of(row.duty, today()) if sent.state == "accepted" else [],
        writer=writer,
        files="reports_office",
        states=STATES,
        kinds=KINDS,
        modes=MODES,
        logged=logged([sent])[sent.id],
    )


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
