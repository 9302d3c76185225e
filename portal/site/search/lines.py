"""HTML of published texts as lines that search can lead to: each with the nearest anchor."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

#: One line of a text and the anchor on its page that it stands at (empty: the page itself).
Line = tuple[str, str]
#: A section is cut at the line that passes so many letters; one holds most documents.
LONGEST = 6000

_PIECE = re.compile(
    r"<(?P<close>/)?(?P<tag>p|h[1-6]|li|tr|td|th|br|blockquote)\b(?P<rest>[^>]*)>", re.IGNORECASE
)
_ID = re.compile(r'\bid="([^"]+)"')
_TAGS = re.compile(r"<[^>]*>")


def plain(html: str) -> str:
    """The text of a piece of HTML, its blanks collapsed."""
    return " ".join(unescape(_TAGS.sub("", html)).split())


def html_lines(html: str, anchor: str = "") -> Iterator[Line]:
    """Paragraphs, list items and whole rows of tables, in order."""
    here, parts, start = anchor, [""], 0
    for found in _PIECE.finditer(html):
        parts[-1] += html[start : found.start()]
        start = found.end()
        tag = found["tag"].lower()
        if tag in ("td", "th"):
            parts.append("")
            continue
        in_row = len(parts) > 1 and tag != "tr"
        if in_row:
            parts[-1] += " "
            continue
        yield from _line(here, parts)
        parts = [""]
        if marked := _ID.search(found["rest"]):
            here = marked[1]
    parts[-1] += html[start:]
    yield from _line(here, parts)


def _line(anchor: str, parts: list[str]) -> Iterator[Line]:
    said = " · ".join(filter(None, map(plain, parts)))
    if said:
        yield anchor, said


def cut(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines in sections of at most ``LONGEST`` letters and a line."""
    sections: list[list[Line]] = [[]]
    length = 0
    for anchor, text in lines:
        for start in range(0, len(text), LONGEST):
            if length > LONGEST or (length and length + len(text) > LONGEST * 3 // 2):
                sections.append([])
                length = 0
            sections[-1].append((anchor, text[start : start + LONGEST]))
            length += len(sections[-1][-1][1])
    return sections
