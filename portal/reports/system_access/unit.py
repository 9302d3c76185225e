"""Access to software systems given for an inspection: đã cấp, đã thu hồi; never a password."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.reports.evidence.queries import access_for, accesses_of
from portal.reports.forms import AccessForm
from portal.reports.models import Duty
from portal.reports.system_access import actions as access_actions
from portal.reports.unit_base import WRITERS, blueprint, find, frame
from portal.vietnamese import parse_date
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/truy-cap/")
@allow(*UNIT_ROLES)
def accesses(duty_id: int) -> Response:
    """Who has been given access to what, and a form to record more."""
    return _page(find(duty_id), AccessForm(formdata=None))


@blueprint.post("/bao-cao/<int:duty_id>/truy-cap/")
@allow(*WRITERS)
def add_access(duty_id: int) -> Response:
    """Record access that was given."""
    duty = find(duty_id)
    form = AccessForm()
    if not form.validate_on_submit():
        return _page(duty, form, 422)
    try:
        access_actions.grant(
            current_actor(), duty, system=form.system.data, holder=form.holder.data,
            on=form.granted_on.data,
        )  # fmt: skip
    except access_actions.PasswordRefused as problem:
        form[problem.field].errors = [str(problem)]
        return _page(duty, form, 422)
    flash("Đã ghi quyền truy cập.", "success")
    return redirect(url_for("reports_unit.accesses", duty_id=duty.id))


@blueprint.post("/bao-cao/<int:duty_id>/truy-cap/<int:access_id>/")
@allow(*WRITERS)
def change_access(duty_id: int, access_id: int) -> Response:
    """Record that access was taken back (on a day, today unless given), or remove the entry."""
    duty = find(duty_id)
    found = access_for(duty, access_id)
    if found is None:
        abort(404)
    try:
        if "xoa" in request.form:
            access_actions.remove(current_actor(), found)
            flash("Đã xóa dòng ghi nhầm.", "success")
        else:
            typed = request.form.get("on", "").strip()
            access_actions.revoke(current_actor(), found, parse_date(typed) if typed else today())
            flash("Đã ghi thu hồi.", "success")
    except ValueError as problem:
        return _page(duty, AccessForm(formdata=None), 422, {found.id: str(problem)})
    return redirect(url_for("reports_unit.accesses", duty_id=duty.id))


def _page(
    duty: Duty, form: AccessForm, status: int = 200, errors: dict[int, str] | None = None
) -> Response:
    return render(
        "workspace/reports/access.html",
        status=status,
        form=form,
        rows=accesses_of(duty),
        errors=errors or {},
        typed=request.form.get("on", "") if errors else "",
        writer=current_actor().has(*WRITERS),
        **frame(duty, "Quyền truy cập phần mềm"),
    )
