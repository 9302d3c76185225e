"""The lines and tables of an imported document, each with the clause it stands in.

Works on the clean HTML of ``documents.word.reading``: layout tables (letterhead, signatures) are
read as lines, every other table as a grid in which a merged cell stands in each of its places.
"""

import re
from dataclasses import dataclass, field

from lxml import html as lxml_html

from portal.documents.clauses import clause_of
from portal.vietnamese import fold, nfc

_LAYOUT = re.compile(
    r"doc lap|noi nhan|\b(?:tm|kt|tl|tuq)\.|^(?:pho )?(?:chu tich|giam doc)$", re.M
)
_TITLE = re.compile(r"^\W*(?:KẾ HOẠCH|DANH SÁCH|LỊCH|PHỤ LỤC|ĐỀ CƯƠNG)\b")
_MARKS = re.compile(r"^(?:[-–+*•]\s*)+(?=\S)|\*+$")
_NUMBER = re.compile(
    r"^(?:(?:[IVXL]+|[A-HK])(?:\s*[.)/]|\s?[-–])"
    r"|\d{1,2}(?:\.\d{1,2}){0,2}(?:\s*[.)/]|\s?[-–])?|[a-zđ]\s*[.)]|Điều \d+\.?)\s+"
)
WIDEST, MOST_ROWS = 30, 600


@dataclass(frozen=True)
class Line:
    """A paragraph. ``above``: headings it stands under, outermost first; ``level``: that of the
    clause it opens (9: none); ``place``: where it stands, in words."""

    number: int
    text: str
    place: str
    above: tuple[str, ...] = ()
    level: int = 9
    heading: bool = False

    @property
    def bare(self) -> str:
        """The words without dash and clause number."""
        return without_number(self.text)


@dataclass(frozen=True)
class Grid:
    """A table of facts; ``line`` is the number of the line before it, ``title`` what names it."""

    number: int
    line: int
    place: str
    title: str
    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Paper:
    """A document as lines and grids, in reading order."""

    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


def without_number(text: str) -> str:
    """A line without its dash and clause number."""
    bare = _MARKS.sub("", text).strip()
    return (
        _NUMBER.sub("", bare, count=1).strip()
        if not re.match(r"\d+\s+(?:ngày|tháng)", bare)
        else bare
    )


def read_paper(html: str) -> Paper:
    """The lines and grids of clean HTML."""
    root = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div")
    for mark in root.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    reader = _Reader()
    for element in root:
        reader.read(element)
    return reader.paper


class _Reader:
    def __init__(self) -> None:
        self.paper = Paper()
        self._path: list[tuple[int, str, str]] = []

    def read(self, element: lxml_html.HtmlElement) -> None:
        if element.tag == "table":
            rows = _rows(element)
            whole = fold("\n".join(cell for row in rows for cell in row))
            if _LAYOUT.search(whole) and len(rows) <= 6:
                self._layout(rows)
            else:
                self._grid(rows)
        elif element.tag in ("ul", "ol"):
            for item in element.iter("li"):
                self._line("- " + item.text_content(), False)
        else:
            heading = element.tag in ("h2", "h3", "h4")
            for text in element.text_content().split("\n"):
                self._line(text, heading)

    def _layout(self, rows: list[list[str]]) -> None:
        columns = max(map(len, rows), default=0)
        order = [row[n : n + 1] for n in range(columns) for row in rows] if len(rows) < 2 else rows
        seen: set[int] = set()
        for row in order:
            for cell in row:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    for text in cell.split("\n"):
                        self._line(text, False)

    def _line(self, written: str, heading: bool) -> None:
        text = " ".join(nfc(written).split())
        if not text:
            return
        lines = self.paper.lines
        if lines and not heading and _continues(lines[-1], text):
            last = lines.pop()
            text = f"{last.text} {text}"
            lines.append(Line(last.number, text, last.place, last.above, last.level, last.heading))
            return
        clause = clause_of(text)
        level = clause.level if clause else 9
        if clause or _TITLE.match(text):
            level = clause.level if clause else 0
            self._path = [one for one in self._path if one[0] < level]
        place = _place(self._path, text if clause else "")
        above = tuple(one[1] for one in self._path)
        lines.append(Line(len(lines) + 1, text, place, above, level, heading))
        if clause or (_TITLE.match(text) and "KẾ HOẠCH" not in text[:12]):
            self._path.append((level, text, text))

    def _grid(self, rows: list[list[str]]) -> None:
        last = self.paper.lines[-1] if self.paper.lines else None
        titles = [line.text for line in self.paper.lines[-3:] if len(line.text) < 200]
        self.paper.grids.append(
            Grid(
                len(self.paper.grids) + 1,
                last.number if last else 0,
                _place(self._path, ""),
                " ".join(titles),
                tuple(one[1] for one in self._path),
                tuple(tuple(" ".join(nfc(cell).split()) for cell in row) for row in rows),
            )
        )


def _continues(last: Line, text: str) -> bool:
    """Whether a line goes on with the sentence that the one before broke off."""
    broken = not re.search(r"[.;:!?/)*]$", last.text) and len(last.text) > 50
    return broken and text[0].islower() and clause_of(text) is None


def _place(path: list[tuple[int, str, str]], opened: str) -> str:
    words = [one[1] for one in path] + ([opened] if opened else [])
    parts = []
    for text in words:
        found = re.match(
            r"(?:[-–]\s*)?(Điều \d+|Phụ lục \w+|[IVXL]+|[\d.]+|[a-zđ])(?=[.)\s:]|$)", text, re.I
        )
        parts.append(found[1].rstrip(".") if found else text[:40])
    if not parts:
        return "phần đầu văn bản"
    return (
        "mục " + ".".join(parts[-4:]) if re.match(r"[IVX\d]", parts[0]) else ", ".join(parts[-4:])
    )


def _rows(table: lxml_html.HtmlElement) -> list[list[str]]:
    """The grid of a table: a merged cell stands in each place it covers."""
    own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    filled: dict[tuple[int, int], str] = {}
    for y, row in enumerate(own[:MOST_ROWS]):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while (y, x) in filled:
                x += 1
            text = "\n".join(_cell_lines(cell))
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for dy in range(down):
                for dx in range(across):
                    filled[y + dy, x + dx] = text
            x += across
    width = max((x for _, x in filled), default=-1) + 1
    return [[filled.get((y, x), "") for x in range(width)] for y in range(min(len(own), MOST_ROWS))]


def _cell_lines(cell: lxml_html.HtmlElement) -> list[str]:
    blocks = list(cell.iterchildren("p", "h2", "h3", "h4", "ul", "ol")) or [cell]
    return [line for block in blocks for line in block.text_content().split("\n")]


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    text = cell.get(name, "1")
    return min(int(text), WIDEST) if text.isascii() and text.isdigit() and int(text) else 1
