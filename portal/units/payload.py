"""What becomes public of a unit."""

from dataclasses import dataclass
from typing import ClassVar

from portal.publishing.payload import Payload, Ref


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
