"""Conclusions: one table of all, by year, the page of each with its versions."""

from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.charts import band
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
from portal.site.listing import Listing, declare_list, kept, until
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.remedies import remediation_counts, remediation_rows, standing_of, state_parts


def conclusion_row(shelf: Shelf, entry: Entry, as_of: date) -> dict[str, Any]:
    """A conclusion as lists show it, with where its remediation stands on the day."""
    facts, shown = entry.facts, catalog(shelf)
    wrong = [name for _, name, kind in facts.findings if kind != "strength"]
    record = shelf.find("remediation", entry.slug)
    signed = entry.payload["document"]["signed_file"] if entry.has_files else None
    return {
        "path": path_to("conclusion", **document_params(entry.slug)),
        "year": facts.year,
        "title": entry.title,
        "unit": shown.unit({"code": facts.unit, "name": facts.unit_name}),
        "number": facts.number,
        "issued_on": facts.issued_on,
        "original": shown.file(signed),
        "summary": facts.summary,
        "shortcomings": len(wrong),
        "domains": list(dict.fromkeys(wrong)),
        "standing": standing_of(None if record is None or record.withdrawn else record, as_of),
        "demo": facts.demo,
    }


def _list(shelf: Shelf, as_of: date, year: int | None = None) -> Listing | None:
    shown = catalog(shelf)
    by_year: dict[int, list[Entry]] = kept(shelf, "conclusions by year", lambda: _by_year(shelf))
    if year is not None and year not in by_year:
        return None
    return Listing(
        shown.conclusions if year is None else by_year[year],
        lambda one: conclusion_row(shelf, one, as_of),
        lambda: {
            "years": [
                {"year": one, "path": path_to("conclusions_year", year=one)} for one in by_year
            ],
            "until": kept(
                shelf,
                "until conclusions",
                lambda: until([*shown.conclusions, *shown.remediations]),
            ),
        },
        {"year": year},
    )


def _by_year(shelf: Shelf) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for one in catalog(shelf).conclusions:
        found.setdefault(one.facts.year, []).append(one)
    return found


def _years(shelf: Shelf, _as_of: date) -> list[Params]:
    years = {entry.facts.year for entry in catalog(shelf).conclusions}
    return [{"year": year} for year in sorted(years)]


def _show(shelf: Shelf, entry: Entry, as_of: date) -> Inputs:
    conclusion, shown = entry.payload, catalog(shelf)
    plan = shelf.find("plan", conclusion["plan_slug"])
    visit = shelf.find("visit", conclusion["visit_slug"])
    record = shelf.find("remediation", entry.slug)
    remedied = record.payload if record and not record.withdrawn else {"rows": [], "answers": []}
    rows = remediation_rows(remedied, as_of)
    path = path_to("conclusion", **document_params(entry.slug))
    return {
        "conclusion": {name: conclusion[name] for name in conclusion if name != "findings"},
        "path": path,
        "year_path": year_path(shelf, "conclusion", conclusion["year"]),
        "document": document_view(shelf, conclusion["document"], path),
        "document_name": document_name(conclusion["document"], conclusion["title"]),
        "unit": shown.unit(conclusion["unit"]),
        "plan": {
            "title": conclusion["plan_title"],
            "path": path_to("plan", **document_params(plan.slug)) if plan else "",
        },
        "sessions": shown.sessions_of(visit) if visit and not visit.withdrawn else [],
        "history": gone_bodies(shelf, [conclusion["unit"]], as_of),
        "until": until([entry, record, visit]),
        "domains": _by_domain(conclusion["findings"]),
        "remedied": {row["code"]: row for row in rows},
        "counts": remediation_counts(rows),
        "by_state": band(state_parts(rows)),
        "answers": remedied["answers"],
    }


def _by_domain(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings under the name of their domain, in the order of the conclusion."""
    domains: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        domains.setdefault(finding["domain_name"], []).append(finding)
    return [{"name": name, "findings": rows} for name, rows in domains.items()]


declare_list(
    "conclusions", "/ket-luan/", _list,
    template="site/conclusions.html", section="conclusions",
)  # fmt: skip
declare_list(
    "conclusions_year", "/ket-luan/<int:year>/", _list, _years,
    template="site/conclusions.html", section="conclusions",
)  # fmt: skip
declare(
    Page(
        "conclusion", "/ket-luan/<int:year>/<slug>/", document_page("conclusion", _show),
        document_paths("conclusion"), template="site/conclusion.html", section="conclusions",
    )
)  # fmt: skip
declare(
    Page(
        "conclusion_version", "/ket-luan/<int:year>/<slug>/phien-ban/<int:number>/",
        version_page("conclusion", _show), version_paths("conclusion"),
        template="site/conclusion.html", section="conclusions", listed=False,
    )
)  # fmt: skip
