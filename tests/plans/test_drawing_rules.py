"""A draw can be done again by anybody, and favours nobody."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.drawing.rules import (
    commitment,
    normal_seed,
    ranking,
    read_witnesses,
    wanted_of,
)

CODES = st.lists(st.text("abcxyz-09", min_size=1, max_size=8), min_size=1, max_size=40, unique=True)
SEEDS = st.text(min_size=1, max_size=30).map(normal_seed).filter(bool)


def pool_of(codes):
    return [{"code": code, "name": f"Đơn vị {code}"} for code in codes]


def drawn(seed, pool, wanted):
    return [one.code for one in ranking(seed, pool, wanted) if one.drawn]


@given(SEEDS, CODES, st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_pool_does_not_matter(seed, codes, wanted, shuffle):
    wanted = min(wanted, len(codes))
    other = list(codes)
    shuffle.shuffle(other)
    assert drawn(seed, pool_of(codes), wanted) == drawn(seed, pool_of(other), wanted)


@given(SEEDS, CODES, st.integers(1, 40))
def test_the_draw_is_what_three_lines_of_any_program_give(seed, codes, wanted):
    wanted = min(wanted, len(codes))
    by_hand = sorted(codes, key=lambda c: hashlib.sha256((seed + "|" + c).encode()).hexdigest())
    result = drawn(seed, pool_of(codes), wanted)
    assert result == by_hand[:wanted]
    assert len(set(result)) == wanted


@given(SEEDS, CODES, st.integers(1, 40))
def test_a_larger_number_only_adds_units(seed, codes, wanted):
    wanted = min(wanted, len(codes))
    assert drawn(seed, pool_of(codes), wanted)[: wanted - 1] == drawn(
        seed, pool_of(codes), wanted - 1
    )


def test_every_unit_is_drawn_about_as_often():
    """Chi-square over 3,000 seeds of six digits, 75 communes, 15 drawn: below the value that a
    fair draw exceeds once in a thousand (118,6 for 74 degrees of freedom)."""
    pool = pool_of([f"xa-{n}" for n in range(75)])
    counts = dict.fromkeys((one["code"] for one in pool), 0)
    numbers = random.Random(20260305)
    seeds = 3000
    for _ in range(seeds):
        for code in drawn(f"{numbers.randrange(10**6):06}", pool, 15):
            counts[code] += 1
    expected = seeds * 15 / 75
    # sampling without replacement: the statistic is scaled by (N-1)/(N-n)
    statistic = sum((n - expected) ** 2 / expected for n in counts.values()) * 74 / 60
    assert statistic < 118.6
    assert min(counts.values()) > 0


def test_a_known_draw_never_changes():
    """The algorithm stands in minutes that people signed: it may not be improved."""
    pool = pool_of(["so-y-te", "so-noi-vu", "so-tai-chinh", "so-xay-dung"])
    assert drawn("123456", pool, 2) == ["so-y-te", "so-tai-chinh"]


def test_what_is_agreed_has_one_code_whatever_its_order():
    pool = pool_of(["b", "a"])
    one = commitment("2026/kh", "truc-tiep", pool, 1, "Xổ số")
    assert one == commitment("2026/kh", "truc-tiep", pool[::-1], 1, "Xổ số")
    assert one != commitment("2026/kh", "truc-tiep", pool, 2, "Xổ số")
    assert one != commitment("2026/kh", "truc-tiep", pool[:1], 1, "Xổ số")
    assert one != commitment("2026/kh", "truc-tiep", pool, 1, "Xổ số ngày khác")


@pytest.mark.parametrize(
    ("amount", "percent", "size", "wanted"),
    [(20, True, 75, 15), (20, True, 76, 16), (1, True, 3, 1), (5, False, 75, 5), (100, True, 7, 7)],
)
def test_a_share_is_rounded_up(amount, percent, size, wanted):
    assert wanted_of(amount, percent, size) == wanted


@pytest.mark.parametrize(
    "text", ["", "Lò Văn An, Chánh Văn phòng", "Lò Văn An\nHà Thị B, Phó phòng", "A, b\na, c"]
)
def test_witnesses_need_two_names_with_their_offices(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_witnesses(text)
