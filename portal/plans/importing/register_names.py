"""The names of the register as people write them, to be found in running text.

A tree of syllables: abbreviations are written out (UBND, TX, BQL, KCN), “và” and “các” are left
out, letters lose their marks; “Sở VHTT&DL” is also known by its initials. Where the marks agree as
well (whatever vowel carries the tone), the name is meant exactly.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from portal.vietnamese import fold, nfc

_TOKEN = re.compile(
    r"[A-ZĐ]{1,8}(?:(?:\s?[&–-]\s?|[,.](?=[A-ZĐ]{1,4}\s?[&–-]))[A-ZĐ]{1,8})+(?![\w])|\w+|[^\w\s]"
)
_LONG = {
    "ubnd": "uy ban nhan dan", "tp": "thanh pho", "tx": "thi xa", "vp": "van phong",
    "bql": "ban quan ly", "ql": "quan ly", "kcn": "khu cong nghiep", "kkt": "khu kinh te",
    "bhxh": "bao hiem xa hoi", "kbnn": "kho bac nha nuoc", "hdnd": "hoi dong nhan dan",
}  # fmt: skip
_DOTTED = {"h": "huyen", "p": "phuong", "x": "xa", "q": "quan", "tt": "thi tran"}
NOISE = frozenset({"va", "cac", "nhung"})
KINDS = {
    ("so",): "so", ("huyen",): "huyen", ("thi", "xa"): "thi xa", ("thanh", "pho"): "thanh pho",
    ("xa",): "xa", ("phuong",): "phuong", ("dac", "khu"): "dac khu", ("thi", "tran"): "thi tran",
    ("quan",): "quan",
}  # fmt: skip
_COUNCIL = ("uy", "ban", "nhan", "dan")


@dataclass(frozen=True)
class Token:
    """A word or sign of a text: its syllables without marks, and where it stands."""

    keys: tuple[str, ...]
    start: int
    end: int
    upper: bool
    word: bool


@dataclass(frozen=True)
class Known:
    """A unit under one of its names; ``current`` false: a name or unit of another time."""

    code: str
    name: str
    marked: str
    current: bool


@dataclass
class _Node:
    steps: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[Known] = field(default_factory=list)


def tokens_of(text: str) -> list[Token]:
    """The tokens of NFC text; abbreviations written out."""
    found: list[Token] = []
    parts = list(_TOKEN.finditer(text))
    skip = False
    for n, part in enumerate(parts):
        written = part[0]
        if skip:
            skip = False
            continue
        dot = n + 1 < len(parts) and parts[n + 1][0] == "."
        word = written[0].isalnum()
        keys, uses_dot = (
            _keys(written, dot, found[-1] if found else None) if word else ((written,), False)
        )
        skip = uses_dot and dot
        found.append(
            Token(
                keys, part.start(), part.end(), written[:1].isupper() or written[:1].isdigit(), word
            )
        )
    return found


def _keys(written: str, dot: bool, before: Token | None) -> tuple[tuple[str, ...], bool]:
    parts = re.findall(r"[^\W_]+", fold(written))
    if len(parts) > 1:
        if all(part in _LONG for part in parts):
            return tuple(key for part in parts for key in _LONG[part].split()), False
        return ("".join(parts),), False
    plain = "".join(parts)
    if plain in _LONG:
        return tuple(_LONG[plain].split()), plain in ("tp", "tx")
    if plain == "nn" and before is not None and before.keys == ("bac",):
        return ("nha", "nuoc"), False
    after_council = before is not None and before.keys == _COUNCIL
    if plain in _DOTTED and (dot or after_council):
        return tuple(_DOTTED[plain].split()), dot
    return (plain,), False


def syllables(name: str) -> tuple[str, ...]:
    """The syllables of a name as the tree keeps them."""
    return tuple(
        key
        for token in tokens_of(nfc(name))
        if token.word
        for key in token.keys
        if key not in NOISE
    )


def marked(text: str) -> str:
    """Words with their tone at the end, so that hoà and hòa are the same."""
    words = []
    for word in re.findall(r"\w+", nfc(text).lower()):
        parts = unicodedata.normalize("NFD", word)
        tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(c for c in parts if c not in "\u0300\u0301\u0303\u0309\u0323")
        words.append(unicodedata.normalize("NFC", rest) + tone)
    return " ".join(words)


class NameTree:
    """The register as a tree. Rows hold ``code``, ``names`` (the first is the one of the day),
    ``others`` (names of other times) and ``current`` (it exists on the day)."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.full, self.bare = _Node(), {kind: _Node() for kind in KINDS.values()}
        self.names: dict[str, str] = {}
        self.spoken: list[tuple[str, str]] = []
        #: nearest names asked for so far, by what was written: one document asks a bounded number
        self.near: dict[str, list[tuple[str, float]]] = {}
        for row in rows:
            self.names[row.code] = row.names[0]
            for names, now in ((row.names, row.current), (row.others, False)):
                for name in filter(str.strip, names):
                    self._add(row.code, name, now)

    def _add(self, code: str, name: str, current: bool) -> None:
        keys = syllables(name)
        known = Known(code, name, marked(name), current)
        self.spoken.append((" ".join(keys), code))
        for variant in _variants(keys):
            _put(self.full, variant, known)
        rest = keys[4:] if keys[:4] == _COUNCIL else keys
        for kind, word in KINDS.items():
            own = rest[len(kind) :]
            if rest[: len(kind)] == kind and own:
                _put(self.bare[word], own, known)
                if word == "so" and len(own) > 1:
                    for short in (*((one,) for one in _initials(name)), *_half_short(own)):
                        _put(self.full, ("so", *short), known)
                        _put(self.bare["so"], short, known)

    def longest(self, tokens: list[Token], at: int, kind: str = "") -> tuple[int, list[Known]]:
        """The end and the units of the longest name that begins at ``at``; (at, []) if none."""
        node = self.bare[kind] if kind else self.full
        best, units, n = at, [], at
        while n < len(tokens):
            token = tokens[n]
            quiet = (not token.word and token.keys[0] in ",-–&") or token.keys[0] in NOISE
            if quiet and n > at:
                n += 1
                continue
            for key in token.keys:
                node = node.steps.get(key)  # type: ignore[assignment]
                if node is None:
                    return best, units
            n += 1
            if node.ends:
                best, units = n, node.ends
        return best, units


def _variants(keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    found = {keys}
    if keys[:4] == _COUNCIL and len(keys) > 5 and keys[4] != "tinh":
        found.add(keys[4:])
    if len(keys) > 2 and keys[-1] == "tinh":
        found.add(keys[:-1])
    if keys[:3] == ("ban", "quan", "ly") and len(keys) > 4:
        found |= {("ban", *one[3:]) for one in set(found) if one[:3] == keys[:3]}
        found |= {(*one, "tinh") for one in set(found) if one[-1] != "tinh"}
    return {one for one in found if len(one) > 1 or len(keys) == 1}


def _initials(name: str) -> set[str]:
    words = [word for word in re.findall(r"\w+", fold(name))[1:]]
    short = "".join(word[0] for word in words if word not in NOISE)
    return {short, "".join(word[0] for word in words)} if len(short) > 1 else set()


def _half_short(own: tuple[str, ...]) -> set[tuple[str, ...]]:
    """“Sở Nông nghiệp & PTNT”: the first words of a name, the others as initials."""
    return {(*own[:n], "".join(word[0] for word in own[n:])) for n in range(2, len(own) - 1)}


def _put(root: _Node, keys: tuple[str, ...], known: Known) -> None:
    node = root
    for key in keys:
        node = node.steps.setdefault(key, _Node())
    if all((one.code, one.marked) != (known.code, known.marked) for one in node.ends):
        node.ends.append(known)
