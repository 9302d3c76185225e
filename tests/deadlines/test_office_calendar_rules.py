"""A notice of days off as people paste it."""

from datetime import date

import pytest

from portal.deadlines.holiday_seed import lines_by_law
from portal.deadlines.office_calendar_rules import read_notice


def kinds(text, year=2026):
    reading = read_notice(text, year)
    assert not reading.problems, reading.problems
    return {day.isoformat(): entry.kind for day, entry in reading.entries.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30/4 nghỉ Ngày Chiến thắng", {"2026-04-30": "rest"}),
        ("30.04.2026: Ngày Chiến thắng", {"2026-04-30": "rest"}),
        ("ngày 30 tháng 4 năm 2026 nghỉ", {"2026-04-30": "rest"}),
        ("02/01 nghỉ, làm bù 10/01", {"2026-01-02": "rest", "2026-01-10": "work"}),
        ("22/8/2026 làm bù cho ngày 31/8/2026", {"2026-08-22": "work", "2026-08-31": "rest"}),
        (
            "hoán đổi ngày làm việc từ thứ Hai ngày 31/8/2026 sang thứ Bảy ngày 22/8/2026",
            {"2026-08-31": "rest", "2026-08-22": "work"},
        ),
        ("22/8 làm bù", {"2026-08-22": "work"}),
        ("24/11 bỏ", {"2026-11-24": "normal"}),
        (
            "nghỉ Tết từ thứ Bảy ngày 14/02/2026 đến hết Chủ nhật ngày 22/02/2026",
            {f"2026-02-{day}": "rest" for day in (16, 17, 18, 19, 20)},
        ),
        ("Kính gửi các sở\n- 30/4, 01/5 nghỉ lễ", {"2026-04-30": "rest", "2026-05-01": "rest"}),
    ],
)
def test_lines_are_understood(text, expected):
    assert kinds(text) == expected


def test_names_are_what_the_line_says_beside_its_days():
    entries = read_notice(
        "từ ngày 16/02 đến hết ngày 17/02 nghỉ Tết Nguyên đán\n30/4: Ngày Chiến thắng\n"
        "Nghỉ Quốc khánh từ thứ Ba ngày 01/9 đến hết thứ Tư ngày 02/9",
        2026,
    ).entries
    assert [entry.name for entry in entries.values()] == [
        "Tết Nguyên đán",
        "Tết Nguyên đán",
        "Ngày Chiến thắng",
        "Quốc khánh",
        "Quốc khánh",
    ]


def test_lines_without_a_day_are_told_not_swallowed():
    assert read_notice("Kính gửi các sở\n30/4 nghỉ", 2026).skipped == ["Kính gửi các sở"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02 nghỉ", "không có ngày 31/02"),
        ("30/4/2025 nghỉ", "không thuộc năm 2026"),
        ("25/4/2026 nghỉ", "vốn đã nghỉ"),
        ("24/8/2026 làm bù", "vốn là ngày làm việc"),
        ("từ 01/3 đến 30/4 nghỉ", "dài hơn"),
        ("từ 10/3 đến 09/3 nghỉ", "sớm hơn"),
        ("30/4 nghỉ\n30/4 bỏ", "vừa ghi “Nghỉ” vừa ghi “Theo lịch tuần”"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(text, message):
    assert message in " ".join(read_notice(text, 2026).problems)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_the_days_of_the_law_can_all_be_read(year):
    lines = lines_by_law(year)
    reading = read_notice("\n".join(lines), year)
    assert not reading.problems
    assert len(reading.entries) == len(lines) >= 10
    assert {entry.kind for entry in reading.entries.values()} == {"rest"}


def test_a_swap_of_the_library_is_not_the_law():
    assert date(2026, 8, 31) not in read_notice("\n".join(lines_by_law(2026)), 2026).entries
