"""What the office does with a report owed by a unit that has ended: hand it to those that follow.

Nothing is handed over by itself: the law that ended the unit says who answers for what, the
office reads it and decides, here, one report at a time.
"""

from collections.abc import Iterable
from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.reports.actions import locked
from portal.reports.form_choosing.queries import form_asked
from portal.reports.models import Duty
from portal.reports.office_rules import NotAllowedNow
from portal.units.models import Unit


def has_ended(duty: Duty, day: date) -> bool:
    """Whether the unit that owes the report is no more on ``day``."""
    return duty.unit.valid_to is not None and duty.unit.valid_to < day


def hand_over(
    actor: Actor, duty: Duty, heirs: Iterable[Unit], reason: str, day: date
) -> list[Duty]:
    """End the duty of a unit that is gone; each of ``heirs`` owes the report instead.

    With no heirs it is only ended. A unit that owes the same report of the same plan and visit
    already does not owe it twice, so a double click changes nothing. The draft of the old unit
    stays with it. NotAllowedNow unless the unit has ended and the report is awaited.
    """
    wanted = list(heirs)
    with write():
        fresh = locked(duty)
        present = {row.unit_id: row for row in _same_report(fresh, wanted)}
        if fresh.state == "waived" and len(present) == len(wanted):
            return [present[unit.id] for unit in wanted]
        if fresh.state not in ("open", "returned"):
            raise NotAllowedNow("Chỉ giao lại được báo cáo chưa nộp hoặc đã trả lại.")
        if not has_ended(fresh, day):
            raise NotAllowedNow("Đơn vị đang hoạt động nên báo cáo này không giao lại.")
        Duty.update(state="waived").where(Duty.id == fresh.id).execute()
        record(
            actor,
            "hand-over-duty",
            fresh,
            before={"unit": fresh.unit.code, "state": fresh.state},
            after={"units": [unit.code for unit in wanted], "state": "waived"},
            reason=reason,
        )
        return [present.get(unit.id) or _owe(actor, fresh, unit) for unit in wanted]


def _same_report(duty: Duty, units: list[Unit]) -> list[Duty]:
    return list(
        Duty.select().where(
            Duty.unit.in_([unit.id for unit in units] or [0]),
            Duty.plan == duty.plan,
            Duty.kind == duty.kind,
            Duty.visit.is_null() if duty.visit_id is None else Duty.visit == duty.visit_id,
        )
    )


def _owe(actor: Actor, old: Duty, unit: Unit) -> Duty:
    made = Duty.create(
        unit=unit,
        plan=old.plan,
        visit=old.visit_id,
        kind=old.kind,
        title=old.title,
        form=form_asked(old.plan_id, old.kind, unit) if old.form_id else None,
        year=old.year,
        due_on=old.due_on,
        due_at=old.due_at,
        due_rule=old.due_rule,
        due_sentence=old.due_sentence,
        created_at=now(),
    )
    record(actor, "create-duty", made, after={"unit": unit.code, "due_on": made.due_on})
    return made
