"""Sign-in, sign-out, first password, and who is typing in a shared account."""

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from portal.accounts import actions, queries, replay
from portal.accounts.access import anyone, current_actor, signed_in
from portal.accounts.forms import PasswordForm, SignInForm, TypistForm
from portal.clock import now
from portal.web.rendering import render

blueprint = Blueprint("accounts", __name__, url_prefix="/tai-khoan")


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@anyone
def sign_in() -> Response:
    """The sign-in page; goes on to where the visitor was, with what was being sent."""
    form = SignInForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            _user, token = actions.sign_in(
                form.username.data,
                form.password.data,
                request.remote_addr or "",
                current_app.config["DEMO"],
                current_app.config["PASSWORD_COST"],
                request.headers.get("User-Agent", ""),
            )
        except actions.TooManyTries:
            form.username.errors = ["Đã nhập sai quá nhiều lần. Hãy thử lại sau 15 phút."]
            status = 429
        except actions.WrongPassword:
            form.password.errors = ["Tên đăng nhập hoặc mật khẩu không đúng."]
            status = 422
        else:
            return _enter(token, form)
    elif request.method == "POST":
        status = 422
    return render("workspace/accounts/sign_in.html", form=form, expired=False, status=status)


def _enter(token: str, form: SignInForm) -> Response:
    target = replay.local_target(form.next.data or "")
    kept = form.kept.data or ""
    session.clear()
    # Flask-WTF keeps the token of the old session for the rest of the request; the page that
    # offers what was typed would carry it, and be refused.
    g.pop("csrf_token", None)
    user = queries.signed_in_user(token, now(), current_app.config)
    login_user(user)
    unfinished = user.must_change_password or user.needs_typist or user.needs_code
    if replay.pairs_in(kept) and not unfinished:
        return replay.continue_page(target, kept)
    return redirect(target)


@blueprint.route("/dang-xuat", methods=["POST"])
@signed_in
def sign_out() -> Response:
    """End the session on the server and go to the public home page."""
    actions.sign_out(current_actor(), current_user.get_id())
    logout_user()
    session.clear()
    flash("Đã đăng xuất.", "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/doi-mat-khau", methods=["GET", "POST"])
@signed_in
def change_password() -> Response:
    """Change one's own password; the first one must be changed at first use."""
    form = PasswordForm()
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            actions.change_password(
                current_actor(),
                current_user.user,
                form.old.data,
                form.new.data,
                current_app.config["PASSWORD_COST"],
            )
        except actions.WrongPassword:
            form.old.errors = ["Mật khẩu hiện tại không đúng."]
        except actions.WeakPassword as problem:
            form.new.errors = [str(problem)]
        else:
            actions.end_other_sessions(
                current_actor(), current_user.user.id, current_user.session.id
            )
            flash("Đã đổi mật khẩu.", "success")
            return redirect(url_for("start.index"))
    return render("workspace/accounts/password.html", form=form, status=status)


@blueprint.route("/nguoi-nhap", methods=["GET", "POST"])
@signed_in
def typist() -> Response:
    """Who is typing in the shared account of a unit, asked once a session."""
    form = TypistForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        actions.name_typist(current_actor(), current_user.session, form.name.data, form.phone.data)
        return redirect(replay.local_target(form.next.data or ""))
    status = 422 if request.method == "POST" else 200
    return render("workspace/accounts/typist.html", form=form, status=status)
