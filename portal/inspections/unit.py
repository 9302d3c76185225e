"""The unit's pages: its own visits and what it did about the findings."""

from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.documents.held_file import HeldFile
from portal.inspections import notice_actions, remediation_actions
from portal.inspections.actions import NotPossible
from portal.inspections.blueprints import unit as blueprint
from portal.inspections.models import Remediation, Visit
from portal.inspections.pages import chip, download, found_visit, say, show, tried, version_in
from portal.inspections.petitions import unit as petition_pages  # noqa: F401 (adds its page)
from portal.inspections.queries import first_day, scheduled, sessions_of, visits_for
from portal.inspections.record_forms import ReportForm
from portal.inspections.remediation_queries import earlier_reports, found_remediation
from portal.inspections.rules import before_visit, remediation_state
from portal.inspections.visit_page import visit_context

__all__ = ["blueprint"]

_WRITERS = ("unit_editor", "unit_head")


@blueprint.get("/")
@allow(*UNIT_ROLES)
def visits() -> Response:
    """Visits to one's own unit, by date."""
    rows = scheduled(visits_for(current_actor(), "unit"))
    return show("unit_visits.html", visits=rows, today=today())


@blueprint.get("/<int:visit_id>/")
@allow(*UNIT_ROLES)
def visit(visit_id: int) -> Response:
    """One visit to one's own unit."""
    row = found_visit("unit", visit_id)
    actor = current_actor()
    notice = notice_actions.open_notice(actor, row)
    may_acknowledge = actor.has(*_WRITERS)
    context = {"notice": notice, "may_acknowledge": may_acknowledge}
    return show("unit_visit.html", **context, **visit_context(row, today()))


@blueprint.post("/<int:visit_id>/da-nhan-thong-bao")
@allow(*_WRITERS)
def acknowledge(visit_id: int) -> Any:
    """Say that the unit has the schedule notice."""
    row = found_visit("unit", visit_id)
    try:
        notice_actions.acknowledge_notice(current_actor(), row)
        flash("Đã xác nhận nhận được thông báo lịch.", "success")
    except NotPossible as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".visit", visit_id=row.id))


def _found(visit_id: int, code: str) -> tuple[Visit, Remediation]:
    visit = found_visit("unit", visit_id)
    return visit, found_remediation(visit, code) or abort(404)


@blueprint.get("/<int:visit_id>/khac-phuc/<code>/")
@allow(*UNIT_ROLES)
def remediation(visit_id: int, code: str) -> Response:
    """One finding to put right, and the form of the report on it."""
    visit, row = _found(visit_id, code)
    stored = {"text": row.reported_text, "on": row.reported_on, "version": str(row.version)}
    return _page(visit, row, ReportForm(data=stored))


def _page(visit: Visit, row: Remediation, form: ReportForm, status: int = 200) -> Response:
    stored = []
    if status == 409:
        form.version.data = str(row.version)
        stored = [("Kết quả khắc phục", row.reported_text), ("Người báo cáo", row.reported_by)]
    return show(
        "remediation_form.html", status, visit=visit, row=row, form=form, stored=stored,
        earlier=earlier_reports(row),
        state=remediation_state(row.due_on, row.reported_on, row.outcome, today()),
        chip=chip(row.due_on, today()), may_report=current_actor().has(*_WRITERS),
        cancel=url_for(".visit", visit_id=visit.id),
    )  # fmt: skip


@blueprint.post("/<int:visit_id>/khac-phuc/<code>/")
@allow(*_WRITERS)
def remediation_save(visit_id: int, code: str) -> Any:
    """Send the report on one finding."""
    visit, row = _found(visit_id, code)
    form, root, actor = ReportForm(), current_app.config["DATA"], current_actor()
    file = HeldFile(form.evidence, form.held, f"remediation {row.id} {actor.user_id}")
    form.validate_on_submit()
    if form.on.data:
        say(form.on, _wrong_day(visit, form.on.data))
    if form.errors:
        file.hold(root)
        return _page(visit, row, form, 422)
    blob = file.receive(root)
    if form.evidence.errors:
        return _page(visit, row, form, 422)
    version, call = version_in(form), remediation_actions.report_remediation
    text, on, name = form.text.data, form.on.data, file.name if blob else ""
    status = tried(form, lambda: call(actor, row, version, text, on, blob, name))
    if status != 303:
        file.hold(root)
        return _page(visit, _found(visit_id, code)[1], form, status)
    flash("Đã gửi báo cáo khắc phục. Sở Nội vụ sẽ xác minh.", "success")
    return redirect(url_for(".visit", visit_id=visit.id))


def _wrong_day(visit: Visit, on: date) -> str:
    """Why a unit cannot have reported on that day; "" when it can."""
    if on > today():
        return "Ngày báo cáo không được ở tương lai."
    held = first_day(sessions_of([visit])[visit.id])
    # today is always right: what was asked for can be put right while a session is still to come
    return before_visit(on, held) if on < today() else ""


@blueprint.get("/<int:visit_id>/khac-phuc/<code>/tep")
@allow(*UNIT_ROLES)
def evidence(visit_id: int, code: str) -> Response:
    """The evidence one sent."""
    _visit, row = _found(visit_id, code)
    return download(row.evidence, row.evidence_name) if row.evidence_id else abort(404)


@blueprint.get("/<int:visit_id>/ket-luan/van-ban")
@allow(*UNIT_ROLES)
def conclusion_file(visit_id: int) -> Response:
    """The signed notice: the inspected unit gets the whole of it."""
    conclusion = found_visit("unit", visit_id).conclusions.first()
    document = conclusion.document if conclusion and conclusion.document_id else None
    if document is None or document.signed_file_id is None:
        abort(404)
    return download(document.signed_file, document.filename)
