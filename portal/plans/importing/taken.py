"""What a review took over: plain values, ready to be written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.content_items import item_code
from portal.plans.item_rules import Item


@dataclass(frozen=True)
class TakenDeadline:
    """A deadline as reviewed."""

    title: str
    duty: str
    rule: DeadlineRule


@dataclass
class TakenKind:
    """A kind of inspection as reviewed; ``units`` are codes in order."""

    key: str
    name: str
    mode: str
    method: str
    units: list[str] = field(default_factory=list)
    deadlines: list[TakenDeadline] = field(default_factory=list)


@dataclass(frozen=True)
class TakenSession:
    """A session as reviewed; ``kind`` is the key of its kind of inspection."""

    unit: str
    on: date
    part: str
    time: str
    place: str
    team: str
    chair: str
    deputy: str
    secretary: str
    kind: str


@dataclass
class Taken:
    """Everything that was ticked. ``document`` and ``general``: columns by name. ``changed``:
    labels of what was altered by hand, ``skipped``: how many proposals were left,
    ``overridden``: warnings about the schedule that were accepted, and why."""

    text: bool
    document: dict[str, Any] = field(default_factory=dict)
    general: dict[str, Any] = field(default_factory=dict)
    kinds: list[TakenKind] = field(default_factory=list)
    sessions: list[TakenSession] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    skipped: int = 0
    overridden: str = ""

    def told(self) -> dict[str, Any]:
        """What the audit entry says."""
        return {
            "text": self.text,
            "document": sorted(self.document),
            "general": sorted(self.general),
            "kinds": {one.name: one.units for one in self.kinds},
            "deadlines": [row.title for one in self.kinds for row in one.deadlines],
            "sessions": [f"{one.on} {one.unit}" for one in self.sessions],
            **({"items": [item_code(one) for one in self.items]} if self.items else {}),
            "changed": self.changed,
            "skipped": self.skipped,
            **({"overridden": self.overridden} if self.overridden else {}),
        }
