"""Bringing the list of things to look through up to the plan as it stands."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.rules import Actor
from portal.clock import now
from portal.deadlines.queries import work_calendar
from portal.plans.cloning.checks import todos_for
from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.rules import ASKED_OF_PEOPLE, PUT_RIGHT, Todo
from portal.plans.models import Plan


@dataclass(frozen=True)
class Found:
    """How many things came up, and how many closed by themselves."""

    new: int = 0
    closed: int = 0


def look(actor: Actor, plan: Plan, source: Plan, day: date) -> Found:
    """Add, close and open again by what ``todos_for`` finds on ``day``. Inside a transaction.

    A thing that is found no longer was put right, wherever that happened: it closes with the
    name of whoever looked. Things that a person closed or kept are left alone.
    """
    found = {(one.kind, one.key): one for one in todos_for(plan, source, work_calendar(), day)}
    rows = PlanTodo.select().where(PlanTodo.plan == plan)
    known = {(row.kind, row.key): row for row in rows}
    new = [one for key, one in found.items() if key not in known]
    for one in new:
        _add(plan, source, one)
    back = sum(_still_there(row, found[key]) for key, row in known.items() if key in found)
    gone = [
        row for key, row in known.items()
        if key not in found and row.state == "open" and row.kind not in ASKED_OF_PEOPLE
    ]  # fmt: skip
    for row in gone:
        row.state, row.reason = "done", PUT_RIGHT
        row.closed_at, row.closed_by = now(), actor.name
        row.save()
    return Found(len(new) + back, len(gone))


def _still_there(row: PlanTodo, one: Todo) -> bool:
    """Let a thing say what is left of it; whether it had closed by itself and is open again."""
    back = row.state == "done" and row.reason == PUT_RIGHT
    if back:
        row.state, row.reason, row.closed_at, row.closed_by = "open", "", None, ""
    if row.state == "open":
        row.title, row.text, row.data = one.title, one.text, one.data
        row.save()
    return back


def _add(plan: Plan, source: Plan, one: Todo) -> None:
    PlanTodo.create(
        plan=plan,
        source=source,
        kind=one.kind,
        key=one.key,
        title=one.title,
        text=one.text,
        data=one.data,
        blocking=one.blocking,
        created_at=now(),
    )
