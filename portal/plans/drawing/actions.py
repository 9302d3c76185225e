"""Named writes of draws: prepared, drawn once, voided with a reason, never done again silently."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.plans.drawing.models import Draw
from portal.plans.drawing.rules import commitment, ranking
from portal.plans.models import Plan, Strand
from portal.plans.queries import members_of
from portal.plans.strand_actions import choose_units
from portal.units.models import Unit
from portal.units.queries import absence, name_on


class DrawFixed(Exception):
    """The draw is no longer in the state in which this can be done to it."""


class UnitsGone(Exception):
    """Drawn units that cannot join the strand any more; ``problems`` say why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Agreed:
    """What is fixed before anybody knows the seed. ``excluded``: (code, name, reason)."""

    day: date
    scope: str
    pool: list[dict[str, str]]
    excluded: list[dict[str, str]]
    wanted: int
    wanted_words: str
    seed_source: str


def prepare_draw(actor: Actor, plan: Plan, strand: Strand, agreed: Agreed) -> Draw:
    """Fix pool, number and where the seed will come from. The same again, as by a double click,
    is the same draw."""
    sealed = commitment(plan.slug, strand.code, agreed.pool, agreed.wanted, agreed.seed_source)
    with write():
        same = Draw.get_or_none(
            Draw.strand == strand, Draw.commitment == sealed, Draw.state == "prepared"
        )
        if same:
            return same
        last = Draw.select(fn.MAX(Draw.number)).where(Draw.plan == plan).scalar()
        draw = Draw.create(
            plan=plan,
            strand=strand,
            number=(last or 0) + 1,
            commitment=sealed,
            prepared_at=now(),
            prepared_by=actor.name,
            **vars(agreed),
        )
        record(actor, "prepare-draw", draw, after={**vars(agreed), "commitment": sealed})
    return draw


def draw_units(
    actor: Actor, draw: Draw, seed: str, reference: str, witnesses: list[dict[str, str]]
) -> Draw:
    """Type the seed: the result follows from it, and nothing changes any more. DrawFixed."""
    ranked = ranking(seed, draw.pool, draw.wanted)
    result = [{"code": one.code, "name": one.name} for one in ranked if one.drawn]
    columns: dict[str, Any] = {
        "seed": seed,
        "seed_reference": reference,
        "witnesses": witnesses,
        "result": result,
        "drawn_by": actor.name,
    }
    with write():
        _set_if(draw, "prepared", {**columns, "state": "drawn", "drawn_at": now()})
        record(actor, "draw-units", draw, before={"commitment": draw.commitment}, after=columns)
    return Draw.get_by_id(draw.id)


def void_draw(actor: Actor, draw: Draw, reason: str) -> None:
    """Take back a draw, which stays listed with its reason. DrawFixed if it was voided before."""
    with write():
        _set_if(draw, draw.state, {"state": "voided", "void_reason": reason, "voided_at": now()})
        record(actor, "void-draw", draw, before=draw.state, after="voided", reason=reason)


def add_drawn_units(actor: Actor, plan: Plan, draw: Draw) -> int:
    """Put the drawn units into their strand, behind those it names; how many were new.

    DrawFixed unless it has a result. UnitsGone if one has ended since.
    """
    with write():
        strand = Strand.get_by_id(draw.strand_id)
        if draw.state != "drawn":
            raise DrawFixed
        units = {unit.code: unit for unit in Unit.select()}
        drawn = [units[one["code"]] for one in draw.result]
        gone = [words for unit in drawn if (words := absence(unit, draw.day))]
        if gone:
            raise UnitsGone(gone)
        present = {member.unit_id: member.name for member in members_of(strand)}
        new = {unit.id: name_on(unit, draw.day) for unit in drawn if unit.id not in present}
        if new:
            choose_units(actor, plan, strand, strand.version, {**present, **new})
        if draw.added_at is None:
            _set_if(draw, "drawn", {"added_at": now()})
            record(actor, "add-drawn-units", draw, after=sorted(new.values()))
    return len(new)


def _set_if(draw: Draw, state: str, columns: dict[str, Any]) -> None:
    changed = (
        Draw.update(columns)
        .where(Draw.id == draw.id, Draw.state == state, Draw.state != "voided")
        .execute()
    )
    if not changed:
        raise DrawFixed
