"""Targets against what was done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.coverage.rules import Tally, count_problem, share, total_of, verdict, within
from portal.plans.item_rules import Quantity


def percent(minimum, maximum=None):
    return Quantity("Tỷ lệ", "%", minimum, maximum)


@pytest.mark.parametrize(
    ("target", "total", "done", "sentence"),
    [
        (percent(40), 18, 7, "Đã kiểm tra 7/18 (38,9 %), còn 1 đơn vị để đạt 40 %"),
        (percent(40), 18, 8, "Đã kiểm tra 8/18 (44,4 %), đạt 40 %"),
        (percent(40), 5, 2, "Đã kiểm tra 2/5 (40 %), đạt 40 %"),
        (percent(50), 3, 0, "Đã kiểm tra 0/3 (0 %), còn 2 đơn vị để đạt 50 %"),
        (percent(40), 1001, 400, "Đã kiểm tra 400/1001 (39,9 %), còn 1 đơn vị để đạt 40 %"),
        (percent(100), 2000, 1999, "Đã kiểm tra 1999/2000 (99,9 %), còn 1 đơn vị để đạt 100 %"),
        (
            Quantity("Số huyện", "đơn vị", 2, 2),
            6,
            3,
            "Đã kiểm tra 3/6 (50 %), nhiều hơn mức tối đa 1 đơn vị",
        ),
        (
            Quantity("Số huyện", "đơn vị", 7, 7),
            6,
            6,
            "Đã kiểm tra 6/6 (100 %); phạm vi chỉ có 6 đơn vị, không thể đạt 7 đơn vị",
        ),
        (percent(40), 0, 0, "Chưa có đơn vị nào thuộc phạm vi của chỉ tiêu"),
        (percent(None, 20), 10, 2, "Đã kiểm tra 2/10 (20 %)"),
    ],
)
def test_a_target_says_how_far_it_is(target, total, done, sentence):
    assert verdict(target, total, done).sentence == sentence


@given(st.integers(1, 500), st.integers(0, 100), st.data())
def test_what_is_missing_reaches_the_target_and_one_less_does_not(total, minimum, data):
    done = data.draw(st.integers(0, total))
    found = verdict(percent(minimum), total, done)
    if found.left:
        assert (done + found.left) * 100 >= minimum * total
        assert (done + found.left - 1) * 100 < minimum * total
    else:
        assert done * 100 >= minimum * total


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_below_all_is_never_shown_as_all(part, whole):
    if part < whole:
        assert share(part, whole) != "100"


def test_groups_add_up():
    groups = [Tally(6, 1, 3, 2), Tally(12, 2, 4, 0)]
    assert total_of(groups) == Tally(18, 3, 7, 2)


@pytest.mark.parametrize(("value", "kept"), [(1, False), (2, True), (3, True), (4, False)])
def test_each_visit_is_held_against_the_range(value, kept):
    assert within(Quantity("Đơn vị trực thuộc", "đơn vị", 2, 3), value) is kept


@pytest.mark.parametrize(
    ("counts", "problem"),
    [((5, 3, 6), "lớn hơn tổng"), ((5, 6, 2), "kế hoạch lớn hơn"), ((5, None, 5), "")],
)
def test_counts_that_cannot_stand_together(counts, problem):
    assert problem in count_problem(*counts)
    assert bool(problem) == bool(count_problem(*counts))
