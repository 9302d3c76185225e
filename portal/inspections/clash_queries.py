"""The clash check against the register of visits."""

from datetime import date

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, Due, WorkCalendar, resolve
from portal.inspections.clash_rules import Clash, Wanted, clashes
from portal.inspections.models import Session, Team, Visit
from portal.inspections.queries import (
    booked_near,
    deadlines_of,
    first_day,
    members_of,
    sessions_of,
    strand_unit_ids,
)
from portal.plans.models import Strand
from portal.units.models import Unit


def find_clashes(
    unit: Unit,
    strand: Strand | None,
    team: Team | None,
    days: list[tuple[date, str]],
    today: date,
    visit: Visit | None = None,
    unannounced: bool = False,
) -> list[Clash]:
    """What speaks against visiting ``unit`` on ``days`` (date, part); see ``clash_rules``.

    ``visit`` is the visit itself when it exists already, so that it does not clash with itself.
    """
    calendar = work_calendar()
    named = strand_unit_ids([strand.id])[strand.id] if strand else set()
    wanted = Wanted(
        unit_code=unit.code,
        unit_name=unit.name,
        days=tuple(days),
        team_id=team.id if team else None,
        members=tuple(members_of({team.id}).get(team.id, ())) if team else (),
        visit_id=visit.id if visit else None,
        unannounced=unannounced,
        in_strand=not named or unit.id in named,
    )
    told = visit is not None and visit.noticed_on is not None
    notice = None if told else _due("schedule_notice", strand, days, calendar)
    report = None if _begins_so(visit, days) else _due("visit_report", strand, days, calendar)
    return clashes(wanted, booked_near([on for on, _ in days]), calendar, notice, today, report)


def _begins_so(visit: Visit | None, days: list[tuple[date, str]]) -> bool:
    """Whether the visit begins on the first of ``days`` already: its report is due as it was."""
    if visit is None:
        return False
    return first_day(sessions_of([visit])[visit.id]) == min((on for on, _ in days), default=None)


def clashes_of(visit: Visit, sessions: list[Session], today: date) -> list[Clash]:
    """Warnings about a visit still to come, as it stands."""
    days = [(row.on, row.part) for row in sessions if row.state == "planned"]
    if visit.state != "planned" or not days or max(on for on, _ in days) < today:
        return []
    return find_clashes(
        visit.unit,
        visit.strand if visit.strand_id else None,
        visit.team if visit.team_id else None,
        days,
        today,
        visit,
        visit.unannounced,
    )


def planned_already(unit: Unit, strand: Strand, days: list[tuple[date, str]]) -> Visit | None:
    """The standing visit of ``unit`` in ``strand`` on exactly ``days``: saving it again, as by a
    double click, would plan it twice."""
    for visit in Visit.select().where(
        Visit.unit == unit, Visit.strand == strand, Visit.state != "cancelled"
    ):
        standing = [(row.on, row.part) for row in visit.sessions if row.state == "planned"]
        if sorted(standing) == sorted(days):
            return visit
    return None


def _due(
    duty: str, strand: Strand | None, days: list[tuple[date, str]], calendar: WorkCalendar
) -> Due | None:
    """When a duty of the strand's plan is due for the first of ``days``."""
    if strand is None or not days:
        return None
    first = min(on for on, _ in days)
    for row in deadlines_of({strand.id}).get(strand.id, []):
        if row.duty == duty:
            return resolve(DeadlineRule.from_dict(row.rule), calendar, first)
    return None
