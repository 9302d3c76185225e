"""Text without marks, in addresses and in the order of the alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import vietnamese as vi


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
