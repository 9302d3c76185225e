"""The page of the week for leaders: who has sent, who has not, what is overdue; to be printed."""

from flask import Response

from portal.accounts.access import allow
from portal.clock import today
from portal.reports.office_blueprint import READERS, blueprint
from portal.reports.office_rules import KINDS
from portal.reports.reminding.weekly_queries import week_of
from portal.web.rendering import render


@blueprint.get("/tuan/")
@allow(*READERS)
def week() -> Response:
    """The last seven days and the next seven, as of today."""
    return render("workspace/reports/office/week.html", week=week_of(today()), kinds=KINDS)
