"""Parts that the pages of plans and conclusions share: metadata, versions, banners."""

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.bases import base_lines, basis_of
from portal.site.catalog import catalog, document_params
from portal.site.comparing.changes import readable_changes
from portal.site.registry import Inputs, Params, path_to
from portal.site.versions import (
    former_addresses,
    hidden,
    moved,
    readable,
    tombstone,
    tombstone_page,
    version_rows,
)
from portal.vietnamese import show_date

Show = Callable[[Shelf, Entry, date], Inputs]


def document_paths(kind: str) -> Callable[[Shelf, date], list[Params]]:
    """The addresses of all documents of a kind, tombstones included."""
    return lambda shelf, _as_of: [document_params(slug) for slug in shelf.slugs(kind)]


def version_paths(kind: str) -> Callable[[Shelf, date], list[Params]]:
    """The addresses of all readable versions of all documents of a kind."""
    return lambda shelf, _as_of: [
        {**document_params(slug), "number": number}
        for slug in shelf.slugs(kind)
        for number, _ in readable(shelf, kind, slug)
    ]


def document_page(kind: str, show: Show) -> Callable[..., Inputs | None]:
    """The inputs of a document's page: the current version, or what is left of it."""

    def inputs(shelf: Shelf, as_of: date, year: int, slug: str) -> Inputs | None:
        full = f"{year}/{slug}"
        entry = shelf.find(kind, full)
        if entry is None:
            return None
        versions = readable(shelf, kind, full)
        if hidden(entry) or moved(entry) or not versions:
            return tombstone_page(entry)
        shown = versions[0][1]
        return {
            **shelf.shown(shown, lambda: show(shelf, shown, as_of)),
            "gone": tombstone(entry) if entry.withdrawn else None,
            "versions": version_rows(shelf, kind, full),
            "former_addresses": former_addresses(shelf, path_to(kind, year=year, slug=slug)),
            "version": None,
        }

    return inputs


def version_page(kind: str, show: Show) -> Callable[..., Inputs | None]:
    """The inputs of one version's page, with what it changed from the one before."""

    def inputs(shelf: Shelf, as_of: date, year: int, slug: str, number: int) -> Inputs | None:
        full = f"{year}/{slug}"
        versions = readable(shelf, kind, full)
        at = next((i for i, (n, _) in enumerate(versions) if n == number), None)
        if at is None:
            return None
        entry = versions[at][1]
        rows = version_rows(shelf, kind, full)
        older = versions[at + 1] if at + 1 < len(versions) else None
        current = shelf.find(kind, full)
        return {
            **shelf.shown(entry, lambda: show(shelf, entry, as_of)),
            "gone": tombstone(current) if current and current.withdrawn else None,
            "versions": rows,
            "version": {
                **rows[at],
                "withdrawn": bool(current and current.withdrawn),
                "document_path": path_to(kind, **document_params(full)),
                "older": older[0] if older else None,
                "changes": readable_changes(older[1].payload, entry.payload) if older else [],
            },
        }

    return inputs


def year_path(shelf: Shelf, kind: str, year: int) -> str:
    """The list of a kind of document of a year; of all years where none of it stands: what was
    replaced stays readable after the last of its year is off the lists."""

    def made() -> dict[str, bool]:
        return {str(one.facts.year): True for one in shelf.every(kind)}

    listed = str(year) in shelf.watched(f"years of {kind}", made)
    return path_to(f"{kind}s_year", year=year) if listed else path_to(f"{kind}s")


def document_view(shelf: Shelf, document: dict[str, Any], own: str) -> dict[str, Any]:
    """An issued document with its signed file as readers may fetch it, its bases as pieces with
    links, and what it is a basis of; ``own`` is the path of its page."""
    return {
        **document,
        "signed_file": catalog(shelf).file(document["signed_file"]),
        "base_lines": base_lines(shelf, document["legal_bases"], own),
        "basis_of": basis_of(shelf, own),
    }


def document_name(document: dict[str, Any], title: str) -> str:
    """How a document is cited: kind, number and day, or its title while it has no number."""
    if not document["number"]:
        return title
    day = f" ngày {show_date(document['issued_on'])}" if document["issued_on"] else ""
    return f"{document['kind_name'] or 'Văn bản'} số {document['number']}{day}"
