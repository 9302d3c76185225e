"""The unit asks for more time from the page of its report, and takes the request back."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.inspections.queries import first_day, sessions_of
from portal.reports.duties.kinds import comes_before_visit
from portal.reports.extending import actions, queries
from portal.reports.extending.forms import WishForm
from portal.reports.extending.rules import BadWish, check_wish
from portal.reports.models import Duty
from portal.reports.office_rules import NotAllowedNow
from portal.reports.rules import EDITABLE
from portal.reports.unit_base import WRITERS, blueprint, find_any, frame
from portal.web.rendering import render


@blueprint.route("/bao-cao/<int:duty_id>/gia-han/", methods=["GET", "POST"])
@allow(*WRITERS)
def ask_extension(duty_id: int) -> Response:
    """A day and a reason; what became of it stands on the page of the report."""
    duty = find_any(duty_id)
    form = WishForm()
    valid = form.validate_on_submit()
    if not _day_stands(form, duty) or not valid:
        return _page(duty, form, 422 if form.errors else 200)
    try:
        actions.ask(current_actor(), duty, form.wished_on.data, form.reason.data, now())
    except NotAllowedNow as error:
        form.form_errors.append(str(error))
        return _page(duty, form, 409)
    flash("Đã gửi đề nghị gia hạn. Trả lời sẽ có ở trang này và ở hộp tin.", "success")
    return redirect(url_for("reports_unit.report", duty_id=duty.id))


@blueprint.post("/bao-cao/<int:duty_id>/gia-han/rut")
@allow(*WRITERS)
def withdraw_extension(duty_id: int) -> Response:
    """Take the request back while nobody has answered it."""
    duty = find_any(duty_id)
    if actions.withdraw(current_actor(), duty, now()):
        flash("Đã rút đề nghị gia hạn.", "success")
    else:
        flash("Không có đề nghị nào đang chờ.", "info")
    return redirect(url_for("reports_unit.report", duty_id=duty.id))


def _day_stands(form: WishForm, duty: Duty) -> bool:
    """Whether the day can be asked for; judged also where the reason is missing."""
    if not form.is_submitted() or not form.wished_on.data or form.wished_on.errors:
        return False
    try:
        check_wish(form.wished_on.data, duty.due_on, today())
    except BadWish as error:
        form.wished_on.errors = [str(error)]
        return False
    return True


def _page(duty: Duty, form: WishForm, status: int) -> Response:
    visit = duty.visit if duty.visit_id and comes_before_visit(duty.kind) else None
    return render(
        "workspace/reports/ask_extension.html",
        status=status,
        form=form,
        first_session=first_day(sessions_of([visit])[visit.id]) if visit else None,
        waiting=queries.open_request(duty),
        askable=duty.state in EDITABLE,
        **frame(duty, "Xin gia hạn"),
    )
