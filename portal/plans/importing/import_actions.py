"""Takes a reviewed import over: one transaction, one entry that tells it all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.documents.models import Blob
from portal.documents.word.reading import Imported
from portal.inspections.actions import SessionPlan, VisitPlan, plan_visit
from portal.inspections.models import Team
from portal.inspections.team_actions import MemberFacts, add_member, create_team
from portal.plans import actions
from portal.plans.importing.taken import Taken, TakenKind, TakenSession
from portal.plans.importing.visits_taken import people_of, team_name, visits_of
from portal.plans.item_actions import add_item
from portal.plans.models import Plan, Strand
from portal.plans.queries import members_of, strands_of
from portal.plans.strand_actions import StrandFacts, add_deadline, add_strand, choose_units
from portal.units.models import Unit
from portal.vietnamese import fold


@dataclass(frozen=True)
class WordFile:
    """The uploaded file: its text, the stored bytes, its name, the copy for the public."""

    imported: Imported
    original: Blob
    name: str
    public: actions.PublicOriginal | None


def import_plan(
    actor: Actor,
    plan: Plan | None,
    version: int,
    file: WordFile,
    taken: Taken,
    unit_name: Callable[[str], str],
    facts: actions.PlanFacts | None = None,
) -> Plan:
    """Take over what was ticked, into ``plan`` as read at ``version`` or into a new one with
    ``facts``. Nothing is kept when anything fails. Conflict, PlanExists."""
    with write():
        if plan is None:
            if facts is None:
                raise ValueError("a new plan needs its facts")
            plan = actions.create_plan(actor, facts)
            version = plan.version
        version = _text(actor, plan, version, file, taken)
        if taken.general:
            version = _general(actor, plan, version, taken)
        if taken.document:
            _document(actor, plan, version, taken)
        strands = {one.key: _strand(actor, plan, one, unit_name) for one in taken.kinds}
        _visits(actor, plan, strands, taken.sessions)
        for item in taken.items:
            add_item(actor, plan, item)
        record(actor, "import-plan", plan, after={"file": file.original.sha256, **taken.told()})
    return Plan.get_by_id(plan.id)


def _text(actor: Actor, plan: Plan, version: int, file: WordFile, taken: Taken) -> int:
    if taken.text:
        actions.apply_import(
            actor, plan, version, file.imported, file.original, file.name, file.public
        )
    else:
        actions.save(actor, plan, version, {})
    return version + 1


def _general(actor: Actor, plan: Plan, version: int, taken: Taken) -> int:
    stored = Plan.get_by_id(plan.id)
    columns = dict(taken.general)
    if "contents" in columns:
        columns["contents"] = actions.coded_contents(columns["contents"], stored.contents)
    actions.save(actor, plan, version, columns)
    return version + 1


def _document(actor: Actor, plan: Plan, version: int, taken: Taken) -> None:
    """The issued document; what was not taken stays as it was recorded."""
    stored = Plan.get_by_id(plan.id)
    names = actions.DocumentFacts.__dataclass_fields__
    kept = {name: getattr(stored.document, name) for name in names} if stored.document else {}
    columns: dict[str, Any] = {**kept, **taken.document}
    columns |= {
        name: "" for name, value in columns.items() if value is None and name != "issued_on"
    }
    facts = actions.DocumentFacts(**{**columns, "kind": columns.get("kind") or "ke-hoach"})
    actions.record_document(actor, stored, version, facts)


def _strand(actor: Actor, plan: Plan, one: TakenKind, unit_name: Callable[[str], str]) -> Strand:
    """The strand of that name, or a new one; units join those it has."""
    known = next((row for row in strands_of(plan) if fold(row.name) == fold(one.name)), None)
    strand = known or add_strand(actor, plan, StrandFacts(one.name, one.mode, "", one.method))
    if one.units:
        present = {row.unit_id: row.name for row in members_of(strand)}
        ids = {row.code: row.id for row in Unit.select().where(Unit.code.in_(one.units))}
        names = {ids[code]: unit_name(code) for code in one.units if code in ids}
        choose_units(actor, plan, strand, strand.version, {**present, **names})
    for row in one.deadlines:
        add_deadline(actor, plan, strand, row.title, row.duty, row.rule)
    return strand


def _visits(
    actor: Actor, plan: Plan, strands: dict[str, Strand], sessions: list[TakenSession]
) -> None:
    teams: dict[str, Team] = {row.name: row for row in Team.select().where(Team.plan == plan)}
    people = people_of(sessions)
    for rows in visits_of(sessions):
        unit: Any = Unit.get(Unit.code == rows[0].unit)
        team = _team(actor, plan, rows[0], teams, people)
        wanted = VisitPlan(plan, unit, strands[rows[0].kind], team, demo=plan.demo)
        plan_visit(
            actor, wanted, [SessionPlan(row.on, row.part, row.time, row.place) for row in rows]
        )


def _team(
    actor: Actor,
    plan: Plan,
    row: TakenSession,
    teams: dict[str, Team],
    people: dict[str, dict[str, str]],
) -> Team | None:
    name = team_name(row)
    if not name:
        return None
    if name not in teams:
        teams[name] = create_team(actor, plan, name)
        for role, person in people.get(name, {}).items():
            add_member(actor, teams[name], MemberFacts(person, role))
    return teams[name]


def told_facts(form: Any) -> actions.PlanFacts:
    """The facts of a new plan, as the review form has them."""
    return actions.PlanFacts(form.title.data, form.year.data, kind=form.plan_kind.data)
