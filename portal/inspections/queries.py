"""Named reads of visits. ``visits_for`` decides who sees which visit; every page starts there."""

from datetime import date, timedelta
from typing import Any

from peewee import JOIN, fn

from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import OFFICE_ROLES, TEAM_ROLES, UNIT_ROLES, Actor
from portal.inspections.clash_rules import UNIT_GAP_DAYS, Booked, Member
from portal.inspections.models import Finding, Session, Team, TeamMember, Visit
from portal.inspections.rules import day_lines
from portal.plans.models import Plan, PlanDeadline, Strand, StrandUnit
from portal.units.models import Unit

AUDIENCES = {
    "office": (*OFFICE_ROLES, "supervisor"),
    "team": TEAM_ROLES,
    "unit": UNIT_ROLES,
}


class NotFound(LookupError):
    """The row does not exist, or is not for this actor: the two look the same."""


def visits_for(actor: Actor, audience: str) -> Any:
    """The visits that ``actor`` may see as ``audience`` (office, team or unit), as a query.

    The office sees all; a member of a team that team's, but none to his own agency, which he
    does not inspect; a unit its own, but an unannounced one only after its release.
    """
    if not actor.has(*AUDIENCES[audience]):
        return Visit.select().where(Visit.id.is_null())
    if audience == "team":
        not_own_agency = TeamMember.agency.is_null() | (TeamMember.agency != Visit.unit)
        own = TeamMember.select(TeamMember.team).where(
            TeamMember.user == actor.user_id, not_own_agency
        )
        return Visit.select().where(Visit.team.in_(own))
    if audience == "unit":
        open_to_unit = (Visit.unannounced == False) | Visit.released  # noqa: E712 (SQL)
        return Visit.select().where(Visit.unit == actor.unit_id, open_to_unit)
    return Visit.select()


def visit_for(actor: Actor, audience: str, visit_id: int) -> Visit:
    """One visit within ``visits_for``, with plan, strand, unit and team; NotFound otherwise."""
    scope = visits_for(actor, audience).where(Visit.id == visit_id)
    found = with_names(scope).first()
    if found is None:
        raise NotFound
    return found


def with_names(scope: Any) -> Any:
    """The visits of ``scope`` with plan, strand, unit and team in the same query."""
    return (
        scope.select(Visit, Plan, Strand, Unit, Team)
        .join(Plan)
        .switch(Visit)
        .join(Strand, JOIN.LEFT_OUTER)
        .switch(Visit)
        .join(Unit)
        .switch(Visit)
        .join(Team, JOIN.LEFT_OUTER)
    )


def sessions_of(visits: list[Visit]) -> dict[int, list[Session]]:
    """Sessions by visit id, in the order of their days and parts."""
    order = {"morning": 0, "day": 1, "afternoon": 2}
    found: dict[int, list[Session]] = {visit.id: [] for visit in visits}
    rows = Session.select().where(Session.visit.in_(list(found))).order_by(Session.on, Session.id)
    for row in rows:
        found[row.visit_id].append(row)
    for of_visit in found.values():
        of_visit.sort(key=lambda row: (row.on, order[row.part], row.id))
    return found


def first_day(sessions: list[Session]) -> date | None:
    """The day deadlines count from: the first session that still stands."""
    return min((row.on for row in sessions if row.state in ("planned", "done")), default=None)


def last_day(sessions: list[Session]) -> date | None:
    """The last day of the visit, by the sessions that still stand."""
    return max((row.on for row in sessions if row.state in ("planned", "done")), default=None)


def scheduled(
    scope: Any, plan_id: int | None = None, year: int | None = None, month: int | None = None
) -> list[Visit]:
    """Visits of ``scope`` by the day of their first standing session, filtered.

    Each carries ``shown_sessions``, ``first_day`` and ``days`` (lines to show). Two queries.
    """
    chosen = with_names(scope)
    if plan_id:
        chosen = chosen.where(Visit.plan == plan_id)
    if year:
        chosen = chosen.where(Plan.year == year)
    visits = list(chosen)
    sessions = sessions_of(visits)
    for visit in visits:
        visit.shown_sessions = sessions[visit.id]
        visit.first_day = first_day(sessions[visit.id])
        visit.days = day_lines((row.on, row.part, row.state) for row in visit.shown_sessions)
    if month:
        visits = [
            visit
            for visit in visits
            if any(row.on.month == month for row in visit.shown_sessions if row.state != "moved")
        ]
    return sorted(visits, key=lambda visit: (visit.first_day or date.max, visit.id))


def booked_near(days: list[date]) -> list[Booked]:
    """Planned sessions of standing visits around ``days``, for the clash check. Two queries."""
    if not days:
        return []
    gap = timedelta(days=UNIT_GAP_DAYS)
    rows = list(
        Session.select(Session, Visit, Unit)
        .join(Visit)
        .join(Unit)
        .where(
            Session.on.between(min(days) - gap, max(days) + gap),
            Session.state == "planned",
            Visit.state != "cancelled",
        )
        .order_by(Session.on, Session.id)
    )
    members = members_of({row.visit.team_id for row in rows if row.visit.team_id})
    return [
        Booked(
            row.visit_id,
            row.visit.unit.code,
            row.visit.unit_name,
            row.visit.team_id,
            row.on,
            row.part,
            tuple(
                member
                for member in members.get(row.visit.team_id, ())
                if member.agency not in row.visit.excluded_agencies
            ),
        )
        for row in rows
    ]


def members_of(team_ids: set[int]) -> dict[int, list[Member]]:
    """Members of teams, as the clash rules know them, by team id."""
    found: dict[int, list[Member]] = {}
    if not team_ids:
        return found
    rows = (
        TeamMember.select(TeamMember, Unit)
        .join(Unit, JOIN.LEFT_OUTER)
        .where(TeamMember.team.in_(team_ids))
        .order_by(TeamMember.id)
    )
    for row in rows:
        agency = row.agency.code if row.agency else ""
        found.setdefault(row.team_id, []).append(Member(row.name, agency, row.role, row.user_id))
    return found


def team_members(team: Team) -> list[TeamMember]:
    """Members of one team with agency and account: head first, then by role."""
    order = ["head", "deputy", "secretary", "member"]
    rows = (
        TeamMember.select(TeamMember, Unit, User)
        .join(Unit, JOIN.LEFT_OUTER)
        .switch(TeamMember)
        .join(User, JOIN.LEFT_OUTER)
        .where(TeamMember.team == team)
    )
    return sorted(rows, key=lambda row: (order.index(row.role), row.id))


def teams(plan_id: int | None = None) -> list[Team]:
    """Teams with their plan and the number of members, newest plan first."""
    count = fn.COUNT(TeamMember.id).alias("size")
    chosen = (
        Team.select(Team, Plan, count)
        .join(Plan)
        .switch(Team)
        .join(TeamMember, JOIN.LEFT_OUTER)
        .group_by(Team.id, Plan.id)
        .order_by(Plan.year.desc(), Team.id)
    )
    return list(chosen.where(Team.plan == plan_id) if plan_id else chosen)


def plans() -> list[Plan]:
    """Plans that visits may belong to, newest first."""
    return list(Plan.select().order_by(Plan.year.desc(), Plan.id.desc()))


def strands_for_visits(plan_id: int) -> list[Strand]:
    """Strands of a plan under which the office goes out (not the self-inspection)."""
    return list(
        Strand.select()
        .where(Strand.plan == plan_id, Strand.mode != "self_inspection")
        .order_by(Strand.position, Strand.id)
    )


def strand_unit_ids(strand_ids: list[int]) -> dict[int, set[int]]:
    """The units that each strand names, as ids."""
    found: dict[int, set[int]] = {strand_id: set() for strand_id in strand_ids}
    for row in StrandUnit.select().where(StrandUnit.strand.in_(strand_ids)):
        found[row.strand_id].add(row.unit_id)
    return found


def findings_of(visit: Visit) -> list[Finding]:
    """Findings in their order: domain by domain as typed."""
    return list(
        Finding.select().where(Finding.visit == visit).order_by(Finding.position, Finding.id)
    )


def team_accounts() -> list[User]:
    """Accounts that hold a team role, for linking members to them."""
    return list(
        User.select()
        .join(RoleGrant)
        .where(RoleGrant.role.in_(TEAM_ROLES), User.active)
        .distinct()
        .order_by(User.full_name, User.id)
    )


def deadlines_of(strand_ids: set[int]) -> dict[int, list[PlanDeadline]]:
    """The deadline rules that each strand of a plan names, in its order."""
    found: dict[int, list[PlanDeadline]] = {}
    rows = (
        PlanDeadline.select()
        .where(PlanDeadline.strand.in_(strand_ids))
        .order_by(PlanDeadline.position, PlanDeadline.id)
    )
    for row in rows:
        found.setdefault(row.strand_id, []).append(row)
    return found
