"""Coverage over several years as the office sees it: whom to visit next."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.clock import today
from portal.plans.blueprint import READERS
from portal.plans.coverage.years import coverage_by_block, years_shown
from portal.web.rendering import render

blueprint = Blueprint(
    "coverage_years", __name__, url_prefix="/lam-viec/dieu-hanh/kiem-tra-qua-cac-nam"
)


@blueprint.get("/")
@blueprint.get("/chua-kiem-tra-tu-<int:since>/")
@allow(*READERS)
def years(since: int | None = None) -> Response:
    """Units by block and year; ``since``: those not inspected in that year or later."""
    shown = years_shown(today())
    if since is not None and since not in shown:
        abort(404)
    blocks = coverage_by_block(today(), since)
    return render(
        "workspace/plans/coverage_years.html",
        blocks=blocks,
        years=shown,
        since=since,
        listed=sum(len(one.listed) for one in blocks),
        total=sum(len(one.units) for one in blocks),
    )
