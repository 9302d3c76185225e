"""Rules as documents state them, and the calendar in which tests resolve them."""

from datetime import date

from portal.deadlines.rules import DeadlineRule, WorkCalendar

NEW_YEAR = date(2024, 1, 1)
HOLIDAYS_2024 = frozenset(
    [NEW_YEAR, date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2),
     date(2024, 9, 3)]
)  # fmt: skip
CALENDAR = WorkCalendar(HOLIDAYS_2024, frozenset([date(2024, 5, 4)]))
VISIT = date(2024, 6, 12)


def rule(kind, **fields):
    """A rule with these facts and nothing else."""
    return DeadlineRule(kind, **fields)
