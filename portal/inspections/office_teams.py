"""Teams of the plans and their members."""

from typing import Any

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.models import User
from portal.clock import today
from portal.inspections import team_actions
from portal.inspections.blueprints import office
from portal.inspections.forms import MemberForm, TeamForm
from portal.inspections.models import Team, TeamMember
from portal.inspections.office_schedule import found_plan
from portal.inspections.pages import READERS, WRITERS, show, tried, version_in
from portal.inspections.queries import plans, team_accounts, team_members, teams
from portal.inspections.team_actions import MemberFacts
from portal.plans.models import Plan
from portal.plans.rules import naming_day
from portal.units.models import Unit
from portal.units.queries import units_on
from portal.vietnamese import collation_key, show_date


@office.get("/doan-kiem-tra/")
@allow(*READERS)
def team_list() -> Response:
    """Teams by plan."""
    return show("teams.html", teams=teams(), plans=plans())


@office.get("/doan-kiem-tra/them/<int:plan_id>/")
@allow(*READERS)
def new_team(plan_id: int) -> Response:
    """The form of a new team."""
    plan = found_plan(plan_id)
    return _team_form(
        TeamForm(data={"name": f"Đoàn kiểm tra năm {plan.year}"}), "Lập Đoàn kiểm tra"
    )


def _team_form(
    form: TeamForm | MemberForm,
    title: str,
    cancel: str = "",
    status: int = 200,
    stored: list[tuple[str, str]] | None = None,
) -> Any:
    """``stored``: what a colleague has just saved, beside what was typed."""
    cancel = cancel or url_for(".team_list")
    return show("form.html", status, form=form, title=title, cancel=cancel, stored=stored or [])


def _decision_words(row: Team) -> list[tuple[str, str]]:
    if not row.decision_id:
        return []
    return [("Quyết định thành lập", f"{row.decision.number} {show_date(row.decision.issued_on)}")]


@office.post("/doan-kiem-tra/them/<int:plan_id>/")
@allow(*WRITERS)
def new_team_save(plan_id: int) -> Any:
    """Create the team."""
    plan, form = found_plan(plan_id), TeamForm()
    if not form.validate_on_submit():
        return _team_form(form, "Lập Đoàn kiểm tra", status=422)
    same = Team.get_or_none(Team.plan == plan, Team.name == form.name.data)
    if same and (team_members(same) or not _said_the_same(same, form)):
        form.name.errors = ["Kế hoạch đã có Đoàn kiểm tra tên này; ghi tên khác."]
        return _team_form(form, "Lập Đoàn kiểm tra", status=422)
    row = same or team_actions.create_team(current_actor(), plan, form.name.data, _decision(form))
    flash("Đã có Đoàn kiểm tra, hãy thêm thành viên.", "success")
    return redirect(url_for(".team_page", team_id=row.id))


def _said_the_same(row: Team, form: TeamForm) -> bool:
    """Whether a team was just made by the same form: the second click of a double click."""
    known = _stored(row)
    return all(known[name] == form[name].data for name in ("decision_number", "decision_on"))


def _found(team_id: int) -> Team:
    scope = Team.select(Team, Plan).join(Plan).where(Team.id == team_id)
    row: Any = scope.first() or abort(404)
    return row


@office.get("/doan-kiem-tra/<int:team_id>/")
@allow(*READERS)
def team_page(team_id: int) -> Response:
    """A team with its members."""
    row = _found(team_id)
    return show("team.html", team=row, members=team_members(row))


@office.get("/doan-kiem-tra/<int:team_id>/ten/")
@allow(*READERS)
def rename_team(team_id: int) -> Response:
    """The form of the team's name."""
    row = _found(team_id)
    back = url_for(".team_page", team_id=row.id)
    return _team_form(TeamForm(data=_stored(row)), "Sửa Đoàn kiểm tra", back)


def _stored(row: Team) -> dict[str, Any]:
    decision = row.decision if row.decision_id else None
    return {
        "name": row.name,
        "decision_number": decision.number if decision else "",
        "decision_on": decision.issued_on if decision else None,
        "version": str(row.version),
    }


def _decision(form: TeamForm) -> team_actions.Decision:
    return team_actions.Decision(form.decision_number.data or "", form.decision_on.data)


@office.post("/doan-kiem-tra/<int:team_id>/ten/")
@allow(*WRITERS)
def rename_team_save(team_id: int) -> Any:
    """Rename the team."""
    row, form = _found(team_id), TeamForm()
    back = url_for(".team_page", team_id=row.id)
    if not form.validate_on_submit():
        return _team_form(form, "Sửa Đoàn kiểm tra", back, 422)
    actor, version, decision = current_actor(), version_in(form), _decision(form)
    call = team_actions.rename_team
    status = tried(form, lambda: call(actor, row, version, form.name.data, decision))
    if status != 303:
        fresh = _found(team_id)
        form.version.data = str(fresh.version)
        stored = [("Tên Đoàn kiểm tra", fresh.name), *_decision_words(fresh)]
        return _team_form(form, "Sửa Đoàn kiểm tra", back, status, stored)
    flash("Đã lưu Đoàn kiểm tra.", "success")
    return redirect(back)


@office.post("/doan-kiem-tra/<int:team_id>/xoa/")
@allow(*WRITERS)
def delete_team(team_id: int) -> Any:
    """Remove a team that no visit names."""
    row, form = _found(team_id), TeamForm()
    actor = current_actor()
    if tried(form, lambda: team_actions.delete_team(actor, row)) == 303:
        flash("Đã xóa Đoàn kiểm tra.", "success")
        return redirect(url_for(".team_list"))
    flash("; ".join(form.form_errors), "error")
    return redirect(url_for(".team_page", team_id=row.id))


def _member_form(team: Team, row: TeamMember | None = None) -> MemberForm:
    """The form of a member; agencies are those that exist when the plan is carried out, and the
    one the member is from already."""
    names = ("name", "role", "agency", "field", "user")
    form = MemberForm(data={name: row.__data__[name] for name in names} if row else None)
    plan = team.plan
    issued_on = plan.document.issued_on if plan.document else None
    agencies = {unit.id: unit for unit in units_on(naming_day(issued_on, plan.year, today()))}
    if row and row.agency:
        agencies[row.agency_id] = row.agency
    named = sorted(agencies.values(), key=lambda unit: collation_key(unit.name))
    form.agency.set_choices([(unit.id, unit.name) for unit in named])
    form.user.set_choices([(u.id, f"{u.full_name} ({u.username})") for u in team_accounts()])
    return form


def _facts(form: MemberForm) -> MemberFacts:
    return MemberFacts(
        name=form.name.data,
        role=form.role.data,
        agency=Unit.get_by_id(form.agency.data) if form.agency.data else None,
        field=form.field.data,
        user=User.get_by_id(form.user.data) if form.user.data else None,
    )


@office.get("/doan-kiem-tra/<int:team_id>/thanh-vien/them/")
@allow(*READERS)
def add_member(team_id: int) -> Response:
    """The form of a new member."""
    back = url_for(".team_page", team_id=_found(team_id).id)
    return _team_form(_member_form(_found(team_id)), "Thêm thành viên", back)


@office.post("/doan-kiem-tra/<int:team_id>/thanh-vien/them/")
@allow(*WRITERS)
def add_member_save(team_id: int) -> Any:
    """Add a member."""
    row = _found(team_id)
    form = _member_form(row)
    back, actor = url_for(".team_page", team_id=row.id), current_actor()
    if not form.validate_on_submit():
        return _team_form(form, "Thêm thành viên", back, 422)
    status = tried(form, lambda: team_actions.add_member(actor, row, _facts(form)))
    if status != 303:
        return _team_form(form, "Thêm thành viên", back, status)
    flash("Đã thêm thành viên.", "success")
    return redirect(back)


def _found_member(team_id: int, member_id: int) -> TeamMember:
    row: Any = TeamMember.get_or_none(
        TeamMember.id == member_id, TeamMember.team == _found(team_id)
    ) or abort(404)
    return row


@office.get("/doan-kiem-tra/<int:team_id>/thanh-vien/<int:member_id>/")
@allow(*READERS)
def member(team_id: int, member_id: int) -> Response:
    """The form of a member."""
    row = _found_member(team_id, member_id)
    return _team_form(
        _member_form(row.team, row), "Sửa thành viên", url_for(".team_page", team_id=team_id)
    )


@office.post("/doan-kiem-tra/<int:team_id>/thanh-vien/<int:member_id>/")
@allow(*WRITERS)
def member_save(team_id: int, member_id: int) -> Any:
    """Change a member."""
    row, actor = _found_member(team_id, member_id), current_actor()
    form = _member_form(row.team, row)
    back = url_for(".team_page", team_id=team_id)
    if not form.validate_on_submit():
        return _team_form(form, "Sửa thành viên", back, 422)
    status = tried(form, lambda: team_actions.change_member(actor, row, _facts(form)))
    if status != 303:
        return _team_form(form, "Sửa thành viên", back, status)
    flash("Đã lưu thành viên.", "success")
    return redirect(back)


@office.post("/doan-kiem-tra/<int:team_id>/thanh-vien/<int:member_id>/xoa/")
@allow(*WRITERS)
def remove_member(team_id: int, member_id: int) -> Any:
    """Take a member out of the team."""
    team_actions.remove_member(current_actor(), _found_member(team_id, member_id))
    flash("Đã bỏ thành viên khỏi Đoàn.", "success")
    return redirect(url_for(".team_page", team_id=team_id))
