"""Reads of the working-day calendar."""

from portal.deadlines.models import CalendarDay
from portal.deadlines.rules import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The calendar as now recorded, for `resolve`. One query: fetch it once per page."""
    days = list(CalendarDay.select(CalendarDay.date, CalendarDay.kind, CalendarDay.provisional))
    return WorkCalendar(
        rest_days=frozenset(day.date for day in days if day.kind == "rest"),
        work_days=frozenset(day.date for day in days if day.kind == "work"),
        provisional_days=frozenset(day.date for day in days if day.provisional),
    )


def calendar_days(year: int) -> list[CalendarDay]:
    """The recorded days of a year, in order."""
    return list(
        CalendarDay.select().where(CalendarDay.date.year == year).order_by(CalendarDay.date)
    )
