"""A unit that a changed plan names no more owes its report no more; named again, it does.

Only what was never sent is closed: a report that came stays, and the office decides on it.
Either way a row of DutyHistory says by which document, and the unit is told. All functions
join the caller's ``write()``.
"""

from collections.abc import Collection
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.deadlines.rules import Due
from portal.plans.document_queries import standing_by
from portal.plans.models import Plan
from portal.reports.duties.owing import due_columns
from portal.reports.models import Duty, DutyHistory
from portal.reports.telling import tell_unit
from portal.units.models import Unit
from portal.units.queries import register
from portal.vietnamese import show_date

#: Causes of DutyHistory that are about who is named, not about the day.
DROPPED, RESTORED = "dropped", "restored"


def close_dropped(actor: Actor, plan: Plan, kind: str, named: Collection[int]) -> list[Duty]:
    """Close the open reports of one kind that units outside ``named`` owe under ``plan``.

    A unit that follows a named one which has ended stands in its place and goes on owing.
    """
    waiting = (
        Duty.select(Duty, Unit)
        .join(Unit)
        .where(
            Duty.plan == plan, Duty.kind == kind, Duty.visit.is_null(), Duty.state == "open",
            Duty.unit.not_in(list(named) or [0]),
        )
        .order_by(Duty.id)
    )  # fmt: skip
    left = list(waiting)
    standing = heirs_of_ended(named) if left else set()
    closed = [duty for duty in left if duty.unit_id not in standing]
    reason = f"Không còn phải nộp theo {standing_by(plan)}" if closed else ""
    for duty in closed:
        close(actor, duty, reason)
    return closed


def close(actor: Actor, duty: Duty, reason: str) -> None:
    """The unit need not send this report: ``reason`` names the document."""
    _turn(actor, duty, "waived", DROPPED, reason, {})


def was_dropped(duty: Duty) -> bool:
    """Whether the report is closed because the plan named its unit no more."""
    if duty.state != "waived":
        return False
    last = duty.history.order_by(DutyHistory.id.desc()).first()
    return last is not None and last.cause == DROPPED


def reopen(actor: Actor, duty: Duty, rule: Any, due: Due) -> None:
    """The plan names the unit again: the report is awaited, by the deadline of now."""
    reason = f"Phải nộp theo {standing_by(duty.plan)}"
    _turn(actor, duty, "open", RESTORED, reason, {"due_rule": rule, **due_columns(due)})


def _turn(
    actor: Actor, duty: Duty, state: str, cause: str, reason: str, columns: dict[str, Any]
) -> None:
    before, old_day = duty.state, duty.due_on
    Duty.update(state=state, **columns).where(Duty.id == duty.id).execute()
    for name, value in {"state": state, **columns}.items():
        setattr(duty, name, value)
    row = DutyHistory.create(
        duty=duty, at=now(), old_due_on=old_day, new_due_on=duty.due_on, reason=reason,
        cause=cause, by=actor.name,
    )  # fmt: skip
    record(actor, "drop-duty" if cause == DROPPED else "restore-duty", duty,
           before={"state": before}, after={"state": state}, reason=reason)  # fmt: skip
    closed = cause == DROPPED
    until = "" if closed else f"\nHạn nộp: {show_date(duty.due_on) or 'chưa ấn định'}."
    kept = "\nBản nháp đã nhập, nếu có, được giữ nguyên." if closed else ""
    tell_unit(
        actor, duty, cause, f"{cause}:{row.id}",
        "Không còn phải nộp báo cáo" if closed else "Báo cáo phải nộp trở lại",
        f"{duty.title}\n{reason}.{until}{kept}", row.at,
    )  # fmt: skip


def heirs_of_ended(named: Collection[int]) -> set[int]:
    """The units that stand in the place of those named units which have ended, as ids."""
    day = today()
    ended = list(Unit.select().where(Unit.id.in_(list(named) or [0]), Unit.valid_to < day))
    if not ended:
        return set()
    known = register()
    codes = {code for unit in ended for code in known.heirs(unit.code, day)}
    return {unit.id for unit in Unit.select(Unit.id).where(Unit.code.in_(sorted(codes) or [""]))}
