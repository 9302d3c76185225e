"""Every deadline rule of the real documents (DOMAIN 1.4, D1-D28), with its boundary word."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.rules import (
    DeadlineRule,
    Due,
    WorkCalendar,
    remaining,
    resolve,
    shift_preview,
)
from portal.deadlines.wording import stated_words

NEW_YEAR = date(2024, 1, 1)
HOLIDAYS_2024 = frozenset(
    [NEW_YEAR, date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2),
     date(2024, 9, 3)]
)  # fmt: skip
CALENDAR = WorkCalendar(HOLIDAYS_2024, frozenset([date(2024, 5, 4)]))
VISIT = date(2024, 6, 12)


def rule(kind, **fields):
    return DeadlineRule(kind, **fields)


# id, rule, event, first day, last day, words that must stand in the sentence
DOCUMENTS = [
    ("D1", rule("days_before_visit", n=5), VISIT, None, date(2024, 6, 7),
     "ít nhất 05 ngày trước ngày kiểm tra 12/6/2024, tính theo ngày lịch"),
    ("D2", rule("days_before_visit", n=7), date(2022, 8, 10), None, date(2022, 8, 3),
     "ít nhất 07 ngày trước ngày kiểm tra 10/8/2022"),
    ("D3", rule("days_before_visit", n=5), date(2024, 3, 4), None, date(2024, 2, 28),
     "ít nhất 05 ngày trước"),
    ("D4", rule("days_before_visit", n=10), VISIT, None, date(2024, 6, 2),
     "ít nhất 10 ngày trước"),
    ("D5", rule("free", words="Đoàn kiểm tra thông báo bằng văn bản"), None, None, None,
     "Không ấn định ngày: Đoàn kiểm tra thông báo bằng văn bản"),
    ("D6", rule("months", months=(4, 5, 6, 7, 8, 9), year=2024), None, date(2024, 4, 1),
     date(2024, 9, 30), "từ tháng 4 đến tháng 9/2024"),
    ("D7", rule("decided_by_head"), None, None, None, "do Trưởng đoàn quyết định"),
    ("D8", rule("quarter", quarter=3, year=2022), None, date(2022, 7, 1), date(2022, 9, 30),
     "trong quý III/2022"),
    ("D9", rule("range", start=NEW_YEAR, end=date(2024, 12, 31)), None, NEW_YEAR,
     date(2024, 12, 31), "từ ngày 01/01/2024 đến hết ngày 31/12/2024"),
    ("D10", rule("duration", n=2, most=4, counting="working"), date(2024, 6, 13),
     date(2024, 6, 13), date(2024, 6, 18),
     "kéo dài từ 02 đến 04 ngày làm việc, kể từ ngày kiểm tra 13/6/2024"),
    ("D11", rule("range", start=date(2023, 1, 1)), VISIT, date(2023, 1, 1), VISIT,
     "từ ngày 01/01/2023 đến ngày kiểm tra 12/6/2024"),
    ("D12", rule("before_date", day=date(2022, 9, 30)), None, None, date(2022, 9, 29),
     "văn bản ghi: trước ngày 30/9/2022"),
    ("D13", rule("before_date", day=date(2022, 10, 30)), None, None, date(2022, 10, 29),
     "trước ngày 30/10/2022"),
    ("D14", rule("by_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 30),
     "văn bản ghi: chậm nhất ngày 30/10/2024"),
    ("D15", rule("before_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 29),
     "trước ngày 30/10/2024"),
    ("D16", rule("before_date", day=date(2024, 10, 30)), None, None, date(2024, 10, 29),
     "trước ngày 30/10/2024"),
    ("D17", rule("before_date", day=date(2024, 6, 15)), None, None, date(2024, 6, 14),
     "trước ngày 15/6/2024"),
    ("D18", rule("before_date", day=date(2024, 12, 1)), None, None, date(2024, 11, 30),
     "trước ngày 01/12/2024"),
    ("D19", rule("before_date", day=date(2023, 9, 1)), None, None, date(2023, 8, 31),
     "trước ngày 01/9/2023"),
    ("D20", rule("month", month=9, year=2023), None, date(2023, 9, 1), date(2023, 9, 30),
     "trong tháng 9/2023"),
    ("D21", rule("before_date", day=date(2023, 10, 15)), None, None, date(2023, 10, 14),
     "trước ngày 15/10/2023"),
    ("D22", rule("before_date", day=date(2023, 10, 15)), None, None, date(2023, 10, 14),
     "trước ngày 15/10/2023"),
    ("D23", rule("on_date", day=date(2023, 10, 30)), None, date(2023, 10, 30),
     date(2023, 10, 30), "Đúng ngày 30/10/2023 (văn bản ghi: ngày 30/10/2023)"),
    ("D24", rule("month", month=10, year=2023), None, date(2023, 10, 1), date(2023, 10, 31),
     "trong tháng 10/2023"),
    ("D25", rule("month", month=10, year=2023), None, date(2023, 10, 1), date(2023, 10, 31),
     "trong tháng 10/2023"),
    ("D26", rule("months", months=(10, 11), year=2023), None, date(2023, 10, 1),
     date(2023, 11, 30), "trong tháng 10, 11/2023"),
    ("D27", rule("on_date", day=date(2023, 11, 15)), None, date(2023, 11, 15),
     date(2023, 11, 15), "Đúng ngày 15/11/2023"),
    ("D28", rule("free", words="Theo thông báo kết luận kiểm tra"), None, None, None,
     "Không ấn định ngày: Theo thông báo kết luận"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "event", "first", "last", "words"),
    [row[1:] for row in DOCUMENTS],
    ids=[row[0] for row in DOCUMENTS],
)
def test_rules_of_the_documents(stated, event, first, last, words):
    due = resolve(stated, CALENDAR, event)
    assert (due.first_day, due.last_day) == (first, last)
    assert words in due.sentence
    assert not due.provisional
    assert DeadlineRule.from_dict(json.loads(json.dumps(stated.to_dict()))) == stated


def test_the_catalogue_is_complete():
    assert [row[0] for row in DOCUMENTS] == [f"D{number}" for number in range(1, 29)]


def test_d10_length_of_a_visit_in_working_days():
    assert CALENDAR.working_days(date(2024, 6, 12), date(2024, 6, 13)) == 2
    assert CALENDAR.working_days(date(2024, 6, 13), date(2024, 6, 18)) == 4  # over a weekend
    assert CALENDAR.working_days(date(2024, 6, 15), date(2024, 6, 16)) == 0


@pytest.mark.parametrize(
    ("stated", "event", "sentence"),
    [
        (rule("days_before_visit", n=5), VISIT,
         "Chậm nhất hết ngày 07/6/2024 (ít nhất 05 ngày trước ngày kiểm tra 12/6/2024, "
         "tính theo ngày lịch)"),
        (rule("before_date", day=date(2024, 10, 30)), None,
         "Chậm nhất hết ngày 29/10/2024 (văn bản ghi: trước ngày 30/10/2024)"),
        (rule("days_after", n=15, counting="working"), date(2024, 6, 12),
         "Chậm nhất hết ngày 03/7/2024 (trong thời hạn 15 ngày kể từ ngày ban hành kết luận "
         "12/6/2024, tính theo ngày làm việc)"),
        (rule("days_before_visit", n=5), None,
         "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch; hạn cụ thể có khi ấn định "
         "ngày kiểm tra"),
        (rule("by_date", day=date(2024, 9, 2), rest_day="next_working"), None,
         "Chậm nhất hết ngày 04/9/2024 (văn bản ghi: chậm nhất ngày 02/9/2024; ngày 02/9/2024 "
         "là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo)"),
        (rule("decided_by_head", day=date(2024, 7, 1)), None,
         "Chậm nhất hết ngày 01/7/2024 (do Trưởng đoàn quyết định)"),
        (rule("months", months=(3, 6, 9), year=2024), None,
         "Chậm nhất hết ngày 30/9/2024 (trong tháng 3, 6, 9/2024)"),
        (rule("days_after", n=3, event="ngày nhận thông báo"), VISIT,
         "Chậm nhất hết ngày 15/6/2024 (trong thời hạn 03 ngày kể từ ngày nhận thông báo "
         "12/6/2024, tính theo ngày lịch)"),
    ],
)  # fmt: skip
def test_sentences(stated, event, sentence):
    assert resolve(stated, CALENDAR, event).sentence == sentence


@pytest.mark.parametrize(
    ("counting", "event", "last"),
    [
        ("calendar", date(2024, 5, 6), date(2024, 5, 1)),
        # 3 and 2 May and the make-up Saturday 4 May work; 29 April to 1 May rest
        ("working", date(2024, 5, 6), date(2024, 4, 25)),
        ("calendar", date(2024, 3, 2), date(2024, 2, 26)),  # leap year
    ],
)
def test_counting_back_from_a_visit(counting, event, last):
    stated = rule("days_before_visit", n=5, counting=counting)
    assert resolve(stated, CALENDAR, event).last_day == last


def test_a_deadline_is_never_moved_onto_the_visit():
    monday = date(2024, 6, 17)
    stated = rule("days_before_visit", n=2, rest_day="next_working")
    due = resolve(stated, CALENDAR, monday)
    assert due.last_day == date(2024, 6, 15)
    assert "giữ nguyên" in due.sentence
    assert resolve(stated, CALENDAR, date(2024, 6, 18)).last_day == date(2024, 6, 17)


def test_the_cut_off_is_the_last_second_of_the_day_in_hanoi():
    due = resolve(rule("by_date", day=date(2024, 10, 30)), CALENDAR)
    assert due.cut_off == datetime(2024, 10, 30, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "event", "provisional"),
    [
        (rule("by_date", day=date(2027, 2, 6)), None, False),  # the calendar plays no part
        (rule("by_date", day=date(2027, 2, 6), rest_day="next_working"), None, True),
        (rule("by_date", day=date(2027, 2, 5), rest_day="next_working"), None, True),
        (rule("days_before_visit", n=5, counting="working"), date(2025, 1, 3), True),
        (rule("days_before_visit", n=5, counting="working"), VISIT, False),
    ],
)
def test_unknown_years_make_a_deadline_provisional(stated, event, provisional):
    due = resolve(stated, CALENDAR, event)
    assert due.provisional is provisional
    assert ("Tạm tính" in due.sentence) is provisional


@pytest.mark.parametrize(
    ("today", "days", "text", "tone"),
    [
        (date(2024, 10, 20), 9, "còn 9 ngày", "later"),
        (date(2024, 10, 26), 3, "còn 3 ngày", "soon"),
        (date(2024, 10, 28), 1, "còn 1 ngày", "soon"),
        (date(2024, 10, 29), 0, "hôm nay là hạn cuối", "today"),
        (date(2024, 10, 31), -2, "quá hạn 2 ngày", "overdue"),
    ],
)
def test_remaining(today, days, text, tone):
    due = resolve(rule("before_date", day=date(2024, 10, 30)), CALENDAR)
    left = remaining(due, today)
    assert (left.days, left.text, left.tone) == (days, text, tone)
    assert remaining(due.last_day, today) == left


def test_remaining_of_an_undecided_deadline():
    assert remaining(Due(None, None, ""), VISIT).text == "chưa ấn định hạn"
    assert remaining(None, VISIT).tone == "undecided"


@pytest.mark.parametrize(
    ("stated", "new_event", "days", "sentence"),
    [
        (rule("days_before_visit", n=5), date(2024, 6, 19), 7,
         "Hạn chuyển từ hết ngày 07/6/2024 sang hết ngày 14/6/2024 (muộn hơn 7 ngày)"),
        (rule("days_before_visit", n=5), date(2024, 6, 10), -2,
         "Hạn chuyển từ hết ngày 07/6/2024 sang hết ngày 05/6/2024 (sớm hơn 2 ngày)"),
        (rule("before_date", day=date(2024, 10, 30)), date(2024, 6, 19), 0, "Hạn không đổi"),
        (rule("days_before_visit", n=5), None, None,
         "Ít nhất 05 ngày trước ngày kiểm tra, tính theo ngày lịch; hạn cụ thể có khi ấn định "
         "ngày kiểm tra"),
    ],
)  # fmt: skip
def test_shift_preview(stated, new_event, days, sentence):
    shift = shift_preview(stated, CALENDAR, VISIT, new_event)
    assert (shift.days, shift.sentence) == (days, sentence)


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(day=DAYS)
def test_before_is_one_day_less_than_by(day):
    before = resolve(rule("before_date", day=day), CALENDAR).last_day
    by = resolve(rule("by_date", day=day), CALENDAR).last_day
    assert by == day
    assert by - before == timedelta(days=1)


@given(day=DAYS, n=st.integers(1, 30))
def test_working_days_are_never_fewer_than_calendar_days(day, n):
    working = resolve(rule("days_before_visit", n=n, counting="working"), CALENDAR, day).last_day
    plain = resolve(rule("days_before_visit", n=n), CALENDAR, day).last_day
    assert working <= plain
    assert CALENDAR.is_working(working)
    assert CALENDAR.working_days(working, day - timedelta(days=1)) == n


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (rule("before_date", day=date(2023, 9, 1)), "Trước ngày 01/9/2023"),
        (rule("by_date", day=date(2024, 10, 30)), "Chậm nhất ngày 30/10/2024"),
        (rule("on_date", day=date(2023, 10, 30)), "Ngày 30/10/2023"),
        (rule("month", month=9, year=2023), "Tháng 9/2023"),
        (rule("months", months=(10, 11), year=2023), "Tháng 10, 11/2023"),
        (rule("quarter", quarter=3, year=2022), "Quý III/2022"),
        (rule("duration", n=3, counting="working"),
         "Kéo dài 03 ngày làm việc, kể từ ngày kiểm tra"),
        (rule("free", words="khi cần thiết"), "Khi cần thiết"),
        (rule("decided_by_head"), "Do Trưởng đoàn quyết định"),
    ],
)  # fmt: skip
def test_a_column_of_a_table_says_the_rule_alone(stated, words):
    assert stated_words(stated) == words


@pytest.mark.parametrize(
    ("stated", "last"),
    [
        (rule("duration", n=2), date(2024, 6, 13)),
        (rule("duration", n=2, most=4), date(2024, 6, 15)),
        (rule("duration", n=4, counting="working"), date(2024, 6, 17)),
        (rule("duration", n=1, counting="working"), VISIT),
    ],
)
def test_a_duration_counts_the_day_of_its_event(stated, last):
    assert resolve(stated, CALENDAR, VISIT).last_day == last
    assert resolve(stated, CALENDAR).last_day is None
