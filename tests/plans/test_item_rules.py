"""What rows of a plan's lists say, and what does not add up in them."""

import re
from datetime import date

import pytest

from portal.deadlines.deadline_rule import DeadlineRule
from portal.deadlines.work_calendar import WorkCalendar
from portal.plans.item_rules import (
    Body,
    InvalidItem,
    Quantity,
    Subject,
    SurveyGroup,
    Task,
    TeamRole,
    item_of,
    stored_form,
)
from portal.plans.warning_rules import ballot_warnings, step_warnings, warnings_of

CALENDAR = WorkCalendar()


def block(code: str, count: int) -> Subject:
    return Subject(
        Body(code, code), tuple(Body(f"{code} {n}", f"{code}-{n}") for n in range(count))
    )


@pytest.mark.parametrize(
    ("low", "high", "unit", "sentence"),
    [
        (40, 100, "%", "Từ 40% trở lên"),
        (40, None, "%", "Từ 40% trở lên"),
        (2, 3, "đơn vị", "Từ 02 đến 03 đơn vị"),
        (2, 4, "ngày làm việc", "Từ 02 đến 04 ngày làm việc"),
        (8, 8, "bộ", "08 bộ"),
        (106, 106, "phiếu", "106 phiếu"),
        (None, 7, "nội dung", "Không quá 07 nội dung"),
        (None, 12.5, "%", "Không quá 12,5%"),
        (0, None, "phiếu", "Từ 00 phiếu trở lên"),
        (1500, 1500, "phiếu", "1.500 phiếu"),
    ],
)
def test_an_amount_in_words(low, high, unit, sentence):
    assert Quantity("Chỉ tiêu", unit, low, high).sentence == sentence


@pytest.mark.parametrize(
    "item",
    [
        Quantity("Tỷ lệ", "%", 40, 100),
        TeamRole("head", Body("Sở Nội vụ", "so-noi-vu"), "ghi chú"),
        Task("4", "Điều tra"),
        Task(
            "4.1", "Phát phiếu", DeadlineRule("on_date", day=date(2023, 10, 30)),
            (Body("Sở Nội vụ", "so-noi-vu"), Body("Bưu điện")), (Body("Các huyện"),), "x",
        ),
        SurveyGroup("LĐH-CH", "Lãnh đạo", "paper", 40, "2 phiếu × 20", (Body("Huyện", "huyen"),)),
        block("huyen", 2),
    ],
    ids=lambda item: item.list_name,
)  # fmt: skip
def test_a_row_is_read_back_as_it_was_stored(item):
    assert item_of(item.list_name, stored_form(item)) == item


@pytest.mark.parametrize(
    ("list_name", "stored"),
    [
        ("quantities", {}),
        ("quantities", {"title": "A", "unit": "%", "minimum": True}),
        ("quantities", {"title": "A", "unit": "%", "minimum": 1, "colour": "red"}),
        ("team_roles", {"role": "head", "body": {"code": "x"}}),
        ("tasks", {"number": "1", "title": "A", "due": {"kind": "someday"}}),
        ("tasks", {"number": "1" * 13, "title": "A"}),
        ("tasks", {"number": "1", "title": "A", "lead": 5}),
        ("survey_groups", {"ballot_code": "A", "name": "B", "mode": "paper", "ballots": -1}),
        ("subjects", {"block": {"name": "Huyện", "code": "huyen"}}),
    ],
)
def test_what_is_no_row_is_refused(list_name, stored):
    with pytest.raises(InvalidItem):
        item_of(list_name, stored)


def group(ballots: int | None, rule: str, *blocks: str) -> SurveyGroup:
    rated = tuple(Body(code, code) for code in blocks)
    return SurveyGroup("LĐH-CH", "Lãnh đạo huyện", "paper", ballots, rule, rated)


SIZES = [block("sở", 20), block("ngành dọc", 5), block("huyện", 18)]


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (group(40, "2 phiếu × 20 sở", "sở"), []),
        (group(36, "2 phiếu*18 huyện", "huyện"), []),
        (group(40, "2 phiếu × 20 sở", "sở", "ngành dọc"), ["có 25 đơn vị.*chỉ tính 20"]),
        (group(30, "2 phiếu × 20 sở", "sở"), ["2 phiếu × 20 là 40.*ghi 30"]),
        (group(30, "2 PHIẾU x 18", "sở"), ["là 36", "có 20 đơn vị"]),
        (group(30, "", "sở", "huyện"), []),
        (group(30, "theo số đại biểu", "sở"), []),
        (group(None, "2 phiếu × 20 sở", "ngành dọc"), []),
        (group(40, "2 phiếu × 20 sở", "xã"), []),
    ],
)
def test_ballots_that_do_not_add_up_are_pointed_out(stated, says):
    found = ballot_warnings([stated], SIZES)
    assert len(found) == len(says)
    for text, words in zip(found, says, strict=True):
        assert re.search(words, text)
        assert text.startswith("Mã phiếu LĐH-CH: ")


def step(number: str, title: str, kind: str = "", **fields) -> Task:
    return Task(number, title, DeadlineRule(kind, **fields) if kind else None)


SURVEY = step("4.1", "Phát phiếu", "before_date", day=date(2023, 10, 15))


@pytest.mark.parametrize(
    ("tasks", "count"),
    [
        ([SURVEY, step("4.2", "Giám sát lấy phiếu", "on_date", day=date(2023, 10, 30))], 1),
        ([SURVEY, step("4.2", "Giám sát lấy phiếu", "on_date", day=date(2023, 10, 14))], 0),
        ([SURVEY, step("4.2", "Giám sát lấy phiếu", "month", month=10, year=2023)], 0),
        ([SURVEY, step("4.2", "Giám sát lấy phiếu")], 0),
        ([SURVEY, step("4.3", "Tổng hợp", "on_date", day=date(2023, 10, 30))], 0),
        ([SURVEY, step("5.1", "Giám sát khác", "on_date", day=date(2023, 10, 30))], 0),
        ([step("1", "Phát phiếu", "before_date", day=date(2023, 10, 15)),
          step("2", "Giám sát", "on_date", day=date(2023, 10, 30))], 0),
    ],
)  # fmt: skip
def test_supervision_after_the_end_is_pointed_out(tasks, count):
    found = step_warnings(tasks, CALENDAR)
    assert len(found) == count
    if count:
        assert found == [
            "Việc 4.2 (giám sát) bắt đầu ngày 30/10/2023, sau khi việc 4.1 hết hạn ngày 14/10/2023."
        ]


def test_all_warnings_of_a_plan():
    lists = {
        "survey_groups": [group(40, "2 phiếu × 20 sở", "sở", "ngành dọc")],
        "subjects": SIZES,
        "tasks": [SURVEY, step("4.2", "Giám sát", "on_date", day=date(2023, 10, 30))],
    }
    assert len(warnings_of(lists, CALENDAR)) == 2
    assert warnings_of({}, CALENDAR) == []
