"""Working days, rest days, make-up days and what is still provisional."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.work_calendar import WorkCalendar

HOLIDAYS_2024 = frozenset(
    [date(2024, 1, 1), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2),
     date(2024, 9, 3)]
)  # fmt: skip
CALENDAR = WorkCalendar(HOLIDAYS_2024, frozenset([date(2024, 5, 4)]))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2024, 6, 14), 1, date(2024, 6, 17)),  # Friday to Monday
        (date(2024, 6, 17), -1, date(2024, 6, 14)),
        (date(2024, 6, 15), 0, date(2024, 6, 15)),
        (date(2024, 4, 26), 2, date(2024, 5, 3)),  # over the long weekend
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # the make-up Saturday
    ],
)
def test_add_working(day, count, reached):
    assert CALENDAR.add_working(day, count) == reached


@given(day=DAYS)
def test_next_working_is_the_nearest_working_day(day):
    following = CALENDAR.next_working(day)
    assert CALENDAR.is_working(following)
    assert following >= day
    assert CALENDAR.working_days(day, following) == 1


def test_a_make_up_saturday_works_and_a_holiday_rests():
    assert CALENDAR.is_working(date(2024, 5, 4))
    assert not CALENDAR.is_working(date(2024, 4, 29))
    assert CALENDAR.next_working(date(2024, 4, 27)) == date(2024, 5, 2)


def test_provisional_days():
    calendar = WorkCalendar(HOLIDAYS_2024, provisional_days=frozenset([date(2024, 9, 3)]))
    assert calendar.provisional(date(2024, 9, 3))
    assert not calendar.provisional(date(2024, 9, 2))
    assert calendar.provisional(date(2025, 9, 2))
    assert calendar.provisional_between(date(2024, 9, 4), date(2024, 9, 1))
