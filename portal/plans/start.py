"""What plans put on the start page of the office and of those who follow its work."""

from datetime import date, timedelta

from flask import url_for

from portal.accounts.rules import Actor
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import remaining, resolve
from portal.plans.blueprint import READERS
from portal.plans.models import Plan
from portal.plans.queries import every_plan, whole_plans
from portal.plans.states import states
from portal.vietnamese import format_date
from portal.web.panels import Panel, Row

AHEAD = timedelta(days=14)
_CHIPS = {"today": "soon", "soon": "soon", "later": "far"}


def panels(actor: Actor, today: date) -> list[Panel]:
    """Plans that readers do not see as they stand, and plan deadlines of the next two weeks."""
    if not actor.has(*READERS):
        return []
    plans = every_plan()
    found = states(plans)
    unfinished = [
        Row(
            plan.title,
            url_for("plans_office.plan", plan_id=plan.id),
            tag=found[plan.id].text,
            tone=found[plan.id].tone,
        )
        for plan in plans
        if found[plan.id].changed or found[plan.id].waiting
    ]
    made = [Panel("Kế hoạch chưa đăng hoặc có thay đổi chưa đăng", unfinished)]
    coming = _coming(plans, today)
    if coming:
        made.append(Panel("Thời hạn theo kế hoạch trong 14 ngày tới", coming))
    return [panel for panel in made if panel.rows]


def _coming(plans: list[Plan], today: date) -> list[Row]:
    """Deadlines with a day of their own; those that hang on a visit come with the visit."""
    calendar = work_calendar()
    near = [plan for plan in plans if abs(plan.year - today.year) <= 1]
    due = []
    for whole in whole_plans(near):
        for one in whole.strands:
            for row in one.deadlines:
                last = resolve(DeadlineRule.from_dict(row.rule), calendar).last_day
                if last and today <= last <= today + AHEAD:
                    due.append((last, row.title, one.strand, whole.plan))
    due.sort(key=lambda found: (found[0], found[1]))
    rows = []
    for last, title, strand, plan in due:
        left = remaining(last, today)
        href = url_for("plans_office.plan", plan_id=plan.id, _anchor=f"loai-{strand.id}")
        note = f"Hạn {format_date(last)} – {strand.name}, {plan.title}"
        rows.append(Row(title, href, note, left.text, _CHIPS[left.tone]))
    return rows
