"""Named reads of petitions over all visits and reports, within what an actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.rules import Actor
from portal.inspections.models import Petition, Visit
from portal.inspections.queries import visits_for
from portal.units.models import Unit

#: State of a petition: its words, the tone of its tag.
STATES = {
    "overdue": ("Quá hạn trả lời", "red"),
    "open": ("Chưa trả lời", "yellow"),
    "unassigned": ("Chưa giao cơ quan", "orange"),
    "answered": ("Đã trả lời", "green"),
}


@dataclass(frozen=True)
class Listed:
    """A petition with its unit and state on a day: a code of STATES."""

    row: Petition
    state: str


def state_of(row: Petition, today: date) -> str:
    """Answered, overdue, without an agency, or open."""
    if row.answer:
        return "answered"
    if row.due_on is not None and row.due_on < today:
        return "overdue"
    return "open" if row.agency else "unassigned"


def petitions_for(actor: Actor, audience: str, today: date) -> list[Listed]:
    """The petitions ``actor`` may see as ``audience`` (office, unit): overdue first, then by due
    date. One query."""
    rows = (
        _scope(actor, audience)
        .select(Petition, Unit, Visit)
        .join(Unit)
        .switch(Petition)
        .left_outer_join(Visit, on=(Petition.visit == Visit.id))
    )
    order = list(STATES)
    listed = [Listed(row, state_of(row, today)) for row in rows]
    return sorted(
        listed,
        key=lambda one: (order.index(one.state), one.row.due_on or date.max, one.row.id),
    )


def petition_for(actor: Actor, audience: str, petition_id: int) -> Petition | None:
    """One of them."""
    return _scope(actor, audience).where(Petition.id == petition_id).first()


def _scope(actor: Actor, audience: str) -> Any:
    """Those of a visit that the actor may see, and of the reports that belong to none."""
    visits = visits_for(actor, audience).select(Visit.id)
    free = Petition.visit.is_null()
    if audience == "unit":
        free = free & (Petition.unit == actor.unit_id)
    return Petition.select().where(Petition.visit.in_(visits) | free)
