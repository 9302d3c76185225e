"""Which deadline counts for the report before a visit that was moved.

A report handed in before the move is judged by the day it was due on then (``reports.duties``
moves open reports only), any other by the new one. Readers see the new one beside the visit and
may see the old one in the grid of reports: both places say which counts, and why.
"""

from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog

Row = dict[str, Any]
_REPORT = "visit_report"
#: Results of reports that came in.
_CAME = ("on_time", "late")


def deadlines_told(shelf: Shelf, visit: Entry) -> list[Row]:
    """The deadlines of a visit as its rows show them.

    ``former``: the last day by the schedule as first told, "" where it is the same. ``earlier``:
    each day that readers were told before this one, oldest first. ``judged``: the other day that a
    public grid judged the report by, "" where none did.
    """
    told = []
    for due in visit.payload["deadlines"]:
        former = due.get("former", "")
        judged = _judged(shelf, visit.slug) if former else ""
        told.append(
            {
                **due,
                "former": former,
                "earlier": _earlier(shelf, visit, due, former) if former else [],
                "judged": judged if judged != due["last_day"] else "",
            }
        )
    return told


def _earlier(shelf: Shelf, visit: Entry, due: Row, former: str) -> list[str]:
    """The last days of a deadline by the schedules before this one: the one first told (it may
    never have been published, a written notice tells too), then those of the moves as they were
    published; no stop of a session that nobody was told of."""
    days = [former]
    for version in reversed(shelf.history("visit", visit.slug)):
        if version.version < visit.version and not version.withdrawn:
            days += [
                one["last_day"]
                for one in version.payload.get("deadlines", ())
                if one["code"] == due["code"] and one.get("former")
            ]
    return [day for day in dict.fromkeys(days) if day and day != due["last_day"]]


def grid_row_told(shelf: Shelf, row: Row) -> Row:
    """A row of a grid; ``now_due``: what a report is due on by the schedule as it is, "" where
    that is the day of the row, or more time was given. A grid is of one day, the schedule may have
    moved since: what had not come by then is due on the new day."""
    visit = shelf.find("visit", row["visit_slug"]) if _of_visit(row) else None
    deadlines = visit.payload["deadlines"] if visit and not visit.withdrawn else ()
    moved = next((one["last_day"] for one in deadlines if one.get("former")), "")
    return {**row, "now_due": moved if moved != row["due"] else ""}


def _judged(shelf: Shelf, slug: str) -> str:
    found = shelf.watched("judged reports", lambda: _by_visit(shelf))
    return str(found.get(slug, ""))


def _by_visit(shelf: Shelf) -> dict[str, str]:
    rows = (row for one in catalog(shelf).timeliness for row in one.payload["rows"])
    return {row["visit_slug"]: row["due"] for row in rows if _came(row)}


def _came(row: Row) -> bool:
    return _of_visit(row) and row["result"] in _CAME


def _of_visit(row: Row) -> bool:
    return row["report"] == _REPORT and bool(row["visit_slug"]) and not row["extended"]
