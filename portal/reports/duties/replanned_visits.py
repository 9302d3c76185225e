"""The reports before a visit when the plan changes under it.

All functions join the caller's ``write()``.
"""

from portal.accounts.rules import Actor
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inspections.models import Visit
from portal.plans.document_queries import standing_by
from portal.plans.models import Strand, StrandUnit
from portal.publishing.models import Publication, PublicationRef
from portal.reports.duties.dropped import close, heirs_of_ended, reopen, was_dropped
from portal.reports.duties.owing import rules_of
from portal.reports.duties.visits import create_visit_duties, first_day
from portal.reports.models import Duty


def follow_visit(actor: Actor, visit: Visit) -> None:
    """The reports before ``visit`` as the plan stands now: made, moved, closed or awaited again.

    A visit that only stands in the plan goes with the plan's list: once a version named its unit
    and no strand does now, the report is closed, though nobody has cancelled the visit yet. A
    visit whose schedule notice has gone out, or that is under way, stands on that document; so
    does one that the office planned outside the list. Their reports stay until it cancels them.
    """
    if _left_the_plan(visit):
        waiting = Duty.select().where(
            Duty.visit == visit, Duty.kind == "visit_report", Duty.state == "open"
        )
        reason = f"Không còn trong danh sách kiểm tra theo {standing_by(visit.plan)}"
        for duty in waiting.order_by(Duty.id):
            close(actor, duty, reason)
        return
    create_visit_duties(actor, visit)
    await_again(actor, visit)


def await_again(actor: Actor, visit: Visit) -> None:
    """The visit stands, by the plan or by its notice: what was closed with its unit is owed."""
    closed = Duty.select().where(
        Duty.visit == visit, Duty.kind == "visit_report", Duty.state == "waived"
    )
    for duty in filter(was_dropped, closed.order_by(Duty.id)):
        for deadline in rules_of(visit.strand_id, duty.kind)[:1]:
            rule = DeadlineRule.from_dict(deadline.rule)
            due = resolve(rule, work_calendar(), first_day(visit))
            reopen(actor, duty, deadline.rule, due)


def _left_the_plan(visit: Visit) -> bool:
    """Whether the unit of a visit that only stands in the plan is named by it no more."""
    if visit.state != "planned" or visit.unannounced or visit.noticed_on or not visit.strand_id:
        return False
    plan_units = StrandUnit.select().join(Strand).where(Strand.plan == visit.plan_id)
    named = {row.unit_id for row in plan_units.where(Strand.mode != "self_inspection")}
    listed = plan_units.where(StrandUnit.strand == visit.strand_id).exists()
    if not listed or visit.unit_id in named | heirs_of_ended(named):
        return False
    earlier = (
        PublicationRef.select()
        .join(Publication)
        .where(
            Publication.kind == "plan", Publication.slug == visit.plan.slug,
            PublicationRef.kind == "plan-unit", PublicationRef.unit == visit.unit.code,
        )
    )  # fmt: skip
    return earlier.exists()
