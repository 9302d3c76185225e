"""The office hands the report of a unit that is gone to those that follow it."""

from typing import Any

from flask import Response, flash, redirect, url_for

from portal.accounts.access import allow, current_actor
from portal.clock import today
from portal.reports.board.queries import BoardRow
from portal.reports.duties.handing_over import hand_over as hand_over_duty
from portal.reports.office_blueprint import WRITERS, blueprint, found_duty
from portal.reports.office_forms import HandOverForm
from portal.reports.office_rules import NotAllowedNow
from portal.units.models import Unit
from portal.units.queries import heirs
from portal.web.rendering import render


@blueprint.route("/<int:duty_id>/giao-lai/", methods=["GET", "POST"])
@allow(*WRITERS)
def hand_over(duty_id: int) -> Any:
    """Who follows the unit is suggested; the office chooses, with the reason."""
    row = found_duty(duty_id)
    following = [unit for unit in heirs(row.duty.unit, today()) if unit.id != row.duty.unit_id]
    form = HandOverForm()
    form.units.set_choices([(unit.id, unit.name) for unit in following])
    if not form.validate_on_submit():
        return _page(row, form, following, 422 if form.errors else 200)
    chosen = [unit for unit in following if unit.id in (form.units.data or [])]
    try:
        made = hand_over_duty(current_actor(), row.duty, chosen, form.reason.data, today())
    except NotAllowedNow as error:
        return _page(row, form, following, 409, error)
    names = "; ".join(duty.unit.name for duty in made)
    flash(f"Đã giao lại báo cáo cho {names}." if names else "Đã miễn nộp báo cáo này.", "success")
    return redirect(url_for("reports_office.duty", duty_id=duty_id))


def _page(
    row: BoardRow,
    form: HandOverForm,
    following: list[Unit],
    status: int,
    trouble: Exception | None = None,
) -> Response:
    return render(
        "workspace/reports/office/hand_over.html",
        status=status,
        row=row,
        duty=row.duty,
        form=form,
        following=following,
        trouble=str(trouble) if trouble else "",
    )
