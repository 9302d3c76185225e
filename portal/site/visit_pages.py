"""The schedule: what comes next, every month, and the calendar file."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from re import search
from typing import Any

from icalendar import Calendar, Event

from portal.clock import HANOI
from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.vietnamese import weekday_name


def upcoming(shelf: Shelf, as_of: date) -> list[dict[str, Any]]:
    """Sessions from ``as_of`` on that will take place, soonest first."""
    first = as_of.isoformat()
    return [
        one
        for one in catalog(shelf).sessions
        if one["on"] >= first and one["state"] not in ("moved", "cancelled")
    ]


def by_day(sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sessions grouped by day: [{on, weekday, day, month, year, sessions}]."""
    days = []
    for on, rows in groupby(sessions, key=lambda one: one["on"]):
        day = date.fromisoformat(on)
        days.append(
            {
                "on": on,
                "weekday": weekday_name(day),
                "day": f"{day.day:02d}",
                "month": day.month,
                "year": day.year,
                "sessions": list(rows),
            }
        )
    return days


def _months(shelf: Shelf) -> list[dict[str, Any]]:
    """Every month that has a session, oldest first, with the number of units visited."""
    months = []
    for month, rows in groupby(catalog(shelf).sessions, key=lambda one: one["on"][:7]):
        standing = [one for one in rows if one["state"] not in ("moved", "cancelled")]
        year, number = int(month[:4]), int(month[5:])
        months.append(
            {
                "year": year,
                "month": number,
                "path": path_to("schedule_month", year=year, month=number),
                "sessions": len(standing),
                "units": len({one["unit"]["code"] for one in standing}),
            }
        )
    return months


def _schedule(shelf: Shelf, as_of: date) -> Inputs:
    months = _months(shelf)
    years = [
        {"year": year, "months": list(rows)}
        for year, rows in groupby(reversed(months), key=lambda one: one["year"])
    ]
    return {"days": by_day(upcoming(shelf, as_of)), "years": years}


def _month(shelf: Shelf, _as_of: date, year: int, month: int) -> Inputs | None:
    months = _months(shelf)
    at = next((i for i, m in enumerate(months) if (m["year"], m["month"]) == (year, month)), None)
    if at is None:
        return None
    prefix = f"{year:04d}-{month:02d}"
    rows = [one for one in catalog(shelf).sessions if one["on"].startswith(prefix)]
    return {
        "month": months[at],
        "before": months[at - 1] if at else None,
        "after": months[at + 1] if at + 1 < len(months) else None,
        "days": by_day(rows),
    }


def _month_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"year": one["year"], "month": one["month"]} for one in _months(shelf)]


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
        "schedule", "/lich-kiem-tra/", _schedule,
        template="site/schedule.html", section="schedule",
    )
)  # fmt: skip
declare(
    Page(
        "schedule_month", "/lich-kiem-tra/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/",
        _month, _month_paths, template="site/schedule_month.html", section="schedule",
    )
)  # fmt: skip
declare(
    Page(
        "calendar", "/lich-kiem-tra.ics", _calendar,
        renderer=_ics, media_type="text/calendar", listed=False,
    )
)  # fmt: skip
