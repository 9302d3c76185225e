"""Addresses that no longer lead to their document, for whoever configures a file server.

A frozen page is always answered with 200; a server of files that reads this list answers as
the live site does.
"""

from dataclasses import dataclass

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.grids import end_of
from portal.site.registry import path_to
from portal.site.versions import is_gone

#: Kinds with a page of their own, and the parameters of its address.
_PAGES = {
    "plan": ("plan", document_params),
    "conclusion": ("conclusion", document_params),
    "timeliness": ("timeliness_plan", document_params),
    "unit": ("unit", lambda slug: {"code": slug}),
    "page": ("editorial", lambda slug: {"slug": slug}),
}


@dataclass(frozen=True)
class Gone:
    """One address: how it ended (a key of ``rules.OUTCOMES``), the status the live site
    answers, and the path that takes its place (“” for none)."""

    path: str
    how: str
    status: int
    successor: str


def gone_addresses(shelf: Shelf) -> list[Gone]:
    """Every address of something withdrawn, erased or moved, by path."""
    found = []
    for kind, (page, params) in _PAGES.items():
        for slug in shelf.slugs(kind):
            entry = shelf.find(kind, slug)
            if entry is not None and kind == "timeliness":
                entry = end_of(shelf, entry)
            if entry is not None and entry.withdrawn:
                found.append(_gone(path_to(page, **params(slug)), entry))
    return sorted(found, key=lambda one: one.path)


def _gone(path: str, entry: Entry) -> Gone:
    how = str(entry.payload.get("how", "stopped"))
    successor = str(entry.payload.get("successor", ""))
    if is_gone(entry):
        return Gone(path, how, 410, successor)
    return Gone(path, how, 301 if how == "moved" and successor else 200, successor)
