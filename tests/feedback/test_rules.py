"""Codes that people copy by hand, and what is no feedback."""

import pytest

from portal.feedback import rules


def test_a_code_survives_being_copied_by_hand():
    code = rules.new_code()
    assert rules.typed_code(f" {rules.shown_code(code).upper()} ") == code
    assert not set("01ilo") & set(code)
    assert rules.new_code() != code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tôi muốn khiếu nại quyết định số 12", True),
        ("TỐ CÁO ông A", True),
        ("Ngày kiểm tra ở Sở Tài chính ghi sai", False),
    ],
)
def test_complaints_and_denunciations_are_noticed(text, expected):
    assert rules.names_other_procedure(text) is expected


@pytest.mark.parametrize(
    ("from_one", "in_all", "expected"),
    [(0, 0, True), (4, 99, True), (5, 5, False), (0, 100, False)],
)
def test_an_hour_takes_so_many(from_one, in_all, expected):
    assert rules.may_send(from_one, in_all) is expected


@pytest.mark.parametrize(
    ("referrer", "expected"),
    [
        ("https://cchc.vn/lich-kiem-tra/2026/?x=1#a", "/lich-kiem-tra/2026/"),
        ("https://cchc.vn/don-vi/x%C3%A3/", "/don-vi/xã/"),
        ("https://other.vn/lich-kiem-tra/2026/", ""),
        ("https://cchc.vn/lam-viec/bao-cao/3/", ""),
        ("https://cchc.vn/tai-khoan/dang-nhap", ""),
        ("https://cchc.vn/gop-y/thong-tin/", ""),
        ("https://cchc.vn/%00%0a", ""),
        ("https://cchc.vn/" + "a" * 300, ""),
        ("https://[", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_public_page_left_is_taken_from_this_host_alone(referrer, expected):
    assert rules.page_left(referrer, "cchc.vn") == expected
