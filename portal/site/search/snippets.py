"""The part of a section that answers a question, its words marked; search.js does the same."""

import re
from dataclasses import dataclass

from portal.site.search.words import Query, abbreviations, fold_word, words_of

_WORD = re.compile(r"[^\W_]+")
#: Words that a snippet holds, and how many of them before the first found.
LENGTH, BEFORE = 36, 8


@dataclass(frozen=True)
class Snippet:
    """Where on its page it stands, and its parts: text, and whether it is a word asked for."""

    anchor: str
    parts: tuple[tuple[str, bool], ...]


def snippet_of(text: str, query: Query) -> Snippet:
    """The line of a section with most of the words, around the first of them."""
    wanted = _wanted(query)
    best, most = ("", ""), -1
    for row in text.split("\n"):
        anchor, _, line = row.partition("\t")
        found = {_fold(word) for word in _WORD.findall(line)} & wanted
        if len(found) > most:
            best, most = (anchor, line), len(found)
    return Snippet(best[0], _parts(best[1], wanted))


def _wanted(query: Query) -> set[str]:
    """The folded words of a question, with what its abbreviations stand for."""
    words = list(query.words)
    known = abbreviations()
    for word in query.words:
        words += known.short.get(word, ())
    folded = {fold_word(word) for word in words}
    asked = {fold_word(word) for word in query.words}
    for brief, full in known.short.items():
        if asked >= {fold_word(word) for word in full}:
            folded.add(fold_word(brief))
        elif fold_word(brief) in asked:
            folded.update(fold_word(word) for word in full)
    return folded


def _fold(word: str) -> str:
    return fold_word(words_of(word)[0])


def _parts(line: str, wanted: set[str]) -> tuple[tuple[str, bool], ...]:
    spans = [(one.start(), one.end(), _fold(one[0]) in wanted) for one in _WORD.finditer(line)]
    if not spans:
        return ((line, False),) if line else ()
    first = _densest([hit for _, _, hit in spans])
    shown = spans[first : first + LENGTH]
    start = shown[0][0] if first else 0
    whole = first + LENGTH >= len(spans)
    end = len(line) if whole else shown[-1][1]
    parts: list[tuple[str, bool]] = [("… ", False)] if first else []
    for begin, stop, hit in shown:
        if hit:
            if begin > start:
                parts.append((line[start:begin], False))
            parts.append((line[begin:stop], True))
            start = stop
    if end > start:
        parts.append((line[start:end], False))
    if not whole:
        parts.append((" …", False))
    return tuple(parts)


def _densest(hits: list[bool]) -> int:
    """Where the window with most hits begins, a few words before its first hit."""
    best, most = 0, 0
    for at, hit in enumerate(hits):
        if hit and (count := sum(hits[at : at + LENGTH - BEFORE])) > most:
            best, most = at, count
    return max(0, best - BEFORE)
