"""Last year's numbers told again this year: where they differ from what was accepted. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.reports.form_version import Indicator
from portal.reports.showing import show_value, state_of


@dataclass(frozen=True)
class Restatement:
    """A unit says another number for last year than its accepted report of that year did.

    ``same_period`` is False when last year's report stopped before the end of its year: the
    number may then rightly be another one.
    """

    unit_name: str
    duty_id: int
    number: int
    indicator: Indicator
    before: str
    after: str
    cutoff: str
    same_period: bool
    reason: str


def restated(indicator: Indicator, then: Any, now: Any) -> tuple[str, str] | None:
    """Both as words when both were stated and differ; None otherwise."""
    if state_of(then) == "blank" or state_of(now) == "blank":
        return None
    before, after = show_value(indicator, then), show_value(indicator, now)
    return (before, after) if before != after else None


def is_whole_year(cutoff: Any) -> bool:
    """Whether numbers up to ``cutoff`` (an ISO day) cover their year to its end."""
    try:
        day = date.fromisoformat(str(cutoff))
    except ValueError:
        return False
    return (day.month, day.day) == (12, 31)
