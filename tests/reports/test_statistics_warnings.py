"""Warnings over the statistics table: only where two numbers can be compared; hard rules."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import Check, applicable
from portal.reports.statistics.previous import settled
from portal.reports.statistics.rules import read_cell
from portal.reports.statistics.soft_warnings import (
    broken_rules,
    cutoff_ahead,
    is_whole_year,
    offered_total,
    warnings,
)
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


def form_with(kind, left, right, severity="soft", row_type="count"):
    rows = tuple(replace(one, type=row_type if one.code in (left, right) else one.type)
                 for one in FORM.indicators)  # fmt: skip
    check = Check("moi", kind, (left,), (right,), "Không khớp.", severity)
    return replace(FORM, indicators=rows, checks=(check,))


def test_accepted_numbers_of_last_year_are_no_question_until_they_are_changed():
    accepted = values_of(
        ("i.1-nhiem-vu", "previous", "20"), ("i.1-hoan-thanh", "previous", "25"),
    )  # fmt: skip
    known = {code: accepted[f"stat:{code}:previous"] for code in ("i.1-nhiem-vu", "i.1-hoan-thanh")}

    def told(values):
        return [one.message for one in warnings(FORM, values, 2024, settled(FORM, values, known))]

    assert found(accepted) != []
    assert told(accepted) == []
    assert told(accepted | values_of(("i.1-hoan-thanh", "previous", "26"))) != []
    this_year = values_of(("i.1-nhiem-vu", "current", "20"), ("i.1-hoan-thanh", "current", "25"))
    assert told(accepted | this_year) != []


def test_a_hard_rule_is_broken_by_this_years_numbers_alone():
    form = form_with("sum_eq", "i.1-hoan-thanh", "i.1-nhiem-vu", "hard")
    values = values_of(("i.1-nhiem-vu", "previous", "20"), ("i.1-hoan-thanh", "previous", "25"))
    assert broken_rules(form, values) == []
    assert [item.hard for item in warnings(form, values, 2024)] == [False]
    values |= values_of(("i.1-nhiem-vu", "current", "20"))
    assert broken_rules(form, values) == []
    values |= values_of(("i.1-hoan-thanh", "current", "19"))
    assert broken_rules(form, values) == list(form.checks)
    assert [item.hard for item in warnings(form, values, 2024)] == [True]


def test_days_are_compared_as_days():
    form = form_with("date_le", "i.1-nhiem-vu", "i.1-hoan-thanh", row_type="date")
    first, second = (form.indicator(code) for code in ("i.1-nhiem-vu", "i.1-hoan-thanh"))
    for days, said in ((("5/3/2024", "12/2/2024"), 1), (("5/3/2024", "5/3/2024"), 0)):
        values = {item.field("current"): read_cell(item, [day])
                  for item, day in zip((first, second), days, strict=True)}  # fmt: skip
        assert len(warnings(form, values, 2024)) == said


def test_a_share_of_another_row_is_offered_its_total_and_asked_about_another():
    share = replace(FORM.indicator("2.3-quy-trinh-noi-bo"), denominator_row="2.1-hieu-luc",
                    denominator="Tổng số TTHC đang có hiệu lực")  # fmt: skip
    form = replace(FORM, indicators=tuple(share if one.code == share.code else one
                                          for one in FORM.indicators))  # fmt: skip
    values = values_of(("2.1-hieu-luc", "current", "1.250"))
    assert offered_total(form, share, "current", values) == "1250"
    for total, said in (("1.250", []), ("1.200", ["Mẫu số ghi 1.200, khác dòng “Tổng số TTHC đang "
                                                  "có hiệu lực”: 1.250."])):  # fmt: skip
        values[share.field("current")] = read_cell(share, ["100", total])
        assert [one.message for one in warnings(form, values, 2024)] == said


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


def test_figures_up_to_a_day_to_come_are_warned_of():
    assert "31/12/2024" in cutoff_ahead("2024-12-31", date(2024, 12, 30))
    assert cutoff_ahead("2024-12-31", date(2024, 12, 31)) == cutoff_ahead("", date.min) == ""


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
