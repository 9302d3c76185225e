"""Targets on the start page of the office: those of this year's plans that are not reached."""

from datetime import date

from flask import url_for

from portal.accounts.rules import Actor
from portal.plans.blueprint import READERS
from portal.plans.coverage.models import CoverageMeasure
from portal.plans.coverage.queries import measured_targets
from portal.plans.models import Plan, PlanItem
from portal.web.panels import Panel, Row


def panels(actor: Actor, today: date) -> list[Panel]:
    """One line for each measured target of the year that is not reached yet."""
    if not actor.has(*READERS):
        return []
    plans = Plan.select().join(PlanItem).join(CoverageMeasure).where(Plan.year == today.year)
    rows = []
    for plan in plans.distinct().order_by(Plan.title, Plan.id):
        for one in measured_targets(plan, today):
            if one.verdict and not one.verdict.reached:
                href = url_for(
                    "coverage_office.targets", plan_id=plan.id, _anchor=f"ct-{one.item.id}"
                )
                rows.append(Row(one.target.title, href, one.verdict.sentence, "chưa đạt", "warn"))
    return [Panel("Chỉ tiêu kiểm tra chưa đạt", rows)] if rows else []
