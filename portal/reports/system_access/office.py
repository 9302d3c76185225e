"""The office sees which access to software a unit has given for an inspection, and what is left."""

from flask import Response

from portal.accounts.access import allow
from portal.reports.evidence.queries import accesses_of
from portal.reports.office_blueprint import READERS, blueprint, found_duty
from portal.web.rendering import render


@blueprint.get("/<int:duty_id>/truy-cap/")
@allow(*READERS)
def accesses(duty_id: int) -> Response:
    """The list of a report, to be looked through when the inspection is over."""
    row = found_duty(duty_id)
    return render("workspace/reports/office/access.html", duty=row.duty, rows=accesses_of(row.duty))
