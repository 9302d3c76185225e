"""Dates as running text of documents has them: 30/10/2024, ngày 19 tháng 12 năm 2023."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(
    r"(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?<!tuần\s)(?<!thứ\s)(?<!đợt\s)(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})"
    r"(?:\s*(?:,\s*)?năm\s+(?P<y2>(?:19|20)\d\d))?"
    r"|\b(?P<y4>20\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)(?!\d)"
    r"|(?<![\d/.,-])(?P<d5>\d{1,2})/(?P<m5>\d{1,2})/(?P<y5>[2-4]\d)(?![\d/])"
    r"|(?<![\d/.,-])(?P<d3>\d{1,2})/(?P<m3>\d{1,2})(?![\d/.,]*\d)",
    re.I,
)
YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.I)


@dataclass(frozen=True)
class Dated:
    """A date and where it stands; ``whole`` false: the year was taken from elsewhere."""

    day: date
    start: int
    end: int
    whole: bool


def dates_in(text: str, year: int | None) -> Iterator[Dated]:
    """Every date; one without a year is of ``year`` (left out when that is unknown)."""
    for found in _DATE.finditer(text):
        parts = {key[0]: value for key, value in found.groupdict().items() if value}
        own = parts.get("y")
        when = int(own if len(own) == 4 else f"20{own}") if own else year
        if when is None:
            continue
        try:
            day = date(when, int(parts["m"]), int(parts["d"]))
        except ValueError:
            continue
        yield Dated(day, found.start(), found.end(), own is not None)


def impossible_in(text: str, year: int) -> Iterator[str]:
    """What is written as a day that the calendar does not have: “31/11”, “30 tháng 2”.

    A month above twelve is no day at all but a number (“số 45/13”).
    """
    for found in _DATE.finditer(text):
        parts = {key[0]: value for key, value in found.groupdict().items() if value}
        day, month, own = int(parts["d"]), int(parts["m"]), parts.get("y")
        when = int(own if len(own) == 4 else f"20{own}") if own else year
        if 1 <= month <= 12 and 28 < day <= 31 and day > monthrange(when, month)[1]:
            yield found[0]


def first_date(text: str, year: int | None = None) -> date | None:
    """The first date of a text."""
    return next((one.day for one in dates_in(text, year)), None)
