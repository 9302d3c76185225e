"""Reports that units owe, whose stored deadline moves when the working days change."""

from collections.abc import Iterator

from flask import url_for
from peewee import JOIN

from portal.accounts.rules import Actor
from portal.deadlines.calendar_effects import Effect, differs
from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.rules import Due, WorkCalendar, resolve
from portal.inspections.models import Conclusion, Visit
from portal.inspections.queries import first_day, sessions_of
from portal.plans.models import Plan
from portal.reports.duties.owing import set_due
from portal.reports.duties.remediation import issued_on
from portal.reports.models import Duty
from portal.units.models import Unit


def effects(old: WorkCalendar, new: WorkCalendar) -> list[Effect]:
    """Open reports whose last day (or its explanation) differs, a row for each unit."""
    return [
        Effect(
            "stored",
            duty.title,
            duty.plan.title,
            url_for("reports_office.duty", duty_id=duty.id),
            (duty.unit.name,),
            before.last_day,
            after.last_day,
            after.sentence,
            settled=before.last_day == after.last_day,
        )
        for duty, before, after in _changed(old, new)
    ]


def follow(actor: Actor, old: WorkCalendar, new: WorkCalendar, reason: str) -> int:
    """Write the new deadline of each open report; the old one stays in its history."""
    moved = 0
    for duty, before, after in _changed(old, new):
        moved += before.last_day != after.last_day
        set_due(actor, duty, after, reason)
    return moved


def _changed(old: WorkCalendar, new: WorkCalendar) -> Iterator[tuple[Duty, Due, Due]]:
    """(duty, due before, due after) of what differs.

    A date that the office gave in person (more time, a returned report) is not touched.
    """
    duties = list(
        Duty.select(Duty, Unit, Plan, Visit)
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
        .where(Duty.state == "open", Duty.due_rule.is_null(False))
        .order_by(Duty.id)
    )
    sessions = sessions_of([duty.visit for duty in duties if duty.visit is not None])
    for duty in duties:
        day = first_day(sessions[duty.visit_id]) if duty.visit_id else None
        if duty.kind == "remediation_report":
            day = issued_on(Conclusion.get_or_none(Conclusion.visit == duty.visit_id))
        rule = DeadlineRule.from_dict(duty.due_rule)
        before, after = resolve(rule, old, day), resolve(rule, new, day)
        if duty.due_on == before.last_day and differs(before, after):
            yield duty, before, after
