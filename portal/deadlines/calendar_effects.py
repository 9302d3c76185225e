"""What a change of the calendar does elsewhere: asked before it is saved, followed with it.

A feature that keeps deadlines names a module in ``features.FEATURES`` (``calendar``) with two
functions: ``effects(old, new)`` gives an ``Effect`` for each deadline that would move and each
planned session that falls on a new day of rest; ``follow(actor, old, new, reason)`` recomputes
what it stores. Published deadlines never change by themselves: they are said to need publishing
again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.accounts.rules import Actor
from portal.deadlines.rules import Due, WorkCalendar
from portal.features import FEATURES, load


@dataclass(frozen=True)
class Effect:
    """One deadline or session that a change of the calendar touches.

    ``kind``: ``deadline`` (computed each time it is shown), ``stored`` (recomputed on saving) or
    ``session`` (a person decides). ``public``: readers see the old state until the plan, visit or
    conclusion is published again. ``settled``: the day stays, but is provisional no more (or is
    now).
    """

    kind: str
    title: str
    where: str
    href: str
    units: tuple[str, ...] = ()
    old: date | None = None
    new: date | None = None
    note: str = ""
    public: bool = False
    settled: bool = False


def differs(old: Due, new: Due) -> bool:
    """Whether a deadline reads otherwise under the new calendar."""
    return (old.last_day, old.provisional, old.sentence) != (
        new.last_day,
        new.provisional,
        new.sentence,
    )


def effects_of(old: WorkCalendar, new: WorkCalendar) -> list[Effect]:
    """Everything a change from ``old`` to ``new`` touches: what moves first, by plan and day."""
    found = [
        effect
        for feature in FEATURES
        if feature.calendar
        for effect in load(feature.calendar).effects(old, new)
    ]
    return sorted(
        found, key=lambda one: (one.settled, one.where, one.new or one.old or date.max, one.title)
    )


def follow(actor: Actor, old: WorkCalendar, new: WorkCalendar, reason: str) -> int:
    """Recompute what is stored, in the caller's transaction; how many deadlines moved."""
    return sum(
        load(feature.calendar).follow(actor, old, new, reason)
        for feature in FEATURES
        if feature.calendar
    )


def to_publish_again(effects: Iterable[Effect]) -> list[str]:
    """What readers see otherwise until it is published again, each once."""
    return list(dict.fromkeys(one.where for one in effects if one.public))
