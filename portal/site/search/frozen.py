"""The index of the frozen site: bundles of sections, shards of words, and what all of it needs.

An unchanged bundle is known by the numbers and digests of its sections, without reading them.
Only sections of changed bundles are compared, and only the shards of words that came or went are
written anew; the result is the same, byte for byte, as that of a whole index.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from portal.prepared import Prepared, hole
from portal.publishing.models import Publication
from portal.site.search import shards
from portal.site.search.indexing import build_shards
from portal.site.search.lines import LONGEST
from portal.site.search.sections import KINDS
from portal.site.search.standing import RANKS, standing
from portal.site.search.table import SearchSection
from portal.site.search.words import ABBREVIATIONS, abbreviations

META = f"{shards.FOLDER}/chung.js"
#: What the next build must know of this index, beside the public folder.
STATE = "search.json"
#: Sections of one group of numbers share a bundle while they are short.
_GROUP = 16
#: More changed bundles than this are indexed sooner from scratch.
_FEW = 300
#: Bundles that are read from the database together.
_AT_ONCE = 50
_GAP = "."


class _Row(NamedTuple):
    """What the index says of a section."""

    number: int
    path: str
    heads: str
    on: str
    label: str
    text: str
    words: str
    head: int


#: The sections between two numbers.
_BETWEEN = Prepared(
    lambda: SearchSection.select(
        SearchSection.id, SearchSection.path, SearchSection.heads, SearchSection.on,
        SearchSection.label, SearchSection.text, SearchSection.words, SearchSection.head,
    ).where(SearchSection.id.between(hole(0), hole(1))).tuples()
)  # fmt: skip


#: Takes a file of the site: its name and its bytes.
Put = Callable[[str, bytes], None]


@dataclass(frozen=True)
class Written:
    """``new``: shards that stand in their place; ``same``: files to take over from the last
    build."""

    new: list[str]
    same: list[str]


@dataclass(frozen=True)
class _Section:
    number: int
    publication: int
    kind: str
    year: int
    length: int
    digest: str


def prepare(build: Path, last: Path | None, digest: str, put: Put) -> Written:
    """Write the index of all that can be found into the site of ``build``.

    ``last``: the folder of the build before, ``digest`` what decides how text is shown and cut.
    Bundles go through ``put`` as they are made, while another process finds the words of those
    before.
    """
    sections = [
        _Section(*row)
        for row in standing(
            SearchSection.id, SearchSection.publication, Publication.kind, SearchSection.year,
            SearchSection.length, SearchSection.digest,
        ).order_by(SearchSection.id).tuples()
    ]  # fmt: skip
    count = shards.shard_count(sum(one.length for one in sections))
    listed = hashlib.sha256(ABBREVIATIONS.read_bytes()).hexdigest()
    about = hashlib.sha256(f"{digest} {listed} {count}".encode()).hexdigest()
    known, prints = _state(last, about)
    bundles = {str(rows[0].number): rows for rows in _bundles(sections)}
    keys = {first: _key(rows) for first, rows in bundles.items()}
    changed = {first for first in bundles if known.get(first) != keys[first]}
    folder = build / "site"
    (folder / shards.FOLDER).mkdir(parents=True)
    kept = {first: prints[first] for first in keys.keys() & prints.keys() - changed}
    old = {first: prints[first] for first in sorted(prints.keys() - kept.keys(), key=int)}
    made: list[str] | None = None
    if last and known and len(old) + len(changed) <= _FEW:
        new = _written(put, bundles, changed, changed, kept)
        made = build_shards(folder, last / "site", count, old, new) if old or changed else []
    if made is None:
        new = _written(put, bundles, bundles.keys(), changed, kept)
        made = build_shards(folder, None, count, None, new) or []
    put(META, shards.script("chung", count, _meta(sections, bundles)).encode())
    state = {"about": about, "bundles": keys, "prints": kept}
    (build / STATE).write_text(json.dumps(state, separators=(",", ":")), encoding="utf-8")
    names = {shards.shard_name(number) for number in range(count)}
    return Written(
        made,
        [
            *(shards.bundle_name(int(one)) for one in bundles if one not in changed),
            *sorted(names.difference(made)),
        ],
    )


def _state(last: Path | None, about: str) -> tuple[dict[str, str], dict[str, str]]:
    """The bundles of the last build by their first number, as keys and as prints of their words;
    none when it was made otherwise."""
    if last is None or not (last / STATE).exists():
        return {}, {}
    kept = json.loads((last / STATE).read_text(encoding="utf-8"))
    return (kept["bundles"], kept["prints"]) if kept["about"] == about else ({}, {})


def _key(rows: list[_Section]) -> str:
    told = "".join(f"{row.number}:{row.digest}\n" for row in rows)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _bundles(sections: list[_Section]) -> Iterator[list[_Section]]:
    bundle: list[_Section] = []
    for one in sections:
        if bundle and (
            one.number // _GROUP != bundle[0].number // _GROUP
            or sum(row.length for row in bundle) + one.length > LONGEST
        ):
            yield bundle
            bundle = []
        bundle.append(one)
    if bundle:
        yield bundle


def _written(
    put: Put,
    bundles: dict[str, list[_Section]],
    chosen: Collection[str],
    changed: Set[str],
    prints: dict[str, str],
) -> Iterator[shards.Record]:
    """The words of the ``chosen`` bundles, by rising number; of those that ``changed`` the file
    is put, and what their words come to is noted in ``prints``."""
    for run in _runs(bundles, chosen):
        found = map(_Row._make, _BETWEEN.rows(run[0][0].number, run[-1][-1].number))
        rows = {one.number: one for one in found}
        for bundle in run:
            first = str(bundle[0].number)
            records = [
                shards.Record(row.number, rows[row.number].words, rows[row.number].head)
                for row in bundle
            ]
            # once: a whole index may follow one that could not be brought up to date
            if first in changed and first not in prints:
                content = [_shown(rows[row.number], KINDS[row.kind]) for row in bundle]
                said = shards.script("trang", bundle[0].number, content)
                put(shards.bundle_name(bundle[0].number), said.encode())
            prints[first] = shards.print_of(records)
            yield from records


def _runs(
    bundles: dict[str, list[_Section]], chosen: Collection[str]
) -> Iterator[list[list[_Section]]]:
    """The chosen bundles, those that stand side by side together."""
    run: list[list[_Section]] = []
    for first, rows in bundles.items():
        if first in chosen:
            run.append(rows)
        if run and (first not in chosen or len(run) == _AT_ONCE):
            yield run
            run = []
    if run:
        yield run


def _shown(row: _Row, kind: str) -> list[Any]:
    return [row.number, row.path, row.heads, kind, row.on, row.label, row.text]


def _meta(sections: list[_Section], bundles: Iterable[str]) -> dict[str, Any]:
    """Kind and year of each section by its number, where bundles begin (capitals), which
    sections share a page, and the abbreviations."""
    most = sections[-1].number if sections else 0
    since = min((one.year for one in sections if one.year), default=1) - 1
    kinds, years = [_GAP] * (most + 1), [_GAP] * (most + 1)
    pages: dict[int, int] = {}
    parts: list[tuple[int, int]] = []
    for one in sections:
        kinds[one.number] = chr(ord("a") + RANKS[one.kind])
        years[one.number] = shards.SIGNS[min(63, max(0, one.year - since)) if one.year else 0]
        first = pages.setdefault(one.publication, one.number)
        if first != one.number:
            parts.append((one.number, first))
    for first in map(int, bundles):
        kinds[first] = kinds[first].upper()
    return {
        "kinds": "".join(kinds),
        "years": "".join(years),
        "parts": dict(parts),
        "short": {brief: " ".join(full) for brief, full in abbreviations().short.items()},
    }
