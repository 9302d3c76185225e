"""Pages of the second step: setting it up, codes to print, the code at sign-in."""

import segno
from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.accounts import replay
from portal.accounts import second_step_actions as actions
from portal.accounts.access import current_actor, signed_in
from portal.accounts.actions import TooManyTries
from portal.accounts.forms import AppCodeForm, StepCodeForm
from portal.accounts.rules import Actor
from portal.accounts.second_step_rules import address_for_app
from portal.publishing.identity import province
from portal.web.rendering import render

blueprint = Blueprint("second_step", __name__, url_prefix="/tai-khoan/hai-buoc")

_WRONG = "Mã không đúng hoặc đã dùng. Xem lại đồng hồ của điện thoại, chờ mã mới rồi nhập."
_WAIT = "Đã nhập sai quá nhiều lần. Hãy thử lại sau 15 phút."


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


@blueprint.route("/ma/", methods=["GET", "POST"])
@signed_in
def enter() -> Response:
    """The code after the password; until then the account can do nothing."""
    form = StepCodeForm(next=request.args.get("next", ""))
    if not current_user.needs_code:
        if request.method == "GET":
            return _index(AppCodeForm(formdata=None))
        return redirect(replay.local_target(form.next.data or ""))
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        user = current_user.user
        actor = Actor(user.id, user.full_name, unit_id=user.unit_id)
        try:
            left = actions.take(
                actor, user, current_user.session, form.code.data, request.remote_addr or "", _key()
            )
        except actions.WrongStepCode:
            form.code.errors = [_WRONG]
        except TooManyTries:
            form.code.errors, status = [_WAIT], 429
        else:
            if left is not None:
                flash(f"Đã dùng một mã khôi phục; còn {left} mã.", "warning")
            return redirect(replay.local_target(form.next.data or ""))
    return render("workspace/accounts/step_code.html", form=form, status=status)


@blueprint.get("/")
@signed_in
def index() -> Response:
    """Whether the second step is on; how to turn it on, or print codes again."""
    return _index(AppCodeForm(formdata=None))


def _index(form: AppCodeForm, status: int = 200) -> Response:
    return render("workspace/accounts/step_index.html", form=form, status=status)


@blueprint.post("/bat-dau/")
@signed_in
def begin() -> Response:
    """A secret for the authenticator app; it counts once a code of it was typed."""
    if not current_user.user.is_shared:
        actions.begin(current_actor(), current_user.user, _key())
    return redirect(url_for("second_step.set_up"))


@blueprint.route("/thiet-lap/", methods=["GET", "POST"])
@signed_in
def set_up() -> Response:
    """The picture for the app, and the first code; then the codes to print, shown once."""
    user = current_user.user
    secret = "" if user.second_step else actions.secret_of(user, _key())
    form = AppCodeForm()
    if not secret:
        if request.method == "GET":
            return _index(AppCodeForm(formdata=None))
        return redirect(url_for("second_step.index"))
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            codes = actions.confirm(
                current_actor(), user, form.code.data, request.remote_addr or "", _key()
            )
        except actions.WrongStepCode:
            form.code.errors = [_WRONG]
        except TooManyTries:
            form.code.errors, status = [_WAIT], 429
        else:
            return render("workspace/accounts/recovery_codes.html", codes=codes)
    address = address_for_app(secret, user.username, province().get("short_title", ""))
    return render(
        "workspace/accounts/step_set_up.html",
        form=form,
        picture=segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=2),
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        status=status,
    )


@blueprint.post("/ma-khoi-phuc/")
@signed_in
def recovery() -> Response:
    """New codes to print, for a code of the app; the earlier ones are worth nothing."""
    form = AppCodeForm()
    if not current_user.user.second_step:
        return redirect(url_for("second_step.index"))
    if not form.validate_on_submit():
        return _index(form, 422)
    try:
        codes = actions.print_again(
            current_actor(), current_user.user, form.code.data, request.remote_addr or "", _key()
        )
    except actions.WrongStepCode:
        form.code.errors = [_WRONG]
        return _index(form, 422)
    except TooManyTries:
        form.code.errors = [_WAIT]
        return _index(form, 429)
    return render("workspace/accounts/recovery_codes.html", codes=codes)
