"""Named reads for reminders: reports that are awaited, who had which step, whom to call."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from portal.accounts.models import RoleGrant, User
from portal.deadlines.rules import Remaining, remaining
from portal.inspections.models import Visit
from portal.plans.models import Plan
from portal.reports.models import Duty, FormVersion
from portal.reports.reminding.missing import missing_of
from portal.reports.reminding.models import ReminderStep
from portal.reports.reminding.rules import first_day_of_steps
from portal.reports.rules import EDITABLE
from portal.reports.telling import WRITERS, is_hidden
from portal.units.models import Unit
from portal.vietnamese import collation_key


def awaited(today: date, plan_id: int | None = None) -> list[Duty]:
    """Open reports whose deadline is near or over, of units that still are, by deadline.

    None of an unannounced visit that the unit must not learn of.
    """
    query = (
        Duty.select(
            Duty, Unit, Plan, Visit, FormVersion.id, FormVersion.code, FormVersion.version,
            FormVersion.title, FormVersion.sha256,
        )
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
        .join_from(Duty, FormVersion, JOIN.LEFT_OUTER)
        .where(Duty.state.in_(EDITABLE), Duty.due_on <= first_day_of_steps(today))
        .order_by(Duty.due_on, Duty.id)
    )  # fmt: skip
    if plan_id is not None:
        query = query.where(Duty.plan == plan_id)
    return [duty for duty in query if not is_hidden(duty) and not _has_ended(duty.unit, today)]


def _has_ended(unit: Unit, today: date) -> bool:
    return unit.valid_to is not None and unit.valid_to < today


def writers_by_unit() -> dict[int, list[User]]:
    """The active people who write reports, by unit, in the order of their names."""
    holding = RoleGrant.select(RoleGrant.user).where(RoleGrant.role.in_(WRITERS))
    found: dict[int, list[User]] = defaultdict(list)
    people = User.select().where(User.active, User.unit.is_null(False), User.id.in_(holding))
    for user in people.order_by(User.full_name, User.id):
        found[user.unit_id].append(user)
    return found


def steps_had(duties: list[Duty]) -> dict[tuple[int, date, int], set[int]]:
    """(duty, deadline, person) → the steps that person has had."""
    found: dict[tuple[int, date, int], set[int]] = defaultdict(set)
    rows = ReminderStep.select().where(ReminderStep.duty.in_([duty.id for duty in duties] or [0]))
    for row in rows:
        found[row.duty_id, row.due_on, row.user_id].add(row.step)
    return found


@dataclass(frozen=True)
class Call:
    """A line of the call list: whom to ring up, about what, and how much time is left."""

    duty: Duty
    people: list[User]
    missing: tuple[str, ...]
    left: Remaining


def call_list(today: date, plan_id: int | None = None) -> list[Call]:
    """Units that owe something soon, the least time first."""
    people, duties = writers_by_unit(), awaited(today, plan_id)
    missing = missing_of(duties)
    calls = [
        Call(duty, people.get(duty.unit_id, []), missing[duty.id], remaining(duty.due_on, today))
        for duty in duties
    ]
    return sorted(
        calls,
        key=lambda call: (call.duty.due_on, collation_key(call.duty.unit.name), call.duty.id),
    )


def told_steps(duty: Duty) -> list[ReminderStep]:
    """What was sent for one report, newest first, with the people."""
    return list(
        ReminderStep.select(ReminderStep, User)
        .join(User)
        .where(ReminderStep.duty == duty, ReminderStep.state == "sent")
        .order_by(ReminderStep.id.desc())
    )
