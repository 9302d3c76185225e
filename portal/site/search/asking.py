"""The live search: the ranking of the frozen one as a single look through the rows in SQL.

The rule, the same in ``static/js/search.js``: a section holds all words of the question, or,
where none does, as many as any does and at least half; of these nearest ones the portal's own
pages are none: guides for those who work in it are long and hold half of any question. A word
counts 8 in the title, number or names, 4 elsewhere; typed with marks and found with other marks
only 2 and 1. Pairs of words that follow each other count three times as much. Equal ones come by
kind, newest year first, then what was published last; bodies in the order in which the register
got them. Of a page the best section is shown. Positions in a column need neither FTS5 nor an
extension of PostgreSQL, know nothing of idf or length, and so give the same order everywhere.
"""

from dataclasses import dataclass
from typing import Any

from peewee import Case, fn

from portal.db import is_postgres
from portal.publishing.models import Publication
from portal.site.search.sections import KINDS
from portal.site.search.snippets import Snippet, snippet_of
from portal.site.search.standing import RANKS, standing
from portal.site.search.table import SearchSection
from portal.site.search.words import Query, fold_word, query_of

PER_PAGE = 10
_IN_HEAD, _IN_TEXT, _OTHER_MARKS, _PAIR = 8, 4, 4, 3


@dataclass(frozen=True)
class Hit:
    """A page found: the best of its sections."""

    path: str
    title: str
    kind: str
    on: str
    label: str
    snippet: Snippet


@dataclass(frozen=True)
class Answer:
    """What a question found. ``partial``: no page has all of its words; ``total``: pages."""

    query: Query
    total: int
    partial: bool
    hits: list[Hit]


def ask(text: str, page: int = 1) -> Answer:
    """The pages that answer a question, best first, ``PER_PAGE`` of them."""
    query = query_of(text)
    if not query.words:
        return Answer(query, 0, False, [])
    order = ranked(query)
    partial = bool(order) and order[0][0] < len(query.words)
    shown = [number for _, number in order[(page - 1) * PER_PAGE : page * PER_PAGE]]
    return Answer(query, len(order), partial, _hits(shown, query))


def ranked(query: Query) -> list[tuple[int, int]]:
    """(how many of the words, number of the section) of every page found, best first."""
    places = [_place(SearchSection.folded, fold_word(word)) > 0 for word in query.words]
    covered = sum((Case(None, [(found, 1)], 0) for found in places[1:]),
                  Case(None, [(places[0], 1)], 0))  # fmt: skip
    columns = (
        SearchSection.id, SearchSection.publication, Publication.kind, SearchSection.year,
        _score(query), covered,
    )  # fmt: skip
    rows = list(standing(*columns).where(*places).tuples())
    if not rows:
        near = standing(*columns).where(covered * 2 >= len(query.words), Publication.kind != "page")
        some = list(near.tuples())
        most = max((row[5] for row in some), default=0)
        rows = [row for row in some if row[5] == most]
    best: dict[int, tuple[Any, ...]] = {}
    for number, publication, kind, year, score, cover in rows:
        last = number if kind == "unit" else -number
        found = (-score, RANKS[kind], -year, last, number, cover)
        known = best.get(publication)
        if known is None or (found[0], number) < (known[0], known[4]):
            best[publication] = found
    return [(found[5], found[4]) for found in sorted(best.values())]


def _score(query: Query) -> Any:
    parts = [(word, 1) for word in query.words] + [(pair, _PAIR) for pair in query.pairs]
    values = [_worth(term, query.marked) * times for term, times in parts]
    return sum(values[1:], values[0])


def _worth(term: str, marked: bool) -> Any:
    folded = " ".join(map(fold_word, term.split(" ")))
    plain = _place(SearchSection.folded, folded)
    head = SearchSection.head
    if not marked:
        return Case(None, [(plain == 0, 0), (plain < head, _IN_HEAD)], _IN_TEXT)
    exact = _place(SearchSection.words, term)
    return Case(
        None,
        [
            ((exact > 0) & (exact < head), _IN_HEAD),
            (exact > 0, _IN_TEXT),
            (plain == 0, 0),
            (plain < head, _IN_HEAD // _OTHER_MARKS),
        ],
        _IN_TEXT // _OTHER_MARKS,
    )


def _place(column: Any, term: str) -> Any:
    """Where a term first stands, from 1; 0 where it does not."""
    return (fn.STRPOS if is_postgres() else fn.INSTR)(column, f" {term} ")


def _hits(numbers: list[int], query: Query) -> list[Hit]:
    rows = (
        SearchSection.select(SearchSection, Publication.kind)
        .join(Publication)
        .where(SearchSection.id.in_(numbers))
    )
    by_number = {row.id: row for row in rows}
    return [_hit(by_number[number], query) for number in numbers if number in by_number]


def _hit(row: Any, query: Query) -> Hit:
    snippet = snippet_of(row.text, query)
    path = row.path
    if snippet.anchor and "#" not in path and not row.file:
        path = f"{path}#{snippet.anchor}"
    title = row.heads.partition("|")[0]
    return Hit(path, title, KINDS[row.publication.kind], row.on, row.label, snippet)
