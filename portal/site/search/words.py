"""Words as search compares them; ``static/js/search.js`` does the same and a test compares.

A word is lower case in one spelling: ``hoà`` and ``hòa``, ``kĩ`` and ``kỹ``, ``06`` and ``6``
are one. Folded, it loses its marks, letter by letter, so that both forms have one length.
Abbreviations are written out when a text is indexed, both ways, so that a query needs no list.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Not from ``config``: the process that builds an index loads the standard library alone.
_LIST = Path("content", "search", "abbreviations.csv")
ABBREVIATIONS = next(
    filter(
        Path.is_file,
        (Path(__file__).resolve().parents[3] / _LIST, Path(sys.prefix, "share") / _LIST),
    ),
    _LIST,
)
#: Between words that do not follow each other: a sentence or a line ends here.
BREAK = "|"
MOST_WORDS = 12
LONGEST_QUERY = 200
_WORD = re.compile(r"[^\W_]+|[.;:!?…](?=\s|$)|[\n\t()“”\"|]")
_LONGEST_WORD = 40
_I_FOR_Y = re.compile(r"^(h|k|l|m|s|t|qu)([iìỉĩíị])$")
_Y = dict(zip("iìỉĩíị", "yỳỷỹýỵ", strict=True))
_OLD_TONES = tuple(
    (f"{first}{marked}", f"{moved}{second}")
    for first, second, marks, moves in (
        ("o", "a", "àảãáạ", "òỏõóọ"), ("o", "e", "èẻẽéẹ", "òỏõóọ"), ("u", "y", "ỳỷỹýỵ", "ùủũúụ"),
    )
    for marked, moved in zip(marks, moves, strict=True)
)  # fmt: skip


class _Kept(dict[str, str]):
    """What a function gave for each word, while the words of a province fit."""

    _MOST = 200_000

    def __init__(self, work: "object") -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        found = self[word] = self._work(word)  # type: ignore[operator]
        return str(found)


def _one_spelling(word: str) -> str:
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower())
    if not word[:1].isalnum():
        return BREAK
    if word.isdigit():
        return word.lstrip("0")[:_LONGEST_WORD] or "0"
    word = _I_FOR_Y.sub(lambda found: found[1] + _Y[found[2]], word)
    for old, new in _OLD_TONES:
        word = word.replace(old, new)
    return word[:_LONGEST_WORD]


def _bare(word: str) -> str:
    return "".join(
        "d" if letter == "đ" else unicodedata.normalize("NFKD", letter)[0] for letter in word
    )


_spelled = _Kept(_one_spelling)
_folded = _Kept(_bare)


def fold_word(word: str) -> str:
    """The word without marks: ``đường`` → ``duong``."""
    return _folded[word]


def words_of(text: str) -> list[str]:
    """The words of a text in their one spelling, ``|`` where a sentence or line ends."""
    whole = unicodedata.normalize("NFC", text).lower()
    return list(map(_spelled.__getitem__, _WORD.findall(whole)))


@dataclass(frozen=True)
class Abbreviations:
    """``short`` → its words; ``long``: for each first word, what begins with it."""

    short: dict[str, tuple[str, ...]]
    long: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@lru_cache(maxsize=4)
def abbreviations(path: Path = ABBREVIATIONS) -> Abbreviations:
    """The list that an office may edit: columns ``short`` and ``long``."""
    short: dict[str, tuple[str, ...]] = {}
    long: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (brief,), full = words_of(row["short"]), tuple(words_of(row["long"]))
            short.setdefault(brief, full)
            long.setdefault(full[0], []).append((full, brief))
    return Abbreviations(short, {first: tuple(found) for first, found in long.items()})


def other_words(words: list[str]) -> Iterator[tuple[str, ...]]:
    """The same said otherwise, each with its neighbours: abbreviations written out, long names
    as abbreviations, ``ngày 6 tháng 2 năm 2026`` as ``6 2 2026``."""
    known = abbreviations()
    short, long, count = known.short, known.long, len(words)
    for at, word in enumerate(words):
        if word in short:
            yield (*words[max(0, at - 1) : at], *short[word], *words[at + 1 : at + 2])
        if word in long:
            for full, brief in long[word]:
                end = at + len(full)
                if tuple(words[at:end]) == full:
                    yield (*words[max(0, at - 1) : at], brief, *words[end : end + 1])
        elif word == "tháng" and 0 < at < count - 3 and words[at + 2] == "năm":
            yield words[at - 1], words[at + 1], words[at + 3]


def with_other_words(text: str) -> list[str]:
    """The words of a text, followed by the same said otherwise."""
    words = words_of(text)
    for said in dict.fromkeys(other_words(words)):
        words.append(BREAK)
        words += said
    return words


def said(heads: str, text: str) -> tuple[str, int]:
    """The words of a section with a blank around each, and where those of its heads end.

    ``text`` is given by the line with its anchors. What a row of search keeps as ``words`` and
    ``head``: a freeze reads them there instead of looking for words again.
    """
    head = with_other_words(heads)
    body = with_other_words("\n".join(line.partition("\t")[2] for line in text.split("\n")))
    return f" {' '.join([*head, BREAK, *body])} ", len(" ".join(head)) + 2


@dataclass(frozen=True)
class Query:
    """What a reader asks: words in one spelling, the pairs that follow each other, and whether
    any of it was typed with marks (then words with other marks count less)."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    marked: bool


def query_of(text: str) -> Query:
    """A question as typed, at most ``MOST_WORDS`` words of it."""
    found = words_of(text[:LONGEST_QUERY])
    for at in range(1, len(found) - 3):
        if found[at] == "tháng" and found[at + 2] == "năm":
            found[at - 1 : at + 4] = [found[at - 1], found[at + 1], found[at + 3]]
            break
    kept = [word for word in found if word != BREAK][:MOST_WORDS]
    pairs = [
        f"{first} {second}"
        for first, second in zip(found, found[1:], strict=False)
        if BREAK not in (first, second) and first in kept and second in kept
    ]
    marked = any(word != fold_word(word) for word in kept)
    return Query(tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(pairs)), marked)
