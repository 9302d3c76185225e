"""Which units above others have somebody who can answer for them on the portal.

A plan asks the parent first; in a province of two levels the parent of nearly every unit is the
province itself, which may hold no account: nobody is told, nobody could answer, and the report
would only lose the days of silence. Such a parent is not asked.
"""

from typing import Any

from portal.accounts.models import RoleGrant, User
from portal.plans.models import Plan
from portal.reports.models import Duty
from portal.reports.parents.rules import ANSWERERS
from portal.units.models import Unit


def units_that_answer() -> Any:
    """The ids of the units with an active account that may answer, as a subquery."""
    holding = RoleGrant.select(RoleGrant.user).where(RoleGrant.role.in_(ANSWERERS))
    return User.select(User.unit).where(User.active, User.unit.is_null(False), User.id.in_(holding))


def answers(unit_id: int) -> bool:
    """Whether somebody can answer for a unit."""
    return bool(Unit.select().where(Unit.id == unit_id, Unit.id.in_(units_that_answer())).exists())


def silent_parents(plan: Plan) -> list[str]:
    """The units above those that owe reports in ``plan`` for which nobody can answer, by name."""
    above = Duty.select(Unit.parent).join(Unit).where(Duty.plan == plan)
    rows = Unit.select().where(Unit.id.in_(above), Unit.id.not_in(units_that_answer()))
    return [row.name for row in rows.order_by(Unit.name, Unit.id)]
