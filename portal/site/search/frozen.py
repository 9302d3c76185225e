"""The index of the frozen site: bundles of sections, shards of words, and what all of it needs.

An unchanged bundle is known by the numbers and digests of its sections, without reading them.
Only sections of changed bundles are compared, and only the shards of words that came or went are
written anew; the result is the same, byte for byte, as that of a whole index.
"""

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.config import ROOT
from portal.publishing.models import Publication
from portal.site.search import shards
from portal.site.search.sections import KINDS, LONGEST
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
_GAP = "."


@dataclass(frozen=True)
class Prepared:
    """``new``: files made in ``folder``; ``same``: files to take over from the last build."""

    folder: Path
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


def prepare(build: Path, last: Path | None, digest: str) -> Prepared:
    """Make the index of all that can be found, to be put into the site of ``build``.

    ``last``: the folder of the build before, ``digest`` what decides how text is shown and cut.
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
    known = _state(last, about)
    bundles = {rows[0].number: rows for rows in _bundles(sections)}
    keys = {first: _key(rows) for first, rows in bundles.items()}
    changed = [first for first in bundles if known.get(str(first)) != keys[first]]
    folder = build / "tim"
    (folder / shards.FOLDER).mkdir(parents=True)
    _write_bundles(folder, [bundles[first] for first in changed])
    gone = [int(first) for first in known if int(first) not in bundles or int(first) in changed]
    task = {"count": count, "old": sorted(gone), "new": changed}
    if not known or len(gone) + len(changed) > _FEW:
        task = {"count": count, "old": None, "new": list(bundles)}
    made = _run(folder, last / "site" if last and known else None, task)
    meta = shards.script("chung", count, _meta(sections, bundles))
    (folder / META).write_text(meta, encoding="utf-8")
    state = {"about": about, "bundles": keys}
    (build / STATE).write_text(json.dumps(state, separators=(",", ":")), encoding="utf-8")
    names = {shards.shard_name(number) for number in range(count)}
    return Prepared(
        folder,
        [*(shards.bundle_name(first) for first in changed), *made, META],
        [
            *(shards.bundle_name(first) for first in bundles if first not in set(changed)),
            *sorted(names.difference(made)),
        ],
    )


def _state(last: Path | None, about: str) -> dict[str, str]:
    """The bundles of the last build by their first number; none when it was made otherwise."""
    if last is None or not (last / STATE).exists():
        return {}
    kept = json.loads((last / STATE).read_text(encoding="utf-8"))
    found: dict[str, str] = kept["bundles"] if kept["about"] == about else {}
    return found


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


def _write_bundles(folder: Path, bundles: list[list[_Section]]) -> None:
    for start in range(0, len(bundles), 50):
        part = bundles[start : start + 50]
        kinds = {row.number: row.kind for rows in part for row in rows}
        columns = ("id", "path", "heads", "on", "label", "text")
        texts = {
            one.id: one
            for one in SearchSection.select(
                *(getattr(SearchSection, name) for name in columns)
            ).where(SearchSection.id.in_(list(kinds)))
        }
        for rows in part:
            content = [_shown(texts[row.number], KINDS[row.kind]) for row in rows]
            said = shards.script("trang", rows[0].number, content)
            (folder / shards.bundle_name(rows[0].number)).write_text(said, encoding="utf-8")


def _shown(row: SearchSection, kind: str) -> list[Any]:
    return [row.id, row.path, row.heads, kind, row.on, row.label, row.text]


def _run(folder: Path, last: Path | None, task: dict[str, Any]) -> list[str]:
    """Let the small process write shards; the names of those it wrote."""
    if task["old"] == task["new"] == []:
        return []
    words = [sys.executable, "-m", "portal.site.search.building", str(folder)]
    ran = subprocess.run(
        [*words, str(last)] if last else words,
        input=json.dumps(task), capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    if ran.returncode == errno.ENOSPC:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if ran.returncode:
        raise RuntimeError(f"the search index was not built: {ran.stderr.strip()[-500:]}")
    return list(json.loads(ran.stdout))


def _meta(sections: list[_Section], bundles: dict[int, list[_Section]]) -> dict[str, Any]:
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
    for first in bundles:
        kinds[first] = kinds[first].upper()
    return {
        "kinds": "".join(kinds),
        "years": "".join(years),
        "parts": dict(parts),
        "short": {brief: " ".join(full) for brief, full in abbreviations().short.items()},
    }
