"""Every code (sha256) a reader may hold of what was published, and what became of it.

A code is that of a version's content (shown beside the version, printed on the page) or of an
attached file. Erased content is not named: its hash could confirm a guess at what was erased.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from portal.clock import local
from portal.publishing.payload import files_in
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import KINDS, document_params
from portal.site.grids import gone_plan
from portal.site.registry import path_to
from portal.site.versions import readable

#: What a reader is told; the words stand in verify.js and in ``ma.txt``.
STATES = {
    "hieu-luc": "còn hiệu lực",
    "ban-cu": "đã có bản mới",
    "thay-the": "đã được thay thế",
    "ngung": "đã ngừng đăng",
}
#: In a shard, on average; the number of shards follows from it.
_MOST = 150

Code = dict[str, str]


def codes(shelf: Shelf) -> list[Code]:
    """Every code with title, version, date, address and state, by code."""
    found: dict[str, Code] = {}
    for kind in KINDS:
        for slug in shelf.slugs(kind):
            for one in _of_document(shelf, kind, slug):
                before = found.get(one["sha256"])
                if before is None or before["state"] != "hieu-luc":
                    found[one["sha256"]] = one
    return [found[sha256] for sha256 in sorted(found)]


def _of_document(shelf: Shelf, kind: str, slug: str) -> Iterator[Code]:
    current = shelf.find(kind, slug)
    if current is None:
        return
    with_plan = kind == "timeliness" and gone_plan(shelf, slug) is not None
    history = [current] if current.version == 1 else shelf.history(kind, slug)
    address = address_of(kind, slug)
    open_versions = {number for number, _ in readable(shelf, kind, slug)}
    for entry in history:
        if entry.withdrawn:
            continue
        path = address
        if entry is not history[0] and entry.version in open_versions and kind in _VERSIONED:
            path = path_to(f"{kind}_version", number=entry.version, **document_params(slug))
        # A title, or the name of a file, may be why something was taken off.
        told = {
            "title": current.title if current.withdrawn else entry.title,
            "version": str(entry.version),
            "on": local(entry.published_at).strftime("%d/%m/%Y") if entry.published_at else "",
            "path": path,
            "state": "ngung" if with_plan else _state(entry, current),
        }
        yield {"sha256": entry.payload_sha256, "what": "noi-dung", **told}
        for file in files_in(entry.payload) if entry.has_files else ():
            yield {
                **told,
                "sha256": file["sha256"],
                "what": "tep",
                **({} if current.withdrawn else {"title": file["name"]}),
            }


_VERSIONED = ("plan", "conclusion")


def address_of(kind: str, slug: str) -> str:
    """The page that shows a publication."""
    if kind in _VERSIONED:
        return path_to(kind, **document_params(slug))
    if kind == "timeliness":
        return path_to("timeliness_plan", **document_params(slug))
    if kind == "page":
        return path_to("editorial", slug=slug)
    if kind == "unit":
        return path_to("unit", code=slug)
    return path_to({"visit": "schedule", "remediation": "remediation"}.get(kind, "home"))


def _state(entry: Entry, current: Entry) -> str:
    if current.withdrawn:
        ended = {"replaced": "thay-the", "moved": "ban-cu"}
        return ended.get(current.payload.get("how", ""), "ngung")
    return "hieu-luc" if entry.version == current.version else "ban-cu"


def digits_for(count: int) -> int:
    """How many first digits of a code name its shard."""
    digits = 0
    while count > _MOST * 16**digits:
        digits += 1
    return digits


def in_shards(rows: list[tuple[str, Any]], digits: int) -> dict[str, list[tuple[str, Any]]]:
    """(code, told) by the first digits of the code; shards without a code are left out."""
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for code, told in rows:
        found[code[:digits] or "0"].append((code, told))
    return found
