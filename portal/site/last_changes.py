"""When each page last changed, as the map of the site tells search engines."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import Catalog, catalog, document_params
from portal.site.registry import Page, Params

#: What the overviews of a section are made from.
_SECTIONS = {
    "home": ("plan", "visit", "conclusion", "remediation", "timeliness", "page"),
    "plans": ("plan",),
    "schedule": ("visit",),
    "conclusions": ("conclusion", "remediation"),
    "remediation": ("conclusion", "remediation"),
    "timeliness": ("timeliness",),
    "units": ("unit",),
}


def last_changes(shelf: Shelf) -> Callable[[Page, Params], str]:
    """A function from a page and its parameters to the moment (ISO 8601, UTC) at which the
    newest of what it shows was published; “” where that is not known."""
    shown = catalog(shelf)
    of_pages = {name: _by_address(name, rows) for name, rows in _documents(shown).items()}
    of_sections = {
        name: _newest([one for kind in kinds for one in shelf.every(kind)])
        for name, kinds in _SECTIONS.items()
    }

    def last(page: Page, params: Params) -> str:
        if page.name in of_pages:
            return of_pages[page.name].get(tuple(params.values()), "")
        return of_sections.get("home" if page.name == "home" else page.section, "")

    return last


def _documents(shown: Catalog) -> dict[str, dict[str, list[Entry]]]:
    """For each kind of page, by slug: the publications that it shows."""
    found: dict[str, dict[str, list[Entry]]] = {
        name: defaultdict(list) for name in ("plan", "conclusion", "unit", "editorial")
    }
    for plan in shown.plans:
        found["plan"][plan.slug].append(plan)
    for visit in shown.visits:
        if visit.facts.plan in found["plan"]:
            found["plan"][visit.facts.plan].append(visit)
    for one in (*shown.conclusions, *shown.remediations):
        found["conclusion"][one.slug].append(one)
    for code, unit in shown.units.items():
        rows = shown.by_unit[code].values()
        found["unit"][code] = [unit, *(one for kind in rows for one in kind)]
    for page in shown.pages:
        found["editorial"][page.slug].append(page)
    return found


def _by_address(name: str, documents: dict[str, list[Entry]]) -> dict[tuple[object, ...], str]:
    dated = name in ("plan", "conclusion")
    return {
        tuple(document_params(slug).values()) if dated else (slug,): _newest(entries)
        for slug, entries in documents.items()
    }


def _newest(entries: list[Entry]) -> str:
    moments = [one.published_at for one in entries if one.published_at]
    return _shown(max(moments)) if moments else ""


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
