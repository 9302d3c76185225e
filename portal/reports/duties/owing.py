"""A report owed (báo cáo phải nộp): written down, its deadline moved, by the rules of a plan.

Every function may be called inside the caller's ``write()``: it then joins that transaction.
"""

from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.deadlines.rules import Due
from portal.inspections.models import Visit
from portal.plans.models import Plan, PlanDeadline
from portal.reports.duties.kinds import KINDS, title_of
from portal.reports.form_choosing.queries import form_asked
from portal.reports.models import Duty, DutyHistory
from portal.reports.telling import tell_unit
from portal.units.models import Unit
from portal.vietnamese import show_date

#: A date that the office gave in person is not overwritten when the visit moves.
MOVABLE = ("open",)


def ends_before(unit: Unit, last_day: date | None) -> bool:
    """Whether a unit is gone before its report is due: it gets no duty, its heir may."""
    return unit.valid_to is not None and unit.valid_to < (last_day or today())


def rules_of(strand_id: int | None, duty: str) -> list[PlanDeadline]:
    """The rules of a strand for one kind of report, in the order of the document."""
    return list(
        PlanDeadline.select()
        .where(PlanDeadline.strand == strand_id, PlanDeadline.duty == duty)
        .order_by(PlanDeadline.position, PlanDeadline.id)
    )


def owe(
    actor: Actor,
    unit: Unit,
    plan: Plan,
    kind: str,
    due: Due,
    rule: Any = None,
    visit: Visit | None = None,
) -> Duty:
    """Write down a report that ``unit`` owes; the caller has looked whether it does already."""
    duty = Duty.create(
        unit=unit,
        plan=plan,
        visit=visit,
        kind=kind,
        title=title_of(kind, plan.year),
        form=form_asked(plan, kind, unit) if KINDS[kind].on_form else None,
        year=plan.year,
        due_rule=rule,
        created_at=now(),
        **due_columns(due),
    )
    record(actor, "create-duty", duty, after={"unit": unit.code, "due_on": duty.due_on})
    return duty


def follow_rule(actor: Actor, duty: Duty, rule: Any, due: Due) -> bool:
    """Take over a rule that the plan has changed since; whether the deadline is another now.

    A report that came, or whose date the office gave in person, keeps its deadline.
    """
    if duty.state not in MOVABLE or duty.due_rule is None or duty.due_rule == rule:
        return False
    Duty.update(due_rule=rule).where(Duty.id == duty.id).execute()
    duty.due_rule = rule
    set_due(actor, duty, due, "Kế hoạch đổi thời hạn")
    return True


def set_due(actor: Actor, duty: Duty, due: Due, reason: str) -> None:
    """Write a deadline that was computed anew; the old date stays in DutyHistory.

    The unit is told of another day.
    """
    before = duty.due_on
    columns = due_columns(due)
    Duty.update(**columns).where(Duty.id == duty.id).execute()
    for name, value in columns.items():
        setattr(duty, name, value)
    if before != due.last_day:
        moved = DutyHistory.create(
            duty=duty,
            at=now(),
            old_due_on=before,
            new_due_on=due.last_day,
            reason=reason,
            by=actor.name,
        )
        until = show_date(due.last_day) or "chưa ấn định"
        tell_unit(
            actor, duty, "moved", f"moved:{moved.id}", f"Thời hạn báo cáo đổi: {until}",
            f"{duty.title}\nHạn cũ: {show_date(before) or 'chưa ấn định'}. Lý do: {reason}",
            moved.at,
        )  # fmt: skip
    record(
        actor,
        "move-duty-deadline",
        duty,
        before={"due_on": before},
        after={"due_on": due.last_day},
        reason=reason,
    )


def due_columns(due: Due) -> dict[str, Any]:
    """The columns of a duty that hold its deadline."""
    return {"due_on": due.last_day, "due_at": due.cut_off, "due_sentence": due.sentence}
