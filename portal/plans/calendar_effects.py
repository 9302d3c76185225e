"""Deadlines of plans that move when the working days change. Nothing of them is stored."""

from collections.abc import Iterator

from flask import url_for

from portal.accounts.rules import Actor
from portal.deadlines.calendar_effects import Effect, differs
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.rules import WorkCalendar, resolve
from portal.plans.models import PlanItem
from portal.plans.queries import WholePlan, current_publications, every_plan, whole_plans


def effects(old: WorkCalendar, new: WorkCalendar) -> list[Effect]:
    """Deadlines with a day of their own; those that hang on a visit come with the visit."""
    public = {row.slug for row in current_publications() if row.state != "withdrawn"}
    return [
        effect
        for whole in whole_plans(every_plan())
        for effect in _of_plan(whole, old, new, whole.plan.slug in public)
    ]


def follow(actor: Actor, old: WorkCalendar, new: WorkCalendar, reason: str) -> int:
    """A plan resolves its rules each time it is read: nothing to recompute."""
    return 0


def _of_plan(
    whole: WholePlan, old: WorkCalendar, new: WorkCalendar, public: bool
) -> Iterator[Effect]:
    for one in whole.strands:
        names = tuple(member.name for member in one.members)
        for row in one.deadlines:
            rule = DeadlineRule.from_dict(row.rule)
            if not rule.needs_event:
                yield from _moved(rule, old, new, row.title, whole, names, public)
    for item in whole.lists.get("tasks", []):
        yield from _of_task(item, old, new, whole, public)


def _of_task(
    item: PlanItem, old: WorkCalendar, new: WorkCalendar, whole: WholePlan, public: bool
) -> Iterator[Effect]:
    stored = item.value.get("due")
    if stored:
        title = f"Việc {item.value['number']}: {item.value['title']}"
        names = tuple(body["name"] for body in item.value.get("lead", ()))
        yield from _moved(DeadlineRule.from_dict(stored), old, new, title, whole, names, public)


def _moved(
    rule: DeadlineRule,
    old: WorkCalendar,
    new: WorkCalendar,
    title: str,
    whole: WholePlan,
    names: tuple[str, ...],
    public: bool,
) -> Iterator[Effect]:
    before, after = resolve(rule, old), resolve(rule, new)
    if differs(before, after):
        yield Effect(
            "deadline",
            title,
            whole.plan.title,
            url_for("plans_office.plan", plan_id=whole.plan.id),
            names,
            before.last_day,
            after.last_day,
            after.sentence,
            public,
            before.last_day == after.last_day,
        )
