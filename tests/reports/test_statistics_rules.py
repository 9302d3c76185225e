"""Cells of Phụ lục II: numbers as typed, the four states, soft warnings."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import applicable
from portal.reports.rules import BadValue, is_answered
from portal.reports.showing import answers_in, has_numbers, show_value, state_of
from portal.reports.statistics.rules import (
    blocks_of,
    progress,
    read_cell,
    share_shown,
    typed_again,
)
from tests.reports.factories import definition

FORM = applicable(definition(), "district")
COUNT = FORM.indicator("i.1-nhiem-vu")
PERCENT = FORM.indicator("3.1-cat-giam")
SHARE = FORM.indicator("2.4-dung-han")
PAIR = FORM.indicator("6.4-ty-le")
FLAG = FORM.indicator("2.4-xu-ly-phan-anh")


@pytest.mark.parametrize(
    ("item", "typed", "stored"),
    [
        (COUNT, ["1.234"], "1234"),
        (COUNT, ["1 234"], "1234"),
        (COUNT, ["0"], "0"),
        (COUNT, [" 12 "], "12"),
        (PERCENT, ["98,5 %"], "98.5"),
        (PERCENT, ["98,50"], "98.5"),
        (FLAG, ["yes"], "yes"),
        (FLAG, ["Không"], "no"),
        (PAIR, ["3", "12"], ["3", "12"]),
        (PAIR, ["3", ""], ["3", ""]),
        (PAIR, ["1.204 / 1.250", ""], ["1204", "1250"]),
    ],
)
def test_numbers_are_read_as_people_write_them(item, typed, stored):
    assert read_cell(item, typed) == {"state": "value", "value": stored}


@pytest.mark.parametrize("text", ["abc", "1.23", "98,5", "98,", ",5"])
def test_a_cell_of_whole_numbers_suggests_none_that_it_refuses(text):
    with pytest.raises(BadValue) as refused:
        read_cell(COUNT, [text])
    assert "98,5" not in str(refused.value)
    assert "1.234" in str(refused.value)


def test_words_and_days_are_kept_and_shown_as_people_write_them():
    words, day = (replace(COUNT, type=kind) for kind in ("text", "date"))
    stored = [read_cell(words, ["1.234 và nữa"]), read_cell(day, ["5.3.2024"])]
    assert [show_value(words, stored[0]), show_value(day, stored[1])] == [
        "1.234 và nữa", "05/03/2024",
    ]  # fmt: skip
    assert typed_again(day, stored[1]) == ["05/03/2024"]
    assert is_answered("date", stored[1])
    with pytest.raises(BadValue, match="kps"):
        read_cell(day, ["cuối năm"])


def test_a_share_is_computed_from_its_total():
    value = read_cell(SHARE, ["1.204", "1.250"])
    assert value == {"state": "value", "value": ["1204", "96.32"], "total": "1250"}
    assert share_shown(SHARE, value) == "hồ sơ = 96,32%"
    assert typed_again(SHARE, value) == ["1.204", "1.250"]


def test_a_share_of_nothing_has_no_percent():
    value = read_cell(SHARE, ["0", "0"])
    assert share_shown(SHARE, value) == ""
    assert is_answered("count_percent", value)


@pytest.mark.parametrize("item", [COUNT, PERCENT, SHARE, PAIR, FLAG])
@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("kps", "none"),
        ("KPS", "none"),
        ("không phát sinh", "none"),
        ("khong phat sinh.", "none"),
        ("kad", "na"),
        ("Không áp dụng", "na"),
        ("", "blank"),
        ("   ", "blank"),
    ],
)
def test_states_that_are_no_numbers(item, typed, state):
    value = read_cell(item, [typed, ""])
    assert state_of(value) == state
    assert is_answered(item.type, value) == (state != "blank")


def test_zero_blank_and_the_two_words_are_four_things():
    values = [read_cell(COUNT, [text]) for text in ("0", "kps", "kad", "")]
    assert len({str(value) for value in values}) == 4
    assert [show_value(COUNT, value) for value in values] == [
        "0", "Không phát sinh", "Không áp dụng", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "typed", "words"),
    [
        (COUNT, ["abc"], "chữ số"),
        (COUNT, ["-3"], "âm"),
        (COUNT, ["1,5"], "số nguyên"),
        (COUNT, ["1.23"], "Dấu chấm"),
        (PAIR, ["3", "x"], "chữ số"),
        (FLAG, ["có lẽ"], "Chọn"),
        (COUNT, ["9" * 60], "quá dài"),
    ],
)
def test_what_is_no_number_gets_a_message(item, typed, words):
    with pytest.raises(BadValue, match=words):
        read_cell(item, typed)


@given(st.integers(0, 10**12))
def test_a_count_survives_being_shown_and_typed_again(number):
    value = read_cell(COUNT, [str(number)])
    assert read_cell(COUNT, typed_again(COUNT, value)) == value


@given(st.decimals(0, 1000, places=3))
def test_a_percent_survives_being_shown_and_typed_again(number):
    value = read_cell(PERCENT, [f"{number:f}".replace(".", ",")])
    again = read_cell(PERCENT, typed_again(PERCENT, value))
    assert Decimal(again["value"]) == number


def state_or_refusal(item, text):
    try:
        return state_of(read_cell(item, [text, text]))
    except BadValue as problem:
        return str(problem)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    for item in (COUNT, PERCENT, SHARE, PAIR, FLAG):
        assert state_or_refusal(item, text)


def test_the_jump_list_has_the_direction_and_the_six_tasks():
    counts = progress(FORM, {})
    assert list(counts) == ["i", "1", "2", "3", "4", "5", "6"]
    required = sum(not item.optional for item in FORM.indicators)
    assert sum(rows for _answered, rows in counts.values()) == required
    assert set(blocks_of(FORM).values()) >= set(counts)


def test_a_blank_optional_row_counts_neither_as_answered_nor_as_owed():
    item = next(item for item in FORM.indicators if item.optional)
    block = blocks_of(FORM)[item.group]
    answered, rows = progress(FORM, {})[block]
    assert answered == 0
    cells = {item.field(year): {"state": "none"} for year, _label in FORM.years}
    assert progress(FORM, cells)[block] == (1, rows + 1)


def test_notes_beside_cells_are_neither_answers_nor_numbers():
    """The receipt counted 24 answers for 16 cells with 8 notes."""
    words = {
        "stat:a:note": "xem công văn", "stat:a:reason": "nhầm", "earlier:p2.i.2": [{"why": "x"}],
        "outline:p1.i": "", "stat:b:current": {"state": "blank"}, "task:1": None, "cutoff": "",
    }  # fmt: skip
    assert (answers_in(words), has_numbers(words)) == (0, False)
    answers = {
        "stat:a:previous": {"state": "value", "value": "0"}, "stat:a:current": {"state": "none"},
        "outline:p1.i": "Sáu phòng", "task:2": {"name": "Kế hoạch"}, "cutoff": "2024-05-31",
    }  # fmt: skip
    assert (answers_in({**words, **answers}), has_numbers({**words, **answers})) == (5, True)
