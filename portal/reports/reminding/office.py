"""The office sends a reminder of one report by hand: into the inbox of those who write it."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.reports.office_blueprint import WRITERS, blueprint, found_duty
from portal.reports.reminders import NotForUnannounced, NothingOwed
from portal.reports.reminding.actions import nudge


@blueprint.post("/<int:duty_id>/nhac/gui")
@allow(*WRITERS)
def send_nudge(duty_id: int) -> Response:
    """Once a day and report, however often the button is pressed."""
    row = found_duty(duty_id)
    try:
        told = nudge(current_actor(), row.duty, today(), now())
    except (NotForUnannounced, NothingOwed) as error:
        flash(str(error), "error")
    else:
        flash(
            f"Đã nhắc {told} người vào hộp tin."
            if told
            else "Không nhắc thêm ai: hôm nay đã nhắc, hoặc đơn vị chưa có tài khoản.",
            "success" if told else "info",
        )
    return redirect(url_for("reports_office.reminder", duty_id=duty_id))
