"""Vietnamese text, order, numbers and dates."""

import unicodedata
from datetime import date
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
    ("text", "folded"),
    [
        ("Kế hoạch", "ke hoach"),
        ("ĐIỆN BIÊN", "dien bien"),
        ("Đánh giá, đôn đốc", "danh gia, don doc"),
        ("Thừa Thiên - Huế", "thua thien - hue"),
        (unicodedata.normalize("NFD", "Sở Nội vụ"), "so noi vu"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert vi.fold(text) == folded


@given(st.text())
def test_fold_is_stable_and_blind_to_the_unicode_form(text):
    assert vi.fold(vi.fold(text)) == vi.fold(text)
    assert vi.fold(unicodedata.normalize("NFD", text)) == vi.fold(vi.nfc(text))


def test_nfc_joins_marks():
    assert vi.nfc("e\u0302\u0323") == "ệ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 45/KH-UBND", "ke-hoach-so-45-kh-ubnd"),
        ("  Đoàn & Đội  ", "doan-doi"),
        ("中文", ""),
        ("!!!", ""),
        ("½ ngày", "1-2-ngay"),
    ],
)
def test_slug(text, expected):
    assert vi.slug(text) == expected


@given(st.text())
def test_slug_is_always_a_safe_path_part(text):
    result = vi.slug(text)
    assert result.isascii()
    assert len(result) <= 100
    assert result == "" or all(part.isalnum() for part in result.split("-"))


def test_slug_cuts_at_a_word():
    assert vi.slug("kiểm tra " * 40) == "kiem-tra-" * 10 + "kiem-tra"
    assert vi.slug("a" * 300) == "a" * 100


@pytest.mark.parametrize(
    "in_order",
    [
        ["an", "ăn", "ân", "ba", "da", "đa", "e", "ê", "ga"],
        ["o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ca", "ca sĩ", "cà", "cá", "cạ", "cải cách"],
        ["Hà Nội", "Hạ Long"],
        ["Mai Sơn", "Mộc Châu", "Mường La"],
        ["Phường 1", "Phường 2", "Phường 10", "Phường An Khê"],
        ["Dak", "Đăk Nông", "Đắk Lắk", "Điện Biên", "Em"],
        ["sở", "Sở Nội vụ", "Sở Tài chính"],
    ],
)
def test_collation(in_order):
    assert sorted(reversed(in_order), key=vi.collation_key) == in_order


@given(st.lists(st.text(), max_size=5))
def test_collation_orders_any_text(texts):
    assert sorted(texts, key=vi.collation_key) == sorted(reversed(texts), key=vi.collation_key)


def test_people_sort_by_given_name():
    people = ["Trần Văn Bình", "Nguyễn Thị An", "Lê An", "Đỗ Thị Bình", "Lò Văn Ân"]
    assert sorted(people, key=vi.person_key) == [
        "Lê An", "Nguyễn Thị An", "Lò Văn Ân", "Đỗ Thị Bình", "Trần Văn Bình",
    ]  # fmt: skip


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


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (1023, "1.023 byte"), (12_500, "12 KB"), (3_565_158, "3,4 MB")],
)
def test_file_size(size, shown):
    assert vi.file_size(size) == shown


def test_weekdays():
    assert vi.weekday_name(date(2024, 6, 10)) == "Thứ Hai"
    assert vi.weekday_name(date(2024, 6, 16)) == "Chủ Nhật"


@pytest.mark.parametrize(
    "text",
    [
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
        "Báo cáo năm 2024: kÕt qu¶ thùc hiÖn",
        "ñaëc bieät",
    ],
)
def test_legacy_text_is_seen(text):
    assert vi.looks_legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Đoàn kiểm tra huyện Krông Nô, Đắk Lắk, Ðà Nẵng, Ðồng Nai, Ðông Hà",
        "Müller, Jörg, Curaçao, São Tomé, garçon, façade, crème brûlée, élève, piñata",
        "Windows® và Office® · 5 µm · «trích» §12 © 2024",
        "µ chñ",
        "plain ASCII text",
        "",
    ],
)
def test_good_text_is_not_taken_for_legacy(text):
    assert not vi.looks_legacy(text)


@pytest.mark.parametrize("char", list("\x00\x08\x7f\x85\u202e\u2066\ufeff\ud800"))
def test_control_characters_are_seen(char):
    assert vi.has_control(f"a{char}b")


def test_ordinary_text_has_no_control_characters():
    assert not vi.has_control("Dòng một\r\n\tDòng hai – “trích” … ½ \u00a0 😀")
