"""The office's list of units that ask for more time, and the refusal of a request.

Granting is the page “Gia hạn” of the report (``office_deciding.extend``).
"""

from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.clock import now, today
from portal.deadlines.rules import remaining
from portal.reports.extending import actions, queries
from portal.reports.extending.forms import RefusalForm
from portal.reports.office_blueprint import READERS, WRITERS, blueprint, found_duty
from portal.web.rendering import render


@blueprint.get("/xin-gia-han/")
@allow(*READERS)
def extensions() -> Response:
    """Who asks for more time, the nearest deadline first."""
    return render(
        "workspace/reports/office/extensions.html",
        rows=[(row, remaining(row.duty.due_on, today())) for row in queries.waiting()],
        writer=current_actor().has(*WRITERS),
    )


@blueprint.route("/<int:duty_id>/khong-gia-han/", methods=["GET", "POST"])
@allow(*WRITERS)
def refuse_extension(duty_id: int) -> Any:
    """Leave the deadline as it is, with a reason the unit can read."""
    row = found_duty(duty_id)
    form = RefusalForm()
    if form.validate_on_submit():
        if actions.refuse(current_actor(), row.duty, form.answer.data, now()):
            flash("Đã trả lời đơn vị: không gia hạn.", "success")
        else:
            flash("Đơn vị không còn đề nghị nào đang chờ.", "info")
        return redirect(url_for("reports_office.duty", duty_id=duty_id))
    return render(
        "workspace/reports/office/refuse_extension.html",
        status=422 if form.errors else 200,
        row=row,
        duty=row.duty,
        form=form,
        asked=queries.open_request(row.duty),
    )
