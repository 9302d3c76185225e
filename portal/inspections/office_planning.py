"""A new visit: its form, the clashes shown before it is saved."""

from datetime import date
from typing import Any

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.inspections import actions
from portal.inspections.blueprints import office
from portal.inspections.clash_queries import find_clashes, planned_already
from portal.inspections.forms import VisitForm
from portal.inspections.models import Team
from portal.inspections.office_schedule import found_plan, visit_address
from portal.inspections.pages import READERS, WRITERS, show, warned
from portal.inspections.queries import strand_unit_ids, strands_for_visits, teams
from portal.plans.models import Plan, Strand
from portal.units.models import Unit
from portal.units.queries import absence, every_unit
from portal.units.rules import valid_on


@office.get("/lich-kiem-tra/them/<int:plan_id>/")
@allow(*READERS)
def new_visit(plan_id: int) -> Response:
    """The form of a new visit."""
    plan = found_plan(plan_id)
    return show("visit_form.html", plan=plan, form=_visit_form(plan)[0], warnings=[])


def _visit_form(plan: Plan) -> tuple[VisitForm, list[Strand], list[Unit]]:
    """The form with its choices; units that a strand names come first."""
    form = VisitForm()
    strands = strands_for_visits(plan.id)
    named = set().union(*strand_unit_ids([strand.id for strand in strands]).values(), set())
    units = sorted(_units_of(plan.year), key=lambda unit: unit.id not in named)
    form.strand.set_choices([(strand.id, strand.name) for strand in strands])
    form.unit.set_choices([(unit.id, _unit_label(unit, named)) for unit in units])
    form.team.set_choices([(team.id, team.name) for team in teams(plan.id)])
    return form, strands, units


def _unit_label(unit: Unit, named: set[int]) -> str:
    """Says which units the plan does not name; nothing where it names none at all."""
    return f"{unit.name} (kế hoạch không nêu)" if named and unit.id not in named else unit.name


def _units_of(year: int) -> list[Unit]:
    """Units that existed at some time of the year of the plan."""
    ends = (date(year, 1, 1), date(year, 12, 31))
    return [
        unit
        for unit in every_unit()
        if unit.type != "authority"
        and any(valid_on(unit.valid_from, unit.valid_to, day) for day in ends)
    ]


@office.post("/lich-kiem-tra/them/<int:plan_id>/")
@allow(*WRITERS)
def new_visit_save(plan_id: int) -> Any:
    """Save a new visit, show its clashes, or give the form one more session."""
    plan = found_plan(plan_id)
    form, strands, units = _visit_form(plan)
    asked = request.form.get("action", "save")
    if asked == "add":
        if len(form.sessions) < (form.sessions.max_entries or 12):
            form.sessions.append_entry()
        return show("visit_form.html", plan=plan, form=form, warnings=[])
    if not form.validate_on_submit():
        return show("visit_form.html", 422, plan=plan, form=form, warnings=[])
    strand = next(one for one in strands if one.id == form.strand.data)
    unit = next(one for one in units if one.id == form.unit.data)
    team = Team.get_by_id(form.team.data) if form.team.data else None
    unannounced = form.unannounced.data or strand.mode == "unannounced"
    sessions = [_session_plan(group) for group in form.filled_sessions()]
    gone = next(filter(None, (absence(unit, one.on) for one in sessions)), "")
    if gone:
        form.unit.errors = [gone]
        return show("visit_form.html", 422, plan=plan, form=form, warnings=[])
    days = [(one.on, one.part) for one in sessions]
    twin = planned_already(unit, strand, days) if asked == "save" else None
    if twin:
        flash(f"Cuộc kiểm tra tại {twin.unit_name} vào những buổi này đã có trong lịch.", "info")
        return redirect(visit_address(twin))
    found = find_clashes(unit, strand, team, days, today(), unannounced=unannounced)
    if warned(form, found) or asked == "check":
        status = 422 if found and asked != "check" else 200
        context = {"warnings": found, "checked": True}
        return show("visit_form.html", status, plan=plan, form=form, **context)
    wanted = actions.VisitPlan(
        plan, unit, strand, team, form.method.data, unannounced, form.internal_note.data,
        tuple(found), form.why.data or "",
    )  # fmt: skip
    made = actions.plan_visit(current_actor(), wanted, sessions)
    flash(f"Đã lưu cuộc kiểm tra tại {made.unit_name}.", "success")
    return redirect(visit_address(made))


def _session_plan(group: Any) -> actions.SessionPlan:
    return actions.SessionPlan(
        **{name: group[name].data for name in actions.SessionPlan.__dataclass_fields__}
    )
