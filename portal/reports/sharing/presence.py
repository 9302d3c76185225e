"""Who else of the unit is writing a report just now, and where.

Nothing is stored for it: an edit that was saved within the last minutes says who is at work in
which part. Only people of the unit that owes the report are told of; what the office keyed for
the unit came from a file and stands there at once. No page of the office, of a team or of the
unit above asks for this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.reports.form_version import FormDefinition
from portal.reports.models import DraftEdit, Duty
from portal.reports.overview import part_of
from portal.reports.queries import definition_of
from portal.reports.rules import labels_of
from portal.reports.statistics.rules import blocks_of

#: Whoever saved nothing for so long is taken to have stopped, or to read only.
RECENT = timedelta(minutes=5)


@dataclass(frozen=True)
class Writing:
    """A colleague's newest edit: in ``place``, or ``here``, the part that is being looked at."""

    name: str
    place: str
    at: datetime
    here: bool = False


def others_writing(actor: Actor, duty: Duty, here: str, instant: datetime) -> list[Writing]:
    """Colleagues who write in ``duty``, each with the place of the newest edit; the newest first,
    those ``here`` before all. One query.

    ``here`` is a part, or the field code of a row of Phụ lục I. People who share an account are
    told apart by the name they gave.
    """
    mine = (DraftEdit.user == actor.user_id) & (DraftEdit.by == (actor.typist or actor.name))
    newest = (
        DraftEdit.select(fn.MAX(DraftEdit.id))
        .join(User)
        .where(
            DraftEdit.duty == duty, DraftEdit.at > instant - RECENT, User.unit == duty.unit_id,
            ~mine,
        )
        .group_by(DraftEdit.user, DraftEdit.by)
    )  # fmt: skip
    rows: Any = (
        DraftEdit.select(DraftEdit.by, DraftEdit.code, DraftEdit.at)
        .where(DraftEdit.id.in_(newest))
        .order_by(DraftEdit.id.desc())
        .tuples()
    )
    return _told(definition_of(duty), rows, here)


def _told(
    definition: FormDefinition, rows: Iterable[tuple[str, str, datetime]], here: str
) -> list[Writing]:
    found = [
        Writing(by, place_of(definition, code, here), at, here in (code, part_written(code)))
        for by, code, at in rows
    ]
    return sorted(found, key=lambda one: not one.here)


def part_written(code: str) -> str:
    """The part to which a field of the draft belongs, the marks of its writers included."""
    kind, _, rest = code.partition(":")
    if kind in ("done", "earlier"):
        return rest
    return "statistics" if code == "numbers" else part_of(code)


def place_of(definition: FormDefinition, code: str, here: str = "") -> str:
    """Where a field stands, in words: a section, Phụ lục I, a group of Phụ lục II; seen from
    the very section or row, that it is this one."""
    part = part_written(code)
    if part == "tasks":
        return "dòng này" if here == code else "Phụ lục I"
    if part == here != "statistics":
        return "phần này"
    if part != "statistics":
        title = labels_of(definition).get(f"outline:{part}")
        return f"phần “{title}”" if title else "báo cáo"
    item = definition.indicator(code.split(":")[1]) if code.startswith("stat:") else None
    if item is None:
        return "Phụ lục II"
    block = blocks_of(definition)[item.group]
    title = next(group.title for group in definition.stat_groups if group.code == block)
    return f"Phụ lục II, nhóm “{title}”"
