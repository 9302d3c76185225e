"""Reads of the working-day calendar."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from peewee import JOIN

from portal.deadlines.models import CalendarDay, CalendarNotice, CalendarYear
from portal.deadlines.rules import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The calendar as now recorded, for `resolve`. One query: fetch it once per page."""
    return changed_calendar({}, {})


def changed_calendar(
    days: Mapping[date, tuple[str, bool]], decided: Mapping[int, bool]
) -> WorkCalendar:
    """The calendar as it would be with `days` ({date: (kind, provisional)}; kind "normal" for a
    day that is listed no more) and with the years of `decided` settled or not. One query."""
    rows: Iterable[Any] = (
        CalendarDay.select(
            CalendarDay.date, CalendarDay.kind, CalendarDay.provisional, CalendarYear.decided
        )
        .join(CalendarYear, JOIN.LEFT_OUTER, on=CalendarYear.year == CalendarDay.date.year)
        .tuples()
    )
    listed: dict[date, tuple[str, bool]] = {}
    undecided: set[int] = set()
    for day, kind, provisional, settled in rows:
        listed[day] = (kind, provisional)
        if settled is not None and not settled:
            undecided.add(day.year)
    listed |= days
    undecided |= {year for year, settled in decided.items() if not settled}
    undecided -= {year for year, settled in decided.items() if settled}
    return WorkCalendar(
        rest_days=frozenset(day for day, (kind, _) in listed.items() if kind == "rest"),
        work_days=frozenset(day for day, (kind, _) in listed.items() if kind == "work"),
        provisional_days=frozenset(
            day for day, (kind, open_) in listed.items() if open_ and kind != "normal"
        ),
        undecided_years=frozenset(undecided),
    )


def calendar_days(year: int) -> list[CalendarDay]:
    """The recorded days of a year with their notices, in order."""
    return list(
        CalendarDay.select(CalendarDay, CalendarNotice)
        .join(CalendarNotice, JOIN.LEFT_OUTER)
        .where(CalendarDay.date.year == year)
        .order_by(CalendarDay.date)
    )


def calendar_year(year: int) -> CalendarYear:
    """What is known of a year; unsaved and at version 0 when nothing is recorded."""
    found = CalendarYear.get_or_none(CalendarYear.year == year)
    if found:
        return found
    # days recorded before years were: what they say of themselves holds
    listed = CalendarDay.select().where(CalendarDay.date.year == year).exists()
    return CalendarYear(year=year, decided=listed, edited=False, version=0)


def notices_of(year: int) -> list[CalendarNotice]:
    """The notices recorded for a year, oldest first."""
    chosen = CalendarNotice.select().where(CalendarNotice.year == year)
    return list(chosen.order_by(CalendarNotice.issued_on, CalendarNotice.id))


def notice_of(year: int, notice_id: int) -> CalendarNotice | None:
    """One notice of a year; None when it belongs to another."""
    return CalendarNotice.get_or_none(CalendarNotice.id == notice_id, CalendarNotice.year == year)


def years_listed() -> list[tuple[CalendarYear, int, int]]:
    """(year, number of rest days, number of make-up days) of every recorded year, newest first.

    Days recorded before years were count as decided.
    """
    counted: dict[int, dict[str, int]] = {}
    for row in CalendarDay.select(CalendarDay.date, CalendarDay.kind):
        counted.setdefault(row.date.year, {"rest": 0, "work": 0})[row.kind] += 1
    known = {one.year: one for one in CalendarYear.select()}
    every = sorted({*counted, *known}, reverse=True)
    return [
        (
            known.get(one) or CalendarYear(year=one, decided=True, version=0),
            counted.get(one, {}).get("rest", 0),
            counted.get(one, {}).get("work", 0),
        )
        for one in every
    ]
