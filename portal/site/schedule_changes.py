"""What was moved or cancelled in the schedule: from which day to which, why, since when; and the
months that nothing is left of."""

from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog
from portal.site.listing import kept, until

Row = dict[str, Any]
_OFF = ("moved", "cancelled")


def changes(shelf: Shelf) -> list[Row]:
    """Sessions that were moved or cancelled, the last one changed first."""
    return list(kept(shelf, "schedule changes", lambda: _changes(shelf)))


def _changes(shelf: Shelf) -> list[Row]:
    rows = []
    for visit in catalog(shelf).visits:
        off = [row for row in catalog(shelf).sessions_of(visit) if row["state"] in _OFF]
        since = _since(shelf, visit, [row["code"] for row in off]) if off else {}
        rows += [
            {
                "unit": row["unit"],
                "state": row["state"],
                "on": row["on"],
                "part_name": row["part_name"],
                "sub_unit": row["sub_unit"],
                "month_path": row["month_path"],
                "anchor": row["anchor"],
                "to": row["moved_on"],
                "reason": row["reason"],
                "since": since.get(row["code"], ""),
                "order": (since.get(row["code"], "")[-10:].split("/")[::-1], row["on"]),
            }
            for row in off
        ]
    rows.sort(key=lambda row: row["order"], reverse=True)
    return [{name: row[name] for name in row if name != "order"} for row in rows]


def emptied_months(shelf: Shelf) -> list[tuple[int, int]]:
    """Months whose every visit was withdrawn: others link to them, so they say that it was.

    Not of what was erased: nothing is known of it any more.
    """
    return list(kept(shelf, "emptied months", lambda: _emptied_months(shelf)))


def _emptied_months(shelf: Shelf) -> list[tuple[int, int]]:
    withdrawn = set(shelf.slugs("visit")) - {one.slug for one in catalog(shelf).visits}
    days = {
        session["on"]
        for slug in withdrawn
        for version in shelf.history("visit", slug)
        for session in version.payload.get("sessions", ())
    }
    listed = {one["on"][:7] for one in catalog(shelf).sessions}
    left = {on[:7] for on in days} - listed
    return sorted((int(month[:4]), int(month[5:])) for month in left)


def _since(shelf: Shelf, visit: Entry, codes: list[str]) -> dict[str, str]:
    """When readers were first told of each change: the oldest version that has it."""
    history = [visit] if visit.version <= 1 else shelf.history("visit", visit.slug)
    found: dict[str, str] = {}
    for entry in history:
        states = {one["code"]: one["state"] for one in entry.payload.get("sessions", ())}
        for code in codes:
            if states.get(code) in _OFF:
                found[code] = until([entry])
    return found
