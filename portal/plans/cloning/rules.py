"""Moving a plan to another year: dates, rules, texts; and what may no longer fit. Pure."""

import re
from calendar import isleap
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule
from portal.vietnamese import format_date, weekday_name

#: Kinds of things to look through, in the order of the page: words, whether they hold up.
KINDS = {
    "unit-gone": ("Đơn vị không còn", True),
    "body-gone": ("Cơ quan không còn", True),
    "text": ("Toàn văn", True),
    "legal-basis": ("Căn cứ", True),
    "unit-renamed": ("Đơn vị đổi tên", False),
    "deadline": ("Thời hạn", False),
    "basis-check": ("Căn cứ", False),
    "form": ("Biểu mẫu", False),
    "target": ("Chỉ tiêu", False),
    "person": ("Nhân sự", False),
    "document": ("Văn bản ban hành", False),
}
#: Kinds that only a person can call done: nothing in the plan shows that they are.
ASKED_OF_PEOPLE = ("basis-check",)
#: Kinds that the plan itself shows undone: their word is taken from it, not from a click.
SEEN_IN_PLAN = ("text", "legal-basis")
#: The reason of a thing that closed by itself; only such a thing opens again by itself.
PUT_RIGHT = "rà soát lại không còn thấy"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d|\s*[-–]\s*20\d\d|/[A-ZĐ])")
_PERIOD_END = re.compile(r"20\d\d\s*[-–]\s*$")
_DATED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(20\d\d)(?!\d)")


@dataclass(frozen=True)
class Todo:
    """One thing to look through. ``key`` tells things of one kind apart."""

    kind: str
    key: str
    title: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def blocking(self) -> bool:
        """Whether the plan waits for it."""
        return KINDS[self.kind][1]


def moved_day(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    year = day.year + years
    if day.month == 2 and day.day == 29 and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def moved_rule(rule: DeadlineRule, years: int) -> DeadlineRule:
    """The rule with its fixed days, months and quarters in another year; what counts from a
    visit stays."""
    days: dict[str, Any] = {
        name: moved_day(value, years)
        for name in ("day", "start", "end")
        if (value := getattr(rule, name)) is not None
    }
    return replace(rule, year=rule.year + years if rule.year else None, **days)


def moved_text(text: str, source_year: int, years: int) -> str:
    """A line with the years of the plan moved: that of the plan, the one before, the one after.

    Periods (2021-2030), numbers of documents and earlier years stay. For titles and the short
    texts of a plan, never for its full text.
    """

    def moved(match: re.Match[str]) -> str:
        year = int(match[1])
        if abs(year - source_year) > 1 or _PERIOD_END.search(text[: match.start()]):
            return match[1]
        return str(year + years)

    return _YEAR.sub(moved, text)


def mentions_of(text: str, source_year: int) -> list[str]:
    """The days and years of the earlier plan that a text still names, each once."""
    days = [match[0] for match in _DATED.finditer(text) if int(match[3]) == source_year]
    rest = _DATED.sub(" ", text)
    years = [
        f"năm {match[1]}"
        for match in _YEAR.finditer(rest)
        if int(match[1]) == source_year and not _PERIOD_END.search(rest[: match.start()])
    ]
    return list(dict.fromkeys(days + years))


def day_note(before: date, after: date, working: bool) -> str:
    """What became of a fixed day: “30/10/2024 (Thứ Tư) → 30/10/2026 (Thứ Sáu)”."""
    said = (
        f"{format_date(before)} ({weekday_name(before)}) → "
        f"{format_date(after)} ({weekday_name(after)})"
    )
    return said if working else f"{said}, là ngày nghỉ"
