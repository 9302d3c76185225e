"""Named reads of a unit's people. What belongs to another unit is as absent."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from peewee import JOIN

from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import UNIT_ROLES, Actor
from portal.people.models import Activation, Delegation
from portal.people.rules import is_open
from portal.units.models import Unit
from portal.units.queries import units_on


def people_of(actor: Actor) -> list[User]:
    """The accounts of the actor's unit with their roles; those in use first."""
    return [] if actor.unit_id is None else people_in(actor.unit_id)


def people_in(unit_id: int) -> list[User]:
    """The accounts of a unit with their roles, for the office; those in use first."""
    rows = User.select().where(User.unit == unit_id).order_by(User.full_name, User.id)
    found = list(rows.prefetch(RoleGrant.select()))
    return sorted(found, key=lambda user: not user.active)


def person_of(actor: Actor, user_id: int) -> User | None:
    """An account of the actor's unit; None for any other."""
    return next((user for user in people_of(actor) if user.id == user_id), None)


def user_made(user_id: int | None) -> User | None:
    """The account of that id with its unit; None without one, or when its name was taken off."""
    return (
        User.select(User, Unit)
        .join(Unit)
        .where(User.id == user_id, User.anonymised_at.is_null())
        .first()
    )


def open_invitations(actor: Actor, now: datetime) -> list[Activation]:
    """Codes of the actor's unit that nobody has used yet, expired ones included."""
    return codes_of(actor.unit_id)


def codes_of(unit_id: int | None) -> list[Activation]:
    """The same of any unit, for the office."""
    return list(
        Activation.select(Activation, User)
        .join(User, JOIN.LEFT_OUTER, on=Activation.created_by)
        .where(
            Activation.unit == unit_id,
            Activation.used_at.is_null(),
            Activation.revoked_at.is_null(),
        )
        .order_by(Activation.created_at.desc(), Activation.id.desc())
    )


def invitation_of(actor: Actor, invitation_id: int, now: datetime) -> Activation | None:
    """An invitation of the actor's unit that is not used or withdrawn; None otherwise."""
    found = open_invitations(actor, now)
    return next((one for one in found if one.id == invitation_id), None)


def delegations_of(actor: Actor) -> list[Delegation]:
    """The delegations of the actor's unit, the newest first."""
    return list(
        Delegation.select(Delegation, User)
        .join(User, on=Delegation.deputy)
        .where(Delegation.unit == actor.unit_id)
        .order_by(Delegation.valid_from.desc(), Delegation.id.desc())
    )


def delegation_of(actor: Actor, delegation_id: int) -> Delegation | None:
    """A delegation of the actor's unit; None for any other."""
    return next((one for one in delegations_of(actor) if one.id == delegation_id), None)


def signing_by(actor: Actor, today: date) -> Delegation | None:
    """The delegation by which the actor, who is no head, may sign off on ``today``."""
    if actor.user_id is None or actor.unit_id is None:
        return None
    return (
        Delegation.select()
        .where(
            Delegation.deputy == actor.user_id,
            Delegation.unit == actor.unit_id,
            Delegation.ended_at.is_null(),
            Delegation.valid_from <= today,
            Delegation.valid_to >= today,
        )
        .order_by(Delegation.id.desc())
        .first()
    )


def may_sign(actor: Actor, today: date) -> bool:
    """Whether the actor may sign off online for the unit: its head, or the deputy in the window."""
    return actor.has("unit_head") or signing_by(actor, today) is not None


@dataclass
class UnitAccess:
    """How far a unit is: its people, and the newest code nobody has used."""

    unit: Unit
    people: list[User] = field(default_factory=list)
    code: Activation | None = None
    open: bool = False

    @property
    def state(self) -> str:
        """``none``, ``sent``, ``expired``, ``silent`` (nobody ever signed in) or ``ready``."""
        if not self.people:
            return "none" if self.code is None else ("sent" if self.open else "expired")
        return "ready" if any(one.last_sign_in_at for one in self.people) else "silent"

    @property
    def last_seen(self) -> datetime | None:
        """When anybody of the unit last signed in."""
        return max(
            (one.last_sign_in_at for one in self.people if one.last_sign_in_at), default=None
        )


def unit_access(today: date, now: datetime) -> list[UnitAccess]:
    """Every unit of ``today`` with its active people and codes. Three queries."""
    people: dict[int, list[User]] = defaultdict(list)
    holders = RoleGrant.select(RoleGrant.user).where(RoleGrant.role.in_(UNIT_ROLES))
    for user in User.select().where(User.active, User.unit.is_null(False), User.id.in_(holders)):
        people[user.unit_id].append(user)
    codes: dict[int, Activation] = {}
    waiting = Activation.select().where(
        Activation.used_at.is_null(), Activation.revoked_at.is_null()
    )
    for row in waiting.order_by(Activation.created_at):
        codes[row.unit_id] = row
    found = []
    for unit in units_on(today):
        code = codes.get(unit.id)
        usable = code is not None and is_open(code.used_at, code.revoked_at, code.expires_at, now)
        found.append(UnitAccess(unit, people.get(unit.id, []), code, usable))
    return found
