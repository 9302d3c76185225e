"""The time in which an inspection goes on: from month to month, a quarter, from day to day."""

import re

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.importing.dates_in_text import dates_in

_MONTHS = re.compile(
    r"tu (?:dau |giua )?thang\s*(?P<m1>\d{1,2})(?:/(?P<y1>\d{4}))?\s*den\s*(?:het\s*"
    r"|cuoi\s*)?thang\s*(?P<m2>\d{1,2})"
    r"(?:\s*(?:/|nam\s*)\s*(?P<y2>\d{4}))?"
)
_SINGLE = re.compile(
    r"(?:trong|vao|thoi gian:?|hoan thanh|du kien)\s*(?:cac )?thang\s*(?P<list>\d{1,2}(?:\s*(?:,"
    r"|va)\s*(?:thang\s*)?\d{1,2})*)"
    r"(?:\s*(?:/|nam\s*)\s*(?P<y>\d{4}))?"
)
_QUARTER = re.compile(
    r"\bquy\s+(?P<list>[iv]+(?:\s*(?:,|va|-)\s*(?:quy\s*)?[iv]+)*)(?:\s*(?:/"
    r"|nam\s*)\s*(?P<y>\d{4}))?\b"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


#: “đợt 1 … tháng 3, đợt 2 … tháng 8 và tháng 9”: the months of all rounds.
_ROUND = re.compile(r"\bdot (?:\d|[iv]+)\b")
_NAMED = re.compile(r"\bthang\s*(\d{1,2}(?:\s*(?:,|va)\s*\d{1,2}(?!\d|/\d))*)")


def _rounds(plain: str) -> tuple[int, ...]:
    months = {int(n) for found in _NAMED.finditer(plain) for n in re.findall(r"\d+", found[1])}
    for quarter in _QUARTER.finditer(plain):
        for one in re.findall(r"[iv]+", quarter["list"].replace("quy", "")):
            last = _ROMAN.get(one, 0) * 3
            months |= set(range(last - 2, last + 1)) if last else set()
    return tuple(sorted(months & set(range(1, 13))))


def _year_said(plain: str) -> int | None:
    found = re.search(r"(?:/|nam\s*)(20\d\d)\b", plain)
    return int(found[1]) if found else None


def window_in(plain: str, text: str, year: int) -> DeadlineRule | None:
    """The window a line tells of; ``plain`` is the line without marks, letter by letter."""
    dates = list(dates_in(text, year))
    for first, last in zip(dates, dates[1:], strict=False):
        lead, between = plain[max(0, first.start - 12) : first.start], plain[first.end : last.start]
        if re.search(r"\btu(?: ngay)?\W*$", lead) and re.fullmatch(
            r"\W*den(?: het)?(?: ngay)?\W*", between
        ):
            return (
                DeadlineRule("range", start=first.day, end=last.day)
                if first.day <= last.day
                else None
            )
    months = _MONTHS.search(plain)
    if months:
        first_month, last_month = int(months["m1"]), int(months["m2"])
        own = int(months["y2"] or months["y1"] or year)
        if 1 <= first_month < last_month <= 12:
            return DeadlineRule(
                "months", months=tuple(range(first_month, last_month + 1)), year=own
            )
    if not re.search(r"thoi gian|kiem tra|tien hanh|trong ", plain):
        return None
    return _in_rounds(plain, year) or _in_quarters(plain, year) or _in_months(plain, year)


def _in_rounds(plain: str, year: int) -> DeadlineRule | None:
    if len(_ROUND.findall(plain)) > 1 and (months := _rounds(plain)):
        return DeadlineRule("months", months=months, year=_year_said(plain) or year)
    return None


def _in_quarters(plain: str, year: int) -> DeadlineRule | None:
    quarter = _QUARTER.search(plain)
    if quarter:
        named = [
            _ROMAN[one]
            for one in re.findall(r"[iv]+", quarter["list"].replace("quy", ""))
            if one in _ROMAN
        ]
        own = int(quarter["y"] or year)
        if len(named) == 1:
            return DeadlineRule("quarter", quarter=named[0], year=own)
        spread = {month for one in named for month in range(one * 3 - 2, one * 3 + 1)}
        return DeadlineRule("months", months=tuple(sorted(spread)), year=own) if spread else None
    return None


def _in_months(plain: str, year: int) -> DeadlineRule | None:
    single = _SINGLE.search(plain)
    listed = (
        sorted({int(one) for one in re.findall(r"\d+", single["list"])} & set(range(1, 13)))
        if single
        else []
    )
    if single and listed:
        own = int(single["y"] or year)
        if len(listed) == 1:
            return DeadlineRule("month", month=listed[0], year=own)
        return DeadlineRule("months", months=tuple(listed), year=own)
    return None
