"""Choosing a form for a plan, and what that moves."""

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.plans.models import Plan
from portal.reports.form_choosing.models import FormChoice
from portal.reports.form_choosing.queries import findings_of, form_asked
from portal.reports.models import DraftField, Duty, FormVersion, Submission
from portal.units.models import Unit


class DoesNotApply(ValueError):
    """Units of the group cannot answer on that form; the message says which."""


def choose(actor: Actor, plan: Plan, kind: str, units: str, form: FormVersion) -> tuple[int, int]:
    """Ask reports of ``kind`` and a group of ``units`` on ``form`` from now.

    (moved, kept): open reports in which nobody has written yet go over to it, those with text
    keep the form they were begun on. DoesNotApply.
    """
    against = [one.text for one in findings_of(plan, units, form) if one.refused]
    if against:
        raise DoesNotApply(" ".join(against))
    with write():
        key = {"plan": plan, "kind": kind, "units": units}
        present = FormChoice.get_or_none(**key)
        values = {"form": form.id, "chosen_at": now(), "chosen_by": actor.name}
        if present is None:
            choice = FormChoice.create(**key, **values)
        else:
            FormChoice.update(**values).where(FormChoice.id == present.id).execute()
            choice = present
        record(
            actor, "choose-plan-form", choice,
            before=present and present.form_id, after={**_named(choice), "form": form.id},
        )  # fmt: skip
        return _follow(actor, plan)


def drop(actor: Actor, choice: FormChoice) -> tuple[int, int]:
    """Back to the usual form for that group; (moved, kept) as in ``choose``."""
    with write():
        plan = choice.plan
        record(actor, "drop-plan-form", choice, before={**_named(choice), "form": choice.form_id})
        choice.delete_instance()
        return _follow(actor, plan)


def _named(choice: FormChoice) -> dict[str, str]:
    return {"kind": choice.kind, "units": choice.units}


def _follow(actor: Actor, plan: Plan) -> tuple[int, int]:
    """Every open report of the plan to the form that is asked now, if nobody wrote in it."""
    moved = kept = 0
    waiting = Duty.select(Duty, Unit).join(Unit).where(
        Duty.plan == plan, Duty.state.in_(("open", "returned")), Duty.form.is_null(False)
    )  # fmt: skip
    for duty in list(waiting.order_by(Duty.id)):
        form = form_asked(plan, duty.kind, duty.unit)
        if form is None or form.id == duty.form_id:
            continue
        begun = DraftField.select().where(DraftField.duty == duty).exists()
        if begun or Submission.select().where(Submission.duty == duty).exists():
            kept += 1
            continue
        record(actor, "change-duty-form", duty, before=duty.form_id, after=form.id)
        Duty.update(form=form).where(Duty.id == duty.id).execute()
        moved += 1
    return moved, kept
