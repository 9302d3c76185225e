"""Days of rest by the law for a year nobody has announced: a start to be looked through.

The library knows the law and the lunar calendar; swapped days reach it late, so it is never the
source of a settled year.
"""

import holidays

from portal.vietnamese import format_date

_WEEKEND = 5


def lines_by_law(year: int) -> list[str]:
    """The days from Monday to Friday that the law makes days of rest, one line each, as
    ``office_calendar_rules.read_notice`` reads them."""
    listed = holidays.country_holidays("VN", years=year, language="vi")
    # days the Government moved are no law of the year: the office takes them from the notice
    swapped = {day for day in listed if "thay cho ngày" in str(listed[day])}
    return [
        f"{format_date(day)} nghỉ {listed[day]}"
        for day in sorted(listed)
        if day.weekday() < _WEEKEND and day not in swapped
    ]
