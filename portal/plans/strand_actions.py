"""Named writes of what belongs to a plan: strands, their units and deadlines, relations."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from peewee import IntegrityError

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.actions import Conflict, save, touch
from portal.plans.models import Plan, PlanDeadline, PlanRelation, Strand, StrandUnit
from portal.plans.queries import members_of, strands_of
from portal.plans.rules import free_code
from portal.vietnamese import slug


class CodeTaken(Exception):
    """Another strand of the plan has that code."""


class StrandInUse(Exception):
    """Visits were planned under the strand, so it cannot be removed."""


@dataclass(frozen=True)
class StrandFacts:
    """What a clerk types about a strand; an empty code is made from the name."""

    name: str
    mode: str
    code: str = ""
    method: str = ""
    text: str = ""


@dataclass(frozen=True)
class RelationFacts:
    """A document related to a plan; ``other_plan`` is the id of a plan of the portal."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    subject: str = ""
    other_plan: int | None = None


def add_strand(actor: Actor, plan: Plan, facts: StrandFacts) -> Strand:
    """A new strand behind the others. CodeTaken if its typed code is not free.

    The same facts again, as by a double click, are the same strand.
    """
    with write():
        known = {name: value for name, value in asdict(facts).items() if value or name != "code"}
        for row in strands_of(plan):
            if all(getattr(row, name) == value for name, value in known.items()):
                return row
        columns = _strand_columns(plan, facts, None)
        last = max((row.position for row in strands_of(plan)), default=-1)
        strand = Strand.create(plan=plan, position=last + 1, **columns)
        touch(actor, plan)
        record(actor, "add-strand", strand, after=columns)
    return strand


def edit_strand(actor: Actor, plan: Plan, strand: Strand, version: int, facts: StrandFacts) -> None:
    """Change a strand read at ``version``. CodeTaken, Conflict."""
    before = {name: getattr(strand, name) for name in asdict(facts)}
    with write():
        columns = _strand_columns(plan, facts, strand)
        save(actor, strand, version, columns)
        touch(actor, plan)
        record(actor, "edit-strand", strand, before=before, after=columns)


def strand_state(strand: Strand) -> str:
    """A mark of a strand with its units and deadlines as they are: what a reader has seen."""
    versions = [row.version for row in strand.deadlines]
    return f"{strand.version}.{len(versions)}.{sum(versions)}"


def remove_strand(actor: Actor, plan: Plan, strand: Strand, seen: str) -> None:
    """Remove a strand with its units and deadlines, as ``strand_state`` marked them when they
    were shown. StrandInUse if it has visits; Conflict if anything of it was changed since."""
    try:
        with write():
            stored = Strand.get_or_none(Strand.id == strand.id)
            if stored is None or strand_state(stored) != seen:
                raise Conflict(stored)
            record(
                actor, "remove-strand", strand, before={"code": strand.code, "name": strand.name}
            )
            strand.delete_instance()
            touch(actor, plan)
    except IntegrityError as error:
        raise StrandInUse from error


def move_strand(actor: Actor, plan: Plan, strand: Strand, step: int, seen: int | None) -> None:
    """Move a strand one place up (``step`` -1) or down (1); at the end it stays.

    ``seen`` is the place it was shown at, from 0: from another one, or without one, it does not
    move, so that a double click moves once.
    """
    with write():
        order = strands_of(plan)
        here = next(index for index, row in enumerate(order) if row.id == strand.id)
        there = here + step
        if not 0 <= there < len(order) or seen != here:
            return
        order[here], order[there] = order[there], order[here]
        for position, row in enumerate(order):
            Strand.update(position=position).where(Strand.id == row.id).execute()
        touch(actor, plan)
        record(actor, "move-strand", strand, after={"position": there})


def choose_units(
    actor: Actor, plan: Plan, strand: Strand, version: int, names: dict[int, str]
) -> None:
    """Make the units of a strand exactly ``names`` ({unit id: name as of the plan's day}).

    A unit that was there keeps the name it was recorded under. Conflict.
    """
    with write():
        save(actor, strand, version, {})
        present = {row.unit_id: row.name for row in members_of(strand)}
        StrandUnit.delete().where(StrandUnit.strand == strand).execute()
        rows = [
            {"strand": strand.id, "unit": key, "name": present.get(key, name), "position": n}
            for n, (key, name) in enumerate(names.items())
        ]
        if rows:
            StrandUnit.insert_many(rows).execute()
        touch(actor, plan)
        record(
            actor,
            "choose-strand-units",
            strand,
            before=sorted(present.values()),
            after=[row["name"] for row in rows],
        )


def add_deadline(
    actor: Actor, plan: Plan, strand: Strand, title: str, duty: str, rule: DeadlineRule
) -> PlanDeadline:
    """A new deadline rule of a strand; the same one again is the same row."""
    with write():
        present = list(PlanDeadline.select().where(PlanDeadline.strand == strand))
        for known in present:
            if (known.title, known.duty, known.rule) == (title, duty, rule.to_dict()):
                return known
        taken = {known.code for known in present}
        row = PlanDeadline.create(
            strand=strand,
            code=free_code(slug(title, 50), taken, "thoi-han"),
            title=title,
            duty=duty,
            rule=rule.to_dict(),
            position=len(taken),
        )
        touch(actor, plan)
        record(actor, "add-deadline", row, after={"title": title, "rule": rule.to_dict()})
    return row


def edit_deadline(
    actor: Actor,
    plan: Plan,
    row: PlanDeadline,
    version: int,
    title: str,
    duty: str,
    rule: DeadlineRule,
) -> None:
    """Change a deadline rule read at ``version``. Conflict."""
    before = {"title": row.title, "duty": row.duty, "rule": row.rule}
    columns = {"title": title, "duty": duty, "rule": rule.to_dict()}
    with write():
        save(actor, row, version, columns)
        touch(actor, plan)
        record(actor, "edit-deadline", row, before=before, after=columns)


def remove_deadline(actor: Actor, plan: Plan, row: PlanDeadline, version: int) -> None:
    """Remove a deadline rule read at ``version``; duties made from it earlier keep theirs.
    Conflict."""
    with write():
        gone = PlanDeadline.delete().where(
            PlanDeadline.id == row.id, PlanDeadline.version == version
        )
        if not gone.execute():
            raise Conflict(PlanDeadline.get_or_none(PlanDeadline.id == row.id))
        record(actor, "remove-deadline", row, before={"title": row.title, "rule": row.rule})
        touch(actor, plan)


def add_relation(actor: Actor, plan: Plan, facts: RelationFacts) -> PlanRelation:
    """Link a document to a plan; the same one again is the same row."""
    columns: dict[str, Any] = asdict(facts)
    with write():
        row, made = PlanRelation.get_or_create(plan=plan, **columns)
        if made:
            touch(actor, plan)
            record(
                actor,
                "add-plan-relation",
                row,
                after={**columns, "issued_on": str(facts.issued_on)},
            )
    return row


def remove_relation(actor: Actor, plan: Plan, row: PlanRelation) -> None:
    """Remove a link to a document. A link is never changed, so it needs no version; removed by
    two at once, it is told once."""
    with write():
        if not PlanRelation.delete().where(PlanRelation.id == row.id).execute():
            return
        record(actor, "remove-plan-relation", row, before={"kind": row.kind, "number": row.number})
        touch(actor, plan)


def _strand_columns(plan: Plan, facts: StrandFacts, strand: Strand | None) -> dict[str, str]:
    taken = {row.code for row in strands_of(plan) if strand is None or row.id != strand.id}
    if facts.code and facts.code in taken:
        raise CodeTaken
    own = strand.code if strand else ""
    code = facts.code or own or free_code(slug(facts.name, 50), taken, "loai")
    return {**asdict(facts), "code": code}
