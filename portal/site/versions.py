"""Versions of a published document, and what is left of one that was withdrawn."""

from itertools import takewhile
from typing import Any

from portal.clock import local
from portal.publishing.rules import CHANGE_KINDS, OUTCOMES, WITHDRAWALS
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.registry import Inputs, match, path_to

#: What the banner of a withdrawn document says; all other ways to end it are not told apart.
_SAID = {"replaced": WITHDRAWALS["replaced"], "moved": OUTCOMES["moved"]}


def numbered(history: list[Entry]) -> list[tuple[int, Entry]]:
    """Versions with their numbers, newest first; a proposed one gets the next number."""
    newest = max((entry.version for entry in history), default=0)
    return [(entry.version or newest + 1, entry) for entry in history]


def hidden(entry: Entry) -> bool:
    """Whether a withdrawn document shows nothing but its tombstone.

    What was replaced stays readable under a banner, and so do the versions under an address
    that was changed, as long as the new one can be read; what was published by mistake or
    stopped does not, nor do its versions and files.
    """
    return entry.withdrawn and entry.payload.get("how") not in ("replaced", "moved")


def readable(shelf: Shelf, kind: str, slug: str) -> list[tuple[int, Entry]]:
    """The versions of a document that readers may open, newest first."""
    entry = shelf.find(kind, slug)
    if entry is None or hidden(entry) or not _followed(shelf, entry):
        return []
    # a first version has no history to ask for; on a large site almost all are first ones
    history = [entry] if entry.version == 1 else shelf.history(kind, slug)
    known = len(since_hidden(history))
    return [(n, one) for n, one in numbered(history)[:known] if not one.withdrawn]


def _followed(shelf: Shelf, entry: Entry) -> bool:
    """Whether what an address leads on to, at the end, is there to be read."""
    met = {entry.slug}
    while moved(entry):
        found = match(entry.payload["successor"])
        params = found[1] if found else {}
        slug = f"{params.get('year')}/{params.get('slug')}"
        new = None if slug in met else shelf.find(entry.kind, slug)
        if new is None or hidden(new):
            return False
        met.add(slug)
        entry = new
    return True


def since_hidden(history: list[Entry]) -> list[Entry]:
    """The versions, newest first, down to the last withdrawal that hid what was before it.

    A better text published later does not bring the withdrawn one back. An erased version
    hides itself alone.
    """
    return list(takewhile(lambda one: not hidden(one) or _erased(one), history))


def _erased(entry: Entry) -> bool:
    return bool(entry.payload.get("how") == "erased")


def version_rows(shelf: Shelf, kind: str, slug: str) -> list[dict[str, Any]]:
    """The history of a document as its page lists it, newest first."""
    rows = []
    current = shelf.find(kind, slug)
    in_force = current is not None and not current.withdrawn
    known = readable(shelf, kind, slug)
    for index, (number, entry) in enumerate(known):
        older = known[index + 1][0] if index + 1 < len(known) else 0
        address = path_to(f"{kind}_version", number=number, **document_params(slug))
        rows.append(
            {
                "number": number,
                "path": address,
                "older": older,
                "compare": compare_path(kind, slug, older, number) if older else "",
                "current": in_force and index == 0,
                "at": moment(entry),
                "change": CHANGE_KINDS.get(entry.change_kind, entry.change_kind),
                "note": entry.change_note,
                "sha256": entry.payload_sha256,
            }
        )
    return rows


def former_addresses(shelf: Shelf, path: str) -> list[dict[str, str]]:
    """Addresses a document had before the one at ``path``, with the page of the last version
    there: [{path, version_path}]."""

    def made() -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = {}
        for kind in ("plan", "conclusion"):
            shelf.every(kind)  # a freeze then notes the kind, not each of its slugs
            for slug in shelf.slugs(kind):
                entry = shelf.find(kind, slug)
                if entry is None or not moved(entry):
                    continue
                versions = readable(shelf, kind, slug)
                own = document_params(slug)
                row = {
                    "path": path_to(kind, **own),
                    "version_path": path_to(f"{kind}_version", number=versions[0][0], **own)
                    if versions
                    else "",
                }
                found.setdefault(entry.payload["successor"], []).append(row)
        return found

    return list(shelf.watched("former addresses", made).get(path, ()))


def moved(entry: Entry) -> bool:
    """Whether the address only leads on to another one."""
    return entry.withdrawn and entry.payload["how"] == "moved" and bool(entry.payload["successor"])


def compare_path(kind: str, slug: str, older: int, newer: int) -> str:
    """The address of two versions beside each other."""
    return path_to(f"{kind}_compare", older=older, newer=newer, **document_params(slug))


def moment(entry: Entry) -> str:
    """When a version was published, on the clock of the province; empty in a preview."""
    if entry.published_at is None:
        return ""
    return local(entry.published_at).strftime("%H:%M ngày %d/%m/%Y")


def tombstone(entry: Entry) -> dict[str, Any]:
    """What readers are told of a withdrawn document."""
    left = entry.payload
    return {
        "title": left["title"],
        "how": left["how"],
        "how_name": OUTCOMES.get(left["how"], OUTCOMES["stopped"]),
        "said": _SAID.get(left["how"], WITHDRAWALS["stopped"]),
        "reason": left["reason"],
        "on": left["withdrawn_on"],
        "successor": left["successor"],
    }


def tombstone_page(entry: Entry) -> Inputs:
    """The page that stands where a withdrawn document stood; gone for good when a mistake, an
    old address leads on to the new one."""
    if moved(entry):
        return moved_page(entry.payload["title"], entry.payload["successor"])
    status = 410 if is_gone(entry) else 200
    return {
        "template": "site/tombstone.html",
        "status": status,
        "gone": tombstone(entry),
        "kind": entry.kind,
    }


def is_gone(entry: Entry) -> bool:
    """Whether nothing of it is there any more (status 410): published by mistake, or erased by
    law. What was withdrawn first and erased later no longer knows the day it was withdrawn."""
    left = entry.payload
    return left.get("how") in ("mistake", "erased") or left.get("withdrawn_on") == ""


def moved_page(title: str, successor: str) -> Inputs:
    """The page at an address that leads on to another one (a path)."""
    gone = {"title": title, "successor": successor}
    return {"template": "site/moved.html", "status": 301, "gone": gone}
