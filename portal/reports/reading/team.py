"""The team's reading of reports: who reads which part, how far it is, unit by unit."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for

from portal.accounts.access import allow, current_actor
from portal.accounts.rules import TEAM_ROLES
from portal.clock import now
from portal.reports import office_queries
from portal.reports.queries import duty_for
from portal.reports.reading import actions as reading_actions
from portal.reports.reading import queries as reading_queries
from portal.reports.reading.office import matrices_page
from portal.reports.reading.rules import MARKS
from portal.reports.team_blueprint import blueprint

LEADERS = ("team_head", "team_secretary")


@blueprint.get("/")
@allow(*TEAM_ROLES)
def progress() -> Response:
    """The matrix unit × part of each of the reader's teams."""
    return matrices_page(
        reading_queries.team_matrices(current_actor()),
        "reports_team.report",
        current_actor().has(*LEADERS),
    )


@blueprint.post("/phan-cong")
@allow(*LEADERS)
def assign() -> Any:
    """Share parts, or whole reports, out among the members of one of the reader's teams."""
    chosen = request.form.get("team", "")
    matrices = reading_queries.team_matrices(current_actor())
    matrix = next((one for one in matrices if str(one.team.id) == chosen), None)
    if matrix is None:
        abort(404)
    members = {str(member.id): member.id for member in matrix.members}
    typed = {part.code: request.form.get(f"phan-{part.code}") for part in matrix.parts}
    readers = {
        part: members.get(text)
        for part, text in typed.items()
        if text is not None and (text == "" or text in members)
    }
    whole = {
        unit.id: members.get(text)
        for unit, _reader in matrix.units
        if (text := request.form.get(f"don-vi-{unit.id}")) is not None
        and (text == "" or text in members)
    }
    actor = current_actor()
    changed = reading_actions.assign_parts(actor, matrix.team, readers)
    units = reading_actions.assign_units(actor, matrix.team, whole)
    said = [f"{changed} phần"] * bool(changed) + [f"{units} đơn vị"] * bool(units)
    flash(f"Đã phân công lại {' và '.join(said)}." if said else "Không có gì thay đổi.", "success")
    return redirect(url_for("reports_team.progress"))


@blueprint.post("/<int:duty_id>/lan/<int:number>/da-doc")
@allow(*TEAM_ROLES)
def mark(duty_id: int, number: int) -> Any:
    """Say of the parts of a report that they were read, or raise a question."""
    duty: Any = duty_for(current_actor(), "team", duty_id) or abort(404)
    sent: Any = office_queries.submission(duty_id, number) or abort(404)
    typed = {
        part.code: request.form.get(f"phan-{part.code}")
        for part in reading_queries.parts_for(duty.form)
    }
    states = {part: text for part, text in typed.items() if text in ("", *MARKS)}
    changed = reading_actions.mark_parts(current_actor(), sent, states, now())
    flash(f"Đã ghi {changed} phần." if changed else "Không có gì thay đổi.", "success")
    return redirect(url_for("reports_team.report", duty_id=duty.id) + "#tien-do")
