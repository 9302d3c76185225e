"""A rule holds only what fits its kind, and has one stored form."""

from datetime import date

import pytest

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule, months_of

VISIT = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("before_date", {}, "Thiếu ngày"),
        ("days_before_visit", {}, "Thiếu số ngày"),
        ("days_before_visit", {"n": 0}, "Số ngày phải từ 1"),
        ("days_before_visit", {"n": 367}, "Số ngày phải từ 1"),
        ("month", {"month": 13, "year": 2024}, "Tháng phải từ 1"),
        ("month", {"month": 3}, "Thiếu năm"),
        ("quarter", {"quarter": 5, "year": 2024}, "Quý phải từ 1"),
        ("months", {"months": (5, 4), "year": 2024}, "tăng dần"),
        ("months", {"months": (), "year": 2024}, "Thiếu các tháng"),
        ("months", {"months": (0, 4), "year": 2024}, "tăng dần"),
        ("range", {"start": date(2024, 2, 1), "end": date(2024, 1, 1)}, "sau ngày bắt đầu"),
        ("by_date", {"day": VISIT, "n": 3}, "không dùng trường “n”"),
        ("by_date", {"day": VISIT, "counting": "working"}, "Chỉ thời hạn tính theo số ngày"),
        ("by_date", {"day": VISIT, "rest_day": "skip"}, "Cách tính ngày"),
        ("on_date", {}, "Thiếu ngày"),
        ("duration", {}, "Thiếu số ngày"),
        ("duration", {"n": 4, "most": 2}, "bằng hoặc lớn hơn"),
        ("duration", {"n": 2, "most": 400}, "Số ngày nhiều nhất phải từ 1"),
        ("by_date", {"day": VISIT, "most": 3}, "không dùng trường “most”"),
        ("free", {}, "Thiếu lời"),
        ("free", {"words": "a" * 301}, "dài tối đa 300"),
        ("free", {"words": 5}, "dài tối đa 300"),
        ("someday", {}, "Không có loại thời hạn"),
    ],
)
def test_rules_that_do_not_fit_are_refused(kind, fields, says):
    with pytest.raises(InvalidRule, match=says):
        DeadlineRule(kind, **fields)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"kind": "by_date"},
        {"kind": "by_date", "day": "30/10/2024"},
        {"kind": "by_date", "day": 5},
        {"kind": "days_before_visit", "n": "5"},
        {"kind": "days_before_visit", "n": 5.5},
        {"kind": "days_before_visit", "n": 5, "colour": "red"},
        {"kind": "months", "months": 4, "year": 2024},
        {"kind": "months", "months": ["a"], "year": 2024},
        {"kind": ["by_date"]},
    ],
)
def test_stored_rules_that_are_wrong_are_refused(stored):
    with pytest.raises(InvalidRule):
        DeadlineRule.from_dict(stored)


def test_the_stored_form_is_canonical():
    stated = {"kind": "days_before_visit", "n": 5, "counting": "calendar", "rest_day": "keep"}
    assert DeadlineRule.from_dict(stated).to_dict() == {"kind": "days_before_visit", "n": 5}


@pytest.mark.parametrize(
    ("stated", "months"),
    [
        (DeadlineRule("quarter", quarter=3, year=2022), (7, 8, 9)),
        (DeadlineRule("month", month=2, year=2022), (2,)),
        (DeadlineRule("months", months=(10, 11), year=2023), (10, 11)),
        (DeadlineRule("by_date", day=VISIT), ()),
    ],
)
def test_months_of(stated, months):
    assert months_of(stated) == months
