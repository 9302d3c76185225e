"""What the office may do to a report, and when."""

from datetime import UTC, date, datetime

import pytest

from portal.reports.office_rules import (
    BadDate,
    Change,
    NotAllowedNow,
    changes,
    check_new_due,
    new_due,
    next_state,
)

STATES = ("open", "submitted", "returned", "accepted", "waived")
ALLOWED = {
    ("submitted", "return"): "returned",
    ("submitted", "accept"): "accepted",
    ("open", "receive"): "submitted",
    ("returned", "receive"): "submitted",
    ("submitted", "receive"): "submitted",
    ("open", "extend"): "open",
    ("returned", "extend"): "returned",
}


@pytest.mark.parametrize("verb", ["return", "accept", "receive", "extend"])
@pytest.mark.parametrize("state", STATES)
def test_next_state(state: str, verb: str) -> None:
    if (state, verb) in ALLOWED:
        assert next_state(state, verb) == ALLOWED[state, verb]
    else:
        with pytest.raises(NotAllowedNow, match="báo cáo|Báo cáo"):
            next_state(state, verb)


TODAY, VISIT = date(2024, 6, 3), date(2024, 6, 12)


@pytest.mark.parametrize(
    ("day", "session", "agrees", "refused"),
    [
        (date(2024, 6, 2), VISIT, False, "hôm nay"),
        (date(2024, 6, 2), VISIT, True, "hôm nay"),
        (TODAY, VISIT, False, ""),
        (date(2024, 6, 11), VISIT, False, ""),
        (VISIT, VISIT, False, "12/06/2024"),
        (date(2024, 6, 20), VISIT, False, "Trưởng đoàn"),
        (date(2024, 6, 20), VISIT, True, ""),
        (date(2024, 6, 20), None, False, ""),
    ],
)
def test_new_deadline(day: date, session: date | None, agrees: bool, refused: str) -> None:
    if not refused:
        check_new_due(day, TODAY, session, agrees)
        return
    with pytest.raises(BadDate, match=refused):
        check_new_due(day, TODAY, session, agrees)


def test_new_due_has_its_cut_off_in_viet_nam_and_a_sentence() -> None:
    due = new_due(date(2024, 6, 7), TODAY, "gia hạn", ": mưa lũ")
    assert due["due_at"] == datetime(2024, 6, 7, 16, 59, 59, tzinfo=UTC)
    assert due["due_rule"] is None
    assert due["due_sentence"] == (
        "Chậm nhất hết ngày 07/6/2024 (Sở Nội vụ gia hạn ngày 03/6/2024: mưa lũ)"
    )


def test_changes_are_what_reads_differently() -> None:
    before = {"a": "1", "b": {"n": 1}, "gone": "x"}
    after = {"b": {"n": 2}, "a": 1, "new": "y"}
    found = changes(
        before,
        after,
        label=str.upper,
        show=lambda _code, value: (
            "" if value is None else str(value["n"] if isinstance(value, dict) else value)
        ),
    )
    assert found == [
        Change("b", "B", "1", "2"),
        Change("new", "NEW", "", "y"),
        Change("gone", "GONE", "x", ""),
    ]


def test_a_changed_text_marks_its_lines() -> None:
    change = Change("a", "A", "một\nhai\nba", "một\nhai sửa\nba\nbốn")
    assert change.old_lines == [("một", False), ("hai", True), ("ba", False)]
    assert change.new_lines == [
        ("một", False), ("hai sửa", True), ("ba", False), ("bốn", True),
    ]  # fmt: skip
    assert Change("a", "A", "", "x").old_lines == []
