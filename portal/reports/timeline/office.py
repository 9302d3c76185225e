"""Everything that happened to a report on one page that can be printed for the inspection file."""

from flask import Response

from portal.accounts.access import allow
from portal.reports.office_blueprint import READERS, blueprint, found_duty
from portal.reports.office_rules import STATES
from portal.reports.timeline.queries import whole_timeline
from portal.web.rendering import render


@blueprint.get("/<int:duty_id>/dien-bien/")
@allow(*READERS)
def timeline(duty_id: int) -> Response:
    """The timeline; what is internal is marked on the screen and left out on paper."""
    row = found_duty(duty_id)
    return render(
        "workspace/reports/office/timeline.html",
        row=row,
        duty=row.duty,
        events=whole_timeline(row.duty),
        states=STATES,
    )
