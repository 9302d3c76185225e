"""Numbers of clauses and of rows that do not follow each other (DOMAIN 1.11, trap 6)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.documents.blocks import Block
from portal.documents.flags import Flag

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_SIGNS = (
    ("dotted", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=[^\W\d_])")),
    ("arabic", re.compile(r"(?:[-–]\s*)?(\d{1,2})[.)]\s+(?=[^\W\d_])")),
    ("article", re.compile(r"Điều\s+(\d{1,3})\s*[.:]")),
    ("roman", re.compile(rf"({_ROMAN})\s*[.)]\s+(?=[^\W\d_])")),
    ("letter", re.compile(r"([a-zđ])\)\s*(?=[^\W\d_])")),
)
#: Letters of points (điểm) in their order; f, j, w, z are not used.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_DEPTH = {"article": 0, "roman": 0, "arabic": 1, "dotted": 2, "letter": 3}
_ROW = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?")
_REFERENCE = re.compile(r"\b[Mm]ục\s+[IVX]+\s*[,;]?\s*Điều\s+\d+")


@dataclass(frozen=True)
class _Sign:
    """The number a paragraph opens with."""

    kind: str
    text: str

    @property
    def value(self) -> int:
        if self.kind == "roman":
            return roman_value(self.text)
        if self.kind == "letter":
            return _LETTERS.find(self.text) + 1
        return int(self.text.rpartition(".")[2])


def roman_value(text: str) -> int:
    """4 for “IV”."""
    worth = {"I": 1, "V": 5, "X": 10}
    values = [worth[letter] for letter in text]
    later = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, later, strict=True))


def numbering_breaks(paragraphs: Iterable[Block]) -> list[Flag]:
    """Clauses whose number does not follow the one before it, and references to articles of a
    text that has none."""
    blocks = list(paragraphs)
    found = list(_breaks(blocks))
    if not any((sign := _sign_of(one.line)) and sign.kind == "article" for one in blocks):
        for block in blocks:
            found += [
                Flag("reference", "Dẫn “Điều” trong văn bản không chia Điều", hit[0], block.anchor)
                for hit in _REFERENCE.finditer(block.text)
            ]
    return found


def _breaks(blocks: Sequence[Block]) -> Iterator[Flag]:
    last: dict[str, _Sign] = {}
    for block in blocks:
        sign = _sign_of(block.line)
        if sign is None:
            continue
        above = {kind: one for kind, one in last.items() if _DEPTH[kind] < _DEPTH[sign.kind]}
        wrong = _fault(sign, last, above)
        last = {**above, sign.kind: sign}
        if wrong:
            yield Flag("numbering", f"Số thứ tự không liền mạch: {wrong}",
                       _cut(block.line), block.anchor)  # fmt: skip


def _fault(sign: _Sign, last: dict[str, _Sign], above: dict[str, _Sign]) -> str:
    before = last.get(sign.kind)
    if sign.kind == "dotted":
        return _dotted_fault(sign, before, above)
    if sign.value in (1, 0):
        # a list may start anew anywhere, and part two of a text at I again
        twice = before is not None and before.value == 1 and sign.kind == "roman"
        return f"“{sign.text}” ghi hai lần" if twice else ""
    if before is None:
        # an annex or a second document may go on from another text
        return f"bắt đầu từ “{sign.text}”" if sign.kind in ("arabic", "letter") and above else ""
    if sign.value == before.value:
        return f"“{sign.text}” ghi hai lần"
    if sign.value != before.value + 1:
        return f"“{sign.text}” đứng sau “{before.text}”"
    return ""


def _dotted_fault(sign: _Sign, before: _Sign | None, above: dict[str, _Sign]) -> str:
    parent = sign.text.rpartition(".")[0]
    if before is not None and before.text.rpartition(".")[0] == parent:
        if sign.value == before.value:
            return f"“{sign.text}” ghi hai lần"
        if sign.value != before.value + 1:
            return f"“{sign.text}” đứng sau “{before.text}”"
        return ""
    if sign.text.count(".") > 1:
        return ""
    known = {str(one.value) for one in above.values()}
    if known and parent not in known:
        return f"“{sign.text}” không thuộc mục đứng trên"
    if sign.value != 1:
        return f"“{sign.text}” không có “{parent}.{sign.value - 1}” đứng trước"
    return ""


def row_breaks(rows: Sequence[Sequence[str]], anchor: str = "") -> list[Flag]:
    """Row numbers of one table that stand twice under the same group (“6.1” and “6.1”)."""
    seen: set[str] = set()
    group = ""
    found = []
    for row in rows:
        number = row[0].strip() if row else ""
        if re.fullmatch(_ROMAN, number):
            group = number
            continue
        match = _ROW.fullmatch(number)
        if match is None or len(row) < 2 or not any(cell.strip() for cell in row[1:]):
            continue
        key = f"{group} {match[1]}"
        if "." in match[1] and key in seen:
            found.append(
                Flag("numbering", f"Dòng số “{match[1]}” ghi hai lần",
                     _cut(" ".join([number, *row[1:2]])), anchor)
            )  # fmt: skip
        seen.add(key)
    return found


def _sign_of(line: str) -> _Sign | None:
    for kind, pattern in _SIGNS:
        if (found := pattern.match(line)) and found[1]:
            if kind == "letter" and found[1] not in _LETTERS:
                return None
            return _Sign(kind, found[1])
    return None


def _cut(line: str) -> str:
    return line if len(line) <= 90 else line[:87].rsplit(" ", 1)[0] + "…"
