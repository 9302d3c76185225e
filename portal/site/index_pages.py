"""Ways in without a search: by field, by kind of inspection, and the list of all lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog, document_params
from portal.site.listing import Listing, declare_list, kept, until
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.remedies import every_row, remedy_of, states_of
from portal.site.unit_names import letters_of
from portal.site.visit_conclusions import conclusion_told
from portal.vietnamese import collation_key, slug

Row = dict[str, Any]


def fields(shelf: Shelf) -> dict[str, Row]:
    """Fields by address: {name, path, count, found, units}; ``found``: conclusions, each with
    the place of the finding in it; ``units``: how many they concern."""
    found: dict[str, Row] = kept(shelf, "fields", lambda: _fields(shelf))
    return found


def _fields(shelf: Shelf) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for entry in catalog(shelf).conclusions:
        for place, (domain, domain_name, kind) in enumerate(entry.facts.findings):
            address = "" if kind == "strength" else slug(domain or domain_name)
            if not address:
                continue
            field = found.setdefault(
                address,
                {
                    "name": domain_name,
                    "path": path_to("field", field=address),
                    "found": [],
                    "units": set(),
                },
            )
            field["found"].append((entry, place))
            field["units"].add(entry.facts.unit)
    in_order = sorted(found.items(), key=lambda pair: collation_key(pair[1]["name"]))
    return {
        address: {**one, "count": len(one["found"]), "units": len(one["units"])}
        for address, one in in_order
    }


def _field(shelf: Shelf, as_of: date, field: str) -> Listing | None:
    """All shortcomings in one field, with what became of each."""
    every = fields(shelf)
    if field not in every:
        return None

    def row(pair: Any) -> Row:
        entry, place = pair
        conclusion = entry.payload
        finding = conclusion["findings"][place]
        return {
            "unit": catalog(shelf).unit(conclusion["unit"]),
            "path": path_to("conclusion", **document_params(entry.slug)),
            "anchor": f"noi-dung-{finding['code']}",
            "issued_on": conclusion["document"]["issued_on"],
            "text": finding["text"],
            "kind_name": finding["kind_name"],
            "recommendation": finding["recommendation"],
            "remedy": remedy_of(shelf, entry.slug, finding["code"], as_of),
        }

    def around() -> Inputs:
        return {
            "units": every[field]["units"],
            "others": _links(every.values(), every[field]["path"]),
            "until": until(catalog(shelf).conclusions),
        }

    return Listing(every[field]["found"], row, around, {"name": every[field]["name"]})


def _links(rows: Iterable[Row], current: str = "") -> list[Row]:
    return [
        {
            **{name: row[name] for name in ("name", "path", "count")},
            "current": row["path"] == current,
        }
        for row in rows
    ]


def _field_index(shelf: Shelf, _as_of: date) -> Inputs:
    return {"links": _links(fields(shelf).values())}


def _field_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"field": address} for address in fields(shelf)]


def strands(shelf: Shelf) -> dict[str, Row]:
    """Kinds of inspection by address, named as in the newest plan: plans and visits of each."""
    found: dict[str, Row] = kept(shelf, "strands", lambda: _strands(shelf))
    return found


def _strands(shelf: Shelf) -> dict[str, Row]:
    found: dict[str, Row] = {}

    def of(code: str, name: str) -> Row:
        address = slug(code or name)
        start = {"name": name, "path": path_to("strand", strand=address), "plans": [], "visits": []}
        return found.setdefault(address, start)

    for plan in catalog(shelf).plans:
        for strand in plan.payload["strands"]:
            if slug(strand["code"] or strand["name"]):
                of(strand["code"], strand["name"])["plans"].append((plan, strand))
    for visit in reversed(catalog(shelf).visits):
        if slug(visit.payload["strand"] or visit.payload["strand_name"]):
            of(visit.payload["strand"], visit.payload["strand_name"])["visits"].append(visit)
    return {address: {**one, "count": len(one["visits"])} for address, one in found.items()}


def _strand(shelf: Shelf, as_of: date, strand: str) -> Listing | None:
    """One kind of inspection: the plans that order it, and its visits, the newest first."""
    every, shown = strands(shelf), catalog(shelf)
    if strand not in every:
        return None
    one = every[strand]

    def around() -> Inputs:
        return {
            "plans": [
                {
                    "year": plan.payload["year"],
                    "title": plan.title,
                    "path": path_to("plan", **document_params(plan.slug)),
                    "units": len(part["units"]),
                    "mode_name": part["mode_name"],
                }
                for plan, part in one["plans"]
            ],
            "others": _links(every.values(), one["path"]),
            "until": until([*one["visits"], *(plan for plan, _ in one["plans"])]),
        }

    def row(visit: Any) -> Row:
        return {
            "unit": shown.unit(visit.payload["unit"]),
            "year": visit.payload["year"],
            "state": visit.payload["state"],
            "sessions": shown.sessions_of(visit),
            **conclusion_told(shelf, visit, as_of),
        }

    return Listing(one["visits"], row, around, {"name": one["name"]})


def _strand_index(shelf: Shelf, _as_of: date) -> Inputs:
    return {"links": _links(strands(shelf).values())}


def _strand_paths(shelf: Shelf, _as_of: date) -> list[Params]:
    return [{"strand": address} for address in strands(shelf)]


def _browse(shelf: Shelf, as_of: date) -> Inputs:
    """Every list of the site in one place, for readers who cannot or will not search."""
    shown = catalog(shelf)
    pages = (
        ("Kế hoạch", "plans_year", {one.facts.year for one in shown.plans}),
        ("Lịch kiểm tra", "schedule_year", {int(one["on"][:4]) for one in shown.sessions}),
        ("Kết luận", "conclusions_year", {one.facts.year for one in shown.conclusions}),
        ("Nộp báo cáo", "timeliness_year", {one.facts.year for one in shown.timeliness}),
    )
    years = sorted(set().union(*(known for _, _, known in pages)), reverse=True)
    return {
        "years": [
            {
                "year": year,
                "links": [
                    {"text": text, "path": path_to(name, year=year)}
                    for text, name, known in pages
                    if year in known
                ],
            }
            for year in years
        ],
        "letters": letters_of(shelf),
        "fields": _links(fields(shelf).values()),
        "strands": _links(strands(shelf).values()),
        "states": states_of(every_row(shelf, as_of)),
    }


declare(Page("browse", "/danh-muc/", _browse, template="site/browse.html", section="browse"))
declare(
    Page(
        "fields", "/ket-luan/linh-vuc/", _field_index,
        template="site/fields.html", section="conclusions",
    )
)  # fmt: skip
declare_list(
    "field", "/ket-luan/linh-vuc/<field>/", _field, _field_paths,
    template="site/field.html", section="conclusions",
)  # fmt: skip
declare(
    Page(
        "strands", "/ke-hoach/loai-kiem-tra/", _strand_index,
        template="site/strands.html", section="plans",
    )
)  # fmt: skip
declare_list(
    "strand", "/ke-hoach/loai-kiem-tra/<strand>/", _strand, _strand_paths,
    template="site/strand.html", section="plans",
)  # fmt: skip
