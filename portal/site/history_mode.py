"""Bodies that a record names and that are no more: from their dates, with no flag to set."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import Catalog, catalog


def ended(unit: Entry, as_of: date) -> bool:
    """Whether a unit no longer exists on the day ``as_of``."""
    last = unit.facts.valid_to
    return bool(last) and last < as_of.isoformat()


def heirs_of(shown: Catalog, unit: Entry, as_of: date) -> list[dict[str, str]]:
    """The bodies of the day that carry on a unit, whatever stood between."""
    return shown.units_named(shown.register.heirs(unit.slug, as_of))


def gone_bodies(shelf: Shelf, named: Iterable[dict[str, Any]], as_of: date) -> list[dict[str, Any]]:
    """Of the units a record names, those that are no more: {name, path, until, heirs}."""
    shown = catalog(shelf)
    refs = {one["code"]: one for one in named if one["code"] in shown.units}
    return [
        {
            **shown.unit(ref),
            "until": shown.units[code].payload["valid_to"],
            "heirs": heirs_of(shown, shown.units[code], as_of),
        }
        for code, ref in refs.items()
        if ended(shown.units[code], as_of)
    ]
