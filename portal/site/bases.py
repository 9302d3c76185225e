"""Legal bases as readers meet them: a line that cites a document of the portal leads to it, and
the document says what it is a basis of.

Offices type bases as plain lines. A line is taken for a citation of a published plan or
conclusion when the number is the same and the day does not speak against it; where a line gives
no day, only if one document alone has the number, as numbers begin anew each year.
"""

import re
from typing import Any

from portal.documents.citations import Citation, citation_key, citations_in
from portal.publishing.shelf import Entry, Shelf
from portal.site.catalog import document_params
from portal.site.registry import path_to

#: Kinds of publication that are issued documents with a number.
_DOCUMENTS = ("plan", "conclusion")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Row = dict[str, str]


def base_lines(shelf: Shelf, lines: list[str], own: str) -> list[list[Row]]:
    """Each line of the bases as pieces {text, path}; ``own`` is the path of the document itself,
    which is no basis of its own."""
    return [_pieces(shelf, line, own) for line in lines]


def basis_of(shelf: Shelf, own: str) -> list[Row]:
    """The documents {title, path} whose bases cite the one at the path ``own``."""
    return list(_citing(shelf).get(own, ()))


def _pieces(shelf: Shelf, line: str, own: str) -> list[Row]:
    made, rest = [], line
    for one in citations_in(line):
        found = _cited(shelf, one, line)
        before, cited, behind = rest.partition(one.excerpt)
        if found is None or found["path"] == own or not cited:
            continue
        made += [{"text": before, "path": ""}] if before else []
        made.append({"text": cited, "path": found["path"]})
        rest = behind
    return [*made, {"text": rest, "path": ""}] if rest else made


def _cited(shelf: Shelf, citation: Citation, line: str) -> Row | None:
    """The published document that a citation means; None where none does, or several might."""
    known: list[Row] = _by_number(shelf).get(citation.key, [])
    if citation.day is not None:
        day = citation.day.isoformat()
        known = [one for one in known if one["issued_on"] in (day, "")]
    elif years := set(_YEAR.findall(line.replace(citation.number, ""))):
        known = [one for one in known if not one["issued_on"] or one["issued_on"][:4] in years]
    return known[0] if len(known) == 1 else None


def _by_number(shelf: Shelf) -> Any:
    def made() -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row, _ in _documents(shelf):
            if row["number"]:
                found.setdefault(citation_key(row["number"]), []).append(row)
        return found

    return shelf.watched("documents by number", made)


def _citing(shelf: Shelf) -> Any:
    def made() -> dict[str, list[Row]]:
        found: dict[str, dict[str, Row]] = {}
        for row, lines in _documents(shelf):
            told = {"title": row["title"], "path": row["path"]}
            for line in lines:
                for one in citations_in(line):
                    cited = _cited(shelf, one, line)
                    if cited is not None and cited["path"] != row["path"]:
                        found.setdefault(cited["path"], {})[row["path"]] = told
        return {path: list(rows.values()) for path, rows in found.items()}

    return shelf.watched("documents citing", made)


def _documents(shelf: Shelf) -> list[tuple[Row, tuple[str, ...]]]:
    """Every published document and its bases."""

    def made() -> list[tuple[Row, tuple[str, ...]]]:
        entries = (entry for kind in _DOCUMENTS for entry in shelf.every(kind))
        return [(_row(entry), entry.facts.bases) for entry in entries]

    found: list[tuple[Row, tuple[str, ...]]] = shelf.kept("documents with bases", made)
    return found


def _row(entry: Entry) -> Row:
    return {
        "title": entry.title,
        "path": path_to(entry.kind, **document_params(entry.slug)),
        "number": entry.facts.number,
        "issued_on": entry.facts.issued_on,
    }
