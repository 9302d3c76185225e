"""Reads of what is to be looked through in a plan made from an earlier one."""

from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.rules import KINDS
from portal.plans.models import Plan


def todos_of(plan: Plan) -> list[PlanTodo]:
    """Everything listed for a plan: what is open first, what holds it up before the rest."""
    order = list(KINDS)
    rows = list(PlanTodo.select().where(PlanTodo.plan == plan))
    return sorted(
        rows, key=lambda row: (row.state != "open", not row.blocking, order.index(row.kind), row.id)
    )


def open_todos(plan: Plan) -> list[PlanTodo]:
    """What holds the plan up: open, blocking, without a reason. Ask before it is proposed."""
    return list(
        PlanTodo.select()
        .where(PlanTodo.plan == plan, PlanTodo.blocking, PlanTodo.state == "open")
        .order_by(PlanTodo.id)
    )


def todo_of(plan: Plan, todo_id: int) -> PlanTodo | None:
    """One thing of a plan; None when it belongs to another."""
    return PlanTodo.get_or_none(PlanTodo.id == todo_id, PlanTodo.plan == plan)
