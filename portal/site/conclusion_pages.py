"""Conclusions and what follows from them: the list, the pages, remediation."""

from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.documents import (
    document_name,
    document_page,
    document_paths,
    document_view,
    version_page,
    version_paths,
)
from portal.site.registry import Inputs, Page, Params, declare, path_to


def conclusion_row(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    """A conclusion as lists show it."""
    conclusion = entry.payload
    kinds = [finding["finding_kind"] for finding in conclusion["findings"]]
    return {
        "path": path_to("conclusion", **document_params(entry.slug)),
        "year": conclusion["year"],
        "title": conclusion["title"],
        "unit": catalog(shelf).unit(conclusion["unit"]),
        "number": conclusion["document"]["number"],
        "issued_on": conclusion["document"]["issued_on"],
        "summary": conclusion["summary"],
        "shortcomings": sum(kind != "strength" for kind in kinds),
        "demo": conclusion["demo"],
    }


def remediation_counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many shortcomings were asked for, reported by the unit, verified, still open."""
    return {
        "all": len(rows),
        "reported": sum(bool(row["reported_on"]) for row in rows),
        "verified": sum(row["state"] == "verified" for row in rows),
        "open": sum(row["state"] != "verified" for row in rows),
    }


def remediation_rows(record: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """The rows of a remediation record; what was due in the meantime is shown as overdue."""
    return [
        {**row, "state": "overdue", "state_name": "Quá hạn báo cáo"} if _lapsed(row, as_of) else row
        for row in record["rows"]
    ]


def _lapsed(row: dict[str, Any], as_of: date) -> bool:
    last_day = row["deadline"]["last_day"] if row["deadline"] else ""
    return row["state"] == "open" and bool(last_day) and last_day < as_of.isoformat()


def _list(shelf: Shelf, _as_of: date, year: int | None = None) -> Inputs | None:
    entries = catalog(shelf).conclusions
    years = sorted({entry.payload["year"] for entry in entries}, reverse=True)
    if year is not None and year not in years:
        return None
    return {
        "rows": [
            conclusion_row(shelf, one) for one in entries if year in (None, one.payload["year"])
        ],
        "year": year,
        "years": [{"year": one, "path": path_to("conclusions_year", year=one)} for one in years],
    }


def _years(shelf: Shelf, _as_of: date) -> list[Params]:
    years = {entry.payload["year"] for entry in catalog(shelf).conclusions}
    return [{"year": year} for year in sorted(years)]


def _show(shelf: Shelf, entry: Entry, as_of: date) -> Inputs:
    conclusion, shown = entry.payload, catalog(shelf)
    plan = shelf.find("plan", conclusion["plan_slug"])
    visit = shelf.find("visit", conclusion["visit_slug"])
    record = shelf.find("remediation", entry.slug)
    remedied = record.payload if record and not record.withdrawn else {"rows": [], "answers": []}
    rows = remediation_rows(remedied, as_of)
    return {
        "conclusion": {name: conclusion[name] for name in conclusion if name != "findings"},
        "path": path_to("conclusion", **document_params(entry.slug)),
        "document": document_view(shelf, conclusion["document"]),
        "document_name": document_name(conclusion["document"], conclusion["title"]),
        "unit": shown.unit(conclusion["unit"]),
        "plan": {
            "title": conclusion["plan_title"],
            "path": path_to("plan", **document_params(plan.slug)) if plan else "",
        },
        "sessions": shown.sessions_of(visit) if visit and not visit.withdrawn else [],
        "domains": _by_domain(conclusion["findings"]),
        "remedied": {row["code"]: row for row in rows},
        "counts": remediation_counts(rows),
        "answers": remedied["answers"],
    }


def _by_domain(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings under the name of their domain, in the order of the conclusion."""
    domains: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        domains.setdefault(finding["domain_name"], []).append(finding)
    return [{"name": name, "findings": rows} for name, rows in domains.items()]


def _remediation(shelf: Shelf, as_of: date) -> Inputs:
    shown = catalog(shelf)
    records = []
    for entry in shown.remediations:
        record = entry.payload
        conclusion = shelf.find("conclusion", record["conclusion_slug"])
        records.append(
            {
                "anchor": entry.slug.replace("/", "-"),
                "year": record["year"],
                "unit": shown.unit(record["unit"]),
                "title": record["conclusion_title"],
                "path": (
                    path_to("conclusion", **document_params(conclusion.slug)) if conclusion else ""
                ),
                "rows": remediation_rows(record, as_of),
                "answers": record["answers"],
                "counts": remediation_counts(record["rows"]),
                "demo": record["demo"],
            }
        )
    every = [row for record in records for row in record["rows"]]
    return {"records": records, "counts": remediation_counts(every)}


declare(
    Page(
        "conclusions", "/ket-luan/", _list,
        template="site/conclusions.html", section="conclusions",
    )
)  # fmt: skip
declare(
    Page(
        "conclusions_year", "/ket-luan/<int:year>/", _list, _years,
        template="site/conclusions.html", section="conclusions",
    )
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
declare(
    Page(
        "remediation", "/khac-phuc-sau-kiem-tra/", _remediation,
        template="site/remediation.html", section="remediation",
    )
)  # fmt: skip
