"""Pages of a report say which colleague is writing in it, and ask again while they are open."""

from dataclasses import replace
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import allow, current_actor, unattended
from portal.accounts.rules import UNIT_ROLES
from portal.clock import local, now
from portal.reports.models import Duty
from portal.reports.rules import EDITABLE
from portal.reports.sharing.presence import others_writing
from portal.reports.unit_base import blueprint, find
from portal.web.rendering import render


@blueprint.get("/bao-cao/<int:duty_id>/dang-sua/")
@allow(*UNIT_ROLES)
@unattended
def presence(duty_id: int) -> Response:
    """Who else is writing now; ``o``: the part that the page shows."""
    seen = presence_in(find(duty_id), request.args.get("o", ""))
    return render("workspace/reports/_presence.html", **seen)


def presence_in(duty: Duty, here: str = "") -> dict[str, Any]:
    """What ``_presence.html`` shows on a page of ``here``; nobody once the report was sent."""
    open_now = duty.state in EDITABLE
    found = others_writing(current_actor(), duty, here, now()) if open_now else []
    return {
        "writing": [replace(one, at=local(one.at)) for one in found],
        "presence_href": url_for("reports_unit.presence", duty_id=duty.id, o=here or None)
        if open_now
        else "",
    }
