"""Decisions about visits, findings and remediation."""

from datetime import date

import pytest

from portal.inspections import rules

DUE = date(2024, 9, 30)


@pytest.mark.parametrize(
    ("due_on", "reported_on", "outcome", "today", "state"),
    [
        (DUE, None, "", date(2024, 9, 30), "open"),
        (DUE, None, "", date(2024, 10, 1), "overdue"),
        (None, None, "", date(2030, 1, 1), "open"),
        (DUE, date(2024, 10, 5), "", date(2024, 11, 1), "reported"),
        (DUE, date(2024, 9, 1), "insufficient", date(2024, 9, 2), "insufficient"),
        (DUE, None, "verified", date(2024, 11, 1), "verified"),
    ],
)
def test_remediation_state(due_on, reported_on, outcome, today, state):
    """A report alone never counts as verified; the due day itself is not overdue."""
    assert rules.remediation_state(due_on, reported_on, outcome, today) == state


@pytest.mark.parametrize("text", ["", "08:00", "8h", "từ 8 giờ đến 11h30", "Theo giấy mời", "14"])
def test_hours_that_are(text):
    assert rules.bad_time(text) == ""


@pytest.mark.parametrize("text", ["25:00", "8:75", "24h", "từ 8h đến 31 giờ", "99"])
def test_hours_that_are_not(text):
    assert "08:00" in rules.bad_time(text)


@pytest.mark.parametrize(
    ("unannounced", "taken", "slug"),
    [
        (False, [], "2024/so-y-te"),
        (False, ["2024/so-y-te"], "2024/so-y-te-2"),
        (False, ["2024/so-y-te", "2024/so-y-te-2"], "2024/so-y-te-3"),
        (False, ["2024/so-y-te-dot-xuat"], "2024/so-y-te"),
        (True, ["2024/so-y-te"], "2024/so-y-te-dot-xuat"),
    ],
)
def test_a_slug_never_tells_of_an_unannounced_visit(unannounced, taken, slug):
    """Announced visits are numbered among themselves."""
    assert rules.slug_for(2024, "so-y-te", unannounced, taken) == slug


def test_codes_of_removed_rows_stay_used():
    """The next code follows the highest one, not the count."""
    assert rules.next_code("b", []) == "b1"
    assert rules.next_code("b", ["b1", "b7"]) == "b8"


def test_day_lines_join_the_sessions_of_a_day():
    """A moved session of the same day keeps a line of its own."""
    first, second = date(2024, 6, 12), date(2024, 6, 13)
    lines = rules.day_lines(
        [
            (first, "morning", "moved"),
            (first, "morning", "planned"),
            (first, "afternoon", "planned"),
            (second, "day", "done"),
        ]
    )
    assert [(line.on, line.text, line.gone) for line in lines] == [
        (first, "sáng (đã dời)", True),
        (first, "sáng, chiều", False),
        (second, "cả ngày", False),
    ]


def test_summary_is_assembled_from_public_findings_only():
    """What is left out of the extract never gets into the public summary."""
    text = rules.assembled_summary(
        [
            ("violation", "Ông A vắng mặt.", False),
            ("shortcoming", "Chậm trả kết quả.", True),
            ("strength", "Kế hoạch đúng hạn.", True),
        ]
    )
    assert text == "Ưu điểm:\n- Kế hoạch đúng hạn.\n\nTồn tại, hạn chế:\n- Chậm trả kết quả."


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Có việc ông A  VẮNG mặt. Còn lại tốt.", "Ông A vắng mặt."),
        ("Không có gì.", ""),
        ("", ""),
    ],
)
def test_a_summary_that_repeats_a_hidden_finding_is_noticed(summary, found):
    """Accents, case and blanks do not hide the repetition."""
    assert rules.leaked(summary, ["Ông A vắng mặt."]) == found
    assert rules.leaked(summary, ["", "  "]) == ""
