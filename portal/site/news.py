"""What is new on the site: major changes, grouped as readers would tell them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from portal.clock import local
from portal.publishing.rules import CHANGE_KINDS, is_major
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.registry import path_to
from portal.site.versions import since_hidden, tombstone

#: More than this many of a kind at one moment are told in one line: (name, noun, page).
_APART = {"visit": 1, "remediation": 1, "conclusion": 3}
_TOGETHER = {
    "visit": ("Lịch kiểm tra", "cuộc kiểm tra", "schedule"),
    "remediation": ("Khắc phục sau kiểm tra", "đơn vị", "remediation"),
    "conclusion": ("Kết luận kiểm tra", "đơn vị", "conclusions"),
}
_KINDS = {
    "plan": "Kế hoạch",
    "conclusion": "Kết luận",
    "visit": "Lịch kiểm tra",
    "remediation": "Khắc phục",
}


def news(shelf: Shelf, limit: int) -> list[dict[str, Any]]:
    """The newest major changes, corrections left out; many of one moment count as one."""
    entries = [entry for kind in _KINDS for entry in _major(shelf, kind)]
    entries.sort(key=lambda one: (str(one.published_at)[:16], one.kind, one.slug), reverse=True)
    told = []
    for _, group in groupby(entries, key=_moment_of_change):
        rows = list(group)
        together = len(rows) > _APART.get(rows[0].kind, len(rows))
        told += [_together(rows)] if together else [_item(one) for one in rows]
        if len(told) >= limit:
            break
    return told[:limit]


def _major(shelf: Shelf, kind: str) -> Iterator[Entry]:
    """Published versions that readers are told of; older ones only where a page was corrected."""
    for slug in shelf.slugs(kind):
        current = shelf.find(kind, slug)
        if current is None:
            continue
        versions = [current] if current.version <= 1 else shelf.history(kind, slug)
        versions = versions[:1] if current.withdrawn else since_hidden(versions)
        told = (one for one in versions if is_major(one.change_kind, one.major))
        yield from (one for one in told if one.published_at)


def _moment_of_change(entry: Entry) -> tuple[str, str, str]:
    minute = entry.published_at.isoformat()[:16] if entry.published_at else ""
    return entry.kind, entry.change_kind, minute


def _item(entry: Entry) -> dict[str, Any]:
    title = tombstone(entry)["title"] if entry.withdrawn else entry.title
    return {**_basis(entry), "title": title, "path": _path(entry), "id": entry.hash}


def _together(entries: list[Entry]) -> dict[str, Any]:
    first = entries[0]
    name, noun, page = _TOGETHER[first.kind]
    return {
        **_basis(first),
        "title": f"{name}: {len(entries)} {noun}",
        "path": path_to(page),
        "id": first.hash,
    }


def _basis(entry: Entry) -> dict[str, Any]:
    at = entry.published_at
    return {
        "kind": _KINDS[entry.kind],
        "change": CHANGE_KINDS.get(entry.change_kind, entry.change_kind),
        "note": entry.change_note,
        "at": at.isoformat().replace("+00:00", "Z") if at else "",
        "on": local(at).date().isoformat() if at else "",
    }


def _path(entry: Entry) -> str:
    if entry.kind in ("plan", "conclusion"):
        return path_to(entry.kind, **document_params(entry.slug))
    return path_to("schedule" if entry.kind == "visit" else "remediation")
