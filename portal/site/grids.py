"""Grids of reports as readers may see them now: whole with their plan, a row with its visit.

A grid is of one day, but the plan, a visit, or its conclusion, may be taken off the site after
that day; what the grid repeats of it must then not be read there.
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
    standing = (one for one in shelf.every("timeliness") if gone_plan(shelf, one.slug) is None)
    by_slug = sorted(standing, key=lambda one: one.slug)
    in_order = sorted(by_slug, key=lambda one: -one.facts.year)
    return [_told(shelf, concluded, one) for one in in_order]


def gone_plan(shelf: Shelf, slug: str) -> Entry | None:
    """The tombstone of the plan under the slug of a grid, if the grid went with it.

    A grid stays with a plan that was replaced, which stays readable; it is back with the plan.
    """
    plan = shelf.find("plan", slug)
    if plan is None or not plan.withdrawn or plan.payload["how"] in ("replaced", "moved"):
        return None
    return plan


def end_of(shelf: Shelf, grid: Entry) -> Entry | None:
    """What is left of a grid (current version): its own tombstone, or one that names the end of
    its plan; None while it stands."""
    if grid.withdrawn:
        return grid
    plan = gone_plan(shelf, grid.slug)
    if plan is None:
        return None
    reason = f"Ngừng đăng cùng kế hoạch. {plan.payload['reason']}"
    left = {**plan.payload, "title": grid.title, "reason": reason}
    return replace(grid, state="withdrawn", payload=left)


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
