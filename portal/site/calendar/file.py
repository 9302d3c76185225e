"""The schedule as calendar files: what phones and mail programs take in and keep up to date.

One file of everything, one for each unit that is visited. What programs need in order to update
what they took in (RFC 5545): an event keeps its UID for life, through every move; SEQUENCE rises
with each publication that changed it; DTSTAMP is the moment of that publication, so the same
schedule is the same bytes. A file without METHOD is a calendar to follow, not an invitation
(which would need an organizer and attendees).
"""

import re
from datetime import date

from portal.publishing.shelf import Entry, Shelf
from portal.site.calendar.events import events_of
from portal.site.catalog import catalog
from portal.site.machine_pages import public_base
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.vietnamese import slug


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
    # whoever writes no calendar does without the library, which takes long to load
    from portal.site.calendar.writing import calendar_bytes

    return calendar_bytes(inputs, public_base())


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
