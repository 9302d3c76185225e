"""Reads of the office about reports: plans with counts, one duty with its history, comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import fn

from portal.plans.models import Plan
from portal.reports.board.queries import ListedDuty
from portal.reports.history_queries import history_of
from portal.reports.models import Duty, DutyHistory, Review, ReviewComment, Submission


@dataclass(frozen=True)
class PlanCount:
    """A plan with the number of its duties by state."""

    plan_id: int
    title: str
    states: dict[str, int]
    year: int

    @property
    def total(self) -> int:
        """How many reports the plan asks for."""
        return sum(self.states.values())


def plan_counts() -> list[PlanCount]:
    """The plans that ask for reports, newest first, with counts by state. One query."""
    rows: Any = (
        Duty.select(Plan.id, Plan.title, Plan.year, Duty.state, fn.COUNT(Duty.id).alias("n"))
        .join(Plan)
        .group_by(Plan.id, Plan.title, Plan.year, Duty.state)
        .order_by(Plan.year.desc(), Plan.title, Plan.id)
        .tuples()
    )
    found: dict[int, PlanCount] = {}
    for plan_id, title, year, state, count in rows:
        found.setdefault(plan_id, PlanCount(plan_id, title, {}, year)).states[state] = count
    return list(found.values())


def counts_in(duties: Iterable[ListedDuty]) -> list[PlanCount]:
    """The same of the duties of all plans, without asking again."""
    found: dict[int, PlanCount] = {}
    for duty in sorted(duties, key=lambda one: (-one.plan.year, one.plan.title, one.plan_id)):
        states = found.setdefault(
            duty.plan_id, PlanCount(duty.plan_id, duty.plan.title, {}, duty.plan.year)
        ).states
        states[duty.state] = states.get(duty.state, 0) + 1
    return list(found.values())


def submission(duty_id: int, number: int) -> Submission | None:
    """The ``number``-th submission of a duty; None when there is none."""
    return Submission.get_or_none(duty=duty_id, number=number)


def history(duty: Duty) -> list[DutyHistory]:
    """How the deadline of a duty moved, newest first, as ``history_of`` tells it."""
    return history_of(duty)[::-1]


def reviews(duty: Duty) -> list[Review]:
    """Every decision on a duty's submissions, newest first, with the submission."""
    return list(
        Review.select(Review, Submission)
        .join(Submission)
        .where(Submission.duty == duty)
        .order_by(Review.id.desc())
    )


def comments(of: Submission) -> list[ReviewComment]:
    """The comments to the unit on a submission, sent or not, oldest first."""
    return list(of.comments.order_by(ReviewComment.id))


def comments_by_field(found: Iterable[Any]) -> dict[str, list[Any]]:
    """Comments, or notes, under the field they are pinned to."""
    by_field: dict[str, list[Any]] = {}
    for comment in found:
        by_field.setdefault(comment.field, []).append(comment)
    return by_field
