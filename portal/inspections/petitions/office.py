"""The office's list of all proposals: filtered by answering agency and state, and answered."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections import remediation_actions
from portal.inspections.blueprints import office
from portal.inspections.models import Petition
from portal.inspections.pages import READERS, WRITERS, show, tried, version_in
from portal.inspections.petitions.queries import (
    STATES,
    Listed,
    petition_for,
    petitions_for,
)
from portal.inspections.petitions.word import submission_paper
from portal.inspections.record_forms import PetitionForm
from portal.inspections.remediation_actions import PetitionFacts
from portal.vietnamese import collation_key, fold

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIELDS = ("text", "agency", "due_on", "answer", "answered_on", "public")


@office.get("/kien-nghi/")
@allow(*READERS)
def petition_list() -> Response:
    """Every proposal; ``?co-quan=`` and ``?tinh-trang=`` filter."""
    rows = petitions_for(current_actor(), "office", today())
    agency, state = _asked()
    counts = {code: sum(one.state == code for one in rows) for code in STATES}
    agencies = sorted({one.row.agency for one in rows if one.row.agency}, key=collation_key)
    return show(
        "petition_list.html",
        rows=_filtered(rows, agency, state),
        total=len(rows),
        counts=counts,
        states=STATES,
        state=state,
        agency=agency,
        agencies=agencies,
    )


@office.get("/kien-nghi/to-trinh.docx")
@allow(*READERS)
def petition_paper() -> Response:
    """The proposals of the list as a draft of the tờ trình to the chairman."""
    rows = _filtered(petitions_for(current_actor(), "office", today()), *_asked())
    return send_file(
        BytesIO(submission_paper(rows)), mimetype=_DOCX, as_attachment=True,
        download_name="to-trinh-kien-nghi.docx",
    )  # fmt: skip


@office.get("/kien-nghi/<int:petition_id>/")
@allow(*READERS)
def listed_petition(petition_id: int) -> Response:
    """A proposal: who must answer, by when, and the answer."""
    row = _found(petition_id)
    stored = {name: getattr(row, name) for name in _FIELDS} | {"version": str(row.version)}
    return _page(row, PetitionForm(data=stored))


@office.post("/kien-nghi/<int:petition_id>/")
@allow(*WRITERS)
def save_listed_petition(petition_id: int) -> Any:
    """Save who must answer, or the answer; the unit is told of an answer."""
    row, form, actor = _found(petition_id), PetitionForm(), current_actor()
    if not form.validate_on_submit():
        return _page(row, form, 422)
    facts = PetitionFacts(**{name: form[name].data for name in _FIELDS})
    call, version = remediation_actions.change_petition, version_in(form)
    status = tried(form, lambda: call(actor, row, version, facts))
    if status != 303:
        row = _found(petition_id)
        form.version.data = str(row.version)
        return _page(row, form, status)
    flash("Đã lưu kiến nghị.", "success")
    return redirect(url_for("inspections_office.petition_list"))


def _found(petition_id: int) -> Petition:
    return petition_for(current_actor(), "office", petition_id) or abort(404)


def _asked() -> tuple[str, str]:
    state = request.args.get("tinh-trang", "")
    return request.args.get("co-quan", "")[:200].strip(), state if state in STATES else ""


def _filtered(rows: list[Listed], agency: str, state: str) -> list[Listed]:
    wanted = fold(agency)
    return [
        one
        for one in rows
        if (not state or one.state == state) and (not wanted or wanted in fold(one.row.agency))
    ]


def _page(row: Petition, form: PetitionForm, status: int = 200) -> Response:
    return show("petition.html", status, form=form, row=row, changed=status == 409)
