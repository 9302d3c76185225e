"""The calendar as rules need it, in one query."""

import logging
from datetime import date

from portal.deadlines.models import CalendarDay
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import WorkCalendar


def test_work_calendar_of_an_empty_table(tables):
    assert work_calendar() == WorkCalendar()
    assert work_calendar().provisional(date(2026, 1, 1))


def test_work_calendar_takes_one_query(tables, caplog):
    for day in range(1, 8):
        CalendarDay.create(date=date(2026, 2, day), kind="rest", name="Tết")
    caplog.set_level(logging.DEBUG, logger="peewee")
    caplog.clear()
    assert len(work_calendar().rest_days) == 7
    assert len(caplog.records) == 1
