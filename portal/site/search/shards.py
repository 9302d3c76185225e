"""The frozen index: for each word and each pair of words that follow each other, where they stand.

Standard library alone: ``building`` runs it in a small process of its own. Lists are whole, not
cut off: as differences they cost about a bit for each section once compressed, so that what is
found, how many and in which order is exact and the same as live. Words of one folded form lie
in one shard, each spelling with its own list, so that exact accents can count more.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import sub
from pathlib import Path

from portal.site.search.words import BREAK, fold_word, said

FOLDER = "tim-kiem/du-lieu"
#: 64 signs that JSON leaves alone; the upper 32 say that more follows.
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_LETTERS_OF_SHARD, _FEWEST, _MOST = 4096, 16, 2048
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}

#: A word, or two that follow each other.
Term = str | tuple[str, str]
#: Those of a section's heads, those of its text.
Terms = tuple[set[Term], set[Term]]


@dataclass(frozen=True)
class Record:
    """The words of a section and where those of its heads end, as its row keeps them."""

    number: int
    words: str
    head: int

    @property
    def line(self) -> str:
        """As it is handed from one process to the other."""
        return f"{self.number}\t{self.head}\t{self.words}\n"

    @classmethod
    def parse(cls, line: str) -> "Record":
        """What ``line`` gave."""
        number, head, words = line.rstrip("\n").split("\t")
        return cls(int(number), words, int(head))


def shard_count(letters: int) -> int:
    """How many shards an index over so many letters of text has."""
    count = _FEWEST
    while count < _MOST and count * _LETTERS_OF_SHARD < letters:
        count *= 2
    return count


def shard_of(term: str, count: int) -> int:
    """The shard that holds a term (a pair with a blank between) in all its spellings."""
    folded = " ".join(map(fold_word, term.split(" ")))
    return zlib.crc32(folded.encode()) & (count - 1)


def shard_name(shard: int) -> str:
    """The file of a shard, from the root of the site."""
    return f"{FOLDER}/tu-{shard:03x}.js"


def bundle_name(first: int) -> str:
    """The file of a bundle of sections, from the root of the site."""
    return f"{FOLDER}/trang-{first}.js"


def script(call: str, name: int, content: object) -> str:
    """A classic script that hands its content to search.js, from a server or a disk."""
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"timKiem.{call}({name},{said});\n"


def content_of(path: Path) -> object:
    """What a script of ours hands over."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def records_of(path: Path) -> Iterator[Record]:
    """The sections of a bundle, their words found again."""
    for row in content_of(path):  # type: ignore[attr-defined]
        yield Record(row[0], *said(row[2], row[6]))


def print_of(records: Iterable[Record]) -> str:
    """Sixteen hexadecimal digits, other ones for other words."""
    digest = hashlib.sha256()
    for one in records:
        digest.update(one.line.encode())
    return digest.hexdigest()[:16]


def terms_of(record: Record) -> Terms:
    """What a section is found by."""
    heads, text = _seen_in(record)
    return set(filter(_is_term, heads)), set(filter(_is_term, text))


def _seen_in(record: Record) -> Terms:
    """Like ``terms_of``, with breaks and the pairs they stand in: some for each section, which
    an index over all of them drops once."""
    first = _seen(record.words[: record.head])
    return first, _seen(record.words[record.head :]) - first


def _seen(words: str) -> set[Term]:
    in_order = words.split()
    found: set[Term] = set(zip(in_order, in_order[1:], strict=False))
    found.update(in_order)
    return found


def _is_term(seen: Term) -> bool:
    return seen != BREAK if isinstance(seen, str) else BREAK not in seen


def _text(term: Term) -> str:
    return term if isinstance(term, str) else " ".join(term)


def whole(records: Iterable[Record], count: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Every shard of an index over all sections, given by rising number."""
    places: dict[Term, list[int]] = defaultdict(list)
    for record in records:
        heads, text_only = _seen_in(record)
        packed = record.number * 2
        for term in text_only:
            places[term].append(packed)
        packed += 1
        for term in heads:
            places[term].append(packed)
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for text, term in sorted((_text(term), term) for term in places if _is_term(term)):
        shards[shard_of(text, count)][text] = encoded(places[term])
    yield from enumerate(shards)


def changed(
    old: Iterable[Record], new: Iterable[Record], count: int, last: Path
) -> Iterator[tuple[int, dict[str, str]]]:
    """The shards that differ from those in ``last`` once ``old`` sections became ``new``."""
    before = {record.number: _flat(terms_of(record)) for record in old}
    after = {record.number: _flat(terms_of(record)) for record in new}
    edits: dict[int, dict[str, dict[int, int | None]]] = {}
    for number in sorted(before.keys() | after.keys()):
        was, now = before.get(number, {}), after.get(number, {})
        for term in was.keys() | now.keys():
            if was.get(term) != now.get(term):
                shard = edits.setdefault(shard_of(term, count), {})
                shard.setdefault(term, {})[number] = now.get(term)
    for number, terms in sorted(edits.items()):
        shard_content: dict[str, str] = dict(content_of(last / shard_name(number)))  # type: ignore[call-overload]
        for term, places in terms.items():
            kept = {packed >> 1: packed & 1 for packed in decoded(shard_content.pop(term, ""))}
            for section, is_head in places.items():
                kept.pop(section, None)
                if is_head is not None:
                    kept[section] = is_head
            if kept:
                shard_content[term] = encoded(
                    [section * 2 + kept[section] for section in sorted(kept)]
                )
        yield number, dict(sorted(shard_content.items()))


def _flat(terms: Terms) -> dict[str, int]:
    return dict.fromkeys(map(_text, terms[1]), 0) | dict.fromkeys(map(_text, terms[0]), 1)


class _Codes(dict[int, str]):
    def __missing__(self, value: int) -> str:
        rest, signs = value, ""
        while rest > 31:
            signs += SIGNS[32 + (rest & 31)]
            rest >>= 5
        made = signs + SIGNS[rest]
        if len(self) < 65_536:
            self[value] = made
        return made


_codes = _Codes()


def encoded(places: list[int]) -> str:
    """Rising numbers, each doubled plus one where the term is in the heads, as text."""
    before = [0]
    before += [packed & ~1 for packed in places]
    return "".join(map(_codes.__getitem__, map(sub, places, before)))


def decoded(text: str) -> Iterator[int]:
    """What ``encoded`` was given."""
    value = shift = at = 0
    for sign in text:
        part = _VALUE[sign]
        value |= (part & 31) << shift
        shift += 5
        if part < 32:
            packed = (at & ~1) + value
            yield packed
            at, value, shift = packed, 0, 0
