"""The messages as the office sees them."""

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import OFFICE_ROLES
from portal.clock import local, today
from portal.feedback import queries
from portal.feedback.actions import AnsweredMeanwhile, decide
from portal.feedback.forms import DecisionForm
from portal.feedback.rules import STATES, late
from portal.web.rendering import render

blueprint = Blueprint("feedback_office", __name__, url_prefix="/lam-viec/dieu-hanh/gop-y")


@blueprint.get("/")
@allow(*OFFICE_ROLES, "supervisor")
def messages() -> Response:
    """What waits, and what is done."""
    day = today()
    waiting = [(row, late(local(row.received_at).date(), day)) for row in queries.waiting()]
    return render(
        "workspace/feedback/messages.html",
        waiting=waiting,
        decided=queries.decided(),
        states=STATES,
    )


@blueprint.get("/<int:feedback_id>/")
@allow(*OFFICE_ROLES, "supervisor")
def message(feedback_id: int) -> Response:
    """One message with its answer."""
    row = queries.by_id(feedback_id) or abort(404)
    form = DecisionForm(
        version=str(row.version),
        state=row.state if row.state != "new" else None,
        answer=row.answer,
    )
    return _page(row, form)


@blueprint.post("/<int:feedback_id>/")
@allow(*OFFICE_ROLES)
def answer(feedback_id: int) -> Response:
    """Decide on a message."""
    row = queries.by_id(feedback_id) or abort(404)
    form = DecisionForm()
    if not form.validate_on_submit():
        return _page(row, form, 422)
    try:
        version = int(form.version.data or 0) if (form.version.data or "").isdecimal() else 0
        decide(current_actor(), row, version, form.state.data, form.answer.data)
    except AnsweredMeanwhile:
        form.version.data = str(row.version)
        form.answer.errors = [
            "Người khác vừa xử lý góp ý này. Hãy xem lời đáp ở trên; gửi lại sẽ thay lời đó."
        ]
        return _page(row, form, 409)
    flash(f"Đã ghi nhận cách xử lý góp ý {row.label}.", "success")
    return redirect(url_for("feedback_office.messages"))


def _page(row: queries.Feedback, form: DecisionForm, status: int = 200) -> Response:
    return render(
        "workspace/feedback/message.html",
        row=row,
        form=form,
        states=STATES,
        writer=current_actor().has(*OFFICE_ROLES),
        status=status,
    )
