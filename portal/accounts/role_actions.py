"""Named writes: the roles of an account that exists."""

from collections.abc import Collection

from portal.accounts.audit import record
from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import ROLES, Actor
from portal.db import write


class RolesMoved(Exception):
    """Somebody changed the roles since they were shown; ``held`` are those of now."""

    def __init__(self, held: list[str]) -> None:
        super().__init__(", ".join(held))
        self.held = held


class LastAdministrator(Exception):
    """Nobody would be left who can give roles."""


def roles_of(user: User) -> list[str]:
    """The roles of an account in the order of ROLES."""
    held = {row.role for row in RoleGrant.select().where(RoleGrant.user == user)}
    return [role for role in ROLES if role in held]


def set_roles(actor: Actor, user: User, seen: Collection[str], wanted: Collection[str]) -> bool:
    """Give an account the roles ``wanted`` instead of those that were ``seen``; whether anything
    changed. They count from the person's next click on.

    RolesMoved, LastAdministrator. What fits together (a unit's role needs a unit) is checked
    before (``rules.account_faults``).
    """
    with write():
        held, asked = set(roles_of(user)), set(wanted)
        if held == asked:
            return False
        if held != set(seen):
            raise RolesMoved(roles_of(user))
        if "admin" in held - asked and not _another_administrator(user):
            raise LastAdministrator
        RoleGrant.delete().where(
            RoleGrant.user == user, RoleGrant.role.in_(sorted(held - asked) or [""])
        ).execute()
        for role in sorted(asked - held):
            RoleGrant.create(user=user, role=role)
        record(actor, "change-roles", user, before=sorted(held), after=sorted(asked))
    return True


def _another_administrator(user: User) -> bool:
    others = (
        RoleGrant.select()
        .join(User)
        .where(RoleGrant.role == "admin", User.active, User.id != user.id)
    )
    return bool(others.exists())
