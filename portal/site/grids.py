"""Grids of reports as readers may see them now: a row goes with the visit that it follows from.

A grid is of one day, but a visit, or its conclusion, may be taken off the site after that day; its
unit and day must then not be read from the grid.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.reports.timeliness.payload import RESULTS

Row = dict[str, Any]


def told_grids(shelf: Shelf, concluded: Mapping[str, Entry]) -> list[Entry]:
    """Current grids, newest year first; ``concluded``: the conclusion of each visit, by slug."""
    by_slug = sorted(shelf.every("timeliness"), key=lambda one: one.slug)
    in_order = sorted(by_slug, key=lambda one: -one.facts.year)
    return [_told(shelf, concluded, one) for one in in_order]


def _told(shelf: Shelf, concluded: Mapping[str, Entry], entry: Entry) -> Entry:
    grid = entry.payload
    rows = [row for row in grid["rows"] if _stands(shelf, concluded, row)]
    if len(rows) == len(grid["rows"]):
        return entry
    counts = Counter((row["report"], row["result"]) for row in rows)
    present = {row["report"] for row in rows}
    columns = [
        {**one, **{code: counts[one["code"], code] for code in RESULTS}}
        for one in grid["columns"]
        if one["code"] in present
    ]
    return replace(entry, payload={**grid, "rows": rows, "columns": columns})


def _stands(shelf: Shelf, concluded: Mapping[str, Entry], row: Row) -> bool:
    slug = row["visit_slug"]
    if not slug:
        return True
    visit = shelf.find("visit", slug)
    if visit is None or visit.withdrawn:
        return False
    return row["report"] != "remediation_report" or slug in concluded
