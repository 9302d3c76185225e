"""The text of a document as paragraphs and table rows, for comparing two versions of it.

By the standard library alone: the public process needs no parser of its own for this.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "blockquote", "ul", "ol", "br")
)
_HEADINGS = frozenset(("h2", "h3", "h4"))


@dataclass(frozen=True)
class Line:
    """A paragraph (one cell), or a row of a table; ``place`` is the heading above it."""

    cells: tuple[str, ...]
    place: str = ""
    table: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(filter(None, self.cells))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._row: list[str] | None = None
        self._depth = 0
        self._heading = False
        self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_of_block()
            self._depth += 1
        elif tag == "tr" and self._depth:
            self._row, self._words = [], []
        elif tag in _BLOCKS and self._row is None:
            self._end_of_block()
            self._heading = tag in _HEADINGS
        elif tag in _BLOCKS:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._row is not None:
            self._row.append(" ".join("".join(self._words).split()))
            self._words = []
        elif tag == "tr" and self._row is not None:
            if any(self._row):
                self.lines.append(Line(tuple(self._row), self._place, True))
            self._row, self._words = None, []
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
        elif tag in _BLOCKS and self._row is None:
            self._end_of_block()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def _end_of_block(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            if self._heading:
                self._place = text
            self.lines.append(Line((text,), self._place))
        self._heading = False

    def close(self) -> None:
        super().close()
        self._end_of_block()


def lines_of(html: str) -> list[Line]:
    """The paragraphs and table rows of clean HTML, in reading order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines
