"""Units: the register with old names, and the page of a unit."""

from datetime import date
from itertools import groupby
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.conclusion_pages import conclusion_row, remediation_counts
from portal.site.plan_pages import plan_row
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.versions import tombstone_page
from portal.vietnamese import collation_key, nfc

#: Words before the name that tells units apart; the A–Z list goes by that name.
_COMMON = (
    "Ủy ban nhân dân", "UBND", "xã", "phường", "thị trấn", "thị xã", "huyện", "thành phố",
    "đặc khu", "tỉnh",
)  # fmt: skip
_LEVELS = ("province", "vertical", "commune", "service_unit", "district")


def distinct_name(name: str) -> str:
    """`Ủy ban nhân dân xã Mai Sơn` → `Mai Sơn`: what a reader looks for in the alphabet."""
    rest, cut = nfc(name).strip(), True
    while cut:
        cut = False
        for word in _COMMON:
            if rest.lower().startswith(f"{word.lower()} "):
                rest, cut = rest[len(word) :].strip(), True
    return rest


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
    return {"groups": groups, "letters": _letters(units, as_of), "ended": len(units) - len(living)}


def _letters(units: list[Entry], as_of: date) -> list[dict[str, Any]]:
    """Every name a unit bears or bore, A–Z: today's, former ones, those of bodies gone."""
    names = [name for unit in units for name in _names(unit, as_of)]
    names.sort(key=lambda one: (collation_key(one["sort"]), one["name"]))
    grouped = groupby(names, key=lambda one: one["sort"][:1].upper())
    letters = [{"letter": letter, "names": list(rows)} for letter, rows in grouped]
    for one in letters:
        one["anchor"] = f"chu-{ord(str(one['letter']))}"
    return letters


def _names(unit: Entry, as_of: date) -> list[dict[str, Any]]:
    payload, path = unit.payload, path_to("unit", code=unit.slug)
    gone = ended(unit, as_of)
    current = {
        **_parts(payload["name"]),
        "path": path,
        "now": [_neighbour(one) for one in payload["successors"]] if gone else [],
        "until": payload["valid_to"] if gone else "",
        "today": "",
    }
    former = [
        {
            **_parts(one["name"]),
            "path": path,
            "now": [],
            "until": one["valid_to"],
            "today": payload["name"],
        }
        for one in payload["former_names"]
        if one["name"] != payload["name"]
    ]
    return [current, *former]


def _parts(name: str) -> dict[str, str]:
    """A name, the part the alphabet goes by, and what stands before that part."""
    sort = distinct_name(name)
    before = name[: -len(sort)].strip() if name.endswith(sort) else ""
    return {"name": name, "sort": sort, "before": before}


def _neighbour(row: dict[str, Any]) -> dict[str, str]:
    return {"name": row["name"], "code": row["code"]}


def _short(unit: Entry) -> dict[str, Any]:
    payload = unit.payload
    return {
        "name": payload["name"],
        "path": path_to("unit", code=unit.slug),
        "type_name": payload["type_name"],
        "level_name": payload["level_name"],
    }


def ended(unit: Entry, as_of: date) -> bool:
    """Whether a unit no longer exists on the day ``as_of``."""
    last = unit.payload["valid_to"]
    return bool(last) and last < as_of.isoformat()


def _unit(shelf: Shelf, as_of: date, code: str) -> Inputs | None:
    shown = catalog(shelf)
    unit = shelf.find("unit", code)
    if unit is None:
        return None
    if unit.withdrawn:
        return tombstone_page(unit)
    found, payload = shown.by_unit[code], unit.payload
    return {
        "unit": payload,
        "ended": ended(unit, as_of),
        "parent": shown.unit({"code": payload["parent"], "name": payload["parent_name"]}),
        "predecessors": [_linked(shelf, row) for row in payload["predecessors"]],
        "successors": [_linked(shelf, row) for row in payload["successors"]],
        "plans": [plan_row(one) for one in found["plan"]],
        "visits": [_visit(shelf, one) for one in reversed(found["visit"])],
        "conclusions": [conclusion_row(shelf, one) for one in found["conclusion"]],
        "remediations": [_remediation(one) for one in found["remediation"]],
    }


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
        "deadlines": visit.payload["deadlines"],
    }


def _remediation(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.payload["conclusion_title"],
        "counts": remediation_counts(entry.payload["rows"]),
        "path": f"{path_to('remediation')}#{entry.slug.replace('/', '-')}",
    }


def _codes(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"code": code} for code in shelf.slugs("unit")]


declare(Page("units", "/don-vi/", _list, template="site/units.html", section="units"))
declare(Page("unit", "/don-vi/<code>/", _unit, _codes, template="site/unit.html", section="units"))
