"""Named writes of the rows of a plan's lists."""

from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.plans.actions import Conflict, save, touch
from portal.plans.content_items import item_code
from portal.plans.item_queries import items_of
from portal.plans.item_rules import Item, Quantity, TeamRole, stored_form
from portal.plans.models import Plan, PlanItem, Strand
from portal.plans.rules import free_code


class CodeInUse(Exception):
    """Another row of the list has that number, ballot code or block."""


def add_item(actor: Actor, plan: Plan, item: Item, strand: Strand | None = None) -> PlanItem:
    """A new row at the end of its list. CodeInUse. The same row again, as by a double click,
    is the same one."""
    value, strand_id = stored_form(item), strand.id if strand else None
    with write():
        rows = items_of(plan, item.list_name)
        for row in rows:
            if (row.value, row.strand_id) == (value, strand_id):
                return row
        made = PlanItem.create(
            plan=plan,
            list_name=item.list_name,
            code=_code(item, rows, None),
            strand=strand_id,
            value=value,
            position=max((row.position for row in rows), default=-1) + 1,
        )
        touch(actor, plan)
        record(actor, "add-plan-item", made, after=_told(item.list_name, value))
    return made


def edit_item(
    actor: Actor, plan: Plan, row: PlanItem, version: int, item: Item, strand: Strand | None = None
) -> None:
    """Change a row read at ``version``. CodeInUse, Conflict."""
    before = _told(row.list_name, row.value)
    value = stored_form(item)
    with write():
        code = _code(item, items_of(plan, row.list_name), row)
        columns: dict[str, Any] = {
            "value": value, "code": code, "strand": strand.id if strand else None
        }  # fmt: skip
        save(actor, row, version, columns)
        touch(actor, plan)
        record(actor, "edit-plan-item", row, before=before, after=_told(row.list_name, value))


def remove_item(actor: Actor, plan: Plan, row: PlanItem, version: int) -> None:
    """Remove a row as its reader saw it. Conflict if it was changed since."""
    with write():
        gone = PlanItem.delete().where(PlanItem.id == row.id, PlanItem.version == version)
        record(actor, "remove-plan-item", row, before=_told(row.list_name, row.value))
        if not gone.execute():
            raise Conflict(PlanItem.get_or_none(PlanItem.id == row.id))
        touch(actor, plan)


def move_item(actor: Actor, plan: Plan, row: PlanItem, step: int, seen: int | None) -> None:
    """Move a row one place up (``step`` -1) or down (1); at the end it stays.

    ``seen`` is the place it was shown at, from 0: from another one, or without one, it does not
    move, so that a double click moves once.
    """
    with write():
        order = items_of(plan, row.list_name)
        here = next(index for index, one in enumerate(order) if one.id == row.id)
        there = here + step
        if not 0 <= there < len(order) or seen != here:
            return
        order[here], order[there] = order[there], order[here]
        for position, one in enumerate(order):
            PlanItem.update(position=position).where(PlanItem.id == one.id).execute()
        touch(actor, plan)
        record(actor, "move-plan-item", row, after={"position": there})


def _code(item: Item, rows: list[PlanItem], own: PlanItem | None) -> str:
    """Amounts and roles keep the code they were given; a number, a ballot code and a block are
    codes themselves."""
    taken = {row.code for row in rows if own is None or row.id != own.id}
    if isinstance(item, Quantity | TeamRole):
        return own.code if own else free_code(item_code(item), taken, "muc")
    code = item_code(item) or "muc"
    if code in taken:
        raise CodeInUse
    return code


def _told(list_name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"list": list_name, **value}
