"""The schedule as a calendar file: what phones and mail programs take in and keep up to date."""

from datetime import date, datetime, time, timedelta
from re import search
from typing import Any

from icalendar import Calendar, Event

from portal.clock import HANOI
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.registry import Inputs, Page, declare


def _calendar(shelf: Shelf, _as_of: date) -> Inputs:
    shown = catalog(shelf)
    stamps = {
        visit.slug: visit.published_at.isoformat() if visit.published_at else ""
        for visit in shown.visits
    }
    return {
        "name": f"Lịch kiểm tra cải cách hành chính {shown.province.get('name', '')}".strip(),
        "sessions": [{**one, "stamp": stamps[one["visit"]]} for one in shown.sessions],
    }


def _ics(inputs: Inputs) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Cong CCHC//Lich kiem tra//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", inputs["name"])
    for session in inputs["sessions"]:
        calendar.add_component(_event(session))
    return bytes(calendar.to_ical())


def _event(session: dict[str, Any]) -> Event:
    event, day = Event(), date.fromisoformat(session["on"])
    event.add("uid", f"{session['visit'].replace('/', '-')}-{session['code']}@lich-kiem-tra")
    stamp = session["stamp"] or f"{session['on']}T00:00:00+00:00"
    event.add("dtstamp", datetime.fromisoformat(stamp).replace(microsecond=0))
    if started := _clock_time(session["time"]):
        event.add("dtstart", datetime.combine(day, started, HANOI))
    else:
        # The part of the day is in the summary; a made-up hour would mislead.
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    part = f" ({session['part_name'].lower()})" if session["part_name"] else ""
    event.add("summary", f"Kiểm tra CCHC: {session['unit']['name']}{part}")
    event.add("location", session["place"])
    stands = session["state"] not in ("moved", "cancelled")
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    said = [session["sub_unit"], session["note"], session["reason"] if not stands else ""]
    if description := "\n".join(filter(None, said)):
        event.add("description", description)
    return event


def _clock_time(text: str) -> time | None:
    """The first time of day in a text such as `08:00`, `8 giờ 30`, `14h`."""
    found = search(r"\b(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?", text or "")
    if not found or int(found.group(1)) > 23 or int(found.group(2) or 0) > 59:
        return None
    return time(int(found.group(1)), int(found.group(2) or 0))


declare(
    Page(
        "calendar", "/lich-kiem-tra.ics", _calendar,
        renderer=_ics, media_type="text/calendar", listed=False,
    )
)  # fmt: skip
