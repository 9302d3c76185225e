"""When a letter is tried again, what it says, what an address may look like."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.inbox.rules import (
    Line,
    is_address,
    is_final,
    letter_text,
    next_try,
    quiet_hours,
    subject_of,
)

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_tries_lie_further_apart_each_time_and_end():
    waits = []
    while (at := next_try(len(waits) + 1, NOW)) is not None:
        waits.append(at - NOW)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert sum(waits, timedelta()) < timedelta(days=3)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("a.b+c@sonla.gov.vn", True), ("a@b", False), ("a@b.vn\nBcc: x@y.vn", False),
        ("Tên <a@b.vn>", False), ("ă@b.vn", False), ("a@b..vn", False), ("", False),
    ],
)  # fmt: skip
def test_addresses(text, fine):
    assert is_address(text) is fine


def test_only_a_final_answer_ends_the_tries():
    assert [is_final(code) for code in (250, 421, 451, 550, 554)] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_a_subject_is_one_line_however_a_title_is_typed():
    assert subject_of(["Còn 5 ngày\r\nBcc: x@y.vn"], "CCHC") == "[CCHC] Còn 5 ngày Bcc: x@y.vn"
    assert subject_of(["a", "b"], "") == "2 tin mới trong hộp tin"


def test_a_letter_lists_each_item_with_its_own_link():
    text = letter_text("Hà", [Line("Một", "x\ny", "https://c/1"), Line("Hai", "", "")], "https://c")
    assert "1. Một\n   x\n   y\n   https://c/1\n" in text
    assert "2. Hai\n" in text


@pytest.mark.parametrize(
    ("setting", "hour", "held"),
    [("20-7", 20, True), ("20-7", 6, True), ("20-7", 7, False), ("20-7", 19, False),
     ("12-13", 12, True), ("12-13", 13, False)],
)  # fmt: skip
def test_quiet_hours_may_go_over_midnight(setting, hour, held):
    at = datetime(2026, 3, 5, hour, 30)
    assert quiet_hours(setting).hold(at, rest_day=False) is held
    assert quiet_hours(setting).hold(at, rest_day=True)


def test_a_setting_that_is_no_span_of_hours_is_refused():
    assert quiet_hours("") is None
    for text in ("7", "7-7", "20-25", "x-y"):
        with pytest.raises(ValueError):  # noqa: PT011  whatever it says of the number
            quiet_hours(text)
