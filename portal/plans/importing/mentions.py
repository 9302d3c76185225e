"""Units that a piece of text names: found, doubtful, or looking like a unit that is not known."""

import re
from dataclasses import dataclass

from portal.plans.importing.groups import group_at
from portal.plans.importing.nearness import CLOSE, best_fitting, differs, nearest
from portal.plans.importing.register_names import (
    KINDS,
    Known,
    NameTree,
    tokens_of,
)
from portal.vietnamese import fold

_STARTS = {
    ("so",), ("chi", "cuc"), ("cuc",), ("ban",), ("ban", "quan", "ly"), ("trung", "tam"),
    ("benh", "vien"), ("truong",), ("bao", "hiem", "xa", "hoi"), ("kho", "bac"), ("cong", "an"),
    ("phong",), ("thanh", "tra"), ("van", "phong"), ("vien", "kiem", "sat"), ("toa", "an"),
    ("hai", "quan"), ("thue",), ("vien",), ("quy",), ("thi", "xa"), ("xa",), ("phuong",),
    ("huyen",), ("thanh", "pho"), ("dac", "khu"), ("thi", "tran"), ("uy", "ban", "nhan", "dan"),
    ("to", "chuc"), ("cong", "ty"), ("dai",), ("bao",), ("doi",), ("nha",), ("tram",),
}  # fmt: skip
_BELOW = frozenset({"phong", "trung", "benh", "truong", "chi", "tram", "vien", "doi"})
#: “TRƯỞNG PHÒNG” is who signs, not a school (trường).
_TITLES = {("truong", "phong"), ("truong", "ban"), ("truong", "doan")}
_STOP = frozenset(
    [
        "tai",
        "theo",
        "de",
        "truoc",
        "co",
        "la",
        "duoc",
        "gui",
        "ve",
        "trong",
        "tu",
        "do",
        "chu",
        "phoi",
        "tham",
        "bao",
        "thuc",
        "ngay",
        "nam",
        "doi",
        "cu",
        "giao",
        "bo",
        "khi",
        "nham",
        "va",
        "voi",
        "qua",
        "kiem",
    ]
)
#: Small words between what a unit is and its name: “UBND huyện …”, “Ban Quản lý các …”.
_BETWEEN = frozenset({"huyen", "xa", "phuong", "thi", "thanh", "pho", "tran", "quan", "cac"})
_PARTED = frozenset(",;:.()+•–-\n")
MOST_STRANGERS, LONGEST = 150, 12


@dataclass(frozen=True)
class Mention:
    """A unit as written. ``code`` is empty when none or several fit; ``candidates`` are the
    nearest. ``how``: exact, marks (other accents), kind (by its place in a list or under another
    kind of unit), former (a name or unit of another time), below (a part of the unit), close
    (nearly the same letters), several, none."""

    written: str
    start: int
    end: int
    code: str = ""
    candidates: tuple[str, ...] = ()
    how: str = "none"

    @property
    def confidence(self) -> str:
        """high, medium or low."""
        return {"exact": "high", "marks": "medium", "kind": "medium", "close": "medium"}.get(
            self.how, "low"
        )


def find_units(text: str, tree: NameTree, strangers: bool = True) -> list[Mention]:
    """The units named in ``text``, in order; with ``strangers`` also what looks like a unit."""
    return _Finder(text, tree, strangers).found


def covered(text: str, found: list[Mention]) -> float:
    """The part of the letters of ``text`` that names of units take up."""
    letters = sum(c.isalnum() for c in text)
    named = sum(c.isalnum() for one in found for c in text[one.start : one.end])
    return named / letters if letters else 0.0


_PLACE = re.compile(
    r"(?:ubnd|uy ban nhan dan|xa|phuong|dac khu|huyen|thi xa|thi tran|thanh pho|tp|tx|h|p|x)\b"
)


def is_place(one: Mention) -> bool:
    """Whether a name says by its first words that it is of a district or commune, so that it is
    a unit even where the register has none like it."""
    return bool(_PLACE.match(fold(one.written)))


class _Finder:
    def __init__(self, text: str, tree: NameTree, strangers: bool) -> None:
        self.text, self.tree, self.tokens = text, tree, tokens_of(text)
        self.strangers = MOST_STRANGERS if strangers else 0
        self.found: list[Mention] = []
        self.kinds: list[str] = []
        at = 0
        while at < len(self.tokens):
            at = self._step(at)

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        if not token.word:
            return at + 1
        after, kinds = group_at(self.tokens, at)
        if after:
            self.kinds = kinds
            return after
        end, units = self.tree.longest(self.tokens, at)
        if units and (token.upper or self._proper(at, end)):
            return self._add(at, end, units)
        first = self._first_of_item(at)
        if first and token.upper and self.kinds:
            tried = [self.tree.longest(self.tokens, at, kind) for kind in self.kinds]
            fitting = [one for one in tried if one[1]]
            if fitting:
                longest = max(end for end, _ in fitting)
                units = [unit for end, named in fitting if end == longest for unit in named]
                return self._add(at, longest, units)
            for kind in KINDS.values():
                end, units = self.tree.longest(self.tokens, at, kind)
                if units and kind != "so" and "so" not in self.kinds:
                    return self._add(at, end, units, "kind")
        return self._stranger(at, first)

    def _proper(self, at: int, end: int) -> bool:
        """“huyện Bình Lục”: a small letter, then a name."""
        return any(token.upper for token in self.tokens[at + 1 : end])

    def _first_of_item(self, at: int) -> bool:
        before = self.tokens[at - 1] if at else None
        return (
            before is None
            or before.keys[0] in _PARTED
            or before.keys == ("va",)
            or bool(self.kinds and not before.upper and before.word)
        )

    def _add(self, at: int, end: int, units: list[Known], how: str = "") -> int:
        end = self._with_province(end)
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        written = self.text[start:stop]
        best = best_fitting(units, written)
        codes = tuple(dict.fromkeys(one.code for one in best))
        if len(codes) > 1:
            self.found.append(Mention(written, start, stop, "", codes, "several"))
            return end
        if not best[0].current:
            how = "former"
        elif not how:
            how = "marks" if differs(written, best[0].name) else "exact"
        self.found.append(Mention(self.text[start:stop], start, stop, codes[0], codes, how))
        return end

    def _with_province(self, end: int) -> int:
        while end < len(self.tokens) and self.tokens[end].keys == ("tinh",):
            end += 1
            while end < len(self.tokens) and self.tokens[end].word and self.tokens[end].upper:
                end += 1
        return end

    def _stranger(self, at: int, first: bool) -> int:
        token = self.tokens[at]
        starts = next((n for n in (4, 3, 2, 1) if self._keys(at, n) in _STARTS), 0)
        listed = bool(self.kinds) and first and token.upper
        if self._keys(at, 2) in _TITLES:
            return at + 2
        after = at + max(starts, 1)
        while starts and after < len(self.tokens) and self.tokens[after].keys[0] in _BETWEEN:
            after += 1
        named = after < len(self.tokens) and self.tokens[after].upper and self.tokens[after].word
        if not (first and (starts and named and token.upper or listed)) or not self.strangers:
            return at + 1
        if token.keys[0] == "so" and self.text[token.start : token.end].lower() not in ("sở", "so"):
            return at + 1
        end = at
        while end < len(self.tokens) and end - at < LONGEST:
            part = self.tokens[end]
            if part.keys[0] in _PARTED and part.keys[0] != "-":
                break
            said = self.text[part.start : part.end]
            if end > at and not part.upper and part.keys[0] in _STOP - {"va"} and said != "tư":
                break
            end += 1
        end = max(end, at + 1)
        # “P. Nội vụ huyện …” is a phòng; a ward would have been found as one
        below = token.keys[0] in _BELOW or self.text[token.start : token.end] == "P"
        if below and self._part_of(at, end):
            return end
        kind = self.kinds[0] if listed and not starts and self.kinds else ""
        return self._strange(at, end, kind)

    def _part_of(self, at: int, end: int) -> bool:
        """“Phòng Nội vụ thành phố Phủ Lý” is a part of a unit of the register."""
        for n in range(at + 1, end):
            stop, units = self.tree.longest(self.tokens, n)
            if units and stop <= end and (self.tokens[n].upper or self._proper(n, stop)):
                start, last = self.tokens[at].start, self.tokens[stop - 1].end
                codes = tuple(dict.fromkeys(one.code for one in best_fitting(units, "")))
                code = codes[0] if len(codes) == 1 else ""
                self.found.append(Mention(self.text[start:last], start, last, code, codes, "below"))
                return True
        return False

    def _strange(self, at: int, end: int, kind: str) -> int:
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        written = self.text[start:stop].strip()
        if len(written) < 4 or written.isdigit():
            return end
        self.strangers -= 1
        near = nearest(f"{kind} {written}", self.tree)
        if near and near[0][1] >= CLOSE and (len(near) == 1 or near[1][1] < near[0][1] - 0.03):
            codes = tuple(code for code, _ in near)
            self.found.append(Mention(written, start, stop, codes[0], codes, "close"))
        else:
            self.found.append(
                Mention(written, start, stop, "", tuple(code for code, _ in near), "none")
            )
        return end

    def _keys(self, at: int, length: int) -> tuple[str, ...]:
        """The syllables of so many words; one word may stand for several (“UBND”)."""
        return tuple(key for token in self.tokens[at : at + length] for key in token.keys)
