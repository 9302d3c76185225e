"""What is new on the site: major changes, grouped as readers would tell them."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from portal.clock import local
from portal.publishing.rules import CHANGE_KINDS, is_major
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.grids import gone_plan
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
    "timeliness": "Nộp báo cáo",
}
KINDS = tuple(_KINDS)
#: What must not be named any more, and where others of its kind are listed.
_UNNAMED = {
    "plan": ("Một kế hoạch", "plans"),
    "conclusion": ("Một kết luận", "conclusions"),
    "visit": ("Lịch của một cuộc kiểm tra", "schedule"),
    "remediation": ("Kết quả khắc phục của một đơn vị", "remediation"),
    "timeliness": ("Một bảng tình hình nộp báo cáo", "timeliness"),
}


def news(shelf: Shelf, limit: int, kinds: Iterable[str] = KINDS) -> list[dict[str, Any]]:
    """The newest major changes, corrections left out; many of one moment count as one."""
    current = (shelf.find(kind, slug) for kind in kinds for slug in shelf.slugs(kind))
    return news_of(shelf, filter(None, current), limit)


def news_of(
    shelf: Shelf, documents: Iterable[Entry], limit: int, page: str = ""
) -> list[dict[str, Any]]:
    """The newest major changes of these (current versions); ``page``: where those without an
    address of their own are read."""
    entries = [entry for current in documents for entry in _major(shelf, current)]
    entries.sort(key=lambda one: (str(one.published_at)[:16], one.kind, one.slug), reverse=True)
    told = []
    for _, group in groupby(entries, key=_moment_of_change):
        rows = list(group)
        together = len(rows) > _APART.get(rows[0].kind, len(rows))
        told += [_together(rows, page)] if together else [_item(one, page) for one in rows]
        if len(told) >= limit:
            break
    return told[:limit]


def _major(shelf: Shelf, current: Entry) -> Iterator[Entry]:
    """Versions that readers are told of; older ones only where a page was corrected."""
    if current.kind == "timeliness" and gone_plan(shelf, current.slug):
        return
    versions = [current] if current.version <= 1 else shelf.history(current.kind, current.slug)
    versions = versions[:1] if current.withdrawn else since_hidden(versions)
    told = (one for one in versions if is_major(one.change_kind, one.major))
    yield from (one for one in told if one.published_at)


def _moment_of_change(entry: Entry) -> tuple[str, str, str]:
    minute = entry.published_at.isoformat()[:16] if entry.published_at else ""
    return entry.kind, entry.change_kind, minute


def _item(entry: Entry, page: str) -> dict[str, Any]:
    """``gone``: nothing of it may be named or led to; the path is that of the list of its kind."""
    told = {**_basis(entry), "id": entry.hash, "gone": False}
    if not entry.withdrawn:
        return {**told, "title": entry.title, "path": _path(entry, page)}
    left = tombstone(entry)
    # what was erased keeps its title in the chain, whatever way it was withdrawn before
    erased = left["how"] == "erased" or not left["on"]
    if not erased and left["how"] != "mistake":
        path = _path(entry, page)
        return {**told, "title": left["title"], "path": path, "change": left["how_name"]}
    what, overview = _UNNAMED[entry.kind]
    ended = "đã xóa theo quy định của pháp luật" if erased else "đã gỡ vì đăng nhầm"
    note = "" if erased else told["note"]
    path = path_to(overview)
    return {**told, "title": f"{what} {ended}", "path": path, "note": note, "gone": True}


def _together(entries: list[Entry], page: str) -> dict[str, Any]:
    first = entries[0]
    name, noun, overview = _TOGETHER[first.kind]
    return {
        **_basis(first),
        "title": f"{name}: {len(entries)} {noun}",
        "path": page or path_to(overview),
        "gone": False,
        # kept when one of them is corrected or withdrawn later
        "id": sha256(" ".join(_moment_of_change(first)).encode()).hexdigest(),
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


def _path(entry: Entry, page: str) -> str:
    if entry.kind in ("plan", "conclusion"):
        return path_to(entry.kind, **document_params(entry.slug))
    if entry.kind == "timeliness":
        return path_to("timeliness_plan", **document_params(entry.slug))
    return page or path_to("schedule" if entry.kind == "visit" else "remediation")
