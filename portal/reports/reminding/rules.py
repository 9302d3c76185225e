"""Which reminder is due: steps around a deadline, each once, the newest alone after a gap. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

#: Days from the deadline: before it, on it, after it.
STEPS = (-10, -5, -1, 0, 1, 7)
#: A step that is so long over is not sent any more: a portal that was set up later, or a
#: deadline that was recorded long after it had passed.
_TOO_OLD = timedelta(days=30)


@dataclass(frozen=True)
class Choice:
    """What one person gets for one deadline now: the step to send, if any, those passed over."""

    send: int | None
    passed: tuple[int, ...] = ()


def choose(due_on: date, today: date, had: Collection[int]) -> Choice:
    """The newest step that is due and was not had; every older one that was not had is passed.

    ``had`` are the steps that this person has had for this deadline, sent or passed.
    """
    due = [step for step in STEPS if due_on + timedelta(days=step) <= today]
    open_steps = [step for step in due if step not in had]
    if not open_steps:
        return Choice(None)
    newest = due[-1]
    if newest in had or today - due_on - timedelta(days=newest) > _TOO_OLD:
        return Choice(None, tuple(open_steps))
    return Choice(newest, tuple(step for step in open_steps if step != newest))


def headline(days: int, report: str) -> str:
    """The title of a reminder, by the days that are really left (negative: over)."""
    if days > 0:
        return f"Còn {days} ngày: {report}"
    return f"Hôm nay là hạn cuối: {report}" if days == 0 else f"Quá hạn {-days} ngày: {report}"


def first_day_of_steps(today: date) -> date:
    """No deadline after this day has a step that is due on ``today``."""
    return today - timedelta(days=STEPS[0])
