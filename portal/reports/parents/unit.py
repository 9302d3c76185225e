"""The parent unit reads what its subordinate units sent, approves it or gives it back.

Only where the plan asks for it; it sees what was sent, never a draft, a comment or a note.
"""

import io
import json
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, send_file, url_for

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import now, today
from portal.deadlines.queries import work_calendar
from portal.documents.file_types import DOCX
from portal.reports.board.queries import duty_row
from portal.reports.models import Submission
from portal.reports.office_forms import ParentForm
from portal.reports.office_reading import read
from portal.reports.office_rules import KINDS, MODES, STATES, NotAllowedNow, default_due
from portal.reports.office_viewing import download, evidence_blob
from portal.reports.parents import actions as parent_actions
from portal.reports.parents import queries as parent_queries
from portal.reports.parents.rules import DECISIONS
from portal.reports.review.queries import parent_step_of
from portal.reports.unit_base import WRITERS
from portal.reports.word import report_docx
from portal.vietnamese import format_date
from portal.web.rendering import render

blueprint = Blueprint("reports_parent", __name__, url_prefix="/lam-viec/don-vi/cap-duoi")


@blueprint.get("/")
@allow(*UNIT_ROLES)
def reports() -> Response:
    """What the subordinate units sent: what waits for an answer first."""
    rows = [
        {"sent": row, "step": parent_queries.step_of(row, "cấp trên", today())}
        for row in parent_queries.below(current_actor())
    ]
    return render(
        "workspace/reports/parent/reports.html", rows=rows, decisions=DECISIONS, states=STATES
    )


@blueprint.get("/<int:duty_id>/lan/<int:number>/")
@allow(*UNIT_ROLES)
def report(duty_id: int, number: int) -> Response:
    """One report of a subordinate unit, as it was sent."""
    return _page(_found(duty_id, number), ParentForm())


@blueprint.post("/<int:duty_id>/lan/<int:number>/")
@allow(*WRITERS)
def decide(duty_id: int, number: int) -> Any:
    """Approve the report, or give it back with a reason."""
    sent = _found(duty_id, number)
    form = ParentForm()
    if not form.validate_on_submit():
        return _page(sent, form, 422)
    returned = form.decision.data == "returned"
    if returned and not form.note.data:
        form.note.errors = ["Ghi lý do trả lại để đơn vị biết phải sửa gì."]
        return _page(sent, form, 422)
    try:
        if returned:
            day = _due(sent)
            parent_actions.give_back(current_actor(), sent, form.note.data, day, now())
            flash(f"Đã trả lại báo cáo, hạn mới {format_date(day)}.", "success")
        else:
            parent_actions.approve(current_actor(), sent, form.note.data or "", now())
            flash("Đã duyệt; báo cáo chuyển Sở Nội vụ xem.", "success")
    except NotAllowedNow as error:
        form.form_errors.append(str(error))
        return _page(sent, form, 409)
    return redirect(url_for("reports_parent.reports"))


@blueprint.get("/<int:duty_id>/lan/<int:number>/ban-ky")
@allow(*UNIT_ROLES)
def signed_file(duty_id: int, number: int) -> Response:
    """The signed report as the unit sent it."""
    sent = _found(duty_id, number)
    blob = sent.signed_file or abort(404)
    return download(blob, sent.signed_name or f"bao-cao-{sent.receipt}")


@blueprint.get("/<int:duty_id>/lan/<int:number>/minh-chung/<int:position>")
@allow(*UNIT_ROLES)
def evidence_file(duty_id: int, number: int, position: int) -> Response:
    """The ``position``-th piece of evidence of a submission, counted from 1."""
    return download(*evidence_blob(_found(duty_id, number), position))


@blueprint.get("/<int:duty_id>/lan/<int:number>/bao-cao.docx")
@allow(*UNIT_ROLES)
def document(duty_id: int, number: int) -> Response:
    """The submission as a Word document."""
    sent = _found(duty_id, number)
    body = report_docx(sent.duty, json.loads(sent.snapshot), sent)
    name = f"bao-cao-{sent.duty.unit.code}-{sent.duty.year}-lan-{sent.number}.docx"
    return send_file(io.BytesIO(body), mimetype=DOCX, as_attachment=True, download_name=name)


def _found(duty_id: int, number: int) -> Submission:
    found: Any = parent_queries.one_below(current_actor(), duty_id, number) or abort(404)
    return found  # type: ignore[no-any-return]


def _due(sent: Submission) -> Any:
    row = duty_row(sent.duty_id, today())
    first = row.first_session if row else None
    return default_due(today(), first, work_calendar().add_working, sent.duty.due_on)


def _page(sent: Submission, form: ParentForm, status: int = 200) -> Response:
    reading = read(sent)
    step = parent_step_of(sent, today())
    return render(
        "workspace/reports/parent/report.html",
        status=status,
        duty=sent.duty,
        submission=sent,
        reading=reading,
        layout=reading.layout,
        to_unit={},
        notes={},
        changed_codes=set(),
        remarked=set(),
        reviews=[],
        files="reports_parent",
        form=form,
        step=step,
        said=parent_queries.decision_on(sent),
        decisions=DECISIONS,
        due=_due(sent),
        may_decide=current_actor().has(*WRITERS)
        and sent.state == "submitted"
        and step.state in ("waiting", "silent"),
        states=STATES,
        kinds=KINDS,
        modes=MODES,
    )
