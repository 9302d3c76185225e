"""How a rule becomes a day: counting, rest days, years without a calendar, moved visits."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.rules import Due, remaining, resolve, shift_preview
from tests.deadlines.stated import CALENDAR, VISIT, rule


@pytest.mark.parametrize(
    ("counting", "event", "last"),
    [
        ("calendar", date(2024, 5, 6), date(2024, 5, 1)),
        # 3 and 2 May and the make-up Saturday 4 May work; 29 April to 1 May rest
        ("working", date(2024, 5, 6), date(2024, 4, 25)),
        ("calendar", date(2024, 3, 2), date(2024, 2, 26)),  # leap year
    ],
)
def test_counting_back_from_a_visit(counting, event, last):
    stated = rule("days_before_visit", n=5, counting=counting)
    assert resolve(stated, CALENDAR, event).last_day == last


def test_a_deadline_is_never_moved_onto_the_visit():
    monday = date(2024, 6, 17)
    stated = rule("days_before_visit", n=2, rest_day="next_working")
    due = resolve(stated, CALENDAR, monday)
    assert due.last_day == date(2024, 6, 15)
    assert "giữ nguyên" in due.sentence
    assert resolve(stated, CALENDAR, date(2024, 6, 18)).last_day == date(2024, 6, 17)


def test_the_cut_off_is_the_last_second_of_the_day_in_hanoi():
    due = resolve(rule("by_date", day=date(2024, 10, 30)), CALENDAR)
    assert due.cut_off == datetime(2024, 10, 30, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "event", "provisional"),
    [
        (rule("by_date", day=date(2027, 2, 6)), None, False),  # the calendar plays no part
        (rule("by_date", day=date(2027, 2, 6), rest_day="next_working"), None, True),
        (rule("by_date", day=date(2027, 2, 5), rest_day="next_working"), None, True),
        (rule("days_before_visit", n=5, counting="working"), date(2025, 1, 3), True),
        (rule("days_before_visit", n=5, counting="working"), VISIT, False),
    ],
)
def test_unknown_years_make_a_deadline_provisional(stated, event, provisional):
    due = resolve(stated, CALENDAR, event)
    assert due.provisional is provisional
    assert ("Tạm tính" in due.sentence) is provisional


@pytest.mark.parametrize(
    ("today", "days", "text", "tone"),
    [
        (date(2024, 10, 20), 9, "còn 9 ngày", "later"),
        (date(2024, 10, 26), 3, "còn 3 ngày", "soon"),
        (date(2024, 10, 28), 1, "còn 1 ngày", "soon"),
        (date(2024, 10, 29), 0, "hôm nay là hạn cuối", "today"),
        (date(2024, 10, 31), -2, "quá hạn 2 ngày", "overdue"),
    ],
)
def test_remaining(today, days, text, tone):
    due = resolve(rule("before_date", day=date(2024, 10, 30)), CALENDAR)
    left = remaining(due, today)
    assert (left.days, left.text, left.tone) == (days, text, tone)
    assert remaining(due.last_day, today) == left


def test_remaining_of_an_undecided_deadline():
    assert remaining(Due(None, None, ""), VISIT).text == "chưa ấn định hạn"
    assert remaining(None, VISIT).tone == "undecided"


@pytest.mark.parametrize(
    ("stated", "new_event", "days", "sentence"),
    [
        (rule("days_before_visit", n=5), date(2024, 6, 19), 7,
         "Hạn chuyển từ hết ngày 07/6/2024 sang hết ngày 14/6/2024 (muộn hơn 7 ngày)"),
        (rule("days_before_visit", n=5), date(2024, 6, 10), -2,
         "Hạn chuyển từ hết ngày 07/6/2024 sang hết ngày 05/6/2024 (sớm hơn 2 ngày)"),
        (rule("before_date", day=date(2024, 10, 30)), date(2024, 6, 19), 0, "Hạn không đổi"),
        (rule("days_before_visit", n=5), None, None,
         "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch; hạn cụ thể có khi ấn định "
         "ngày kiểm tra"),
    ],
)  # fmt: skip
def test_shift_preview(stated, new_event, days, sentence):
    shift = shift_preview(stated, CALENDAR, VISIT, new_event)
    assert (shift.days, shift.sentence) == (days, sentence)


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(day=DAYS)
def test_before_is_one_day_less_than_by(day):
    before = resolve(rule("before_date", day=day), CALENDAR).last_day
    by = resolve(rule("by_date", day=day), CALENDAR).last_day
    assert by == day
    assert by - before == timedelta(days=1)


@given(day=DAYS, n=st.integers(1, 30))
def test_working_days_are_never_fewer_than_calendar_days(day, n):
    working = resolve(rule("days_before_visit", n=n, counting="working"), CALENDAR, day).last_day
    plain = resolve(rule("days_before_visit", n=n), CALENDAR, day).last_day
    assert working <= plain
    assert CALENDAR.is_working(working)
    assert CALENDAR.working_days(working, day - timedelta(days=1)) == n


@pytest.mark.parametrize(
    ("stated", "last"),
    [
        (rule("duration", n=2), date(2024, 6, 13)),
        (rule("duration", n=2, most=4), date(2024, 6, 15)),
        (rule("duration", n=4, counting="working"), date(2024, 6, 17)),
        (rule("duration", n=1, counting="working"), VISIT),
    ],
)
def test_a_duration_counts_the_day_of_its_event(stated, last):
    assert resolve(stated, CALENDAR, VISIT).last_day == last
    assert resolve(stated, CALENDAR).last_day is None
