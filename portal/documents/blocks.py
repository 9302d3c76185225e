"""The paragraphs and tables of a text, in reading order, for checks that look at it."""

from dataclasses import dataclass, field

from lxml import html as lxml_html

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "blockquote", "pre")


@dataclass(frozen=True)
class Block:
    """One paragraph: its text, the anchor it is reached at (its own or the last one above),
    and the tag. ``numbered``: its number in a list of the text (“3.”), empty outside one."""

    text: str
    anchor: str = ""
    tag: str = "p"
    numbered: str = ""

    @property
    def line(self) -> str:
        """The text with its number in front, as it is read."""
        return f"{self.numbered} {self.text}" if self.numbered else self.text


@dataclass(frozen=True)
class Blocks:
    """``paragraphs`` outside tables; ``tables``: rows of cell texts, with the anchor above."""

    paragraphs: tuple[Block, ...] = ()
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()

    @property
    def lines(self) -> list[str]:
        """Every paragraph and every cell, one line each."""
        cells = [cell for _, rows in self.tables for row in rows for cell in row if cell]
        return [one.line for one in self.paragraphs] + cells


@dataclass
class _Reader:
    paragraphs: list[Block] = field(default_factory=list)
    tables: list[tuple[str, tuple[tuple[str, ...], ...]]] = field(default_factory=list)
    anchor: str = ""

    def walk(self, node: lxml_html.HtmlElement) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if node.get("id") and tag != "table":
            self.anchor = node.get("id")
        if tag == "table":
            rows = tuple(
                tuple(_text(cell) for cell in row if cell.tag in ("td", "th"))
                for row in node.iter("tr")
            )
            self.tables.append((self.anchor, rows))
        elif tag in _BLOCKS and not any(child.tag in _INNER for child in node):
            self._add(node, tag)
        else:
            # loose text of a list item that holds another list
            if tag in _BLOCKS and (node.text or "").strip():
                own = " ".join((node.text or "").split())
                self.paragraphs.append(Block(own, self.anchor, tag, _number(node)))
            for child in node:
                self.walk(child)

    def _add(self, node: lxml_html.HtmlElement, tag: str) -> None:
        for part in _lines(node):
            self.paragraphs.append(Block(part, self.anchor, tag, _number(node)))


_INNER = (*_BLOCKS, "ul", "ol", "table")


def blocks_of(html: str) -> Blocks:
    """The paragraphs and tables of clean HTML; nothing for an empty text."""
    if not html.strip():
        return Blocks()
    reader = _Reader()
    reader.walk(lxml_html.fragment_fromstring(html, create_parent="div"))
    return Blocks(tuple(reader.paragraphs), tuple(reader.tables))


def _number(node: lxml_html.HtmlElement) -> str:
    """The number a reader sees before an item of an ordered list."""
    parent = node.getparent()
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    start = parent.get("start", "1")
    first = int(start) if start.isdigit() else 1
    return f"{first + [one for one in parent if one.tag == 'li'].index(node)}."


def _lines(node: lxml_html.HtmlElement) -> list[str]:
    """The text of a block; a line break starts a new line."""
    for line_break in node.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    parts = (" ".join(part.split()) for part in node.text_content().split("\n"))
    return [part for part in parts if part]


def _text(node: lxml_html.HtmlElement) -> str:
    # paragraphs of one cell must not run into each other
    return " ".join(" ".join(node.itertext()).split())
