"""What was submitted: the receipt (biên nhận), the frozen report, its files."""

import json

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.documents.models import Blob
from portal.reports import queries
from portal.reports.confirming.queries import waits_for_word
from portal.reports.confirming.rules import SUBMISSION_STATES, WITHDRAWN
from portal.reports.evidence.unit import send_blob
from portal.reports.layout import lay_out
from portal.reports.models import Duty, Submission
from portal.reports.office_reading import reading_of
from portal.reports.review.queries import parent_step_of
from portal.reports.rules import in_order
from portal.reports.sent_log import logged
from portal.reports.showing import answers_in
from portal.reports.timeliness.queries import moves_of
from portal.reports.timeliness.rules import said_of_resubmission, timing_of
from portal.reports.unit_base import blueprint, find_any, frame
from portal.reports.unit_send import send_docx
from portal.reports.word import lead_of, paper_of, report_docx
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/bien-nhan/<int:number>/")
@allow(*UNIT_ROLES)
def receipt(duty_id: int, number: int) -> Response:
    """The receipt: number, time, mã xác thực; it stays here for good."""
    duty, submission = _find(duty_id, number)
    snapshot = json.loads(submission.snapshot)
    newest = queries.latest_submission(duty)
    return render(
        "workspace/reports/receipt.html",
        submission=submission,
        answered=answers_in(snapshot["values"]),
        due_on=snapshot["due_on"],
        missing_reason=snapshot.get("missing_reason"),
        newest=newest,
        became=_became(submission),
        following=_following(duty, submission),
        in_time=_in_time(duty, submission),
        logged=logged([submission])[submission.id],
        **frame(duty, f"Biên nhận {submission.receipt}"),
    )


def _became(submission: Submission) -> str:
    """What became of a report, as its receipt says it; who is to read it now, while it waits."""
    step = parent_step_of(submission, today()) if submission.state == "submitted" else None
    if step and step.blocks:
        return f"Chờ {step.parent} duyệt"
    return SUBMISSION_STATES[submission.state]


def _following(duty: Duty, submission: Submission) -> str:
    """What becomes of a report next, as its receipt says it; "" once it was decided on."""
    if submission.state != "submitted":
        return ""
    if submission.mode == "keyed" and waits_for_word(duty):
        return "Báo cáo Sở Nội vụ nhập thay được tính khi đơn vị xác nhận là đúng."
    step = parent_step_of(submission, today())
    first = f"{step.parent} duyệt trước, sau đó " if step and step.state == "waiting" else ""
    return (
        f"{first}Sở Nội vụ xem báo cáo rồi chấp nhận, hoặc trả lại kèm ý kiến và thời hạn mới; "
        "kết quả hiện ở trang “Báo cáo phải nộp”."
    )


def _in_time(duty: Duty, submission: Submission) -> str:
    """Whether the report came in time, as its receipt says it; the earliest receipt decides."""
    reason = f". Lý do: {submission.late_reason}" if submission.late_reason else ""
    standing = [
        row
        for row in queries.submissions_of(duty)
        if row.number <= submission.number
        and (row.state not in WITHDRAWN or row.number == submission.number)
    ]
    if len(standing) == 1:
        return f"Gửi quá hạn{reason}" if submission.late else "Đúng hạn"
    moves = moves_of(Duty.id == duty.id).get(duty.id, [])
    found = timing_of(duty.due_on, moves, standing)
    said = said_of_resubmission(submission.number, found, today())
    return f"{said}. Lần này gửi sau hạn nộp lại{reason}" if submission.late else said


@blueprint.get("/bao-cao/<int:duty_id>/lan-nop/<int:number>/")
@allow(*UNIT_ROLES)
def submission(duty_id: int, number: int) -> Response:
    """A submitted report as it was frozen."""
    duty, found = _find(duty_id, number)
    if duty.form_id is None:
        return redirect(url_for("reports_unit.receipt", duty_id=duty.id, number=number))
    snapshot = json.loads(found.snapshot)
    definition = queries.definition_of(duty)
    return render(
        "workspace/reports/submission.html",
        submission=found,
        snapshot=snapshot,
        paper=paper_of(duty, snapshot, found),
        lead=lead_of(duty, reading_of(snapshot).unit_name),
        layout=lay_out(definition, in_order(definition, snapshot["values"]), duty.year),
        evidence=[
            {**item, "href": _evidence_href(duty, found, place, item)}
            for place, item in enumerate(snapshot["evidence"])
        ],
        **frame(duty, f"Báo cáo đã gửi lần {found.number}"),
    )


def _evidence_href(duty: Duty, submission: Submission, place: int, item: dict[str, str]) -> str:
    if not item["sha256"]:
        return ""
    return url_for(
        "reports_unit.submitted_evidence",
        duty_id=duty.id,
        number=submission.number,
        place=place,
    )


@blueprint.get("/bao-cao/<int:duty_id>/lan-nop/<int:number>/minh-chung/<int:place>")
@allow(*UNIT_ROLES)
def submitted_evidence(duty_id: int, number: int, place: int) -> Response:
    """A file of the evidence as it was submitted, also when the draft dropped it since."""
    _duty, found = _find(duty_id, number)
    items = json.loads(found.snapshot)["evidence"]
    if place >= len(items) or not items[place]["sha256"]:
        abort(404)
    return send_blob(Blob.get_by_id(items[place]["sha256"]), items[place]["file_name"])


@blueprint.get("/bao-cao/<int:duty_id>/lan-nop/<int:number>/ban-ky")
@allow(*UNIT_ROLES)
def signed_file(duty_id: int, number: int) -> Response:
    """The signed PDF of a submission."""
    _duty, found = _find(duty_id, number)
    if found.signed_file_id is None:
        abort(404)
    return send_blob(found.signed_file, found.signed_name or f"{found.receipt}.pdf")


@blueprint.get("/bao-cao/<int:duty_id>/lan-nop/<int:number>/bao-cao.docx")
@allow(*UNIT_ROLES)
def submission_docx(duty_id: int, number: int) -> Response:
    """A submitted report as a Word file."""
    duty, found = _find(duty_id, number)
    if duty.form_id is None:
        abort(404)
    return send_docx(report_docx(duty, json.loads(found.snapshot)), found.receipt)


def _find(duty_id: int, number: int) -> tuple[Duty, Submission]:
    duty = find_any(duty_id)
    found = queries.submission_for(duty, number)
    if found is None:
        abort(404)
    return duty, found
