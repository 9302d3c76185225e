"""Administration of accounts."""

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import actions, queries, second_step_actions
from portal.accounts.access import allow, current_actor
from portal.accounts.forms import AccountsForm, RolesForm, UserForm
from portal.accounts.models import User
from portal.accounts.role_actions import LastAdministrator, RolesMoved, roles_of, set_roles
from portal.accounts.rules import ROLES, account_faults
from portal.clock import today
from portal.units.models import Unit
from portal.units.queries import units_for_choice
from portal.vietnamese import fold
from portal.web.rendering import render

_TAKEN = "Tên đăng nhập này đã có người dùng."

blueprint = Blueprint("accounts_admin", __name__, url_prefix="/lam-viec/quan-tri")


@blueprint.get("/tai-khoan/")
@allow("admin")
def users() -> Response:
    """The accounts that answer the filter of the address, who never signed in first."""
    form = AccountsForm(formdata=request.args, meta={"csrf": False})
    every = queries.users()
    rows = [user for user in every if _is_asked(user, form)] if form.validate() else every
    return render(
        "workspace/accounts/users.html",
        status=422 if form.errors else 200,
        form=form,
        asked=_asked(),
        users=sorted(rows, key=lambda user: user.last_sign_in_at is not None),
        total=len(every),
        roles=ROLES,
    )


def _is_asked(user: User, form: AccountsForm) -> bool:
    names = (user.username, user.full_name, user.unit.name if user.unit_id else "")
    standing = {
        "never": user.last_sign_in_at is None,
        "locked": not user.active,
        "shared": user.is_shared,
    }
    return (
        any(fold(form.ten.data or "") in fold(name) for name in names)
        and (not form.vai_tro.data or form.vai_tro.data in {one.role for one in user.grants})
        and (not form.tinh_trang.data or standing[form.tinh_trang.data])
    )


@blueprint.route("/tai-khoan/them", methods=["GET", "POST"])
@allow("admin")
def add_user() -> Response:
    """A new account; its first password is shown once."""
    form = UserForm()
    form.unit.set_choices(units_for_choice(today()))
    status = 422 if request.method == "POST" else 200
    valid = form.validate_on_submit()
    if status == 422 and not form.username.errors and queries.username_used(form.username.data):
        form.username.errors = [_TAKEN]
        valid = False
    if valid:
        password = actions.new_password()
        try:
            user = actions.add_user(
                current_actor(),
                form.username.data,
                form.full_name.data,
                form.roles.data,
                password,
                current_app.config["PASSWORD_COST"],
                unit=Unit.get_by_id(form.unit.data) if form.unit.data else None,
                is_shared=form.is_shared.data,
            )
        except actions.UsernameTaken:  # between the look and the write
            form.username.errors = [_TAKEN]
        else:
            return _show_password(user, password)
    return render("workspace/accounts/add_user.html", form=form, status=status)


@blueprint.route("/tai-khoan/<int:user_id>/vai-tro/", methods=["GET", "POST"])
@allow("admin")
def roles(user_id: int) -> Response:
    """Other roles for an account; they count from its next click on."""
    user = User.get_or_none(User.id == user_id) or abort(404)
    held = roles_of(user)
    form = RolesForm(roles=held, seen=" ".join(held))
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        faults = account_faults(user.username, form.roles.data, bool(user.unit_id), user.is_shared)
        form.roles.errors = [text for name, text in faults.items() if name == "unit"]
        if not form.roles.errors:
            try:
                set_roles(current_actor(), user, (form.seen.data or "").split(), form.roles.data)
            except RolesMoved as moved:
                now_held = "; ".join(ROLES[role] for role in moved.held)
                form.roles.errors = [
                    f"Có người vừa đổi vai trò, nay là: {now_held}. Xem lại rồi lưu lần nữa."
                ]
                form.seen.data, status = " ".join(moved.held), 409
            except LastAdministrator:
                form.roles.errors = ["Phải còn ít nhất một quản trị hệ thống đang hoạt động."]
            else:
                flash(f"Đã lưu vai trò của {user.full_name}.", "success")
                return redirect(url_for("accounts_admin.users"))
    return render("workspace/accounts/roles.html", form=form, user=user, status=status)


@blueprint.post("/tai-khoan/<int:user_id>/cap-lai")
@allow("admin")
def reset(user_id: int) -> Response:
    """A new first password, shown once; the account's sessions end."""
    user = User.get_or_none(User.id == user_id) or abort(404)
    password = actions.new_password()
    actions.reset_password(current_actor(), user, password, current_app.config["PASSWORD_COST"])
    return _show_password(user, password)


@blueprint.post("/tai-khoan/<int:user_id>/bo-hai-buoc")
@allow("admin")
def reset_second_step(user_id: int) -> Response:
    """Somebody lost phone and paper: password alone again, sessions end."""
    user = User.get_or_none(User.id == user_id) or abort(404)
    second_step_actions.reset(current_actor(), user)
    flash("Đã bỏ xác thực hai bước của tài khoản này.", "success")
    return _back_to_list()


@blueprint.post("/tai-khoan/<int:user_id>/khoa")
@allow("admin")
def set_active(user_id: int) -> Response:
    """Lock an account, or open it again; never one's own.

    The form says which of the two: sent twice, it does not undo itself.
    """
    user = User.get_or_none(User.id == user_id) or abort(404)
    wanted = request.form.get("active")
    if wanted not in ("0", "1"):
        abort(400)
    active = wanted == "1"
    if user.id == current_actor().user_id:
        flash("Không thể tự khóa tài khoản của mình.", "error")
    else:
        if user.active != active:
            actions.set_active(current_actor(), user, active)
        flash("Đã mở tài khoản." if active else "Đã khóa tài khoản.", "success")
    return _back_to_list()


def _back_to_list() -> Response:
    """The list as it was filtered: whoever locks ten accounts asks for them once."""
    return redirect(url_for("accounts_admin.users", **_asked()))


def _asked() -> dict[str, str]:
    """The filter of the list as the address carries it, blanks left out."""
    form = AccountsForm(formdata=request.args, meta={"csrf": False})
    typed = {"ten": form.ten.data, "vai_tro": form.vai_tro.data, "tinh_trang": form.tinh_trang.data}
    return {name: text for name, text in typed.items() if text}


def _show_password(user: User, password: str) -> Response:
    return render("workspace/accounts/first_password.html", user=user, password=password)
