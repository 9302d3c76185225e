"""A window of time in the review: from day to day, whatever the document calls it.

“Quý III” is shown as 01/7 to 30/9. Left as it is, the rule stays what the document says; once a
day is changed the window is from that day to that day.
"""

from calendar import monthrange
from datetime import date
from typing import Any

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule, months_of
from portal.web.fields import DateField

KINDS = frozenset({"month", "quarter", "months", "range"})


def span(rule: DeadlineRule) -> tuple[date | None, date | None]:
    """The first and the last day of a window; the last is None where it is open."""
    if rule.kind == "range":
        return rule.start, rule.end
    months, year = months_of(rule), rule.year or 0
    last = months[-1]
    return date(year, months[0], 1), date(year, last, monthrange(year, last)[1])


def add(fields: dict[str, Any], values: dict[str, Any], key: str, rule: DeadlineRule) -> None:
    """The two days of a window, filled with what was found."""
    for name, label, day in zip(("start", "end"), ("Từ ngày", "Đến ngày"), span(rule), strict=True):
        fields[f"{name}_{key}"] = DateField(label, required=False, mark_optional=False)
        values[f"{name}_{key}"] = day


def reviewed(form: Any, key: str, found: DeadlineRule) -> DeadlineRule:
    """The window as the clerk left it. InvalidRule when the days do not fit together."""
    days = form[f"start_{key}"].data, form[f"end_{key}"].data
    if days == span(found):
        return found
    if days[0] and days[1] and days[0] > days[1]:
        raise InvalidRule("Ngày kết thúc trước ngày bắt đầu.")
    return DeadlineRule("range", start=days[0], end=days[1], event=found.event)
