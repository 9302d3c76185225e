"""Any two versions of a plan or a conclusion beside each other, as a page and as a table (CSV).

Every pair has its page, for each was linked while its newer version was the newest one, and an
address that was given out stays. A page of a long history (more than ``ALL_LISTED`` versions)
links to the pairs it shares a version with: their number grows with versions, not their square.
"""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.comparing.documents import cells_of, compare, is_empty
from portal.site.registry import Inputs, Page, Params, declare, path_to
from portal.site.versions import compare_path, moment, readable

ALL_LISTED = 6
COLUMNS = {
    "part": "Phần",
    "row": "Dòng",
    "column": "Cột",
    "before": "Trước",
    "after": "Sau",
}


def pairs(numbers: list[int]) -> list[tuple[int, int]]:
    """The (older, newer) pairs of versions that have a page; ``numbers`` newest first."""
    return [(old, new) for at, new in enumerate(numbers) for old in numbers[at + 1 :]]


def listed_beside(here: tuple[int, int], numbers: list[int]) -> list[tuple[int, int]]:
    """The pairs that the page of a pair leads to, itself among them."""
    every = pairs(numbers)
    if len(numbers) <= ALL_LISTED:
        return every
    return [pair for pair in every if not set(pair).isdisjoint(here)]


def _paths(kind: str) -> Callable[[Shelf, date], list[Params]]:
    return lambda shelf, _as_of: [
        {**document_params(slug), "older": old, "newer": new}
        for slug in shelf.slugs(kind)
        for old, new in pairs([number for number, _ in readable(shelf, kind, slug)])
    ]


def _versions(
    shelf: Shelf, kind: str, slug: str, older: int, newer: int
) -> dict[int, Entry] | None:
    """All versions by number, the newest first; None where the pair has no page."""
    versions = dict(readable(shelf, kind, slug))
    return versions if (older, newer) in pairs(list(versions)) else None


def _reasons(versions: dict[int, Entry], older: int, newer: int) -> list[dict[str, Any]]:
    """Why each version after the older one was made, up to the newer one: their differences are
    the sum of all these changes."""
    return [
        {"number": number, "note": versions[number].change_note}
        for number in sorted(versions)
        if older < number <= newer and versions[number].change_note
    ]


def _page(kind: str) -> Callable[..., Inputs | None]:
    def inputs(
        shelf: Shelf, _as_of: date, year: int, slug: str, older: int, newer: int
    ) -> Inputs | None:
        full = f"{year}/{slug}"
        versions = _versions(shelf, kind, full, older, newer)
        if versions is None:
            return None
        old, new = versions[older], versions[newer]
        compared = compare(old.payload, new.payload)
        return {
            "kind": kind,
            "year": year,
            "title": new.title,
            "document_path": path_to(kind, **document_params(full)),
            "older": _version(kind, full, older, old),
            "newer": _version(kind, full, newer, new),
            "reasons": _reasons(versions, older, newer),
            "compared": compared,
            "empty": is_empty(compared),
            "csv": path_to(
                f"{kind}_compare_csv", older=older, newer=newer, **document_params(full)
            ),
            "others": [
                {
                    "older": one,
                    "newer": two,
                    "path": compare_path(kind, full, one, two),
                    "here": (one, two) == (older, newer),
                }
                for one, two in listed_beside((older, newer), list(versions))
            ],
        }

    return inputs


def _version(kind: str, slug: str, number: int, entry: Entry) -> dict[str, Any]:
    return {
        "number": number,
        "path": path_to(f"{kind}_version", number=number, **document_params(slug)),
        "at": moment(entry),
        "sha256": entry.payload_sha256,
    }


def _table(kind: str) -> Callable[..., Inputs | None]:
    def inputs(
        shelf: Shelf, _as_of: date, year: int, slug: str, older: int, newer: int
    ) -> Inputs | None:
        versions = _versions(shelf, kind, f"{year}/{slug}", older, newer)
        if versions is None:
            return None
        return {"rows": cells_of(compare(versions[older].payload, versions[newer].payload))}

    return inputs


def changes_csv(inputs: Inputs) -> bytes:
    """The changed cells for the file, one a line; spreadsheets read the letters right and run
    nothing."""
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows([_plain(row[name]) for name in COLUMNS] for row in inputs["rows"])
    return out.getvalue().encode()


def _plain(text: str) -> str:
    """A spreadsheet must not run a text that begins like a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


for _kind, _start, _section in (
    ("plan", "/ke-hoach", "plans"),
    ("conclusion", "/ket-luan", "conclusions"),
):
    _rule = f"{_start}/<int:year>/<slug>/so-sanh/<int:older>-<int:newer>"
    declare(
        Page(
            f"{_kind}_compare", f"{_rule}/", _page(_kind), _paths(_kind),
            template="site/compare.html", section=_section, listed=False,
        )
    )  # fmt: skip
    declare(
        Page(
            f"{_kind}_compare_csv", f"{_rule}.csv", _table(_kind), _paths(_kind),
            renderer=changes_csv, media_type="text/csv", listed=False,
        )
    )  # fmt: skip
