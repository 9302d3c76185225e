"""Writes the rows of search: with every publication, and once its files have been read.

Workspace only; the public process reads what stands there. The gate calls ``fill`` in the
transaction that publishes, so that what was withdrawn is gone from the live search at once.
Files are read later (``read_files``), because a bad file must neither delay nor stop a
publication: after it is public the next ``portal tick`` or ``load`` puts their words beside it.
A row that waits has no text.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import portal.site.pages  # noqa: F401  declares the addresses that rows lead to
from portal.db import write
from portal.documents.file_text import READABLE, lines_of
from portal.publishing.models import Publication
from portal.publishing.payload import files_in
from portal.site.search.lines import Line, cut
from portal.site.search.sections import KINDS, Found, found_in
from portal.site.search.table import SearchSection
from portal.site.search.words import BREAK, fold_word, said

#: Rows of one file at most; about forty printed pages of words each way.
_ROWS_OF_FILE = 40
_APART = 100
_SHOWN = ("path", "heads", "on", "year", "file", "label", "text")
Row = dict[str, Any]


@dataclass(frozen=True)
class _File:
    sha256: str
    name: str
    media_type: str


def fill(row: Publication, payload: dict[str, Any] | None) -> None:
    """Bring the rows of search in line with a publication that became current.

    Withdrawn or erased (``payload`` None): nothing can be found of it any more.
    """
    old = list(
        SearchSection.select()
        .join(Publication)
        .where(Publication.kind == row.kind, Publication.slug == row.slug)
        .order_by(SearchSection.position)
    )
    shown = row.state == "published" and payload is not None
    found = found_in(row.kind, row.slug, payload) if shown and payload else None
    rows = _rows(found, payload, _read_before(old)) if found and payload else {}
    known = {one.position: one for one in old}
    for gone in known.keys() - rows.keys():
        known[gone].delete_instance()
    for position, values in sorted(rows.items()):
        values["publication"] = row.id
        if position in known:
            one = known[position]
            SearchSection.update(**values).where(SearchSection.id == one.id).execute()
        else:
            SearchSection.create(position=position, **values)


def _read_before(old: list[SearchSection]) -> dict[str, list[str]]:
    """What files of the version before said, by hash; their text does not change."""
    read: dict[str, list[str]] = {}
    for one in old:
        if one.file and one.text is not None:
            read.setdefault(one.file, []).append(one.text)
    return read


def _rows(found: Found, payload: dict[str, Any], read: dict[str, list[str]]) -> dict[int, Row]:
    rows = {
        place: _row(found, _text(lines)) for place, lines in enumerate(cut(found.lines)[:_APART])
    }
    for number, file in enumerate(_readable_in(payload), start=1):
        texts: list[str] | list[None] = read.get(file.sha256) or [None]
        for part, text in enumerate(texts):
            rows[number * _APART + part] = _row(found, text, file)
    return rows


def _text(lines: list[Line]) -> str:
    return "\n".join(f"{anchor}\t{said}" for anchor, said in lines)


def _row(found: Found, text: str | None, file: _File | None = None) -> Row:
    label = f"trong tệp “{file.name}”" if file else ""
    heads = BREAK.join(head.replace(BREAK, " ") for head in found.heads if head)
    row: Row = {
        "path": found.path, "heads": heads, "on": found.on, "year": found.year,
        "file": file.sha256 if file else "", "label": label, "text": text,
        "length": len(text or ""),
    }  # fmt: skip
    words, head = said(heads, text or "")
    folded = " ".join(map(fold_word, words.split()))
    row |= {"words": words, "folded": f" {folded} ", "head": head}
    shown = json.dumps([row[name] for name in _SHOWN], ensure_ascii=False)
    return row | {"digest": hashlib.sha256(f"{shown}{row['words']}".encode()).hexdigest()[:32]}


def _readable_in(payload: dict[str, Any]) -> list[_File]:
    found: dict[str, _File] = {}
    for file in files_in(payload):
        if file["media_type"] in READABLE:
            one = _File(file["sha256"], file["name"], file["media_type"])
            found.setdefault(one.sha256, one)
    return list(found.values())


def read_files(data: Path) -> int:
    """Read the files that wait, each in a process of its own; how many there were.

    A file without words (a scan) is found by nothing and waits no more.
    """
    waiting = (
        SearchSection.select(SearchSection.file).where(SearchSection.text.is_null()).distinct()
    )
    hashes = [one.file for one in waiting]
    for sha256 in hashes:
        texts = [_text(part) for part in cut(("", said) for said in lines_of(data, sha256))]
        with write():
            for one in list(
                SearchSection.select().where(
                    SearchSection.file == sha256, SearchSection.text.is_null()
                )
            ):
                _take(one.publication, {sha256: texts[:_ROWS_OF_FILE] or [""]})
    return len(hashes)


def _take(row: Publication, texts: dict[str, list[str]]) -> None:
    """Write the rows of a publication anew, with the words of a file."""
    old = list(SearchSection.select().where(SearchSection.publication == row))
    payload = json.loads(row.payload) if row.payload else None
    found = found_in(row.kind, row.slug, payload) if payload else None
    if not found or not payload:
        return
    rows = _rows(found, payload, {**_read_before(old), **texts})
    known = {one.position: one for one in old}
    for position, values in sorted(rows.items()):
        if position not in known:
            SearchSection.create(publication=row, position=position, **values)
        elif known[position].digest != values["digest"]:
            SearchSection.update(**values).where(SearchSection.id == known[position].id).execute()


def fill_all(missing: bool = False) -> int:
    """Write the rows of every current publication, or of those that have none, anew.

    ``missing``: for a database from before there was search. All: after a change of the
    abbreviations. How many were looked at, each in a transaction of its own.
    """
    current = Publication.select(Publication.id).where(Publication.current)
    if missing:
        current = current.where(
            Publication.state == "published",
            Publication.kind.in_(list(KINDS)),
            Publication.id.not_in(SearchSection.select(SearchSection.publication)),
        )
    numbers = [one.id for one in current.order_by(Publication.id)]
    for number in numbers:
        with write():
            row = Publication.get_by_id(number)
            if row.current:
                fill(row, json.loads(row.payload) if row.payload else None)
    return len(numbers)
