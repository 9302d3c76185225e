"""The schedule as calendar files: what phones and mail programs take in and keep up to date.

One file of everything, one for each unit that is visited. What programs need in order to update
what they took in (RFC 5545): an event keeps its UID for life, through every move; SEQUENCE rises
with each publication that changed it; DTSTAMP is the moment of that publication, so the same
schedule is the same bytes. A file without METHOD is a calendar to follow, not an invitation
(which would need an organizer and attendees).
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from portal.clock import HANOI
from portal.publishing.shelf import Entry, Shelf
from portal.site.calendar_events import OFF, Row, events_of
from portal.site.catalog import catalog
from portal.site.machine_pages import public_base
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.vietnamese import show_date, slug

_TIME = re.compile(r"\b(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?")
#: How often programs are asked to look again.
_AGAIN = timedelta(hours=6)


def _calendar(shelf: Shelf, _as_of: date) -> Inputs:
    shown = catalog(shelf)
    # one query for the versions of all visits, instead of one for each
    shelf.read(("visit",))
    name = f"Lịch kiểm tra cải cách hành chính {shown.province.get('name', '')}".strip()
    return _inputs(shelf, name, "schedule", {}, shown.visits)


def _of_unit(shelf: Shelf, _as_of: date, code: str) -> Inputs | None:
    """The calendar of one unit; it stays, empty, once its visits are withdrawn: programs that
    follow it must learn so."""
    shown = catalog(shelf)
    unit = shelf.find("unit", code)
    visits = shown.by_unit[code]["visit"]
    if unit is None or unit.withdrawn or not (visits or code in _once_visited(shelf)):
        return None
    return _inputs(shelf, f"Lịch kiểm tra: {unit.payload['name']}", "unit", {"code": code}, visits)


def _inputs(
    shelf: Shelf, name: str, page: str, params: Params, visits: list[Entry]
) -> Inputs:  # fmt: skip
    province = catalog(shelf).province.get("name", "")
    host = ".".join(filter(None, (slug(province), "lich-kiem-tra")))
    events = [event for visit in visits for event in events_of(shelf, visit, host)]
    return {
        "name": name,
        "path": path_to(page, **params),
        "events": sorted(events, key=lambda one: (one["on"], one["uid"])),
    }


def has_calendar(shelf: Shelf, code: str) -> bool:
    """Whether a unit has a calendar of its own."""
    return bool(catalog(shelf).by_unit[code]["visit"]) or code in _once_visited(shelf)


def _once_visited(shelf: Shelf) -> set[str]:
    """The units of visits that were withdrawn, as the addresses of the visits name them."""

    def made() -> set[str]:
        found = (shelf.find("visit", one) for one in shelf.slugs("visit"))
        gone = (one.slug for one in found if one is not None and one.withdrawn)
        return {code for one in gone for code in _codes_in(one)}

    found: set[str] = shelf.kept("calendar once visited", made)
    return found


def _codes_in(visit: str) -> tuple[str, ...]:
    """``2026/so-tai-chinh-2`` is the second visit to ``so-tai-chinh``, or one to a unit that
    is really called so."""
    code = visit.partition("/")[2]
    return code, re.sub(r"-\d+$", "", code)


def _paths(shelf: Shelf, _as_of: date) -> list[Params]:
    shown = catalog(shelf)
    codes = {one.payload["unit"]["code"] for one in shown.visits} | _once_visited(shelf)
    return [{"code": code} for code in sorted(codes & set(shown.units))]


def _ics(inputs: Inputs) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Cong CCHC//Lich kiem tra//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", inputs["name"])
    calendar.add("x-wr-calname", inputs["name"])
    calendar.add("x-wr-timezone", HANOI.key)
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    if base := public_base():
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
    _add_hours(event, day, told["time"])
    part = f" ({told['part_name'].lower()})" if told["part_name"] else ""
    event.add("summary", f"{'ĐÃ HỦY: ' if off else ''}Kiểm tra CCHC: {told['unit']}{part}")
    if told["place"]:
        event.add("location", told["place"])
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    # a public calendar must not make its readers look busy
    event.add("transp", "TRANSPARENT")
    if base:
        event.add("url", f"{base}{told['path']}")
    said = [told["sub_unit"], told["note"], _came_from(told), told["reason"] if off else ""]
    if description := "\n".join(filter(None, said)):
        event.add("description", description)
    return event


def _add_hours(event: Event, day: date, text: str) -> None:
    hours = _hours(text)
    if hours:
        event.add("dtstart", datetime.combine(day, hours[0], HANOI))
        if len(hours) > 1 and hours[1] > hours[0]:
            event.add("dtend", datetime.combine(day, hours[1], HANOI))
    else:
        # The part of the day is in the summary; a made-up hour would mislead.
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))


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


declare(
    Page(
        "calendar", "/lich-kiem-tra.ics", _calendar,
        renderer=_ics, media_type="text/calendar", listed=False,
    )
)  # fmt: skip
declare(
    Page(
        "unit_calendar", "/don-vi/<code>/lich.ics", _of_unit, _paths,
        renderer=_ics, media_type="text/calendar", listed=False,
    )
)  # fmt: skip
