"""Codes that can be read out, user names, who may make whom what."""

from datetime import date

import pytest

from portal.people.actions import new_code
from portal.people.rules import (
    code_problem,
    delegation_problems,
    grouped,
    may_give,
    may_lock,
    read_code,
    username_for,
)

CODE = "ABCDEFGHJKLMNPQ2"


@pytest.mark.parametrize("typed", [CODE, "abcd-efgh-jklm-npq2", " ABCD EFGH\tJKLM – NPQ2 "])
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE
    assert code_problem(typed) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [("ABCD", "16 chữ và số"), ("ABCD-EFGH-JKLM-NPQ0", "không có số 0"), ("", "16 chữ và số"),
     ("ABCD-EFGH-JKLM-NPQ2X", "16 chữ và số"), ("ĐBCD-EFGH-JKLM-NPQ2", "16 chữ và số")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_named(typed, said):
    assert read_code(typed) == ""
    assert said in code_problem(typed)


def test_codes_hold_nothing_that_can_be_taken_for_another():
    for _ in range(300):
        code = new_code()
        assert not set(code) & set("01IO")
        assert read_code(grouped(code)) == code


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [("Nguyễn Văn Ân", (), "nguyen.van.an"), ("Đỗ Thị Đào", ("do.thi.dao",), "do.thi.dao.2"),
     ("Lê A", ("le.a", "le.a.2"), "le.a.3"), ("ㅎ", (), "nguoi-dung"), ("A", (), "a.1")],
)  # fmt: skip
def test_a_user_name_is_made_of_the_name(name, taken, wanted):
    assert username_for(name, lambda one: one in taken) == wanted


def test_a_clerk_makes_no_head_and_locks_none():
    assert "unit_head" not in may_give({"unit_admin", "unit_editor"})
    assert "unit_head" in may_give({"unit_head"})
    assert may_give({"unit_editor"}) == ()
    assert may_lock({"unit_admin"}, {"unit_editor"})
    assert not may_lock({"unit_admin"}, {"unit_head"})
    assert not may_lock({"unit_head"}, {"unit_editor", "office_editor"})


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), ""),
        (date(2026, 11, 30), date(2026, 11, 1), "từ ngày bắt đầu"),
        (date(2026, 10, 1), date(2026, 10, 30), "đã qua"),
        (date(2026, 11, 1), date(2028, 11, 1), "một năm"),
    ],
)
def test_a_window_is_checked(begins, ends, said):
    found = delegation_problems(date(2026, 10, 1), begins, ends, date(2026, 11, 21))
    assert said in found.get("valid_to", "")
    assert bool(found) == bool(said)


def test_nobody_signs_by_a_paper_before_it_is_signed():
    day, later = date(2026, 11, 21), date(2026, 11, 25)
    assert "sau ngày hôm nay" in delegation_problems(later, later, later, day)["issued_on"]
    found = delegation_problems(day, date(2026, 11, 20), later, day)
    assert "trước ngày văn bản (21/11/2026)" in found["valid_from"]
    assert delegation_problems(day, day, later, day) == {}
    assert delegation_problems(None, None, None, day) == {}
