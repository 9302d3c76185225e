"""Who may open what. A workspace route that names no role is closed to everyone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response

from portal.accounts import actions, queries, replay
from portal.accounts.rules import ROLES, SYSTEM, Actor
from portal.clock import now
from portal.web.navigation import workspace_nav
from portal.web.rendering import add_shell

#: What a session may open before the code of the second step; what else, to set one up.
BEFORE_CODE = {"accounts.sign_out", "second_step.enter"}
SETTING_UP = {"second_step.index", "second_step.begin", "second_step.set_up"}
#: How often at most a session in use is noted.
TOUCH_AFTER = timedelta(minutes=1)
View = TypeVar("View", bound=Callable[..., Any])
ANYONE: frozenset[str] = frozenset({"*"})
SIGNED_IN: frozenset[str] = frozenset({"signed-in"})
#: Pages that a user who must still change a password, or say who is typing, may open.
UNFINISHED = {
    "accounts.sign_out", "accounts.change_password", "accounts.typist", "accounts.sign_in",
}  # fmt: skip


def allow(*roles: str) -> Callable[[View], View]:
    """Open a view to the users who hold one of ``roles``."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    return _mark(frozenset(roles))


def signed_in(view: View) -> View:
    """Open a view to everyone who signed in."""
    return _mark(SIGNED_IN)(view)


def anyone(view: View) -> View:
    """Open a workspace view to strangers as well (sign-in, health)."""
    return _mark(ANYONE)(view)


def unattended(view: View) -> View:
    """A read that pages repeat by themselves: it keeps no session of an empty desk alive."""
    view.unattended = True  # type: ignore[attr-defined]
    return view


def _mark(roles: frozenset[str]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.allowed_roles = roles  # type: ignore[attr-defined]
        return view

    return mark


def current_actor() -> Actor:
    """The signed-in user as the ``actor`` of an action."""
    if not current_user.is_authenticated:
        raise PermissionError("nobody is signed in")
    return current_user.actor


def init_app(app: Flask) -> None:
    """Sessions kept on the server, CSRF everywhere, and the guard before every view."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_user_behind)
    CSRFProtect(app)
    app.register_error_handler(CSRFError, _csrf_failed)
    app.before_request(_guard)
    add_shell(
        app,
        lambda: {
            "workspace_nav": workspace_nav(_actor_or_system(), request.path),
            "shown_user": current_user,
        },
    )


def _user_behind(token: str) -> queries.SignedIn | None:
    """The user of a session, which is noted as in use; not by what a page asks by itself."""
    instant = now()
    found = queries.signed_in_user(token, instant, current_app.config)
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "unattended", False):
        return found
    if found and instant - found.session.last_seen_at > TOUCH_AFTER:
        actions.touch_session(found.session, instant)
    return found


def _actor_or_system() -> Actor:
    return current_user.actor if current_user.is_authenticated else SYSTEM


def allowed_roles(app: Flask, endpoint: str) -> frozenset[str] | None:
    """The roles named for ``endpoint``; ANYONE for public pages; None when none is named."""
    blueprint = endpoint.rpartition(".")[0]
    if endpoint == "static" or blueprint in app.extensions["public_blueprints"]:
        return ANYONE
    return getattr(app.view_functions[endpoint], "allowed_roles", None)


def _guard() -> Response | str | tuple[str, int] | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None
    roles = allowed_roles(current_app, endpoint)
    if roles == ANYONE:
        return None
    if not current_user.is_authenticated:
        return replay.ask_to_sign_in()
    if roles is None:
        abort(403)
    if (first := _to_do_first(endpoint)) is not None:
        return first
    if not _permits(roles):
        abort(404)
    return None


def _to_do_first(endpoint: str) -> Response | None:
    """Where somebody is sent who must finish signing in before working; None when all is done."""
    if current_user.needs_code:
        if endpoint in BEFORE_CODE:
            return None
        return redirect(url_for("second_step.enter", next=request.path))
    if endpoint in UNFINISHED:
        return None
    if current_user.must_change_password:
        flash("Anh/chị cần đổi mật khẩu lần đầu trước khi làm việc.", "info")
        return redirect(url_for("accounts.change_password"))
    if current_user.needs_typist:
        return redirect(url_for("accounts.typist", next=request.path))
    asked = current_app.config["SECOND_STEP"] and current_user.lacks_second_step
    if asked and endpoint not in SETTING_UP:
        flash("Cổng này đòi xác thực hai bước với vai trò của anh/chị.", "info")
        return redirect(url_for("second_step.index"))
    return None


def _permits(roles: frozenset[str]) -> bool:
    return roles == SIGNED_IN or current_user.actor.has(*roles)


def _csrf_failed(error: CSRFError) -> Any:
    if not current_user.is_authenticated and request.endpoint:
        roles = allowed_roles(current_app, request.endpoint)
        if roles is not None and roles != ANYONE:
            return replay.ask_to_sign_in()
    return replay.offer_again(error)
