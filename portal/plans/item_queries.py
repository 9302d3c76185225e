"""Named reads of the rows of a plan's lists."""

from portal.plans.models import Plan, PlanItem


def items_of(plan: Plan, list_name: str) -> list[PlanItem]:
    """The rows of one list of a plan, in order."""
    rows = PlanItem.select().where(PlanItem.plan == plan, PlanItem.list_name == list_name)
    return list(rows.order_by(PlanItem.position, PlanItem.id))


def every_item(plan: Plan) -> list[PlanItem]:
    """The rows of all lists of a plan."""
    return list(PlanItem.select().where(PlanItem.plan == plan).order_by(PlanItem.id))


def item_by_id(plan: Plan, item_id: int) -> PlanItem | None:
    """One row of a list; None when it belongs to another plan."""
    return PlanItem.get_or_none(PlanItem.id == item_id, PlanItem.plan == plan)
