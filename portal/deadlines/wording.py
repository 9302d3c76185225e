"""The sentences that explain a deadline, as the documents put them."""

import re
from datetime import date, time

from portal.deadlines.deadline_rule import DeadlineRule, months_of
from portal.vietnamese import legal_date

_BOUNDARY = {"before_date": "trước ngày ", "by_date": "chậm nhất ngày ", "on_date": "ngày "}
_TO_COME = "; hạn cụ thể có khi ấn định "
_SAME_DAY = re.compile(r"^(.* ngày (\d{1,2}/\d{1,2}/\d{4})) \(văn bản ghi: [^();]*\bngày \2\)")
_QUARTERS = ("I", "II", "III", "IV")


def undecided(rule: DeadlineRule, source: str) -> str:
    """Why there is no last day yet."""
    if rule.kind == "decided_by_head":
        return "Chưa ấn định: thời hạn do Trưởng đoàn quyết định"
    if rule.kind == "free":
        return f"Không ấn định ngày: {rule.words}"
    return f"{source[0].upper()}{source[1:]}{_TO_COME}{rule.event_name}"


def on_paper(sentence: str) -> str:
    """The sentence of a deadline for a document to be signed, without what the portal says to
    those who wait for a day not decided yet."""
    return sentence.partition(_TO_COME)[0]


def said_once(sentence: str) -> str:
    """The sentence without the words of the document where they name the same day: “Chậm nhất hết
    ngày 30/9/2024”, not “… (văn bản ghi: chậm nhất ngày 30/9/2024)”. For a deadline that the
    portal's own paper sets; what a plan says keeps its source, for readers who compare them."""
    return _SAME_DAY.sub(r"\1", sentence)


def stated_words(rule: DeadlineRule) -> str:
    """The rule alone, as a column “Thời gian hoàn thành” of a document puts it: “Trước ngày
    15/10/2023”, “Tháng 10, 11/2023”."""
    words = rule_words(rule, None).removeprefix("văn bản ghi: ").removeprefix("trong ")
    return words[:1].upper() + words[1:]


def rule_words(rule: DeadlineRule, event: date | None) -> str:
    """The rule as the document puts it, with the date of its event when known."""
    if rule.kind in ("days_before_visit", "days_after", "duration"):
        return _relative_words(rule, event)
    if rule.kind == "range":
        return _range_words(rule, event)
    if rule.kind == "decided_by_head":
        return "do Trưởng đoàn quyết định"
    if rule.kind == "free":
        return rule.words
    if rule.day is not None:
        return f"văn bản ghi: {_boundary(rule)}{legal_date(rule.day)}"
    if rule.quarter is not None:
        return f"trong quý {_QUARTERS[rule.quarter - 1]}/{rule.year}"
    return _month_words(months_of(rule), rule.year)


def hour_words(hour: time) -> str:
    """“17 giờ”, “16 giờ 30”."""
    return f"{hour.hour:02d} giờ" + (f" {hour.minute:02d}" if hour.minute else "")


def _boundary(rule: DeadlineRule) -> str:
    words = _BOUNDARY[rule.kind]
    return words if rule.hour is None else words.replace("ngày", f"{hour_words(rule.hour)} ngày")


def _relative_words(rule: DeadlineRule, event: date | None) -> str:
    when = f" {legal_date(event)}" if event else ""
    how = "ngày làm việc" if rule.counting == "working" else "ngày lịch"
    if rule.kind == "duration":
        many = f"{rule.n:02d}"
        if rule.most is not None and rule.most != rule.n:
            many = f"từ {many} đến {rule.most:02d}"
        return f"kéo dài {many} {how}, kể từ {rule.event_name}{when}"
    how += f", chậm nhất {hour_words(rule.hour)}" if rule.hour else ""
    if rule.kind == "days_before_visit":
        return f"ít nhất {rule.n:02d} ngày trước {rule.event_name}{when}, tính theo {how}"
    return f"trong thời hạn {rule.n:02d} ngày kể từ {rule.event_name}{when}, tính theo {how}"


def _range_words(rule: DeadlineRule, event: date | None) -> str:
    start = legal_date(rule.start) if rule.start else ""
    if rule.end is None:
        return f"từ ngày {start} đến {rule.event_name}{f' {legal_date(event)}' if event else ''}"
    if rule.end == rule.start:
        return f"trong ngày {start}"
    return f"từ ngày {start} đến hết ngày {legal_date(rule.end)}"


def _month_words(months: tuple[int, ...], year: int | None) -> str:
    if len(months) > 2 and months[-1] - months[0] == len(months) - 1:
        return f"từ tháng {months[0]} đến tháng {months[-1]}/{year}"
    return f"trong tháng {', '.join(map(str, months))}/{year}"
