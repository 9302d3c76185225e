"""Remediation as the office follows it: who owes what, verification, publication."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections import remediation_actions
from portal.inspections.blueprints import office
from portal.inspections.forms import ProposeForm
from portal.inspections.models import Remediation, Visit
from portal.inspections.office_schedule import visit_address
from portal.inspections.pages import (
    READERS,
    WRITERS,
    chip,
    download,
    found_visit,
    say,
    show,
    tried,
    version_in,
)
from portal.inspections.publication_actions import propose_remediation
from portal.inspections.queries import plans
from portal.inspections.record_forms import VerifyForm
from portal.inspections.remediation_queries import (
    conclusion_of,
    earlier_reports,
    found_remediation,
    remediations_for,
)
from portal.inspections.rules import REMEDIATION_STATES, remediation_state
from portal.publishing.actions import NothingToPublish
from portal.publishing.forms import chosen_major


@office.get("/khac-phuc/")
@allow(*READERS)
def remediation_list() -> Response:
    """Every shortcoming on its way, by due date; ``?state=`` and ``?plan=`` filter."""
    day = today()
    listed = plans()
    plan_id = request.args.get("plan", type=int)
    if plan_id is not None and plan_id not in {plan.id for plan in listed}:
        abort(404)
    rows = remediations_for(current_actor(), "office", plan_id)
    states = {
        row.id: remediation_state(row.due_on, row.reported_on, row.outcome, day) for row in rows
    }
    counts = {name: list(states.values()).count(name) for name in REMEDIATION_STATES}
    wanted = request.args.get("state", "")
    wanted = wanted if wanted in REMEDIATION_STATES else ""
    return show(
        "remediation_list.html",
        rows=[row for row in rows if not wanted or states[row.id] == wanted],
        total=len(rows),
        states=states,
        counts=counts,
        wanted=wanted,
        plans=listed,
        plan_id=plan_id,
        chips={row.id: chip(row.due_on, day) for row in rows},
    )


def _found(visit_id: int, code: str) -> tuple[Visit, Remediation]:
    visit = found_visit("office", visit_id)
    return visit, found_remediation(visit, code) or abort(404)


@office.get("/lich-kiem-tra/<int:visit_id>/khac-phuc/<code>/")
@allow(*READERS)
def verify(visit_id: int, code: str) -> Response:
    """What the unit reported, and the form of the verification."""
    visit, row = _found(visit_id, code)
    stored = {"outcome": row.outcome or None, "text": row.verified_text, "on": row.verified_on}
    return _page(visit, row, VerifyForm(data=stored | {"version": str(row.version)}))


def _page(visit: Visit, row: Remediation, form: VerifyForm, status: int = 200) -> Response:
    if status == 409:
        form.version.data = str(row.version)
    state = remediation_state(row.due_on, row.reported_on, row.outcome, today())
    return show(
        "verify.html", status, visit=visit, row=row, form=form, state=state,
        chip=chip(row.due_on, today()), cancel=visit_address(visit), earlier=earlier_reports(row),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/khac-phuc/<code>/")
@allow(*WRITERS)
def verify_save(visit_id: int, code: str) -> Any:
    """Record the verification."""
    visit, row = _found(visit_id, code)
    form = VerifyForm()
    form.validate_on_submit()
    if form.on.data and form.on.data > today():
        say(form.on, "Ngày xác minh không được ở tương lai.")
    if form.errors:
        return _page(visit, row, form, 422)
    actor, version, call = current_actor(), version_in(form), remediation_actions.verify_remediation
    outcome, text, on = form.outcome.data, form.text.data, form.on.data
    status = tried(form, lambda: call(actor, row, version, outcome, text, on))
    if status != 303:
        return _page(visit, _found(visit_id, code)[1], form, status)
    flash("Đã lưu kết quả xác minh.", "success")
    return redirect(visit_address(visit))


@office.get("/lich-kiem-tra/<int:visit_id>/khac-phuc/<code>/tep")
@allow(*READERS)
def evidence(visit_id: int, code: str) -> Response:
    """The evidence of the unit."""
    _visit, row = _found(visit_id, code)
    return download(row.evidence, row.evidence_name) if row.evidence_id else abort(404)


@office.get("/lich-kiem-tra/<int:visit_id>/khac-phuc/dang/")
@allow(*READERS)
def propose_remediation_page(visit_id: int) -> Response:
    """Ask for a change note before the publication of remediation."""
    visit = found_visit("office", visit_id)
    return _propose_page(visit, ProposeForm())


def _propose_page(visit: Visit, form: ProposeForm, status: int = 200) -> Response:
    return show(
        "form.html", status, form=form, title="Trình đăng tình hình khắc phục", visit=visit,
        lead="Đăng những tồn tại, vi phạm được công khai, kết quả đơn vị báo cáo và kết quả "
        "xác minh, cùng các kiến nghị đã chọn đăng.",
        submit="Trình đăng", cancel=visit_address(visit),
    )  # fmt: skip


@office.post("/lich-kiem-tra/<int:visit_id>/khac-phuc/dang/")
@allow(*WRITERS)
def propose_remediation_save(visit_id: int) -> Any:
    """Ask for approval to publish how remediation stands."""
    visit, form = found_visit("office", visit_id), ProposeForm()
    row: Any = conclusion_of(visit) or abort(404)
    row.visit = visit
    if not form.validate_on_submit():
        return _propose_page(visit, form, 422)
    actor, back, note = current_actor(), visit_address(visit), form.change_note.data
    asked: list[Any] = []
    try:
        status = tried(
            form,
            lambda: asked.append(
                propose_remediation(actor, row, today(), note, back, chosen_major(form))
            ),
        )
    except NothingToPublish:
        flash("Tình hình khắc phục đã đăng đầy đủ, không có gì thay đổi.", "info")
        return redirect(back)
    if status != 303:
        return _propose_page(visit, form, status)
    flash("Đã trình đăng tình hình khắc phục.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=asked[0].id))
