"""Reports that stand open with a unit, for whoever records that the unit ends."""

from datetime import date

from flask import url_for

from portal.deadlines.rules import remaining
from portal.plans.models import Plan
from portal.reports.models import Duty
from portal.reports.office_rules import STATES
from portal.units.models import Unit
from portal.web.panels import Panel, Row


def held_by(unit: Unit, day: date) -> Panel:
    """The reports that a unit owes or that wait for a decision, by deadline."""
    duties = (
        Duty.select(Duty, Plan)
        .join(Plan)
        .where(Duty.unit == unit, Duty.state.in_(("open", "returned", "submitted")))
        .order_by(Duty.due_on, Duty.id)
    )
    rows = [
        Row(
            duty.title,
            url_for("reports_office.duty", duty_id=duty.id),
            f"{STATES[duty.state][0]}; {duty.plan.title}",
            remaining(duty.due_on, day).text if duty.state != "submitted" else "",
        )
        for duty in duties
    ]
    return Panel("Báo cáo chưa xong", rows)
