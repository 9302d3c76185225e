"""How far the teams of a plan are with the reports: the matrix unit × part, for the office."""

from typing import Any

from flask import Response, abort

from portal.accounts.access import allow, current_actor
from portal.plans.models import Plan
from portal.reports.office_blueprint import READERS, blueprint
from portal.reports.reading import queries as reading_queries
from portal.reports.reading.rules import CELLS
from portal.web.rendering import render


@blueprint.get("/doc/<int:plan_id>/")
@allow(*READERS)
def progress_of_plan(plan_id: int) -> Response:
    """The matrices of every team of a plan."""
    plan: Any = Plan.get_or_none(Plan.id == plan_id) or abort(404)
    found = reading_queries.plan_matrices(current_actor(), plan_id)
    return matrices_page(found, "reports_office.submission", leader=False, plan=plan)


def matrices_page(
    matrices: list[reading_queries.Matrix], opens: str, leader: bool, plan: Plan | None = None
) -> Response:
    """The page of matrices; ``opens`` is the address of a report, ``leader`` may share it out."""
    return render(
        "workspace/reports/office/reading.html",
        matrices=matrices,
        cells=CELLS,
        opens=opens,
        leader=leader,
        me=current_actor().user_id,
        plan=plan,
    )
