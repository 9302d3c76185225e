"""A cell as one text, as it comes out of Excel: parts, shares, foreign settings, mishaps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import applicable
from portal.reports.rules import BadValue
from portal.reports.statistics.cell_typing import (
    guess_style,
    in_style,
    is_ambiguous,
    one_text,
    read_text,
    readings,
)
from portal.reports.statistics.rules import share_shown
from tests.reports.factories import definition

FORM = applicable(definition(), "district")
COUNT = FORM.indicator("i.1-nhiem-vu")
PERCENT = FORM.indicator("3.1-cat-giam")
SHARE = FORM.indicator("2.4-dung-han")
PAIR = FORM.indicator("6.4-ty-le")
FLAG = FORM.indicator("2.4-xu-ly-phan-anh")
ALL = (COUNT, PERCENT, SHARE, PAIR, FLAG)
TEXT, DAY = (replace(COUNT, code=kind, type=kind, unit="") for kind in ("text", "date"))


def value_of(item, text, style=""):
    found = read_text(item, text, style)
    return found and found.get("value", found["state"])


@pytest.mark.parametrize(
    ("item", "text", "stored"),
    [
        (COUNT, "1.234", "1234"),
        (COUNT, "1\u00a0234", "1234"),
        (COUNT, "1\u202f234", "1234"),
        (COUNT, "kps", "none"),
        (COUNT, "", None),
        (PERCENT, "98,5 %", "98.5"),
        (PERCENT, "1204/1250", "96.32"),
        (SHARE, "1.204/1.250", ["1204", "96.32"]),
        (SHARE, "1 204 / 1 250 hồ sơ = 96,3 %", ["1204", "96.32"]),
        (SHARE, "1.204/1.250 = 96%", ["1204", "96.32"]),
        (SHARE, "không áp dụng", "na"),
        (SHARE, "1.204", ["1204", ""]),
        (PAIR, "3/12", ["3", "12"]),
        (FLAG, "1", "yes"),
        (FLAG, "Có", "yes"),
        (TEXT, "1.234/2", "1.234/2"),
        (TEXT, " Đã  ban hành ", "Đã ban hành"),
        (TEXT, "kps", "none"),
        (DAY, "5/3/2024", "2024-03-05"),
        (DAY, "2024-03-05", "2024-03-05"),
        (DAY, "", None),
    ],
)
def test_a_cell_is_read_from_one_text(item, text, stored):
    assert value_of(item, text) == stored


@pytest.mark.parametrize(
    ("item", "text", "words"),
    [
        (COUNT, "01/02/2026", "ngày tháng"),
        (PAIR, "3/12/2026", "ngày tháng"),
        (PAIR, "03-Dec", "ngày tháng"),
        (SHARE, "2026-12-03 00:00:00", "ngày tháng"),
        (COUNT, "#REF!", "báo lỗi"),
        (COUNT, "########", "báo lỗi"),
        (SHARE, "1.204 hồ sơ = 96,3%", "Thiếu tổng số"),
        (SHARE, "1.204/1.250 = 69,3%", "không khớp"),
        (PERCENT, "1.234", "hai cách đọc"),
        (PERCENT, "3/0", "lớn hơn 0"),
        (COUNT, "1.5E+06", "chữ số"),
    ],
)
def test_what_excel_spoils_is_refused_with_its_reason(item, text, words):
    with pytest.raises(BadValue, match=words):
        read_text(item, text)


@pytest.mark.parametrize(
    ("item", "text", "stored"),
    [
        (COUNT, "1,234", "1234"),
        (COUNT, "1,234,567", "1234567"),
        (PERCENT, "98.5%", "98.5"),
        (PERCENT, "1.234", "1.234"),
        (PERCENT, "1,234", "1234"),
        (SHARE, "1,204/1,250 = 96.3%", ["1204", "96.32"]),
    ],
)
def test_a_block_in_english_settings_is_read_as_such(item, text, stored):
    assert value_of(item, text, "en") == stored


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1.234", "98,5"], "vn"),
        (["1.234.567"], "vn"),
        (["1,234", "98.5"], "en"),
        (["1,234.5"], "en"),
        (["1.234", "12"], ""),
        (["98,5", "98.5"], ""),
        ([], ""),
    ],
)
def test_the_style_of_a_block_is_guessed_only_from_what_tells(texts, style):
    assert guess_style(texts) == style


def test_what_does_not_tell_is_asked_about():
    assert is_ambiguous("1.234")
    assert is_ambiguous("12,500 người")
    assert not any(map(is_ambiguous, ("12", "1.234.567", "98,5", "1 234", "kps")))
    assert [(one.texts, one.style) for one in readings(PERCENT, ["1.234"])] == [
        (["1 234"], "vn"), (["1,234"], "en"),
    ]  # fmt: skip
    assert [one.texts for one in readings(COUNT, ["1,234"])] == [["1.234"]]
    assert [one.texts for one in readings(SHARE, ["1,204", "1,250"])] == [["1.204", "1.250"]]
    assert [one.texts for one in readings(PERCENT, ["98.5"])] == [["98,5"]]
    assert readings(COUNT, ["mười"]) == readings(COUNT, ["1,5"]) == []


def test_a_percent_keeps_the_numbers_it_was_computed_from():
    value = read_text(PERCENT, "1.204/1.250")
    assert value["of"] == ["1204", "1250"]
    assert share_shown(PERCENT, value) == "= 96,32%"
    assert one_text(PERCENT, value) == "1.204/1.250"


@given(st.sampled_from(ALL), st.integers(0, 10**9), st.integers(1, 10**9))
def test_what_is_written_out_is_read_back(item, first, second):
    texts = {"pair": f"{first}/{second}", "count_percent": f"{first}/{second}", "flag": "Không"}
    for text in (texts.get(item.type, str(first)), "kps", "kad", ""):
        value = read_text(item, text)
        assert read_text(item, one_text(item, value)) == value


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_both_styles_mean_the_same_number(whole, fraction):
    written = f"{whole:,}.{fraction:02}"
    turned = written.translate(str.maketrans(",.", ".,"))
    assert in_style(written, "en") == in_style(turned, "vn") == f"{whole},{fraction:02}"


def read_or_refused(item, text, style):
    try:
        return read_text(item, text, style)
    except BadValue as problem:
        return str(problem)


@given(st.sampled_from(ALL), st.text(max_size=40), st.sampled_from(["", "vn", "en"]))
def test_any_text_is_read_or_refused(item, text, style):
    value = read_or_refused(item, text, style)
    assert isinstance(value, str) or read_text(item, one_text(item, value)) == value
    assert value != ""
