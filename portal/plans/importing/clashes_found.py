"""What speaks against the visits that an import would plan: the clash check of the schedule,
against what is planned and against the other rows of the document."""

from dataclasses import replace
from datetime import date

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import resolve
from portal.inspections.clash_rules import Booked, Clash, Member, Wanted, clashes
from portal.inspections.models import Team
from portal.inspections.queries import booked_near, members_of
from portal.plans.importing.taken import Taken, TakenSession
from portal.plans.importing.visits_taken import people_of, team_name, visits_of
from portal.plans.models import Plan
from portal.units.models import Unit
from portal.vietnamese import format_date


def find_clashes(taken: Taken, plan: Plan | None, today: date) -> list[Clash]:
    """Warnings, each with the unit and the first day it is about; visits of the past have none.

    A row clashes with those above it, so that each pair is told once.
    """
    ahead = [rows for rows in visits_of(taken.sessions) if rows[-1].on >= today]
    if not ahead:
        return []
    teams = _teams(taken.sessions, plan)
    names = {row.code: row.name for row in Unit.select().where(Unit.code.in_({
        rows[0].unit for rows in ahead
    }))}  # fmt: skip
    booked = booked_near([row.on for rows in ahead for row in rows])
    calendar, found = work_calendar(), []
    for number, rows in enumerate(ahead, start=1):
        first = rows[0]
        team = teams.get(team_name(first))
        team_id = team[0] if team else None
        members: tuple[Member, ...] = team[1] if team else ()
        wanted = Wanted(
            first.unit, names.get(first.unit, first.unit),
            tuple((row.on, row.part) for row in rows), team_id, members, -number,
        )  # fmt: skip
        rule = next((
            row.rule for kind in taken.kinds if kind.key == first.kind
            for row in kind.deadlines if row.duty == "schedule_notice"
        ), None)  # fmt: skip
        notice = resolve(rule, calendar, first.on) if rule else None
        # the same visit, planned by an earlier import of the same file, is not planned again
        others = [row for row in booked if not _same(row, first)]
        told = f"{wanted.unit_name}, {format_date(first.on)}: "
        found += [
            replace(one, text=told + one.text)
            for one in clashes(wanted, others, calendar, notice, today)
        ]
        booked += [
            Booked(-number, first.unit, wanted.unit_name, team_id, row.on, row.part, members)
            for row in rows
        ]
    return found


def _same(row: Booked, first: TakenSession) -> bool:
    return row.visit_id > 0 and (row.unit_code, row.on) == (first.unit, first.on)


def _teams(
    sessions: list[TakenSession], plan: Plan | None
) -> dict[str, tuple[int, tuple[Member, ...]]]:
    """Id and members of each team by name; a team that does not exist yet has an id below 0."""
    known = {row.name: row.id for row in Team.select().where(Team.plan == plan)} if plan else {}
    kept = members_of(set(known.values()))
    found = {}
    for number, (name, people) in enumerate(people_of(sessions).items(), start=1):
        if not name:
            continue
        own = tuple(Member(person, "", role) for role, person in people.items())
        there = known.get(name)
        found[name] = (there, tuple(kept.get(there, ()))) if there else (-number, own)
    return found
