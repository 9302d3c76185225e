"""States, gaps, receipts, narrative text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.draft_values import read_field, typed_value
from portal.reports.form_version import applicable
from portal.reports.narrative.blocks import narrative_blocks
from portal.reports.rules import (
    BadValue,
    as_json,
    in_order,
    is_late,
    labels_of,
    missing,
    next_receipt,
    on_time,
    section_state,
    statistics_state,
)
from tests.reports.factories import definition

FORM = applicable(definition(), "province")


@pytest.mark.parametrize(
    ("received", "due", "late"),
    [
        (date(2024, 6, 7), date(2024, 6, 7), False),
        (date(2024, 6, 8), date(2024, 6, 7), True),
        (date(2024, 6, 8), None, False),
    ],
)
def test_the_last_day_counts(received, due, late):
    assert is_late(received, due) is late


def test_receipts_count_up_within_a_year():
    assert next_receipt(None, 2026) == "BN-2026-000001"
    assert next_receipt("BN-2026-000122", 2026) == "BN-2026-000123"


@pytest.mark.parametrize(
    ("answered", "done", "flagged", "state"),
    [
        (False, False, False, "empty"),
        (True, False, False, "started"),
        (True, True, False, "done"),
        (False, True, False, "done"),
        (True, True, True, "flagged"),
    ],
)
def test_section_states(answered, done, flagged, state):
    assert section_state(answered, done, flagged) == state


def test_statistics_are_done_when_no_row_is_blank():
    assert statistics_state(99, 99, True, False) == "done"
    assert statistics_state(98, 99, True, False) == "started"
    assert statistics_state(0, 99, False, False) == "empty"


def test_an_empty_report_lacks_everything_but_optional_rows():
    gaps = missing(FORM, {}, set(), labels_of(FORM))
    optional = sum(item.optional for item in FORM.indicators)
    assert len(gaps) == 19 + 2 + 2 * (len(FORM.indicators) - optional)


def test_two_rows_of_the_same_words_are_told_apart_by_their_group():
    labels = labels_of(FORM, 2024)
    planned = [labels[f"stat:{code}-nhiem-vu"] for code in ("i.1", "i.3")]
    assert planned == [
        "Số nhiệm vụ đề ra trong kế hoạch – Kế hoạch cải cách hành chính",
        "Số nhiệm vụ đề ra trong kế hoạch – Tuyên truyền cải cách hành chính",
    ]
    assert labels["stat:i.3-nhiem-vu:current"] == f"{planned[1]} (Năm 2024)"
    assert labels["stat:1.6-ra-soat"] == "1.6 Số VBQPPL đã rà soát"
    rows = [labels[f"stat:{item.code}"] for item in FORM.indicators]
    assert len(set(rows)) == len(rows)


def test_a_part_declared_done_may_be_empty():
    gaps = missing(FORM, {}, {"p2.i.2", "tasks"}, labels_of(FORM))
    assert not {"outline:p2.i.2", "tasks"} & {gap.field for gap in gaps}


@pytest.mark.parametrize("blank", ["", [], {}, None])
def test_all_blanks_are_stored_the_same(blank):
    assert as_json(blank) == "null"


def test_tasks_come_by_group_and_place():
    values = {
        "task:b": {"group": "the-che", "position": 3},
        "task:a": {"group": "cong-vu", "position": 1},
        "task:c": {"group": "the-che", "position": 2},
        "outline:p1.i": "x",
        "outline:p9": "không còn trong mẫu",
    }
    assert list(in_order(FORM, values)) == ["outline:p1.i", "task:c", "task:b", "task:a"]


def test_text_becomes_paragraphs_and_lists():
    text = "Mở đầu.\n- một\n+ hai\n\n- ba\nKết."
    assert narrative_blocks(text) == [
        ("p", ["Mở đầu."]), ("ul", ["một", "hai"]), ("ul", ["ba"]), ("p", ["Kết."]),
    ]  # fmt: skip


@given(st.text())
def test_no_word_of_a_text_is_dropped(text):
    kept = " ".join(line for _kind, lines in narrative_blocks(text) for line in lines).split()
    words = [word for line in text.splitlines() for word in line.split()]
    dropped = [word for word in words if word not in kept]
    assert all(word in "-–+*•" for word in dropped)


@pytest.mark.parametrize(
    ("issued", "due", "state"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), "on_time"),
        (date(2024, 3, 2), date(2024, 3, 1), "overdue"),
        (None, date(2024, 3, 1), ""),
        (date(2024, 3, 2), None, ""),
    ],
)
def test_on_time_by_the_dates(issued, due, state):
    assert on_time(issued, due) == state


def test_items_are_put_together_and_blank_rows_go():
    section = FORM.section("p2.i.2")
    typed = typed_value(FORM, section.field, ["chậm", "ít người", *[""] * 6, "thiếu"])
    assert read_field(FORM, section.field, typed) == [
        {"text": "chậm", "cause": "ít người"},
        {"text": "thiếu", "cause": ""},
    ]


def test_a_cause_without_its_shortcoming_is_refused():
    section = FORM.section("p2.i.2")
    with pytest.raises(BadValue, match="một nửa"):
        read_field(FORM, section.field, typed_value(FORM, section.field, ["", "vì sao"]))


@pytest.mark.parametrize("bad", ["a\x00b", "a\u202eb", "x" * 20_001])
def test_text_that_cannot_be_stored_is_refused(bad):
    with pytest.raises(BadValue):
        read_field(FORM, "outline:p1.i", [bad])


def test_decomposed_letters_are_stored_composed():
    assert read_field(FORM, "outline:p1.i", ["Tô\u0309 chư\u0301c"]) == "Tổ chức"


def test_the_cutoff_is_a_date():
    assert read_field(FORM, "cutoff", ["5/6/2024"]) == "2024-06-05"
    with pytest.raises(BadValue):
        read_field(FORM, "cutoff", ["hôm qua"])
