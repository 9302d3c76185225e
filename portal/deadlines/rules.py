"""From a rule to the last day, its exact cut-off, and the sentence that explains it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule, months_of
from portal.deadlines.wording import hour_words, rule_words, undecided
from portal.deadlines.work_calendar import WorkCalendar
from portal.vietnamese import legal_date

__all__ = [
    "DeadlineRule",
    "Due",
    "InvalidRule",
    "Remaining",
    "Shift",
    "WorkCalendar",
    "cut_off",
    "remaining",
    "resolve",
    "shift_preview",
]

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_SOON = 3


@dataclass(frozen=True)
class Due:
    """What a rule comes to. No last day while its event or the decision of the head is missing."""

    last_day: date | None
    cut_off: datetime | None
    sentence: str
    provisional: bool = False
    first_day: date | None = None


@dataclass(frozen=True)
class Remaining:
    """Days left (negative when overdue, None when undecided), in words, and a tone:
    `overdue`, `today`, `soon` (within 3 days), `later` or `undecided`."""

    days: int | None
    text: str
    tone: str


@dataclass(frozen=True)
class Shift:
    """What moving an event does to a deadline; `days` later (negative: earlier)."""

    old: Due
    new: Due
    days: int | None
    sentence: str


def cut_off(last_day: date, at: time = time(23, 59, 59)) -> datetime:
    """The moment `at` of `last_day` in Viet Nam, as UTC; its last second unless given."""
    return datetime.combine(last_day, at, HANOI).astimezone(UTC)


def resolve(rule: DeadlineRule, calendar: WorkCalendar, event_date: date | None = None) -> Due:
    """The due that `rule` comes to; `event_date` is the first session of the visit, or the day
    the rule's event happened."""
    source = rule_words(rule, event_date)
    stated = _stated_day(rule, calendar, event_date)
    if stated is None:
        return Due(None, None, undecided(rule, source))
    last_day = stated
    note = ""
    if rule.rest_day == "next_working" and not calendar.is_working(stated):
        last_day, note = _moved(rule, calendar, stated, event_date)
    provisional = _is_provisional(rule, calendar, stated, last_day, event_date)
    sentence = f"{_ends(rule)} {legal_date(last_day)} ({source}{note})"
    if provisional:
        sentence += ". Tạm tính, vì lịch nghỉ chưa được thông báo chính thức"
    moment = _moment(rule, last_day)
    return Due(last_day, moment, sentence, provisional, _first_day(rule, event_date))


def remaining(due: Due | date | None, today: date) -> Remaining:
    """How long is left on `today`: “còn 3 ngày”, “hôm nay là hạn cuối”, “quá hạn 2 ngày”."""
    last_day = due.last_day if isinstance(due, Due) else due
    if last_day is None:
        return Remaining(None, "chưa ấn định hạn", "undecided")
    days = (last_day - today).days
    if days < 0:
        return Remaining(days, f"quá hạn {-days} ngày", "overdue")
    if days == 0:
        return Remaining(0, "hôm nay là hạn cuối", "today")
    return Remaining(days, f"còn {days} ngày", "soon" if days <= _SOON else "later")


def shift_preview(
    rule: DeadlineRule, calendar: WorkCalendar, old_event: date | None, new_event: date | None
) -> Shift:
    """What happens to the deadline when its event moves from `old_event` to `new_event`."""
    old, new = resolve(rule, calendar, old_event), resolve(rule, calendar, new_event)
    if old.last_day == new.last_day:
        return Shift(old, new, 0, "Hạn không đổi")
    if old.last_day is None or new.last_day is None:
        return Shift(old, new, None, new.sentence)
    days = (new.last_day - old.last_day).days
    later = f"muộn hơn {days} ngày" if days > 0 else f"sớm hơn {-days} ngày"
    sentence = (
        f"Hạn chuyển từ hết ngày {legal_date(old.last_day)} "
        f"sang hết ngày {legal_date(new.last_day)} ({later})"
    )
    return Shift(old, new, days, sentence)


def _ends(rule: DeadlineRule) -> str:
    """How the sentence begins, up to the day."""
    if rule.kind == "on_date":
        return "Đúng ngày"
    if rule.hour is None:
        return "Chậm nhất hết ngày"
    return f"{'Trước' if rule.kind == 'before_date' else 'Chậm nhất'} {hour_words(rule.hour)} ngày"


def _moment(rule: DeadlineRule, last_day: date) -> datetime:
    """The last moment that is in time; “trước 17 giờ” ends a second before the hour."""
    if rule.hour is None:
        return cut_off(last_day)
    moment = cut_off(last_day, rule.hour)
    return moment - timedelta(seconds=1) if rule.kind == "before_date" else moment


def _stated_day(rule: DeadlineRule, calendar: WorkCalendar, event: date | None) -> date | None:
    """The last day by the words alone, before any move off a rest day."""
    if rule.needs_event:
        return None if event is None else _relative_day(rule, calendar, event)
    if rule.day is not None:
        excluded = rule.kind == "before_date" and rule.hour is None
        return rule.day - timedelta(days=1) if excluded else rule.day
    if rule.end is not None:
        return rule.end
    return _last_of_month(rule.year, months_of(rule)[-1]) if rule.year else None


def _relative_day(rule: DeadlineRule, calendar: WorkCalendar, event: date) -> date:
    if rule.kind == "range" or rule.n is None:
        return event
    if rule.kind == "duration":
        return _last_of_duration(rule, calendar, event)
    count = -rule.n if rule.kind == "days_before_visit" else rule.n
    if rule.counting == "working":
        return calendar.add_working(event, count)
    return event + timedelta(days=count)


def _last_of_duration(rule: DeadlineRule, calendar: WorkCalendar, event: date) -> date:
    """The last day that may be used; the day of the event is the first one of the duration."""
    days = rule.most or rule.n or 1
    if rule.counting == "working":
        return calendar.add_working(event - timedelta(days=1), days)
    return event + timedelta(days=days - 1)


def _moved(
    rule: DeadlineRule, calendar: WorkCalendar, stated: date, event: date | None
) -> tuple[date, str]:
    """The next working day; a deadline before a visit never moves onto the visit itself."""
    moved = calendar.next_working(stated)
    rest = f"; ngày {legal_date(stated)} là ngày nghỉ"
    if rule.kind == "days_before_visit" and event is not None and moved >= event:
        return stated, rest + ", giữ nguyên vì ngày làm việc tiếp theo đã tới ngày kiểm tra"
    return moved, rest + " nên chuyển sang ngày làm việc tiếp theo"


def _is_provisional(
    rule: DeadlineRule, calendar: WorkCalendar, stated: date, last_day: date, event: date | None
) -> bool:
    if rule.counting == "working" and event is not None:
        return calendar.provisional_between(event, last_day)
    return rule.rest_day == "next_working" and calendar.provisional_between(stated, last_day)


def _first_day(rule: DeadlineRule, event: date | None) -> date | None:
    if rule.kind == "duration":
        return event
    if rule.kind == "on_date":
        return rule.day
    return date(rule.year, months_of(rule)[0], 1) if rule.year else rule.start


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
