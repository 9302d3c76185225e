"""The team's pages: its own visits, what it records of them (see ``record_pages``)."""

from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import TEAM_ROLES
from portal.clock import today
from portal.inspections import record_pages, word_pages
from portal.inspections.blueprints import team as blueprint
from portal.inspections.pages import found_visit, show
from portal.inspections.queries import scheduled, visits_for
from portal.inspections.visit_page import visit_context

__all__ = ["PAGES", "blueprint"]

PAGES = (record_pages, word_pages)


@blueprint.get("/")
@allow(*TEAM_ROLES)
def visits() -> Response:
    """Visits of the teams one belongs to, by date."""
    rows = scheduled(visits_for(current_actor(), "team"))
    return show("team_visits.html", visits=rows, today=today())


@blueprint.get("/<int:visit_id>/")
@allow(*TEAM_ROLES)
def visit(visit_id: int) -> Response:
    """One visit of one's team."""
    row = found_visit("team", visit_id)
    return show("team_visit.html", **visit_context(row, today()))
