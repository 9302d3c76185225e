"""Which step is due; what was in time. Checked against the plainest reading of the words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.reminding.rules import STEPS, Choice, choose, headline
from portal.reports.timeliness.rules import Move, timing

DUE = date(2026, 6, 30)


def day(step):
    return DUE + timedelta(days=step)


def test_each_step_is_sent_on_its_day_and_only_then():
    had: set[int] = set()
    sent = {}
    for offset in range(-20, 60):
        choice = choose(DUE, day(offset), had)
        assert choice.passed == ()
        if choice.send is not None:
            sent[offset] = choice.send
            had.add(choice.send)
    assert sent == {step: step for step in STEPS}


@given(st.lists(st.integers(-15, 40), unique=True))
def test_whatever_runs_are_missed_a_step_is_never_sent_twice_and_the_newest_is(days):
    had: set[int] = set()
    for offset in sorted(days):
        choice = choose(DUE, day(offset), had)
        assert not had.intersection(choice.passed)
        assert choice.send not in had
        had.update(choice.passed)
        if choice.send is not None:
            had.add(choice.send)
            assert choice.send == max(step for step in STEPS if step <= offset)
        assert had == {step for step in STEPS if step <= offset}


def test_after_a_gap_only_the_newest_step_is_sent():
    assert choose(DUE, day(0), {-10}) == Choice(0, (-5, -1))
    assert choose(DUE, day(-11), ()) == Choice(None)


def test_what_is_long_over_is_passed_in_silence():
    assert choose(DUE, day(38), ()) == Choice(None, STEPS)
    assert choose(DUE, day(37), ()).send == 7


@pytest.mark.parametrize(
    ("days", "words"),
    [(5, "Còn 5 ngày: B"), (0, "Hôm nay là hạn cuối: B"), (-7, "Quá hạn 7 ngày: B")],
)
def test_the_title_says_how_many_days_are_really_left(days, words):
    assert headline(days, "B") == words


AT = datetime(2026, 6, 1, tzinfo=UTC)
LATER = AT + timedelta(days=40)


def extended(new, at=AT, old=DUE):
    return Move(at, old, new, "extended")


@pytest.mark.parametrize(
    ("due", "moves", "came", "first", "result"),
    [
        (DUE, (), DUE, AT, "on_time"),
        (DUE, (), day(1), AT, "late"),
        (DUE, (), None, None, "overdue"),
        (day(9), (extended(day(9)),), day(5), LATER, "extended"),
        (day(9), (extended(day(9)),), day(0), LATER, "on_time"),
        (day(9), (extended(day(9)),), day(10), LATER, "late"),
        (day(19), (extended(day(9)), extended(day(19), AT, day(9))), day(15), LATER, "extended"),
        # a rule moved it: the new day is the plan's
        (day(9), (Move(AT, DUE, day(9), ""),), day(9), LATER, "on_time"),
        (day(9), (Move(AT, day(20), DUE, ""), extended(day(9))), day(5), LATER, "extended"),
        # returned and awaited until another day: the first report was in time or not
        (day(30), (Move(LATER, DUE, day(30), "returned"),), day(-1), AT, "on_time"),
        (day(30), (Move(LATER, DUE, day(30), "returned"),), day(2), AT, "late"),
        (day(40), (extended(day(40), LATER),), day(3), AT, "late"),
        (None, (), day(3), AT, "on_time"),
    ],
)
def test_timeliness(due, moves, came, first, result):
    assert timing(due, moves, came, first).result("submitted", day(50)) == result


def test_days_late_count_from_the_last_day_that_counts():
    found = timing(day(9), (extended(day(9)),), day(12), LATER)
    assert found.days_late(day(50)) == 3
    assert timing(DUE, (), None, None).days_late(day(4)) == 4


def test_nothing_is_late_before_its_day():
    assert timing(DUE, (), None, None).result("open", DUE) == "waiting"
    assert timing(DUE, (), None, None).result("waived", day(5)) == "waived"
