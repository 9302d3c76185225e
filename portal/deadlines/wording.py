"""The sentences that explain a deadline, as the documents put them."""

from datetime import date

from portal.deadlines.deadline_rule import DeadlineRule, months_of
from portal.vietnamese import legal_date

_QUARTERS = ("I", "II", "III", "IV")


def undecided(rule: DeadlineRule, source: str) -> str:
    """Why there is no last day yet."""
    if rule.kind == "decided_by_head":
        return "Chưa ấn định: thời hạn do Trưởng đoàn quyết định"
    return f"{source[0].upper()}{source[1:]}; hạn cụ thể có khi ấn định {rule.event_name}"


def rule_words(rule: DeadlineRule, event: date | None) -> str:
    """The rule as the document puts it, with the date of its event when known."""
    if rule.kind in ("days_before_visit", "days_after"):
        return _relative_words(rule, event)
    if rule.kind == "range":
        return _range_words(rule, event)
    if rule.kind == "decided_by_head":
        return "do Trưởng đoàn quyết định"
    if rule.day is not None:
        said = "trước" if rule.kind == "before_date" else "chậm nhất"
        return f"văn bản ghi: {said} ngày {legal_date(rule.day)}"
    if rule.quarter is not None:
        return f"trong quý {_QUARTERS[rule.quarter - 1]}/{rule.year}"
    return _month_words(months_of(rule), rule.year)


def _relative_words(rule: DeadlineRule, event: date | None) -> str:
    when = f" {legal_date(event)}" if event else ""
    how = "ngày làm việc" if rule.counting == "working" else "ngày lịch"
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
