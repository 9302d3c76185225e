"""The unit's own administrator: who works here, who is invited, who may sign for the head."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.actions import set_active
from portal.accounts.models import User
from portal.accounts.role_actions import RolesMoved, set_roles
from portal.accounts.rules import ROLES, UNIT_ADMIN
from portal.clock import now, today
from portal.people import actions, queries
from portal.people.forms import DelegationForm, InvitationForm, OwnRolesForm
from portal.people.rules import delegation_problems, grouped, is_open, may_give, may_lock
from portal.units.models import Unit
from portal.web.rendering import render

blueprint = Blueprint("people_own", __name__, url_prefix="/lam-viec/don-vi/nguoi")
#: What is done to one person, invitation, delegation: another unit's is not found.
one = Blueprint("people_unit", __name__, url_prefix="/lam-viec/don-vi/nguoi")

MANAGERS = ("unit_head", UNIT_ADMIN)


def _unit() -> Unit | None:
    """The unit of whoever is here; None for a head whose account belongs to none."""
    return Unit.get_or_none(Unit.id == current_actor().unit_id)


def _roles_of(user: User) -> list[str]:
    return [grant.role for grant in user.grants]


@blueprint.get("/")
@allow(*MANAGERS)
def people() -> Response:
    """People, invitations that wait, delegations."""
    actor = current_actor()
    day, instant = today(), now()
    delegations = queries.delegations_of(actor)
    return render(
        "workspace/people/people.html",
        unit=_unit(),
        people=queries.people_of(actor),
        roles=ROLES,
        me=actor.user_id,
        lockable={
            user.id for user in queries.people_of(actor) if may_lock(actor.roles, _roles_of(user))
        },
        invitations=[
            (row, is_open(row.used_at, row.revoked_at, row.expires_at, instant))
            for row in queries.open_invitations(actor, instant)
        ],
        reissuable={
            row.id
            for row in queries.open_invitations(actor, instant)
            if may_lock(actor.roles, row.roles.split())
        },
        delegations=[(row, _state(row, day)) for row in delegations],
        head=actor.has("unit_head"),
    )


def _state(row: Any, day: Any) -> str:
    if row.ended_at is not None:
        return "Đã kết thúc"
    if row.valid_to < day:
        return "Đã hết hạn"
    return "Đang có hiệu lực" if row.valid_from <= day else "Chưa đến ngày"


@blueprint.route("/moi/", methods=["GET", "POST"])
@allow(*MANAGERS)
def invite() -> Response:
    """Invite a named person; the code is shown once."""
    actor, unit = current_actor(), _unit()
    form = InvitationForm()
    form.roles.set_choices([(role, ROLES[role]) for role in may_give(actor.roles)])
    if unit is not None and form.validate_on_submit():
        made, code = actions.invite(
            actor, unit, form.full_name.data, form.position.data, form.roles.data or []
        )
        return render(
            "workspace/people/invited.html", invitation=made, code=grouped(code), unit=unit
        )
    status = 422 if request.method == "POST" else 200
    return render("workspace/people/invite.html", form=form, unit=unit, status=status)


@one.post("/moi/<int:invitation_id>/thu-hoi")
@allow(*MANAGERS)
def withdraw(invitation_id: int) -> Response:
    """A code that nobody used is worth nothing any more."""
    found = queries.invitation_of(current_actor(), invitation_id, now()) or abort(404)
    actions.withdraw(current_actor(), found)
    flash("Đã thu hồi mã kích hoạt.", "success")
    return redirect(url_for("people_own.people"))


@one.post("/moi/<int:invitation_id>/cap-lai")
@allow(*MANAGERS)
def reissue(invitation_id: int) -> Response:
    """Another code for one invitation, shown once; the one before is worth nothing."""
    actor, unit = current_actor(), _unit()
    found = queries.invitation_of(actor, invitation_id, now())
    if found is None or unit is None:
        abort(404)
    if not may_lock(actor.roles, found.roles.split()):
        flash("Mã này dành cho thủ trưởng; thủ trưởng hoặc Sở Nội vụ cấp lại.", "error")
        return redirect(url_for("people_own.people"))
    made, code = actions.reissue(actor, found)
    return render("workspace/people/invited.html", invitation=made, code=grouped(code), unit=unit)


@one.route("/<int:user_id>/vai-tro/", methods=["GET", "POST"])
@allow(*MANAGERS)
def roles(user_id: int) -> Response:
    """Other roles for a person of the own unit: only such as one may give, never one's own."""
    actor = current_actor()
    user = queries.person_of(actor, user_id) or abort(404)
    held = _roles_of(user)
    if user.id == actor.user_id or not may_lock(actor.roles, held):
        flash("Vai trò của tài khoản này do thủ trưởng hoặc Sở Nội vụ đặt.", "error")
        return redirect(url_for("people_own.people"))
    form = OwnRolesForm(roles=held, seen=" ".join(held))
    form.roles.set_choices([(role, ROLES[role]) for role in may_give(actor.roles)])
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            set_roles(actor, user, (form.seen.data or "").split(), form.roles.data)
        except RolesMoved as moved:
            form.roles.errors = ["Có người vừa đổi vai trò của người này. Xem lại rồi lưu."]
            form.seen.data, status = " ".join(moved.held), 409
        else:
            flash(f"Đã lưu vai trò của {user.full_name}.", "success")
            return redirect(url_for("people_own.people"))
    return render("workspace/people/roles.html", form=form, user=user, status=status)


@one.post("/<int:user_id>/khoa")
@allow(*MANAGERS)
def lock(user_id: int) -> Response:
    """Lock a person of the own unit, or open the account again; never one's own."""
    actor = current_actor()
    user = queries.person_of(actor, user_id) or abort(404)
    wanted = request.form.get("active")
    if wanted not in ("0", "1"):
        abort(400)
    if user.id == actor.user_id:
        flash("Không thể tự khóa tài khoản của mình.", "error")
    elif not may_lock(actor.roles, _roles_of(user)):
        flash("Tài khoản này do thủ trưởng hoặc Sở Nội vụ quản lý.", "error")
    else:
        if user.active != (wanted == "1"):
            set_active(actor, user, wanted == "1")
        flash("Đã mở tài khoản." if wanted == "1" else "Đã khóa tài khoản.", "success")
    return redirect(url_for("people_own.people"))


@blueprint.route("/uy-quyen/", methods=["GET", "POST"])
@allow("unit_head")
def delegate() -> Response:
    """The head lets a deputy sign off in a window of days."""
    actor, unit = current_actor(), _unit()
    form = DelegationForm()
    deputies = [
        user
        for user in queries.people_of(actor)
        if user.active and not user.is_shared and user.id != actor.user_id
        and "unit_editor" in _roles_of(user)
    ]  # fmt: skip
    form.deputy.set_choices([(user.id, _named(user)) for user in deputies])
    if unit is not None and form.is_submitted():
        valid = form.validate()
        days = (form.issued_on.data, form.valid_from.data, form.valid_to.data)
        problems = delegation_problems(*days, today())
        if valid and not problems:
            deputy = next(user for user in deputies if user.id == form.deputy.data)
            try:
                actions.delegate(actor, unit, deputy, form.number.data, *days)
            except actions.Overlaps:
                problems = {"valid_from": "Người này đã có ủy quyền trong thời gian đó."}
            else:
                flash(f"Đã ghi nhận ủy quyền cho {deputy.full_name}.", "success")
                return redirect(url_for("people_own.people"))
        for name, message in problems.items():
            form[name].errors = form[name].errors or [message]
    status = 422 if request.method == "POST" else 200
    return render(
        "workspace/people/delegate.html",
        form=form,
        unit=unit,
        deputies=deputies,
        status=status,
        online=current_app.config["ONLINE_SIGN_OFF"],
    )


def _named(user: User) -> str:
    return f"{user.full_name}, {user.position}" if user.position else str(user.full_name)


@one.post("/uy-quyen/<int:delegation_id>/ket-thuc")
@allow("unit_head")
def end_delegation(delegation_id: int) -> Response:
    """A delegation ends before its day."""
    found = queries.delegation_of(current_actor(), delegation_id) or abort(404)
    actions.end_delegation(current_actor(), found)
    flash("Đã kết thúc ủy quyền.", "success")
    return redirect(url_for("people_own.people"))
