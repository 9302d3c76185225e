"""Remediation after inspections: every recommendation, by state, and the proposals of units."""

from datetime import date
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.charts import band
from portal.site.listing import Listing, declare_list, kept, until
from portal.site.registry import Params
from portal.site.remedies import (
    STATES,
    conclusion_path,
    every_row,
    on_time,
    remediation_counts,
    state_parts,
    states_of,
)

_BY_ADDRESS = {address: (code, name) for address, code, name in STATES}


def _as_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


def _board(shelf: Shelf, as_of: date, state: str = "") -> Listing | None:
    if state and state not in _BY_ADDRESS:
        return None
    rows = every_row(shelf, as_of)
    code, name = _BY_ADDRESS.get(state, ("", ""))
    return Listing(
        [row for row in rows if code in ("", row["state"])],
        _as_is,
        lambda: dict(kept(shelf, f"board {as_of}", lambda: _around(shelf, rows, as_of))),
        {"state": name},
    )


def _around(shelf: Shelf, rows: list[dict[str, Any]], as_of: date) -> dict[str, Any]:
    """What stands above the rows of every page: counts, the two charts, the ways in."""
    states, timely = states_of(rows), on_time(rows, as_of)
    return {
        "counts": remediation_counts(rows),
        "states": states,
        "by_state": band(state_parts(rows)),
        "timely": band(
            [
                ("early", "Báo cáo đúng hạn", timely["early"]),
                ("late", "Báo cáo sau hạn", timely["late"]),
                ("missing", "Quá hạn, chưa báo cáo", timely["missing"]),
                ("ahead", "Chưa đến hạn", timely["ahead"]),
            ]
        ),
        "asked": sum(len(one.payload["answers"]) for one in catalog(shelf).remediations),
        "until": until(catalog(shelf).remediations),
    }


def _states(_shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"state": address} for address, _, _ in STATES]


def _answers(shelf: Shelf, _as_of: date) -> Listing:
    """What units asked of others in their conclusions, the unanswered first."""
    shown = catalog(shelf)
    found = [
        {
            **answer,
            "by": shown.unit(entry.payload["unit"]),
            "path": conclusion_path(shelf, entry.payload["conclusion_slug"]),
            "year": entry.payload["year"],
        }
        for entry in shown.remediations
        for answer in entry.payload["answers"]
    ]
    found.sort(key=lambda one: (bool(one["answer"]), one["due"] or "9"))
    waiting = sum(not one["answer"] for one in found)
    return Listing(found, _as_is, lambda: {"waiting": waiting, "until": until(shown.remediations)})


declare_list(
    "remediation", "/khac-phuc-sau-kiem-tra/", _board,
    template="site/remediation.html", section="remediation",
)  # fmt: skip
declare_list(
    "remediation_state", "/khac-phuc-sau-kiem-tra/<state>/", _board, _states,
    template="site/remediation.html", section="remediation",
)  # fmt: skip
declare_list(
    "unit_requests", "/khac-phuc-sau-kiem-tra/kien-nghi-cua-don-vi/", _answers,
    template="site/unit_requests.html", section="remediation",
)  # fmt: skip
