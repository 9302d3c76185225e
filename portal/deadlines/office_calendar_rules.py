"""Reads a notice of days off as people paste it: days of rest, make-up days, swaps. Pure.

A line is one fact: “30/4 nghỉ Ngày Chiến thắng”, “từ ngày 14/02 đến hết ngày 22/02 nghỉ Tết”,
“02/01 nghỉ, làm bù 10/01”, “hoán đổi từ thứ Hai ngày 31/8 sang thứ Bảy ngày 22/8”, “22/8 làm bù
cho ngày 31/8”, “24/11 bỏ”. A day without a year is in the year of the page.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from portal.vietnamese import fold, format_date, weekday_name

Kind = Literal["rest", "work", "normal"]
KINDS = {"rest": "Nghỉ", "work": "Làm bù", "normal": "Theo lịch tuần"}
LONGEST_REST = 31
LONGEST_NAME = 120
_DATE = re.compile(
    r"(?<![\d/.-])(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?"
    r"|(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?)(?![\d/])"
)
_RANGE = re.compile(r"\b(?:den|toi)\b|^\s*[-–]\s*$")
_WORK = re.compile(r"\b(?:lam bu|di lam|lam viec)\b")
_FOR = re.compile(r"\bcho\b")
_SWAP = re.compile(r"\bhoan doi\b")
_SWAP_TO = re.compile(r"\bsang\b")
_NORMAL = re.compile(r"\b(?:bo|xoa|binh thuong|theo lich tuan)\b")
_NOISE = re.compile(
    r"^(?:được\s+)?(?:nghỉ(?:\s+(?:lễ|bù))?|làm bù|đi làm)?[\s:,.;–-]+"
    r"|(?:\b(?:từ|ngày|thứ\s+\w+|chủ nhật|vào))?[\s:,.;–(-]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """What a notice says of one day."""

    day: date
    kind: Kind
    name: str


@dataclass
class Reading:
    """What was understood of a pasted notice; ``skipped`` are lines that name no day."""

    entries: dict[date, Entry] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    """A day that a line names, and where in its folded text."""

    day: date
    start: int
    end: int


def read_notice(text: str, year: int) -> Reading:
    """The days of a notice for ``year``; what is wrong with it stands in ``problems``."""
    reading = Reading()
    for line in filter(None, (one.strip(" \t+-–•*") for one in text.split("\n"))):
        try:
            entries = _entries(line, year)
        except ValueError as error:
            reading.problems.append(f"Dòng “{_short(line)}”: {error}")
            continue
        if not entries:
            reading.skipped.append(_short(line))
        for entry in entries:
            known = reading.entries.get(entry.day)
            if known and known.kind != entry.kind:
                reading.problems.append(
                    f"Ngày {format_date(entry.day)} vừa ghi “{KINDS[known.kind]}” vừa ghi "
                    f"“{KINDS[entry.kind]}”."
                )
            reading.entries[entry.day] = entry
    return reading


def _entries(line: str, year: int) -> list[Entry]:
    folded = fold(line)
    found = _days(folded, year)
    if not found:
        return []
    if _NORMAL.search(folded):
        return [Entry(one.day, "normal", "") for one in found]
    if len(found) == 2 and _RANGE.search(folded[found[0].end : found[1].start]):
        return _rest_between(found[0].day, found[1].day, _name(line, found))
    swap = _swap(folded, found)
    if swap:
        rest, work = swap
        _check_work(work)
        _check_rest(rest)
        return [
            Entry(rest, "rest", f"Nghỉ hoán đổi, làm bù ngày {format_date(work)}"),
            Entry(work, "work", f"Làm bù cho ngày {format_date(rest)}"),
        ]
    working = _WORK.search(folded) is not None
    for one in found:
        (_check_work if working else _check_rest)(one.day)
    name = _name(line, found) or ("Làm bù" if working else "Ngày nghỉ")
    return [Entry(one.day, "work" if working else "rest", name) for one in found]


def _days(folded: str, year: int) -> list[_Found]:
    found = []
    for match in _DATE.finditer(folded):
        day, month, written = (match[1], match[2], match[3]) if match[1] else match.groups()[3:]
        try:
            on = date(int(written or year), int(month), int(day))
        except ValueError:
            raise ValueError(f"không có ngày {match[0].strip()}.") from None
        if on.year != year:
            raise ValueError(
                f"ngày {format_date(on)} không thuộc năm {year}; hãy nhập ở trang năm {on.year}, "
                "hoặc xóa dòng này nếu đó là ngày của văn bản."
            )
        found.append(_Found(on, match.start(), match.end()))
    return found


def _swap(folded: str, found: list[_Found]) -> tuple[date, date] | None:
    """(day of rest, make-up day) when a line swaps two days."""
    if len(found) != 2:
        return None
    first, second = found
    between = folded[first.end : second.start]
    if _SWAP.search(folded) and _SWAP_TO.search(between):
        return first.day, second.day
    if _WORK.search(folded) and (_FOR.search(between)):
        return second.day, first.day
    if _WORK.search(between):
        return first.day, second.day
    return None


def _rest_between(first: date, last: date, name: str) -> list[Entry]:
    """The days from Monday to Friday of a period of rest; weekends rest anyway."""
    if last < first:
        raise ValueError("ngày cuối sớm hơn ngày đầu.")
    if (last - first).days >= LONGEST_REST:
        raise ValueError(f"đợt nghỉ dài hơn {LONGEST_REST} ngày.")
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [Entry(day, "rest", name or "Ngày nghỉ") for day in every if day.weekday() < 5]


def _check_rest(day: date) -> None:
    if day.weekday() >= 5:
        raise ValueError(
            f"{format_date(day)} là {weekday_name(day)}, vốn đã nghỉ; chỉ ghi ngày nghỉ từ thứ Hai "
            "đến thứ Sáu."
        )


def _check_work(day: date) -> None:
    if day.weekday() < 5:
        raise ValueError(
            f"{format_date(day)} là {weekday_name(day)}, vốn là ngày làm việc; ngày làm bù là thứ "
            "Bảy hoặc Chủ nhật. Muốn thôi nghỉ một ngày, ghi “bỏ”."
        )


def _name(line: str, found: list[_Found]) -> str:
    """What the line says beside its days. Folding keeps the length of composed text."""
    rest = line[found[-1].end :] if found[-1].end < len(line) - 2 else line[: found[0].start]
    rest = f"{rest.strip()} "
    while rest != (shorter := f"{_NOISE.sub('', rest).strip()} "):
        rest = shorter
    rest = rest.strip()
    return (rest[:1].upper() + rest[1:])[:LONGEST_NAME]


def _short(line: str) -> str:
    return line if len(line) <= 80 else f"{line[:79]}…"
