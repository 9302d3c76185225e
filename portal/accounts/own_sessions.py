"""Where one's own account is signed in, and ending what one does not know."""

import re

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.accounts import actions, queries
from portal.accounts.access import current_actor, signed_in
from portal.clock import now
from portal.web.rendering import render

blueprint = Blueprint("own_sessions", __name__, url_prefix="/tai-khoan/phien")
_NUMBER = re.compile(r"[0-9]{1,9}")


@blueprint.get("/")
@signed_in
def sessions() -> Response:
    """The sessions of this account that are open, this one first."""
    rows = queries.live_sessions(current_user.user.id, now(), current_app.config)
    here = current_user.session.id
    rows.sort(key=lambda row: row.id != here)
    return render("workspace/accounts/sessions.html", sessions=rows, here=here)


@blueprint.post("/ket-thuc")
@signed_in
def end() -> Response:
    """End one other session of this account; another's is as good as over."""
    chosen = request.form.get("session", "")
    session_id = int(chosen) if _NUMBER.fullmatch(chosen) else 0
    if session_id == current_user.session.id:
        flash("Đây là phiên đang dùng; hãy bấm Đăng xuất.", "info")
    elif actions.end_session(current_actor(), current_user.user.id, session_id):
        flash("Đã kết thúc phiên đăng nhập.", "success")
    else:
        flash("Phiên này đã kết thúc.", "info")
    return redirect(url_for("own_sessions.sessions"))


@blueprint.post("/khac")
@signed_in
def end_others() -> Response:
    """End every session of this account but this one."""
    actions.end_other_sessions(current_actor(), current_user.user.id, current_user.session.id)
    flash("Đã kết thúc các phiên đăng nhập khác.", "success")
    return redirect(url_for("own_sessions.sessions"))
