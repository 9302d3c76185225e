"""What typing, scanning and copying leave in a text (DOMAIN 1.11, traps 2 and 8)."""

import re
from collections.abc import Sequence

from portal.documents.blocks import Blocks
from portal.documents.flags import Flag

#: Initials of a typist with month and year, alone on a line: “Ntkc.12/2023”.
_TYPIST = re.compile(r"^[A-ZĐ][A-Za-zđĐ]{1,9}\.?\s?\d{1,2}/\d{4}$")
#: Words after which no sentence can end.
_CUT = re.compile(r"\b(của|và|các|những|cho|với|hoặc|do|để)\s*\.$")
#: “Số: 220 /KH-UBND”: a search for the number finds nothing.
_SPACED = re.compile(r"\b(?:Số\s*:?\s*)?\d+(?:\s+/\s*|/\s+)(?:[A-ZĐ]{2,}-[A-ZĐ]+)", re.I)
_ESCAPED = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,80})?/?>|&(?:amp|lt|gt|nbsp|quot|#\d{2,5});"
    r"|\\[nt]\b|\\[*_#]"
)


def leftovers(text: Blocks) -> list[Flag]:
    """Typist's marks, sentences cut off, blanks inside a number, tags and escapes shown as text,
    table headers that a page break repeated."""
    found = []
    for block in text.paragraphs:
        if _TYPIST.match(block.text):
            found.append(Flag("mark", "Ký hiệu của người soạn", block.text, block.anchor))
        if _CUT.search(block.text):
            found.append(
                Flag("cut", "Câu có thể bị mất chữ ở cuối", "…" + block.text[-80:], block.anchor)
            )
        for match in _SPACED.finditer(block.text):
            found.append(
                Flag("spaced", "Thừa dấu cách trong số, ký hiệu", match[0].strip(), block.anchor)
            )
        for match in _ESCAPED.finditer(block.text):
            found.append(_escaped(match, block.anchor))
    for anchor, rows in text.tables:
        for row in rows:
            for cell in row:
                found += [_escaped(match, anchor) for match in _ESCAPED.finditer(cell)]
        found += _repeated_header(rows, anchor)
    return list(dict.fromkeys(found))


def _escaped(match: re.Match[str], anchor: str) -> Flag:
    return Flag("markup", "Mã định dạng còn sót lại trong chữ", match[0], anchor)


def _repeated_header(rows: Sequence[Sequence[str]], anchor: str) -> list[Flag]:
    """The first row again further down: one table cut by pages, or two tables in one."""
    if len(rows) < 3 or not any(rows[0]):
        return []
    again = sum(tuple(row) == tuple(rows[0]) for row in rows[1:])
    if not again:
        return []
    words = " · ".join(filter(None, rows[0]))[:90]
    return [Flag("repeated_header", f"Dòng tiêu đề bảng lặp lại {again} lần", words, anchor)]
