"""Who handed in which report in time: a grid of units by reports for each plan that has one.

Every figure is of the day that the grid names: pages say “tính đến ngày” and never count on.
"""

from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.reports.timeliness.payload import RESULTS
from portal.site.catalog import catalog, document_params
from portal.site.charts import band, bars
from portal.site.grids import end_of
from portal.site.listing import until
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.report_deadlines import grid_row_told
from portal.site.versions import tombstone_page
from portal.vietnamese import slug as slug_of

Row = dict[str, Any]
#: Names of reports that fit under a column of the drawing, on a phone too.
_SHORT = {
    "visit_report": "Trước\nkiểm tra",
    "self_inspection_plan": "KH tự\nkiểm tra",
    "self_inspection_report": "Tự\nkiểm tra",
    "remediation_report": "Khắc\nphục",
    "civil_service_half": "Công vụ\n6 tháng",
    "civil_service_year": "Công vụ\nnăm",
}


def counts_of(grid: Row) -> dict[str, int]:
    """How many reports of a grid stand how, by the codes of RESULTS."""
    return {code: sum(column[code] for column in grid["columns"]) for code in RESULTS}


def results_in(counts: dict[str, int]) -> dict[str, str]:
    """RESULTS as pages show them: “được miễn” only where some report is."""
    return {code: name for code, name in RESULTS.items() if code != "waived" or counts["waived"]}


def grid_of(shelf: Shelf, slug: str) -> Entry | None:
    """The grid under the slug of its plan, if one is public."""
    return next((one for one in catalog(shelf).timeliness if one.slug == slug), None)


def grid_row(entry: Entry) -> Row:
    """A grid as lists show it."""
    grid, counts = entry.payload, counts_of(entry.payload)
    return {
        "path": path_to("timeliness_plan", **document_params(entry.slug)),
        "year": grid["year"],
        "plan_title": grid["plan_title"],
        "as_of": grid["as_of"],
        "demo": grid["demo"],
        "counts": counts,
        "settled": counts["on_time"] + counts["late"] + counts["missing"],
        "units": len({row["unit"]["code"] for row in grid["rows"]}),
        "by_result": band(
            [(code, name, counts[code]) for code, name in results_in(counts).items()]
        ),
    }


def unit_reports(shelf: Shelf, code: str) -> list[Row]:
    """The reports of one unit, grid by grid, as its page shows them."""
    found = shelf.watched("reports by unit", lambda: _reports_by_unit(shelf))
    return list(found.get(code, ()))


def _reports_by_unit(shelf: Shelf) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for entry in catalog(shelf).timeliness:
        grid, path = entry.payload, path_to("timeliness_plan", **document_params(entry.slug))
        names = {one["code"]: one["name"] for one in grid["columns"]}
        about = {name: grid[name] for name in ("year", "plan_title", "as_of", "demo")}
        units: dict[str, list[Row]] = {}
        for row in grid["rows"]:
            told = {**grid_row_told(shelf, row), "name": names[row["report"]]}
            units.setdefault(row["unit"]["code"], []).append(told)
        for code, rows in units.items():
            one = {**about, "path": f"{path}#{_anchor(code)}", "reports": rows}
            found.setdefault(code, []).append(one)
    return found


def _anchor(code: str) -> str:
    return f"don-vi-{slug_of(code)}"


def _list(shelf: Shelf, _as_of: date, year: int | None = None) -> Inputs | None:
    entries = catalog(shelf).timeliness
    years = sorted({one.facts.year for one in entries}, reverse=True)
    if year is not None and year not in years:
        return None
    return {
        "rows": [grid_row(one) for one in entries if year in (None, one.facts.year)],
        "year": year,
        "years": [{"year": one, "path": path_to("timeliness_year", year=one)} for one in years],
        "until": until(entries),
    }


def _years(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"year": one} for one in sorted({e.facts.year for e in catalog(shelf).timeliness})]


def _grid(shelf: Shelf, _as_of: date, year: int, slug: str) -> Inputs | None:
    current = shelf.find("timeliness", f"{year}/{slug}")
    if current is None:
        return None
    ended = end_of(shelf, current)
    entry = grid_of(shelf, current.slug)
    if ended or entry is None:
        return tombstone_page(ended or current)
    grid = entry.payload
    plan = shelf.find("plan", grid["plan_slug"])
    columns, results = grid["columns"], results_in(counts_of(grid))
    return {
        "grid": grid_row(entry),
        "plan_path": path_to("plan", **document_params(plan.slug)) if plan else "",
        "columns": columns,
        "chart": bars(
            [_SHORT.get(one["code"], one["name"]) for one in columns],
            [(name, [one[code] for one in columns]) for code, name in results.items()],
        ),
        "keys": list(results),
        "results": results,
        "rows": _by_unit(shelf, grid),
        "until": until([entry]),
    }


def _by_unit(shelf: Shelf, grid: Row) -> list[Row]:
    """The rows of a grid: each unit with a cell for every column, empty where it owes nothing."""
    found: dict[str, Row] = {}
    for row in grid["rows"]:
        code = row["unit"]["code"]
        unit = found.setdefault(
            code,
            {
                "unit": catalog(shelf).unit(row["unit"]),
                "anchor": _anchor(code),
                "cells": {one["code"]: [] for one in grid["columns"]},
            },
        )
        unit["cells"][row["report"]].append(grid_row_told(shelf, row))
    return list(found.values())


def _grids(shelf: Shelf, _as_of: date) -> list[Params]:
    return [document_params(one) for one in shelf.slugs("timeliness")]


declare(
    Page("timeliness", "/tinh-hinh-nop-bao-cao/", _list, template="site/timeliness.html",
         section="timeliness")
)  # fmt: skip
declare(
    Page(
        "timeliness_year", "/tinh-hinh-nop-bao-cao/<int:year>/", _list, _years,
        template="site/timeliness.html", section="timeliness",
    )
)  # fmt: skip
declare(
    Page(
        "timeliness_plan", "/tinh-hinh-nop-bao-cao/<int:year>/<slug>/", _grid, _grids,
        template="site/timeliness_plan.html", section="timeliness",
    )
)  # fmt: skip
