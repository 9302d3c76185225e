"""Numbers as people type them, numbers and sizes as pages show them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import vietnamese as vi

AT_MOST_15_DIGITS = st.decimals(
    min_value=Decimal("-999999999999"),
    max_value=Decimal("999999999999"),
    allow_nan=False,
    allow_infinity=False,
    places=4,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("98,5 %", "98.5"),
        ("98,5%", "98.5"),
        ("1234", "1234"),
        ("12.345.678,90", "12345678.90"),
        ("0", "0"),
        ("0,5", "0.5"),
        ("-3", "-3"),
        ("\u2212 3", "-3"),
        ("007", "7"),
        ("  42 ", "42"),
        ("1,234", "1.234"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_parse_number(typed, value):
    assert vi.parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "nhập một số"),
        ("%", "nhập một số"),
        ("-", "nhập một số"),
        ("mười", "Chỉ nhập chữ số"),
        ("NaN", "Chỉ nhập chữ số"),
        ("inf", "Chỉ nhập chữ số"),
        ("1e9", "Chỉ nhập chữ số"),
        ("1_000", "Chỉ nhập chữ số"),
        ("٣", "Chỉ nhập chữ số"),
        ("98.5", "Dấu chấm"),
        ("1.23", "Dấu chấm"),
        ("0.500", "Dấu chấm"),
        ("1.2345", "Dấu chấm"),
        ("1,234.5", "Sau dấu phẩy"),
        ("1,2,3", "một dấu phẩy"),
        ("5,", "Sau dấu phẩy"),
        (",5", "trước dấu phẩy"),
        ("12 34", "Dấu cách"),
        ("1.234 567", "Dấu chấm"),
        ("1" * 16, "quá lớn"),
        ("1" * 41, "quá dài"),
        ("9" * 5000, "quá dài"),
        ("0,1234567", "thập phân"),
        ("--5", "Chỉ nhập chữ số"),
        ("5 % %", "Chỉ nhập chữ số"),
    ],
)
def test_parse_number_says_what_is_wrong(typed, says):
    with pytest.raises(ValueError, match=says):
        vi.parse_number(typed)


@given(AT_MOST_15_DIGITS)
def test_numbers_survive_printing_and_reading(value):
    assert vi.parse_number(vi.format_number(value)) == value


@given(st.text(max_size=60))
def test_parse_number_gives_a_finite_number_or_a_message(typed):
    try:
        outcome = str(vi.parse_number(typed).is_finite())
    except ValueError as refusal:
        outcome = str(refusal)[-1]
    assert outcome in ("True", ".")


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (1234567, None, "1.234.567"),
        (Decimal("98.50"), None, "98,5"),
        (Decimal("98.5"), 2, "98,50"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-1234.5"), None, "-1.234,5"),
    ],
)
def test_format_number(value, places, shown):
    assert vi.format_number(value, places) == shown


def test_format_number_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="finite"):
        vi.format_number(Decimal("NaN"))


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (1023, "1.023 byte"), (12_500, "12 KB"), (3_565_158, "3,4 MB")],
)
def test_file_size(size, shown):
    assert vi.file_size(size) == shown
