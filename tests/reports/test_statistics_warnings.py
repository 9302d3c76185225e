"""Soft warnings over the statistics table: only where two numbers can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import applicable
from portal.reports.statistics.rules import read_cell
from portal.reports.statistics.soft_warnings import is_whole_year, warnings
from tests.reports.factories import definition

FORM = applicable(definition(), "district")
WHOLE_YEAR = {"cutoff": "2024-12-31"}


def found(values):
    return [item.message for item in warnings(FORM, values, 2024)]


def values_of(*triples):
    return {
        f"stat:{code}:{column}": read_cell(FORM.indicator(code), list(typed))
        for code, column, *typed in triples
    }


def test_more_done_than_planned_is_a_warning():
    values = values_of(("i.1-nhiem-vu", "current", "20"), ("i.1-hoan-thanh", "current", "25"))
    assert "nhiều hơn" in found(values)[0]
    values["stat:i.1-hoan-thanh:note"] = "gồm nhiệm vụ phát sinh"
    # the note explains the row it stands in, and the warning stands in the same row
    assert [item.explained for item in warnings(FORM, values, 2024)] == [True]


def test_an_unknown_plan_is_no_ground_for_a_warning():
    assert found(values_of(("i.1-hoan-thanh", "current", "25"))) == []


def test_nothing_planned_counts_as_zero():
    values = values_of(("i.1-nhiem-vu", "current", "kps"), ("i.1-hoan-thanh", "current", "2"))
    assert len(found(values)) == 1


def test_a_numerator_above_its_denominator_is_a_warning():
    assert "hội nghị" in found(values_of(("6.4-ty-le", "current", "12", "3")))[0]


def test_shares_above_100_together_are_a_warning():
    values = values_of(
        ("2.4-dung-han", "current", "80", "100"), ("2.4-tre-han", "current", "30", "100")
    )
    assert "100" in found(values)[0]


@pytest.mark.parametrize(
    ("before", "after", "asked"), [("40", "70", 1), ("40", "50", 0), ("4", "9", 0)]
)
def test_a_jump_against_last_year_is_asked_about(before, after, asked):
    values = values_of(("i.1-van-ban", "previous", before), ("i.1-van-ban", "current", after))
    assert len(found(values | WHOLE_YEAR)) == asked


@pytest.mark.parametrize("cutoff", ["", "2024-06-30", "2024-12-30"])
def test_half_a_year_is_not_compared_with_a_whole_one(cutoff):
    values = values_of(("i.1-van-ban", "previous", "400"), ("i.1-van-ban", "current", "70"))
    assert found(values | {"cutoff": cutoff}) == []
    assert not is_whole_year(cutoff, 2024)


@pytest.mark.parametrize(
    ("code", "before", "after", "asked"),
    [
        ("2.4-dung-han", ["90", "100"], ["30", "100"], 1),
        ("2.4-dung-han", ["90", "100"], ["60", "100"], 0),
        ("6.5-don-vi", ["8", "10"], ["3", "10"], 1),
        ("6.6-so-hoa", ["80"], ["20"], 1),
        ("6.6-so-hoa", ["4"], ["1"], 0),
        ("6.6-so-hoa", ["0"], ["50"], 0),
        ("2.4-doi-thoai", ["8", "10"], ["3", "10"], 0),
        ("6.5-don-vi", ["8", "0"], ["3", "10"], 0),
    ],
)
def test_a_share_is_compared_at_any_time_of_the_year(code, before, after, asked):
    values = values_of((code, "previous", *before), (code, "current", *after))
    assert len([text for text in found(values) if "so với năm trước" in text]) == asked


@given(st.integers(0, 50), st.integers(0, 50))
def test_within_the_plan_there_is_never_a_warning(planned, done):
    values = values_of(
        ("i.2-ke-hoach", "current", str(planned)), ("i.2-da-kiem-tra", "current", str(done))
    )
    assert bool(found(values)) == (done > planned)
