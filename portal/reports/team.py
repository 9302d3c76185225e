"""A team reads the report of the unit it is about to visit; it changes nothing of it.

Only submitted reports of visits of the reader's own teams; the office's internal notes and
comments not sent yet stay with the office.
"""

import io
import json
from typing import Any

from flask import Response, abort, send_file

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import TEAM_ROLES
from portal.documents.file_types import DOCX
from portal.reports import office_queries
from portal.reports.evidence.queries import accesses_of
from portal.reports.models import Duty, Submission
from portal.reports.office_reading import read
from portal.reports.office_rules import KINDS, MODES, STATES
from portal.reports.office_viewing import download, evidence_blob, touched
from portal.reports.queries import duty_for, latest_submission
from portal.reports.reading import team as team_reading
from portal.reports.reading.queries import marks_on, parts_for
from portal.reports.reading.rules import MARKS
from portal.reports.team_blueprint import blueprint
from portal.reports.word import report_docx
from portal.web.rendering import render

__all__ = ["blueprint", "team_reading"]


@blueprint.get("/<int:duty_id>/")
@allow(*TEAM_ROLES)
def report(duty_id: int) -> Response:
    """The newest submission of a unit that the reader's team visits."""
    duty = _duty(duty_id)
    sent: Any = latest_submission(duty) or abort(404)
    reading = read(sent)
    told = [item for item in office_queries.comments(sent) if item.sent]
    return render(
        "workspace/reports/office/team_report.html",
        duty=duty,
        submission=sent,
        reading=reading,
        layout=reading.layout,
        to_unit=office_queries.comments_by_field(told),
        notes={},
        changed_codes=set(),
        remarked=touched(item.field for item in told),
        reviews=list(sent.reviews),
        parts=parts_for(duty.form),
        marks=marks_on(sent),
        mark_words=MARKS,
        accesses=accesses_of(duty),
        files="reports_team",
        writer=False,
        states=STATES,
        kinds=KINDS,
        modes=MODES,
    )


@blueprint.get("/<int:duty_id>/lan/<int:number>/ban-ky")
@allow(*TEAM_ROLES)
def signed_file(duty_id: int, number: int) -> Response:
    """The signed report as the unit sent it."""
    sent = _submission(duty_id, number)
    blob = sent.signed_file or abort(404)
    return download(blob, sent.signed_name or f"bao-cao-{sent.receipt}")


@blueprint.get("/<int:duty_id>/lan/<int:number>/minh-chung/<int:position>")
@allow(*TEAM_ROLES)
def evidence_file(duty_id: int, number: int, position: int) -> Response:
    """The ``position``-th piece of evidence of a submission, counted from 1."""
    return download(*evidence_blob(_submission(duty_id, number), position))


@blueprint.get("/<int:duty_id>/lan/<int:number>/bao-cao.docx")
@allow(*TEAM_ROLES)
def document(duty_id: int, number: int) -> Response:
    """The submission as a Word document."""
    sent = _submission(duty_id, number)
    body = report_docx(sent.duty, json.loads(sent.snapshot), sent)
    name = f"bao-cao-{sent.duty.unit.code}-{sent.duty.year}-lan-{sent.number}.docx"
    return send_file(io.BytesIO(body), mimetype=DOCX, as_attachment=True, download_name=name)


def _duty(duty_id: int) -> Duty:
    """The duty if one of the reader's teams makes its visit; 404 otherwise."""
    return duty_for(current_actor(), "team", duty_id) or abort(404)


def _submission(duty_id: int, number: int) -> Submission:
    duty = _duty(duty_id)
    sent: Any = office_queries.submission(duty_id, number) or abort(404)
    sent.duty = duty
    return sent  # type: ignore[no-any-return]
