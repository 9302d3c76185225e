"""The schedule of the office: visits by date, and its publication."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections.blueprints import office
from portal.inspections.forms import ProposeForm
from portal.inspections.models import Visit
from portal.inspections.pages import READERS, WRITERS, show
from portal.inspections.proposals import facts_of, public_state, visit_proposals
from portal.inspections.publication_actions import propose_schedule
from portal.inspections.queries import plans, scheduled, visits_for
from portal.inspections.rules import CHANGED, HIDDEN, NEVER
from portal.plans.models import Plan
from portal.publishing.actions import NothingToPublish
from portal.publishing.forms import chosen_major


@office.get("/lich-kiem-tra/")
@allow(*READERS)
def schedule() -> Response:
    """Visits of a plan by date; ``?plan=`` and ``?month=`` filter."""
    listed = plans()
    chosen = _chosen(listed, request.args.get("plan", type=int))
    month = request.args.get("month", type=int)
    month = month if month in range(1, 13) else None
    visits = []
    if chosen:
        visits = scheduled(visits_for(current_actor(), "office"), chosen.id, month=month)
    facts = facts_of(visits)
    states = {visit.id: public_state(visit, facts) for visit in visits}
    waiting = sum(state in (NEVER, CHANGED) for state in states.values())
    hidden = sum(state == HIDDEN for state in states.values())
    return show(
        "schedule.html",
        plans=listed,
        plan=chosen,
        month=month,
        visits=visits,
        states=states,
        waiting=waiting,
        hidden=hidden,
        today=today(),
    )


def _chosen(listed: list[Plan], plan_id: int | None) -> Plan | None:
    """The plan asked for, else the one of this year, else the newest."""
    if plan_id is not None:
        return next((plan for plan in listed if plan.id == plan_id), None) or abort(404)
    year = today().year
    return next((plan for plan in listed if plan.year == year), listed[0] if listed else None)


def found_plan(plan_id: int) -> Plan:
    """The plan of the address; 404 when there is none."""
    plan: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    return plan


@office.get("/lich-kiem-tra/dang/<int:plan_id>/")
@allow(*READERS)
def propose_schedule_page(plan_id: int) -> Response:
    """What of the schedule is not public yet."""
    return _propose_page(found_plan(plan_id), ProposeForm())


def _propose_page(plan: Plan, form: ProposeForm, status: int = 200) -> Response:
    visits = scheduled(visits_for(current_actor(), "office"), plan.id)
    facts = facts_of(visits)
    states = {visit.id: public_state(visit, facts) for visit in visits}
    offered = {one.slug for one in visit_proposals(visits, facts)}
    return show(
        "propose_schedule.html",
        status,
        plan=plan,
        form=form,
        visits=[visit for visit in visits if visit.slug in offered],
        states=states,
    )


@office.post("/lich-kiem-tra/dang/<int:plan_id>/")
@allow(*WRITERS)
def propose_schedule_save(plan_id: int) -> Any:
    """Ask for approval to publish the schedule."""
    plan = found_plan(plan_id)
    form = ProposeForm()
    if not form.validate_on_submit():
        return _propose_page(plan, form, 422)
    back = url_for(".schedule", plan=plan.id)
    try:
        asked = propose_schedule(
            current_actor(), plan, form.change_note.data, back, major=chosen_major(form)
        )
    except NothingToPublish:
        flash("Lịch kiểm tra đã đăng đầy đủ, không có gì thay đổi.", "info")
        return redirect(back)
    flash("Đã trình đăng lịch kiểm tra.", "success")
    return redirect(url_for("publishing_office.request_page", request_id=asked.id))


def visit_address(visit: Visit) -> str:
    """The office's page of a visit."""
    return url_for("inspections_office.visit", visit_id=visit.id)
