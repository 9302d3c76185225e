"""The reports of subordinate units that a parent unit is asked about: THE scoping of them."""

from datetime import date
from typing import Any

from peewee import JOIN

from portal.accounts.rules import UNIT_ROLES, Actor
from portal.clock import local
from portal.inspections.models import Visit
from portal.plans.models import Plan
from portal.reports.confirming.rules import WITHDRAWN
from portal.reports.models import Duty, Submission
from portal.reports.parents.rules import PASSES_PARENT, ParentStep, parent_step
from portal.reports.review.models import ApprovalSetting, ParentDecision
from portal.units.models import Unit


def submissions_below(actor: Actor) -> Any:
    """What units below the actor's sent, in plans that ask the parent; never a draft.

    Only what passes the parent unit, and nothing of an unannounced visit that is not released.
    """
    known = Visit.id.is_null() | (Visit.unannounced == False) | Visit.released  # noqa: E712
    mine = Unit.parent == actor.unit_id if actor.has(*UNIT_ROLES) and actor.unit_id else Unit.id < 0
    said = ParentDecision.select(ParentDecision.decision).where(
        ParentDecision.submission == Submission.id
    )
    silence = ApprovalSetting.select(ApprovalSetting.silence_days).where(
        ApprovalSetting.plan == Duty.plan
    )
    return (
        Submission.select(
            Submission, Duty, Unit, Plan, said.alias("parent_decision"), silence.alias("silence")
        )
        .join_from(Submission, Duty)
        .join_from(Duty, Unit)
        .join_from(Duty, Plan)
        .join_from(Plan, ApprovalSetting)
        .join_from(Duty, Visit, JOIN.LEFT_OUTER)
        .where(
            mine,
            known,
            ApprovalSetting.depth > 1,
            Submission.mode.in_(PASSES_PARENT),
            Submission.state.not_in(WITHDRAWN),
        )
    )


def below(actor: Actor) -> list[Submission]:
    """Those reports, the undecided ones first, then newest first."""
    rows = list(submissions_below(actor).order_by(Submission.id.desc()))
    return sorted(rows, key=lambda row: row.state != "submitted")


def step_of(row: Any, parent: str, today: date) -> ParentStep:
    """Where one of those reports stands, without asking again."""
    return parent_step(
        silence_days=row.silence,
        parent=parent,
        mode=row.mode,
        sent_on=local(row.submitted_at).date(),
        decision=row.parent_decision or "",
        today=today,
    )


def one_below(actor: Actor, duty_id: int, number: int) -> Submission | None:
    """One of them; None if it is not the actor's to see (answer 404)."""
    found: Submission | None = (
        submissions_below(actor).where(Duty.id == duty_id, Submission.number == number).first()
    )
    return found


def decision_on(submission: Submission) -> ParentDecision | None:
    """What the parent unit said of it, if it did."""
    return ParentDecision.get_or_none(submission=submission)
