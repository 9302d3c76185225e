"""The unit's proposals and what was answered."""

from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import UNIT_ROLES
from portal.clock import today
from portal.inspections.blueprints import unit as blueprint
from portal.inspections.pages import show
from portal.inspections.petitions.queries import STATES, petitions_for


@blueprint.get("/kien-nghi/")
@allow(*UNIT_ROLES)
def petitions() -> Response:
    """What the unit has proposed in its reports and visits, with the answers."""
    return show(
        "unit_petitions.html", rows=petitions_for(current_actor(), "unit", today()), states=STATES
    )
