"""Units: the register with old names, and the page of a unit."""

from datetime import date
from itertools import groupby
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.calendar.file import has_calendar
from portal.site.catalog import Catalog, catalog, document_params
from portal.site.conclusion_pages import conclusion_row
from portal.site.feeds import has_feed
from portal.site.history_mode import ended, heirs_of
from portal.site.listing import Listing, declare_list, until
from portal.site.name_addresses import name_page, name_paths
from portal.site.plan_pages import plan_row
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.report_deadlines import deadlines_told
from portal.site.timeliness_pages import unit_reports
from portal.site.unit_names import address_of, alphabet, letters_of
from portal.site.versions import tombstone_page

_LEVELS = ("province", "vertical", "commune", "service_unit", "district")
#: What became of a body, before the names of those that took over.
_BECAME = {
    "merge": "sáp nhập vào",
    "split": "chia tách, sắp xếp thành",
    "rename": "đổi tên thành",
    "dissolve": "giải thể, kết thúc hoạt động; việc còn lại giao",
    "transfer": "một phần chức năng, địa bàn chuyển cho",
}


def _list(shelf: Shelf, as_of: date) -> Inputs:
    units = list(catalog(shelf).units.values())
    living = [one for one in units if not ended(one, as_of)]
    rank = {level: place for place, level in enumerate(_LEVELS)}
    living.sort(key=lambda one: rank.get(one.payload["level"], len(rank)))
    groups = [
        {"name": rows[0]["level_name"], "rows": rows}
        for rows in (
            [_short(one) for one in found]
            for _, found in groupby(living, key=lambda one: one.payload["level"])
        )
    ]
    return {
        "groups": groups,
        "letters": alphabet(shelf, as_of),
        "communes": catalog(shelf).lists_communes,
        "ended": len(units) - len(living),
        "until": until(units),
    }


def _letter(shelf: Shelf, as_of: date, letter: str) -> Listing | None:
    """The names under one letter."""
    found = next((one for one in alphabet(shelf, as_of) if one["address"] == letter), None)
    if found is None:
        return None
    return Listing(
        found["names"],
        lambda name: name,
        lambda: {
            "letters": letters_of(shelf),
            "communes": catalog(shelf).lists_communes,
            "until": until(list(catalog(shelf).units.values())),
        },
        {"letter": found["letter"]},
    )


def _letter_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"letter": address_of(one["letter"])} for one in letters_of(shelf)]


def _short(unit: Entry) -> dict[str, Any]:
    payload = unit.payload
    return {
        "name": payload["name"],
        "path": path_to("unit", code=unit.slug),
        "type_name": payload["type_name"],
        "level_name": payload["level_name"],
    }


def _unit(shelf: Shelf, as_of: date, code: str) -> Inputs | None:
    shown = catalog(shelf)
    unit = shelf.find("unit", code)
    if unit is None:
        return name_page(shelf, code)
    if unit.withdrawn:
        return tombstone_page(unit)
    found, payload = shown.by_unit[code], unit.payload
    return {
        "unit": payload,
        "ended": ended(unit, as_of),
        "parent": shown.unit({"code": payload["parent"], "name": payload["parent_name"]}),
        "predecessors": _steps(shelf, payload["predecessors"]),
        "successors": _steps(shelf, payload["successors"]),
        "became": _became(shelf, payload),
        "heirs": heirs_of(shown, unit, as_of) if _passed_on(shown, unit, as_of) else [],
        "origins": _origins(shelf, code, as_of),
        "plans": [plan_row(shelf, one) for one in found["plan"]],
        "visits": [_visit(shelf, one) for one in reversed(found["visit"])],
        "conclusions": [conclusion_row(shelf, one, as_of) for one in found["conclusion"]],
        "reports": unit_reports(shelf, code),
        "follow": {
            "calendar": path_to("unit_calendar", code=code) if has_calendar(shelf, code) else "",
            "feed": path_to("unit_feed", code=code) if has_feed(shelf, code) else "",
        },
        "until": until([unit, *(one for rows in found.values() for one in rows)]),
    }


def _passed_on(shown: Catalog, unit: Entry, as_of: date) -> bool:
    """Whether those that carry on an ended unit today are others than took over from it."""
    took_over = {row["code"] for row in unit.payload["successors"] if row["how"] != "transfer"}
    return ended(unit, as_of) and set(shown.register.heirs(unit.slug, as_of)) != took_over


def _became(shelf: Shelf, payload: dict[str, Any]) -> list[dict[str, Any]]:
    """What became of a unit: when, by which document, into whom."""
    steps = sorted(payload["successors"], key=lambda row: (row["on"], row["how"]))
    grouped = groupby(steps, key=lambda row: (row["on"], row["how"]))
    return [
        {
            "on": on,
            "words": _BECAME[how] if rows[0]["code"] else "giải thể, kết thúc hoạt động",
            "document": rows[0]["document"],
            "units": [_linked(shelf, row) for row in rows if row["code"]],
        }
        for (on, how), found in grouped
        for rows in [list(found)]
    ]


def _steps(shelf: Shelf, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Units that came or went together, under the one act that did it, in their order."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["code"]:
            act = (row["how_name"], row["on"], row["document"])
            found.setdefault(act, []).append(_linked(shelf, row))
    return [
        {"how_name": how, "on": on, "document": document, "units": units}
        for (how, on, document), units in found.items()
    ]


def _origins(shelf: Shelf, code: str, as_of: date) -> list[dict[str, Any]]:
    """The former bodies that a unit carries on, with their records under the names of the time."""
    shown = catalog(shelf)
    return [
        {
            **one,
            "until": shown.units[one["code"]].payload["valid_to"],
            "visits": [_visit(shelf, row) for row in reversed(shown.by_unit[one["code"]]["visit"])],
            "conclusions": [
                conclusion_row(shelf, row, as_of)
                for row in shown.by_unit[one["code"]]["conclusion"]
            ],
        }
        for one in shown.units_named(shown.register.origins(code, as_of))
    ]


def _linked(shelf: Shelf, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "path": catalog(shelf).unit(row)["path"]}


def _visit(shelf: Shelf, visit: Entry) -> dict[str, Any]:
    plan = shelf.find("plan", visit.payload["plan_slug"])
    return {
        "strand_name": visit.payload["strand_name"],
        "name": visit.payload["unit"]["name"],
        "state": visit.payload["state"],
        "team": visit.payload["team"],
        "team_head": visit.payload["team_head"],
        "year": visit.payload["year"],
        "plan": {
            "title": visit.payload["plan_title"],
            "path": path_to("plan", **document_params(plan.slug)) if plan else "",
        },
        "sessions": catalog(shelf).sessions_of(visit),
        "deadlines": deadlines_told(shelf, visit),
    }


def _codes(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"code": code} for code in shelf.slugs("unit")] + name_paths(shelf)


declare(Page("units", "/don-vi/", _list, template="site/units.html", section="units"))
declare(Page("unit", "/don-vi/<code>/", _unit, _codes, template="site/unit.html", section="units"))
declare_list(
    "letter", "/don-vi/a-z/<letter>/", _letter, _letter_paths,
    template="site/letter.html", section="units",
)  # fmt: skip
