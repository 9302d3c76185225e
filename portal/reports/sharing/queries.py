"""Who writes which part of a report."""

from typing import Any

from peewee import JOIN

from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.reports.models import Duty
from portal.reports.rules import EDITABLE
from portal.reports.sharing.models import PartWriter


def writers_of(duty: Duty) -> dict[str, PartWriter]:
    """By part, with the person. One query."""
    rows = (
        PartWriter.select(PartWriter, User)
        .join(User, JOIN.LEFT_OUTER)
        .where(PartWriter.duty == duty)
        .order_by(PartWriter.id)
    )
    return {row.part: row for row in rows}


def parts_for(actor: Actor) -> list[tuple[Duty, int]]:
    """The reports in which parts are the actor's to write, with how many; the next due first."""
    rows: Any = (
        PartWriter.select(PartWriter, Duty)
        .join(Duty)
        .where(
            PartWriter.user == actor.user_id, Duty.unit == actor.unit_id, Duty.state.in_(EDITABLE)
        )
        .order_by(Duty.due_on, Duty.id, PartWriter.id)
    )
    found: dict[int, tuple[Duty, int]] = {}
    for row in rows:
        found[row.duty_id] = (row.duty, found.get(row.duty_id, (row.duty, 0))[1] + 1)
    return list(found.values())
