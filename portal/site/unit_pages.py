"""Units: the register with old names, and the page of a unit."""

from datetime import date
from itertools import groupby
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import Catalog, catalog, document_params
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
#: What became of a body, before the names of those that took over.
_BECAME = {
    "merge": "sáp nhập vào",
    "split": "chia tách, sắp xếp thành",
    "rename": "đổi tên thành",
    "dissolve": "giải thể, kết thúc hoạt động; việc còn lại giao",
    "transfer": "một phần chức năng, địa bàn chuyển cho",
}


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
    letters = _letters(catalog(shelf), units, as_of)
    return {
        "groups": groups,
        "letters": letters,
        "communes": catalog(shelf).lists_communes,
        "ended": len(units) - len(living),
    }


def _letters(shown: Catalog, units: list[Entry], as_of: date) -> list[dict[str, Any]]:
    """Every name a unit bears or bore, A–Z: today's, former ones, those of bodies gone."""
    names = [name for unit in units for name in _names(shown, unit, as_of)]
    names.sort(key=lambda one: (collation_key(one["sort"]), one["name"]))
    grouped = groupby(names, key=lambda one: one["sort"][:1].upper())
    letters = [{"letter": letter, "names": list(rows)} for letter, rows in grouped]
    for one in letters:
        one["anchor"] = f"chu-{ord(str(one['letter']))}"
    return letters


def _names(shown: Catalog, unit: Entry, as_of: date) -> list[dict[str, Any]]:
    payload, path = unit.payload, path_to("unit", code=unit.slug)
    gone = ended(unit, as_of)
    current = {
        **_parts(payload["name"]),
        "path": path,
        "now": _heirs(shown, unit, as_of) if gone else [],
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


def _heirs(shown: Catalog, unit: Entry, as_of: date) -> list[dict[str, str]]:
    """The bodies of the day that carry on a unit, whatever stood between."""
    return shown.units_named(shown.register.heirs(unit.slug, as_of))


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
        "successors": [_linked(shelf, row) for row in payload["successors"] if row["code"]],
        "became": _became(shelf, payload),
        "heirs": _heirs(shown, unit, as_of) if _passed_on(shown, unit, as_of) else [],
        "origins": _origins(shelf, code, as_of),
        "plans": [plan_row(one) for one in found["plan"]],
        "visits": [_visit(shelf, one) for one in reversed(found["visit"])],
        "conclusions": [conclusion_row(shelf, one) for one in found["conclusion"]],
        "remediations": [_remediation(one) for one in found["remediation"]],
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


def _origins(shelf: Shelf, code: str, as_of: date) -> list[dict[str, Any]]:
    """The former bodies that a unit carries on, with their records under the names of the time."""
    shown = catalog(shelf)
    return [
        {
            **one,
            "until": shown.units[one["code"]].payload["valid_to"],
            "visits": [_visit(shelf, row) for row in reversed(shown.by_unit[one["code"]]["visit"])],
            "conclusions": [
                conclusion_row(shelf, row) for row in shown.by_unit[one["code"]]["conclusion"]
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
