"""Plans: the list, the page of a plan, its versions."""

from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.body import laid_out
from portal.site.catalog import catalog, document_params
from portal.site.documents import (
    document_name,
    document_page,
    document_paths,
    document_view,
    version_page,
    version_paths,
    year_path,
)
from portal.site.history_mode import gone_bodies
from portal.site.listing import until
from portal.site.number_addresses import number_page, number_paths
from portal.site.plan_lists import LISTS, plan_lists
from portal.site.plan_relations import SUPERSEDING, relations_of
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.report_deadlines import deadlines_told
from portal.site.timeliness_pages import grid_of, grid_row
from portal.site.visit_conclusions import conclusion_told


def plan_row(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    """A plan as lists show it; ``superseded``: the documents that replaced or abolished it."""
    plan = entry.payload
    codes = {unit["code"] for strand in plan["strands"] for unit in strand["units"]}
    codes |= {unit["code"] for block in plan.get("subjects", ()) for unit in block["units"]}
    return {
        "path": path_to("plan", **document_params(entry.slug)),
        "year": plan["year"],
        "plan_kind": plan.get("plan_kind", "inspection"),
        "title": plan["title"],
        "summary": plan["summary"],
        "number": plan["document"]["number"],
        "issued_on": plan["document"]["issued_on"],
        "issuer": plan["document"]["issuer"],
        "strands": [
            {"name": strand["name"], "units": len(strand["units"])} for strand in plan["strands"]
        ],
        "blocks": [
            {"name": block["name"], "units": len(block["units"])}
            for block in plan.get("subjects", ())
        ],
        "units": len(codes),
        "superseded": _superseding(relations_of(shelf, entry)),
        "demo": plan["demo"],
    }


def _superseding(relations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in relations if one["kind"] in SUPERSEDING]


def _list(shelf: Shelf, _as_of: date, year: int | None = None) -> Inputs | None:
    rows = [plan_row(shelf, entry) for entry in catalog(shelf).plans]
    years = sorted({row["year"] for row in rows}, reverse=True)
    if year is not None and year not in years:
        return None
    return {
        "rows": [row for row in rows if year in (None, row["year"])],
        "year": year,
        "years": [{"year": one, "path": path_to("plans_year", year=one)} for one in years],
        "until": until(catalog(shelf).plans),
    }


def _years(shelf: Shelf, _as_of: date) -> list[Params]:
    years = {entry.facts.year for entry in catalog(shelf).plans}
    return [{"year": year} for year in sorted(years)]


def _show(shelf: Shelf, entry: Entry, as_of: date) -> Inputs:
    plan, shown = entry.payload, catalog(shelf)
    text = laid_out(plan["body_html"], document_name(plan["document"], plan["title"]))
    visits = shown.visits_of.get(entry.slug, [])
    path = path_to("plan", **document_params(entry.slug))
    relations = relations_of(shelf, entry)
    document = document_view(shelf, plan["document"], path)
    said = {one["path"] for one in relations}
    document["basis_of"] = [one for one in document["basis_of"] if one["path"] not in said]
    return {
        "plan": {
            "plan_kind": "inspection",
            **{name: plan[name] for name in plan if name not in ("body_html", "strands", *LISTS)},
        },
        **plan_lists(shown, plan),
        "path": path,
        "year_path": year_path(shelf, "plan", plan["year"]),
        "document": document,
        "document_name": document_name(plan["document"], plan["title"]),
        "original": shown.file(plan["original"]),
        "strands": [
            {**strand, "units": [shown.unit(unit) for unit in strand["units"]]}
            for strand in plan["strands"]
        ],
        "visits": [_visit(shelf, visit, as_of) for visit in visits],
        "due_titles": _due_titles(visits),
        "timeliness": _timeliness(shelf, entry.slug),
        "text": {"html": text.html, "contents": text.contents},
        "relations": relations,
        "history": gone_bodies(shelf, _named(plan), as_of),
        "until": until([entry, *visits]),
        "superseded": _superseding(relations),
    }


def _timeliness(shelf: Shelf, slug: str) -> dict[str, Any] | None:
    """The grid of the reports that the plan asks for, as a plan leads to it."""
    grid = grid_of(shelf, slug)
    return grid_row(grid) if grid else None


def _named(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The units that a plan inspects or ranks, as it names them."""
    return [
        unit for part in (*plan["strands"], *plan.get("subjects", ())) for unit in part["units"]
    ]


def _due_titles(visits: list[Entry]) -> list[str]:
    """What is due at every visit, as columns; none where that would be more than three."""
    titles = [due["title"] for one in visits for due in one.payload["deadlines"] if due["last_day"]]
    known = list(dict.fromkeys(titles))
    return known if len(known) <= 3 else []


def _visit(shelf: Shelf, visit: Entry, as_of: date) -> dict[str, Any]:
    shown = catalog(shelf)
    return {
        "unit": shown.unit(visit.payload["unit"]),
        "strand_name": visit.payload["strand_name"],
        "state": visit.payload["state"],
        "sessions": shown.sessions_of(visit),
        "deadlines": deadlines_told(shelf, visit),
        **conclusion_told(shelf, visit, as_of),
    }


_document = document_page("plan", _show)


def _plan(shelf: Shelf, as_of: date, year: int, slug: str) -> Inputs | None:
    return _document(shelf, as_of, year, slug) or number_page(shelf, year, slug)


def _plan_paths(shelf: Shelf, as_of: date) -> list[Params]:
    return document_paths("plan")(shelf, as_of) + number_paths(shelf)


declare(Page("plans", "/ke-hoach/", _list, template="site/plans.html", section="plans"))
declare(
    Page(
        "plans_year", "/ke-hoach/<int:year>/", _list, _years,
        template="site/plans.html", section="plans",
    )
)  # fmt: skip
declare(
    Page(
        "plan", "/ke-hoach/<int:year>/<slug>/", _plan, _plan_paths,
        template="site/plan.html", section="plans",
    )
)  # fmt: skip
declare(
    Page(
        "plan_version", "/ke-hoach/<int:year>/<slug>/phien-ban/<int:number>/",
        version_page("plan", _show), version_paths("plan"),
        template="site/plan.html", section="plans", listed=False,
    )
)  # fmt: skip
