"""Under which name a file is handed out that several documents carry."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from portal.publishing.payload import files_in
from portal.publishing.shelf import Entry, Shelf

File = dict[str, Any]
#: A proposal was published after everything that is.
_LAST = datetime.max.replace(tzinfo=UTC)


def named_files(shelf: Shelf, entries: Iterable[Entry]) -> dict[str, File]:
    """The files of these (current versions) by sha256, each as the document names it that carried
    it first. That document itself may rename it."""
    found: dict[str, list[tuple[Entry, File]]] = {}
    for entry in entries:
        for sha256, file in {one["sha256"]: one for one in files_in(entry.payload)}.items():
            found.setdefault(sha256, []).append((entry, file))
    return {sha256: _first(shelf, carried) for sha256, carried in found.items()}


def _first(shelf: Shelf, carried: list[tuple[Entry, File]]) -> File:
    # almost every file is of one document, whose history nobody needs to read
    if len({file["name"] for _, file in carried}) > 1:
        carried = sorted(carried, key=lambda one: _since(shelf, one[0], one[1]["sha256"]))
    return carried[0][1]


def _since(shelf: Shelf, entry: Entry, sha256: str) -> tuple[datetime, str, str]:
    """When a document first carried a file; kind and slug decide between those of one moment."""
    versions = [entry] if entry.version == 1 else shelf.history(entry.kind, entry.slug)
    moments = [
        one.published_at or _LAST
        for one in versions
        if any(file["sha256"] == sha256 for file in files_in(one.payload))
    ]
    return min(moments, default=_LAST), entry.kind, entry.slug
