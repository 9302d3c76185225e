"""How a calendar is written as RFC 5545 wants it."""

import re
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from portal.clock import HANOI
from portal.site.calendar.events import OFF, Row
from portal.site.registry import Inputs
from portal.vietnamese import show_date

_TIME = re.compile(r"\b(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?")
#: The hours at which a morning, and an afternoon, are over; a session takes at least half an hour.
_NOON, _EVENING = 12, 17
_SHORTEST, _LATE = timedelta(minutes=30), timedelta(hours=2)
NO_END = "Giờ kết thúc chưa công bố."
#: How often programs are asked to look again.
_AGAIN = timedelta(hours=6)


def calendar_bytes(inputs: Inputs, base: str) -> bytes:
    """The file of the events of ``inputs``; ``base``: the address of the site, if it is known."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cong CCHC//Lich kiem tra//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", inputs["name"])
    calendar.add("x-wr-calname", inputs["name"])
    calendar.add("x-wr-timezone", HANOI.key)
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    if base:
        calendar.add("url", f"{base}{inputs['path']}")
    calendar.add_component(_zone())
    for event in inputs["events"]:
        calendar.add_component(_event(event, base))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """Hours are those of Vietnam; a TZID that the file does not define is refused by some."""
    zone, always, ahead = Timezone(), TimezoneStandard(), timedelta(hours=7)
    zone.add("tzid", HANOI.key)
    always.add("dtstart", datetime(1976, 1, 1))
    always.add("tzoffsetfrom", ahead)
    always.add("tzoffsetto", ahead)
    always.add("tzname", "+07")
    zone.add_component(always)
    return zone


def _event(told: Row, base: str) -> Event:
    event, day = Event(), date.fromisoformat(told["on"])
    off = told["state"] in OFF
    event.add("uid", told["uid"])
    event.add("sequence", told["sequence"])
    stamp = datetime.fromisoformat(told["stamp"] or f"{told['on']}T00:00:00+00:00")
    stamp = stamp.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    open_end = _add_hours(event, day, told["time"], told["part"])
    part = f" ({told['part_name'].lower()})" if told["part_name"] else ""
    event.add("summary", f"{'ĐÃ HỦY: ' if off else ''}Kiểm tra CCHC: {told['unit']}{part}")
    if told["place"]:
        event.add("location", told["place"])
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    # a public calendar must not make its readers look busy
    event.add("transp", "TRANSPARENT")
    if base:
        event.add("url", f"{base}{told['path']}")
    said = [
        told["sub_unit"], told["note"], NO_END if open_end and not off else "", _came_from(told),
        told["reason"] if off else "",
    ]  # fmt: skip
    if description := "\n".join(filter(None, said)):
        event.add("description", description)
    return event


def _add_hours(event: Event, day: date, text: str, part: str) -> bool:
    """DTSTART and DTEND; whether the hour of the end had to be assumed.

    An event with an hour and no end is over as it begins (RFC 5545, 3.6.1): programs show no
    length, or one of their own. A session whose end was not told is held to last as long as what
    was announced, a morning until noon, an afternoon or a day until 17:00 (two hours if it
    begins so late), and its description says that the end is not told.
    """
    hours = _hours(text)
    if not hours:
        # The part of the day is in the summary; a made-up hour would mislead.
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return False
    starts = datetime.combine(day, hours[0], HANOI)
    told = len(hours) > 1 and hours[1] > hours[0]
    event.add("dtstart", starts)
    event.add("dtend", datetime.combine(day, hours[1], HANOI) if told else _until(starts, part))
    return not told


def _until(starts: datetime, part: str) -> datetime:
    ends = (_NOON,) if part == "morning" else ()
    for end in (*ends, _EVENING):
        if starts + _SHORTEST <= (until := starts.replace(hour=end, minute=0)):
            return until
    return starts + _LATE


def _came_from(told: Row) -> str:
    came = told["moved_from"]
    if not came:
        return ""
    part = f"{came['part_name'].lower()} " if came["part_name"] else ""
    why = f": {came['reason']}" if came["reason"] else ""
    return f"Dời từ {part}ngày {show_date(came['on'])}{why}"


def _hours(text: str) -> list[time]:
    """The times of day in a text such as `08:00`, `8 giờ 30`, `từ 14h đến 16h30`."""
    found = [(int(hour), int(minute or 0)) for hour, minute in _TIME.findall(text or "")]
    return [time(hour, minute) for hour, minute in found if hour < 24 and minute < 60]
