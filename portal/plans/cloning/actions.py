"""Named writes: a plan from an earlier one, and its list of things to look through."""

from dataclasses import asdict
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from portal.deadlines.queries import work_calendar
from portal.plans.actions import PlanFacts, create_plan
from portal.plans.cloning.checks import todos_for
from portal.plans.cloning.copying import copy_items, copy_strands, document_of
from portal.plans.cloning.looking import Found, look
from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.rules import SEEN_IN_PLAN, moved_text
from portal.plans.models import Plan, Strand
from portal.plans.queries import members_of, whole_plan
from portal.plans.rules import naming_day
from portal.plans.strand_actions import choose_units
from portal.units.models import Unit
from portal.units.queries import name_on

_SHORT = ("summary", "review_period", "visit_days", "sub_units")


class AlreadyClosed(Exception):
    """Somebody else closed or opened the thing in the meantime."""


class StillThere(Exception):
    """What was called done still stands in the plan; ``text`` says what is left of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def clone_plan(actor: Actor, source: Plan, title: str, year: int) -> Plan:
    """A draft of ``year`` with the kinds, units, deadlines, lists and text of ``source``.

    Fixed days move by the years between; units that exist no more, number, date and signed file
    stay behind. What no longer fits becomes a list. PlanExists.
    """
    years = year - source.year
    whole = whole_plan(source)
    with write():
        facts = PlanFacts(
            title=title,
            year=year,
            kind=source.kind,
            team=list(source.team),
            contents=[row["title"] for row in source.contents],
            **{name: moved_text(getattr(source, name), source.year, years) for name in _SHORT},
        )
        plan = create_plan(actor, facts)
        # codes of the contents stay across years: findings of both refer to them
        Plan.update(
            contents=source.contents,
            body_html=source.body_html,
            document=document_of(source, years),
        ).where(Plan.id == plan.id).execute()
        plan = Plan.get_by_id(plan.id)
        strands = copy_strands(plan, whole, years, plan_day(plan))
        copy_items(plan, whole, strands, years, plan_day(plan))
        count = look(actor, plan, source, plan_day(plan)).new
        record(
            actor,
            "clone-plan",
            plan,
            before={"plan": source.slug},
            after={**asdict(facts), "todos": count},
        )
    return plan


def look_again(actor: Actor, plan: Plan) -> Found:
    """Compare the list with the plan as it stands: what has come up since is added, what was put
    right closes by itself, and opens again should it come back. What a person decided stays."""
    first = PlanTodo.select().where(PlanTodo.plan == plan).order_by(PlanTodo.id).first()
    if first is None:
        return Found()
    with write():
        found = look(actor, plan, first.source, plan_day(plan))
        record(actor, "look-through-plan", plan, after=asdict(found))
    return found


def close_todo(actor: Actor, todo: PlanTodo, kept_because: str = "") -> None:
    """Mark a thing as done, or as kept as it is for a reason. AlreadyClosed. StillThere if it is
    called done while the plan shows that it is not."""
    if not kept_because and todo.kind in SEEN_IN_PLAN:
        _check_gone(todo)
    columns = {
        "state": "kept" if kept_because else "done",
        "reason": kept_because,
        "closed_at": now(),
        "closed_by": actor.name,
    }
    with write():
        _set(todo, "open", columns)
        record(
            actor, "close-todo", todo, before="open", after=columns["state"],
            reason=kept_because or todo.title,
        )  # fmt: skip


def reopen_todo(actor: Actor, todo: PlanTodo) -> None:
    """A thing is open again. AlreadyClosed when it is."""
    with write():
        _set(
            todo, todo.state,
            {"state": "open", "reason": "", "closed_at": None, "closed_by": ""},
        )  # fmt: skip
        record(actor, "reopen-todo", todo, before=todo.state, after="open", reason=todo.title)


def add_heirs(actor: Actor, plan: Plan, todo: PlanTodo, codes: list[str]) -> int:
    """Put heirs of a unit that is gone into its strand and mark the thing done; how many were
    new. Codes that are no heirs of it are left out. AlreadyClosed."""
    wanted = [code for code in todo.data.get("heirs", []) if code in codes]
    with write():
        strand = Strand.get_by_id(todo.data["strand"])
        present = {row.unit_id: row.name for row in members_of(strand)}
        day = plan_day(plan)
        units = Unit.select().where(Unit.code.in_(wanted or [""])).order_by(Unit.name, Unit.id)
        new = {unit.id: name_on(unit, day) for unit in units if unit.id not in present}
        if new:
            choose_units(actor, plan, strand, strand.version, {**present, **new})
        close_todo(actor, todo)
    return len(new)


def plan_day(plan: Plan) -> date:
    """The day whose register a plan is about."""
    return naming_day(plan.document.issued_on if plan.document else None, plan.year, today())


def _check_gone(todo: PlanTodo) -> None:
    plan = Plan.get_by_id(todo.plan_id)
    found = todos_for(plan, todo.source, work_calendar(), plan_day(plan))
    left = next((one for one in found if (one.kind, one.key) == (todo.kind, todo.key)), None)
    if left is not None:
        raise StillThere(left.text)


def _set(todo: PlanTodo, state: str, columns: dict[str, Any]) -> None:
    chosen = PlanTodo.update(columns).where(PlanTodo.id == todo.id, PlanTodo.state == state)
    if columns["state"] == state or not chosen.execute():
        raise AlreadyClosed
