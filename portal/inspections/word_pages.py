"""Downloads of a visit's Word files: the notice for the office, the minutes for both."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort
from werkzeug.wrappers import Response

from portal.accounts.access import allow
from portal.accounts.rules import TEAM_ROLES
from portal.documents.file_types import DOCX
from portal.inspections.blueprints import office, team
from portal.inspections.models import TeamMember, Visit
from portal.inspections.pages import READERS, found_visit
from portal.inspections.proposals import facts_of, visit_deadlines
from portal.inspections.queries import findings_of, team_members
from portal.inspections.rules import PARTS
from portal.inspections.visit_word import VisitFile, minutes, schedule_notice
from portal.publishing.shelf import Shelf


def identity() -> dict[str, Any]:
    """Authority, office and place of the province, as published; empty before set-up."""
    province = Shelf().find("province", "province")
    return province.payload if province else {}


def word_answer(body: bytes, name: str) -> Response:
    """A Word file as an attachment."""
    answer = FlaskResponse(body, mimetype=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def members_present(visit: Visit) -> list[TeamMember]:
    """The members of the team who take part: none inspects the own agency."""
    return [
        row
        for row in (team_members(visit.team) if visit.team_id else [])
        if not (row.agency_id and row.agency.code in visit.excluded_agencies)
    ]


def visit_file(visit: Visit) -> VisitFile:
    """What the Word files of a visit are made from."""
    facts = facts_of([visit])
    known = identity()
    # what the team itself has to do is nothing for the unit to prepare
    of_team = {
        row.code
        for row in facts.deadlines.get(visit.strand_id, [])
        if row.duty == "schedule_notice"
    }
    return VisitFile(
        authority=known.get("authority", ""),
        issuer=visit.team.name if visit.team_id else known.get("office_name", ""),
        place=known.get("place", ""),
        unit_name=visit.unit_name,
        plan_title=visit.plan.title,
        sessions=tuple(
            (row.on, PARTS[row.part], row.time, row.place, row.sub_unit)
            for row in facts.sessions[visit.id]
            if row.state in ("planned", "done")
        ),
        members=tuple(
            (row.name, row.role, row.agency.name if row.agency_id else "", row.field)
            for row in members_present(visit)
        ),
        findings=tuple((row.kind, row.domain, row.text) for row in findings_of(visit)),
        deadlines=tuple(
            (row.title, row.sentence)
            for row in visit_deadlines(visit, facts)
            if row.code not in of_team
        ),
    )


@office.get("/lich-kiem-tra/<int:visit_id>/thong-bao-lich.docx")
@allow(*READERS)
def notice_word(visit_id: int) -> Response:
    """The draft of the schedule notice."""
    visit = found_visit("office", visit_id)
    if visit.unannounced and not visit.released:
        abort(404)
    return word_answer(schedule_notice(visit_file(visit)), f"thong-bao-lich-{visit.unit.code}.docx")


@office.get("/lich-kiem-tra/<int:visit_id>/bien-ban.docx")
@allow(*READERS)
def minutes_word(visit_id: int) -> Response:
    """The minutes, for the office."""
    visit = found_visit("office", visit_id)
    return word_answer(minutes(visit_file(visit)), f"bien-ban-{visit.unit.code}.docx")


@team.get("/<int:visit_id>/bien-ban.docx", endpoint="minutes_word")
@allow(*TEAM_ROLES)
def team_minutes_word(visit_id: int) -> Response:
    """The minutes, for the team."""
    visit = found_visit("team", visit_id)
    return word_answer(minutes(visit_file(visit)), f"bien-ban-{visit.unit.code}.docx")
