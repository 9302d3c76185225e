"""The documents that a plan is related to, told from both sides whichever side was published.

An office enters a relation once and may publish one of the two plans alone: the page of the other
one tells it all the same, in the words of its own side.
"""

from collections.abc import Mapping
from typing import Any

from portal.plans.payload import other_side
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import catalog, document_params
from portal.site.registry import path_to

#: Relations after which a plan is no longer the one in force.
SUPERSEDING = frozenset({"replaced_by", "repealed_by"})
Row = dict[str, Any]


def relations_of(shelf: Shelf, entry: Entry) -> list[Row]:
    """The relations of a plan ({kind, kind_name, label, path …}): its own, then what other plans
    say of it and it does not say itself."""
    own = [_own(shelf, one) for one in entry.payload["relations"]]
    said = {
        (one["kind"], name) for one in own for name in (one["plan_slug"], one["number"]) if name
    }
    others = (
        one
        for one in _by_plan(shelf).get(entry.slug, ())
        if not {(one["kind"], one["plan_slug"]), (one["kind"], one["number"])} & said
    )
    return [*own, *others]


def _own(shelf: Shelf, relation: Row) -> Row:
    other = shelf.find("plan", relation["plan_slug"]) if relation["plan_slug"] else None
    path = path_to("plan", **document_params(other.slug)) if other else ""
    return {**relation, "path": path}


def _by_plan(shelf: Shelf) -> Mapping[str, list[Row]]:
    """What the other plans say of each plan, by its slug, in the words of that plan."""

    def made() -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for other in catalog(shelf).plans:
            for one in other.payload["relations"]:
                if one["plan_slug"] not in ("", other.slug):
                    found.setdefault(one["plan_slug"], []).append(_turned(other, one["kind"]))
        return found

    return shelf.watched("relations of plans", made)


def _turned(other: Entry, kind: str) -> Row:
    own_kind, words = other_side(kind)
    return {
        "kind": own_kind,
        "kind_name": words,
        "label": other.title,
        "number": other.payload["document"]["number"],
        "plan_slug": other.slug,
        "path": path_to("plan", **document_params(other.slug)),
    }
