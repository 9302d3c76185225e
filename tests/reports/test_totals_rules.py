"""How cells add up: sums, rates from summed parts, ranges, four states."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import Indicator
from portal.reports.totals.adding_rules import add_up, caution, in_words
from portal.reports.totals.restating_rules import is_whole_year, restated


def indicator(kind: str, show_percent: bool = False) -> Indicator:
    return Indicator(
        "a", "1", "Chỉ tiêu", "Hồ sơ", kind, ("Đúng hạn", "Tổng"), "g", None, False, show_percent
    )


def said(value: Any, **more: Any) -> dict[str, Any]:
    return {"state": "value", "value": value, **more}


NONE, NA = {"state": "none"}, {"state": "na"}


@pytest.mark.parametrize(
    ("kind", "cells", "words"),
    [
        ("count", [said("1200"), said("4"), NONE, NA, None], "1.204"),
        ("count", [NONE, NONE], "0"),
        ("count", [NA, None], ""),
        ("count", [], ""),
        # 50 of 100 and 1 of 1: the mean of the percents would be 75
        (
            "count_percent",
            [said(["50", "50"], total="100"), said(["1", "100"], total="1")],
            "51 / 101 = 50,5%",
        ),
        ("count_percent", [said(["5", ""], total="")], "5 / 0"),
        ("pair", [said(["3", "4"]), said(["1", "0"]), NONE], "Đúng hạn: 4; Tổng: 4"),
        ("percent", [said("80"), said("98.5"), NA], "từ 80% đến 98,5% (không cộng)"),
        ("percent", [said("80")], "80%"),
        ("percent", [NONE], ""),
        ("flag", [said("yes"), said("no"), said("1"), NA], "Có: 2; Không: 1"),
        ("flag", [NA], ""),
        ("text", [said("a"), said("b"), None], "2 đơn vị trả lời"),
    ],
)
def test_totals(kind: str, cells: list[Any], words: str) -> None:
    assert in_words(indicator(kind), add_up(indicator(kind), cells)) == words


def test_a_pair_shows_its_rate_where_the_form_does() -> None:
    item = indicator("pair", show_percent=True)
    total = add_up(item, [said(["1", "2"]), said(["0", "2"])])
    assert in_words(item, total) == "1 / 4 = 25%"


def test_the_four_states_are_counted_apart() -> None:
    total = add_up(indicator("count"), [said("0"), NONE, NA, NA, None])
    assert total.states == {"value": 1, "none": 1, "na": 2, "blank": 1}
    assert total.asked == 5


def test_half_a_share_is_left_out_of_the_rate_and_said() -> None:
    cells = [said(["50", "50"], total="100"), said(["7", ""], total="")]
    total = add_up(indicator("count_percent"), cells)
    assert (total.amount, total.base, total.rate) == (Decimal(57), Decimal(100), Decimal(50))
    assert "1 đơn vị chỉ ghi một phần" in caution(total)


def test_a_value_of_another_type_is_not_added_but_told() -> None:
    total = add_up(indicator("count"), [said(["1", "2"]), said("x"), said("3")])
    assert total.amount == 3
    assert "2 đơn vị ghi theo kiểu khác" in caution(total)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=30))
def test_a_rate_is_never_the_mean_of_rates(parts: list[tuple[int, int]]) -> None:
    cells = [said([str(one), "0"], total=str(two)) for one, two in parts]
    total = add_up(indicator("count_percent"), cells)
    above, below = sum(one for one, _ in parts), sum(two for _, two in parts)
    assert total.rate == round(Decimal(above) * 100 / below, 2)
    rates = [Decimal(one) * 100 / two for one, two in parts]
    assert min(rates) - 1 <= total.rate <= max(rates) + 1


def test_what_is_told_anew() -> None:
    item = indicator("count")
    assert restated(item, said("10"), said("12")) == ("10", "12")
    assert restated(item, said("10"), NONE) == ("10", "Không phát sinh")
    assert restated(item, said("10"), said("10.0")) is None
    assert restated(item, None, said("1")) is None
    assert restated(item, said("1"), None) is None
    assert is_whole_year("2024-12-31")
    assert not is_whole_year("2024-05-31")
    assert not is_whole_year("")
