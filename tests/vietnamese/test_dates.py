"""Dates as people type them and as documents show them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import vietnamese as vi


@pytest.mark.parametrize(
    "typed",
    ["5/3/2024", "05/03/2024", "05-03-2024", "5.3.2024", "2024-03-05", " 5/3/2024 ", "5/3/24",
     "Ngày 05 tháng 3 năm 2024"],
)  # fmt: skip
def test_parse_date(typed):
    assert vi.parse_date(typed) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "ngày/tháng/năm"),
        ("mai", "ngày/tháng/năm"),
        ("5/3-2024", "ngày/tháng/năm"),
        ("٥/3/2024", "ngày/tháng/năm"),
        ("5/3/024", "bốn chữ số"),
        ("ngày 5 tháng 3 năm 24", "bốn chữ số"),
        ("5/3/20245", "bốn chữ số"),
        ("5/13/2024", "Không có tháng 13"),
        ("29/2/2023", "tháng 2 năm 2023 chỉ có 28 ngày"),
        ("0/2/2023", "Không có ngày 0"),
        ("31/4/2024", "chỉ có 30 ngày"),
        ("5/3/0024", "từ 1900"),
        ("5/3/2024" + " " * 100, "ngày/tháng/năm"),
    ],
)
def test_parse_date_says_what_is_wrong(typed, says):
    with pytest.raises(ValueError, match=says):
        vi.parse_date(typed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_dates_survive_printing_and_reading(day):
    for write in (vi.format_date, vi.legal_date, vi.long_date, date.isoformat):
        assert vi.parse_date(write(day)) == day


@pytest.mark.parametrize(
    ("day", "shown", "legal", "long"),
    [
        (date(2024, 2, 5), "05/02/2024", "05/02/2024", "ngày 05 tháng 02 năm 2024"),
        (date(2024, 3, 5), "05/03/2024", "05/3/2024", "ngày 05 tháng 3 năm 2024"),
        (date(2024, 10, 30), "30/10/2024", "30/10/2024", "ngày 30 tháng 10 năm 2024"),
    ],
)
def test_dates_are_shown(day, shown, legal, long):
    assert (vi.format_date(day), vi.legal_date(day), vi.long_date(day)) == (shown, legal, long)


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2024, 3, 5), "05/03/2024"), ("2024-03-05", "05/03/2024"), (None, ""), ("", "")],
)
def test_show_date(day, shown):
    assert vi.show_date(day) == shown


def test_weekdays():
    assert vi.weekday_name(date(2024, 6, 10)) == "Thứ Hai"
    assert vi.weekday_name(date(2024, 6, 16)) == "Chủ Nhật"
