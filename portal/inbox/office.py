"""The office's page of e-mail: what failed and must be told otherwise, what waits, the log."""

import re

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now
from portal.inbox import actions, queries
from portal.inbox.models import Letter
from portal.web.rendering import render

READERS = ("office_editor", "office_approver", "admin")
blueprint = Blueprint("letters", __name__, url_prefix="/lam-viec/dieu-hanh/thu-dien-tu")
STATES = {
    "failed": ("Không gửi được", "late"),
    "waiting": ("Đang chờ gửi", "blue"),
    "sent": ("Đã gửi", "green"),
    "settled": ("Đã báo cách khác", "grey"),
}
_NUMBER = re.compile(r"[0-9]{1,9}")


@blueprint.get("/")
@allow(*READERS)
def letters() -> Response:
    """Failures first, each with its log of tries."""
    return render(
        "workspace/inbox/letters.html",
        rows=queries.letters(),
        counts=queries.counts(),
        states=STATES,
        server=current_app.config["MAIL_SERVER"],
    )


@blueprint.post("/gui-lai")
@allow(*READERS)
def retry() -> Response:
    """Have a failed letter tried anew."""
    actions.try_again(current_actor(), _chosen(), now())
    flash("Thư sẽ được gửi lại ở lần chạy tới.", "success")
    return redirect(url_for("letters.letters"))


@blueprint.post("/da-bao")
@allow(*READERS)
def settle() -> Response:
    """The person was told by phone or on paper."""
    actions.settle(current_actor(), _chosen())
    flash("Đã ghi: đã báo bằng cách khác.", "success")
    return redirect(url_for("letters.letters"))


def _chosen() -> Letter:
    text = request.form.get("thu", "")
    found = Letter.get_or_none(Letter.id == (int(text) if _NUMBER.fullmatch(text) else 0))
    if found is None:
        abort(404)
    return found
