"""What holds for every deadline rule there can be, whatever its kind, day and calendar."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.deadlines.rules import HANOI, WorkCalendar, resolve
from portal.deadlines.wording import stated_words
from portal.vietnamese import legal_date

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
HOURS = st.one_of(st.none(), st.times(min_value=time(0, 1)).map(lambda at: at.replace(second=0, microsecond=0)))  # fmt: skip  # noqa: E501
COUNTING = st.sampled_from(["calendar", "working"])
REST_DAY = st.sampled_from(["keep", "next_working"])
COUNTS = st.integers(1, 60)
MONTHS = st.lists(st.integers(1, 12), min_size=1, unique=True).map(lambda row: tuple(sorted(row)))
YEARS = st.integers(2020, 2035)
CALENDARS = st.builds(
    WorkCalendar,
    rest_days=st.frozensets(DAYS, max_size=8),
    work_days=st.frozensets(DAYS, max_size=4),
)


def _ranges(start: date, days: int, open_end: bool, rest_day: str) -> DeadlineRule:
    end = None if open_end else start + timedelta(days=days)
    return DeadlineRule("range", start=start, end=end, rest_day=rest_day)


def _durations(n: int, more: int, counting: str) -> DeadlineRule:
    return DeadlineRule("duration", n=n, most=n + more if more else None, counting=counting)


def of(*kinds: str, **fields: st.SearchStrategy) -> st.SearchStrategy[DeadlineRule]:
    return st.sampled_from(kinds).flatmap(
        lambda kind: st.builds(DeadlineRule, st.just(kind), **fields)
    )


RULES = st.one_of(
    of("before_date", "by_date", day=DAYS, hour=HOURS, rest_day=REST_DAY),
    of("on_date", day=DAYS, rest_day=REST_DAY),
    of("days_before_visit", "days_after", n=COUNTS, hour=HOURS, counting=COUNTING,
       rest_day=REST_DAY),
    of("month", month=st.integers(1, 12), year=YEARS, rest_day=REST_DAY),
    of("quarter", quarter=st.integers(1, 4), year=YEARS, rest_day=REST_DAY),
    of("months", months=MONTHS, year=YEARS, rest_day=REST_DAY),
    st.builds(_ranges, DAYS, COUNTS, st.booleans(), REST_DAY),
    st.builds(_durations, COUNTS, st.integers(0, 30), COUNTING),
    of("free", words=st.sampled_from(["Theo kết luận", "Khi cần"])),
    of("decided_by_head", day=st.one_of(st.none(), DAYS)),
)  # fmt: skip


@given(rule=RULES)
def test_a_stored_rule_comes_back_as_it_was(rule):
    assert DeadlineRule.from_dict(json.loads(json.dumps(rule.to_dict()))) == rule


@given(rule=RULES, calendar=CALENDARS, event=DAYS)
def test_every_deadline_explains_itself_in_one_sentence(rule, calendar, event):
    due = resolve(rule, calendar, event)
    assert due.sentence
    assert due.sentence[0].isupper()
    assert not due.sentence.endswith((".", ";", " "))
    assert "None" not in due.sentence
    assert stated_words(rule)
    if due.last_day is None:
        assert rule.kind == "free" or (rule.kind == "decided_by_head" and rule.day is None)
        assert due.cut_off is None
        return
    # the day itself stands at the front, and why behind it
    assert legal_date(due.last_day) in due.sentence.partition(" (")[0]
    assert due.sentence.count("(") == due.sentence.count(")") == 1
    if rule.kind in ("days_before_visit", "days_after"):
        assert legal_date(event) in due.sentence
        assert ("ngày làm việc" in due.sentence) >= (rule.counting == "working")


@given(rule=RULES, calendar=CALENDARS, event=DAYS)
def test_the_cut_off_is_a_moment_of_the_last_day_in_hanoi(rule, calendar, event):
    due = resolve(rule, calendar, event)
    if due.last_day is None:
        return
    assert due.cut_off.tzinfo is UTC
    local = due.cut_off.astimezone(HANOI)
    whole = local.time() == time(23, 59, 59)
    assert whole == (rule.hour is None)
    if rule.hour is None:
        assert local.date() == due.last_day
    else:
        end = datetime.combine(due.last_day, rule.hour, HANOI)
        late = timedelta(seconds=1) if rule.kind == "before_date" else timedelta()
        assert due.cut_off == end - late


@given(rule=RULES, calendar=CALENDARS, event=DAYS)
def test_a_rest_day_is_left_or_kept_as_the_rule_says(rule, calendar, event):
    due = resolve(rule, calendar, event)
    if due.last_day is None or rule.rest_day == "keep":
        return
    if not calendar.is_working(due.last_day):
        # only where moving would put it on the visit itself
        assert rule.kind == "days_before_visit"
        assert calendar.next_working(due.last_day) >= event
        assert "giữ nguyên" in due.sentence


@given(n=COUNTS, counting=COUNTING, rest_day=REST_DAY, calendar=CALENDARS, event=DAYS)
def test_days_before_an_event_end_before_it_and_days_after_it_after(
    n, counting, rest_day, calendar, event
):
    fields = {"n": n, "counting": counting, "rest_day": rest_day}
    assert resolve(DeadlineRule("days_before_visit", **fields), calendar, event).last_day < event
    assert resolve(DeadlineRule("days_after", **fields), calendar, event).last_day > event


@given(n=COUNTS, counting=COUNTING, calendar=CALENDARS, event=DAYS, later=COUNTS)
def test_an_event_that_moves_later_never_makes_a_deadline_earlier(
    n, counting, calendar, event, later
):
    rule = DeadlineRule("days_before_visit", n=n, counting=counting)
    first = resolve(rule, calendar, event).last_day
    assert resolve(rule, calendar, event + timedelta(days=later)).last_day >= first


@given(day=DAYS, hour=HOURS)
def test_one_boundary_word_is_never_said_for_the_other(day, hour):
    before = resolve(DeadlineRule("before_date", day=day, hour=hour), WorkCalendar())
    by = resolve(DeadlineRule("by_date", day=day, hour=hour), WorkCalendar())
    assert before.cut_off < by.cut_off
    assert "văn bản ghi: trước " in before.sentence
    assert "văn bản ghi: chậm nhất " in by.sentence


@pytest.mark.parametrize(
    ("rule", "event", "sentence", "cut_off"),
    [
        (DeadlineRule("before_date", day=date(2024, 10, 30), hour=time(17)), None,
         "Trước 17 giờ ngày 30/10/2024 (văn bản ghi: trước 17 giờ ngày 30/10/2024)",
         datetime(2024, 10, 30, 9, 59, 59, tzinfo=UTC)),
        (DeadlineRule("by_date", day=date(2024, 10, 30), hour=time(16, 30)), None,
         "Chậm nhất 16 giờ 30 ngày 30/10/2024 (văn bản ghi: chậm nhất 16 giờ 30 ngày 30/10/2024)",
         datetime(2024, 10, 30, 9, 30, tzinfo=UTC)),
        (DeadlineRule("days_before_visit", n=5, hour=time(17)), date(2024, 6, 12),
         "Chậm nhất 17 giờ ngày 07/6/2024 (ít nhất 05 ngày trước ngày kiểm tra 12/6/2024, tính "
         "theo ngày lịch, chậm nhất 17 giờ)",
         datetime(2024, 6, 7, 10, tzinfo=UTC)),
        (DeadlineRule("days_after", n=2, hour=time(8)), date(2024, 6, 12),
         "Chậm nhất 08 giờ ngày 14/6/2024 (trong thời hạn 02 ngày kể từ ngày ban hành kết luận "
         "12/6/2024, tính theo ngày lịch, chậm nhất 08 giờ)",
         datetime(2024, 6, 14, 1, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_deadlines_with_an_hour(rule, event, sentence, cut_off):
    due = resolve(rule, WorkCalendar(), event)
    assert (due.sentence, due.cut_off) == (sentence, cut_off)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "month", "month": 3, "year": 2024, "hour": time(17)},
        {"kind": "on_date", "day": date(2024, 1, 1), "hour": time(17)},
        {"kind": "by_date", "day": date(2024, 1, 1), "hour": time(0)},
        {"kind": "by_date", "day": date(2024, 1, 1), "hour": time(17, 0, 5)},
    ],
)
def test_hours_that_no_document_means_are_refused(fields):
    with pytest.raises(InvalidRule):
        DeadlineRule(**fields)


@pytest.mark.parametrize("hour", ["25:00", 17, "năm giờ"])
def test_a_stored_hour_that_is_wrong_is_refused(hour):
    with pytest.raises(InvalidRule):
        DeadlineRule.from_dict({"kind": "by_date", "day": "2024-01-01", "hour": hour})
