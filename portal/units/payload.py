"""What becomes public of a unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from portal.publishing.payload import Payload, Ref
from portal.units.continuity_rules import Body, Register, Step


@dataclass(frozen=True)
class FormerName:
    """A name the unit bore, with its days (ISO, empty when open)."""

    name: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class SuccessionPayload:
    """A neighbour in time: who came before or after, when, how, by which document."""

    code: str
    name: str
    on: str
    how: str
    how_name: str
    document: str


@dataclass(frozen=True)
class UnitPayload(Payload):
    """A unit of the register; its slug is its code."""

    kind: ClassVar[str] = "unit"

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    type: str
    type_name: str
    level: str
    level_name: str
    block: str
    block_name: str
    parent: str
    parent_name: str
    valid_from: str
    valid_to: str
    former_names: tuple[FormerName, ...] = ()
    predecessors: tuple[SuccessionPayload, ...] = ()
    successors: tuple[SuccessionPayload, ...] = ()

    def headline(self) -> str:
        return self.name

    def refs(self) -> list[Ref]:
        return [Ref("unit", self.code)]


def public_register(units: Iterable[Mapping[str, Any]]) -> Register:
    """The register as far as ``units`` (payloads as read) tell it, to be asked as of any day."""
    read = list(units)
    bodies = [
        Body(one["code"], one["name"], _day(one["valid_from"]), _day(one["valid_to"]))
        for one in read
    ]
    known = {body.code for body in bodies}
    steps = {
        Step(one["code"], row["code"], date.fromisoformat(row["on"]), row["how"], row["document"])
        for one in read
        for row in one["successors"]
    } | {
        Step(row["code"], one["code"], date.fromisoformat(row["on"]), row["how"], row["document"])
        for one in read
        for row in one["predecessors"]
    }
    return Register(
        bodies,
        sorted(
            (step for step in steps if {step.predecessor, step.successor or "-"} <= known | {"-"}),
            key=lambda step: (step.on, step.predecessor, step.successor),
        ),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
