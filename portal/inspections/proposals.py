"""Payloads of visits: what would become public of a visit, and how that differs from now."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from peewee import JOIN

from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, WorkCalendar, resolve
from portal.inspections.models import Session, TeamMember, Visit
from portal.inspections.payload import ReportDeadline, SessionPayload, VisitPayload
from portal.inspections.queries import deadlines_of, first_day, sessions_of
from portal.inspections.rules import (
    CHANGED,
    CURRENT,
    ERASED,
    HIDDEN,
    NEVER,
    NOTHING,
    PARTS,
    WITHDRAWN,
    PublicState,
)
from portal.plans.models import PlanDeadline
from portal.publishing.gate import Proposal, proposal
from portal.publishing.models import Publication
from portal.publishing.payload import UnitRef, canonical, sha256_of
from portal.publishing.shared import PublicDeadline
from portal.units.models import Unit


@dataclass(frozen=True)
class VisitFacts:
    """What payloads of a list of visits need, read in a fixed number of queries."""

    calendar: WorkCalendar
    deadlines: dict[int, list[PlanDeadline]]
    heads: dict[int, TeamMember]
    sessions: dict[int, list[Session]]
    newest: dict[str, Publication]
    titles: dict[str, str]


def facts_of(visits: list[Visit]) -> VisitFacts:
    """Calendar, deadline rules, heads of teams, sessions and publications of ``visits``."""
    heads = (
        TeamMember.select(TeamMember, Unit)
        .join(Unit, JOIN.LEFT_OUTER, on=TeamMember.agency)
        .where(
            TeamMember.team.in_({visit.team_id for visit in visits if visit.team_id}),
            TeamMember.role == "head",
        )
        .order_by(TeamMember.id)
    )
    return VisitFacts(
        work_calendar(),
        deadlines_of({visit.strand_id for visit in visits if visit.strand_id}),
        {row.team_id: row for row in heads},
        sessions_of(visits),
        newest_by_slug("visit", [visit.slug for visit in visits]),
        public_titles("plan", {visit.plan.slug for visit in visits}),
    )


def public_titles(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """The titles that readers know, by slug; a title that is being changed is not among them."""
    rows = Publication.select(Publication.slug, Publication.title).where(
        Publication.kind == kind, Publication.slug.in_(list(slugs)), Publication.current
    )
    return {row.slug: row.title for row in rows}


def newest_by_slug(kind: str, slugs: list[str]) -> dict[str, Publication]:
    """The current publication of each slug; slugs never published are missing."""
    rows = Publication.select().where(
        Publication.kind == kind, Publication.slug.in_(slugs), Publication.current
    )
    return {row.slug: row for row in rows}


def visit_payload(visit: Visit, facts: VisitFacts) -> VisitPayload:
    """The public form of a visit: internal notes and members stay behind.

    A moved or cancelled session shows only if people were told of it: it was public, or the
    written notice had gone out.
    """
    newest = facts.newest.get(visit.slug)
    known = newest.payload if newest and newest.payload else ""
    every = facts.sessions[visit.id]
    shown = [
        row
        for row in every
        if row.state in ("planned", "done")
        or visit.noticed_on is not None
        or f'"code":"{row.code}"' in known
    ]
    return VisitPayload(
        year=visit.plan.year,
        plan_slug=visit.plan.slug,
        plan_title=facts.titles.get(visit.plan.slug, visit.plan.title),
        unit=UnitRef(visit.unit.code, visit.unit_name),
        strand=visit.strand.code if visit.strand_id else "",
        strand_name=visit.strand.name if visit.strand_id else "",
        method=visit.method,
        team=visit.team.name if visit.team_id else "",
        team_head=_head(visit, facts),
        sessions=tuple(session_payload(row, _final(row, every)) for row in shown),
        deadlines=_told_deadlines(visit, facts, shown),
        state=visit.state,
        demo=visit.demo,
    )


def _head(visit: Visit, facts: VisitFacts) -> str:
    """Who heads the team there; nobody where the head may not inspect the own agency."""
    head = facts.heads.get(visit.team_id)
    if head is None or (head.agency_id and head.agency.code in visit.excluded_agencies):
        return ""
    return head.name


def _told_deadlines(
    visit: Visit, facts: VisitFacts, shown: list[Session]
) -> tuple[PublicDeadline, ...]:
    """What is due before the visit; of its report, also the day before the move, if it moved.

    What was told first are the sessions that no other one was moved to, whether the move went
    forwards or backwards.
    """
    targets = {_final(row, facts.sessions[visit.id]) for row in shown}
    targets |= {row.moved_to for row in shown}
    first_told = min((row.on for row in shown if row.code not in targets), default=None)
    deadlines = visit_deadlines(visit, facts)
    if not deadlines or first_told in (None, first_day(facts.sessions[visit.id])):
        return deadlines
    before = {one.code: one.last_day for one in visit_deadlines(visit, facts, first_told)}
    reports = {
        row.code for row in facts.deadlines.get(visit.strand_id, []) if row.duty == "visit_report"
    }
    return tuple(
        ReportDeadline(**asdict(one), former=before[one.code])
        if one.code in reports and before[one.code] != one.last_day
        else one
        for one in deadlines
    )


def _final(row: Session, every: list[Session]) -> str:
    """Where a moved session ended up: readers need not know of stops that were never public."""
    by_code = {one.code: one for one in every}
    code = row.moved_to
    while code in by_code and by_code[code].moved_to:
        code = by_code[code].moved_to
    return code


def session_payload(row: Session, moved_to: str) -> SessionPayload:
    """The public form of a session; ``moved_to`` is the code of what took its place."""
    return SessionPayload(
        code=row.code,
        on=row.on.isoformat(),
        part=row.part,
        part_name=PARTS[row.part],
        time=row.time,
        place=row.place,
        sub_unit=row.sub_unit,
        state=row.state,
        reason=row.reason,
        moved_to=moved_to,
        note=row.public_note,
    )


def visit_deadlines(
    visit: Visit, facts: VisitFacts, on: date | None = None
) -> tuple[PublicDeadline, ...]:
    """What is due before the visit, counted from its first session (or from ``on``)."""
    day = on or first_day(facts.sessions[visit.id])
    hidden = visit.unannounced and not visit.released
    if visit.state == "cancelled" or hidden or day is None:
        return ()
    found = []
    for row in facts.deadlines.get(visit.strand_id, []):
        rule = DeadlineRule.from_dict(row.rule)
        if rule.kind != "days_before_visit":
            continue
        due = resolve(rule, facts.calendar, day)
        last_day = due.last_day.isoformat() if due.last_day else ""
        found.append(PublicDeadline(row.code, row.title, last_day, due.sentence, due.provisional))
    return tuple(found)


def public_state(visit: Visit, facts: VisitFacts) -> PublicState:
    """How the visit as it is now stands against what readers see."""
    newest = facts.newest.get(visit.slug)
    if visit.unannounced and not visit.released:
        return HIDDEN
    if newest is None and visit.state == "cancelled":
        return NOTHING
    return state_against(newest, proposal(visit.slug, visit_payload(visit, facts)))


def state_against(newest: Publication | None, offered: Proposal) -> PublicState:
    """How ``offered`` stands against the newest publication of its slug."""
    if newest is None:
        return NEVER
    if newest.payload is None:
        return ERASED
    if newest.state == "withdrawn":
        return WITHDRAWN
    same = newest.payload_sha256 == sha256_of(canonical(offered.payload))
    return CURRENT if same else CHANGED


def visit_proposals(visits: list[Visit], facts: VisitFacts | None = None) -> list[Proposal]:
    """What of ``visits`` is new or changed and may be public; unreleased ones never are."""
    facts = facts or facts_of(visits)
    return [
        proposal(visit.slug, visit_payload(visit, facts))
        for visit in visits
        if public_state(visit, facts) in (NEVER, CHANGED)
    ]
