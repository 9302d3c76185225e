"""Names of units from A to Z: today's, former ones, those of bodies that are no more."""

from datetime import date
from itertools import groupby
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import Catalog, catalog
from portal.site.history_mode import ended, heirs_of
from portal.site.listing import kept
from portal.site.registry import path_to
from portal.vietnamese import collation_key, nfc, slug

#: Words before the name that tells units apart; the A–Z list goes by that name.
_COMMON = (
    "Ủy ban nhân dân", "UBND", "xã", "phường", "thị trấn", "thị xã", "huyện", "thành phố",
    "đặc khu", "tỉnh",
)  # fmt: skip

#: As such a letter is typed (Telex): its address can be read out and written by hand.
_TYPED = {"đ": "dd", "ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}


def distinct_name(name: str) -> str:
    """`Ủy ban nhân dân xã Mai Sơn` → `Mai Sơn`: what a reader looks for in the alphabet."""
    rest, cut = nfc(name).strip(), True
    while cut:
        cut = False
        for word in _COMMON:
            if rest.lower().startswith(f"{word.lower()} "):
                rest, cut = rest[len(word) :].strip(), True
    return rest


def letters_of(shelf: Shelf) -> list[dict[str, str]]:
    """The letters that names begin with: {letter, path}."""
    return list(kept(shelf, "letters", lambda: _letters(shelf)))


def _letters(shelf: Shelf) -> list[dict[str, str]]:
    firsts = {
        distinct_name(name)[:1].upper()
        for unit in catalog(shelf).units.values()
        for name in (unit.payload["name"], *(one["name"] for one in unit.payload["former_names"]))
    }
    return [
        {
            "letter": one,
            "address": address_of(one),
            "path": path_to("letter", letter=address_of(one)),
        }
        for one in sorted(firsts - {""}, key=collation_key)
    ]


def address_of(letter: str) -> str:
    """A letter in an address: `b`; Đ is `dd`, not D; one with a tone goes by its number."""
    plain, small = slug(letter), letter.lower()
    return plain if plain == small else _TYPED.get(small, f"u{ord(letter):04x}")


def alphabet(shelf: Shelf, as_of: date) -> list[dict[str, Any]]:
    """Every name a unit bears or bore by its first letter: [{letter, address, names}]."""
    return list(kept(shelf, f"alphabet {as_of}", lambda: _alphabet(shelf, as_of)))


def _alphabet(shelf: Shelf, as_of: date) -> list[dict[str, Any]]:
    shown = catalog(shelf)
    names = [name for unit in shown.units.values() for name in _names(shown, unit, as_of)]
    names.sort(key=lambda one: (collation_key(one["sort"]), one["name"]))
    grouped = groupby(names, key=lambda one: one["sort"][:1].upper())
    return [
        {
            "letter": letter,
            "address": address_of(letter),
            "anchor": f"chu-{address_of(letter)}",
            "names": list(rows),
        }
        for letter, rows in grouped
    ]


def _names(shown: Catalog, unit: Entry, as_of: date) -> list[dict[str, Any]]:
    payload, path = unit.payload, path_to("unit", code=unit.slug)
    gone = ended(unit, as_of)
    current = {
        **_parts(payload["name"]),
        "path": path,
        "now": heirs_of(shown, unit, as_of) if gone else [],
        "until": payload["valid_to"] if gone else "",
        "today": "",
    }
    former = [
        {
            **_parts(one["name"]),
            "path": path,
            "now": [],
            "until": one["valid_to"],
            "today": payload["name"],
        }
        for one in payload["former_names"]
        if one["name"] != payload["name"]
    ]
    return [current, *former]


def _parts(name: str) -> dict[str, str]:
    """A name, the part the alphabet goes by, and what stands before that part."""
    sort = distinct_name(name)
    before = name[: -len(sort)].strip() if name.endswith(sort) else ""
    return {"name": name, "sort": sort, "before": before}
