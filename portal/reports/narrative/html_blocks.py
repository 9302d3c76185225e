"""Rich blocks from HTML that the sanitiser has passed."""

import re
from collections import Counter

from lxml import html as lxml_html

from portal.reports.narrative.blocks import (
    DEEPEST,
    Grid,
    Item,
    Listing,
    Paragraph,
    Piece,
    Pieces,
    Rich,
    RichBlock,
    squeezed,
    tidy,
)

_LOOKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline",
          "sub": "sub", "sup": "sup", "h2": "bold", "h3": "bold", "h4": "bold",
          "th": ""}  # fmt: skip
_BREAKING = ("p", "h2", "h3", "h4", "blockquote", "caption", "tr", "td", "th", "li")
#: A dash before a paragraph makes it an item, as it does in a plain answer; Word's signs too.
_BULLET = re.compile(r"(•{1,4}|[-–+·▪●○◦\uf0b7\uf0a7])[ \xa0]+")


def blocks_from(html: str) -> tuple[Rich, Counter[str]]:
    """The blocks of clean HTML, and what of it has no place in them (keys of the notes)."""
    reader = _Reader()
    if html.strip():
        reader.walk(lxml_html.fragment_fromstring(html, create_parent="div"), frozenset())
        reader.flush()
    return tidy(_listed(reader.blocks)), reader.lost


class _Reader:
    """Walks clean HTML; text outside any block makes paragraphs of its own."""

    def __init__(self) -> None:
        self.blocks: list[RichBlock] = []
        self.pieces: list[Piece] = []
        self.lost: Counter[str] = Counter()

    def flush(self) -> None:
        if self.pieces:
            self.blocks.append(Paragraph(tuple(self.pieces)))
        self.pieces = []

    def walk(self, node: lxml_html.HtmlElement, looks: frozenset[str]) -> None:
        """The inside of a node."""
        self._say(node.text, looks)
        for child in node:
            if isinstance(child.tag, str):
                self._enter(child, looks)
            self._say(child.tail, looks)

    def _say(self, text: str | None, looks: frozenset[str]) -> None:
        if text:
            self.pieces.append(Piece(text.replace("\n", " ").replace("\r", " "), looks))

    def _enter(self, node: lxml_html.HtmlElement, looks: frozenset[str]) -> None:
        if node.tag == "br":
            self.flush()
        elif node.tag in ("ul", "ol"):
            self.flush()
            items: list[Item] = []
            self._items(node, looks, 0, items)
            self.blocks.append(Listing(tuple(items)))
        elif node.tag == "table":
            self.flush()
            captions = [child for child in node if child.tag == "caption"]
            for caption in captions:
                self.walk(caption, looks | {"bold"})
                self.flush()
            self.blocks.append(self._grid(node, looks))
        else:
            breaking = node.tag in _BREAKING
            if breaking:
                self.flush()
            look = _LOOKS.get(str(node.tag), "")
            self.walk(node, looks | {look} if look else looks)
            if breaking:
                self.flush()

    def _items(
        self, node: lxml_html.HtmlElement, looks: frozenset[str], level: int, items: list[Item]
    ) -> None:
        self.lost["deep"] += level > DEEPEST
        for child in node:
            if child.tag in ("ul", "ol"):  # as Word nests them: beside the items
                self._items(child, looks, level + 1, items)
            elif isinstance(child.tag, str):
                lists = child.iter("ul", "ol")
                inner = [one for one in lists if next(one.iterancestors("ul", "ol")) is node]
                for one in inner:
                    _take_out(one)
                pieces = self._inside(child, looks)
                items.append(Item(pieces, min(level, DEEPEST), node.tag == "ol"))
                for one in inner:
                    self._items(one, looks, level + 1, items)

    def _inside(self, node: lxml_html.HtmlElement, looks: frozenset[str]) -> Pieces:
        """The text of an item or a cell, its paragraphs as lines."""
        own = _Reader()
        own.walk(node, looks)
        own.flush()
        self.lost.update(own.lost)
        pieces: list[Piece] = []
        for block in own.blocks:
            if isinstance(block, Paragraph):
                lines = [squeezed(block.pieces, lines=False)]
            elif isinstance(block, Listing):
                lines = [(Piece("- "), *item.pieces) for item in block.items]
            else:
                self.lost["nested"] += 1
                lines = [_joined(row) for row in block.rows]
            for line in lines:
                if line:
                    pieces += [Piece("\n")] * bool(pieces) + list(line)
        return squeezed(pieces)

    def _grid(self, table: lxml_html.HtmlElement, looks: frozenset[str]) -> Grid:
        rows: list[tuple[Pieces, ...]] = []
        spanning: dict[int, int] = {}  # column → how many rows below are still covered
        headed = False
        for line in table.iter("tr"):
            if next(line.iterancestors("table")) is not table:
                continue
            cells: list[Pieces] = []
            names = [cell for cell in line if cell.tag in ("td", "th")]
            for cell in names:
                self._covered(cells, spanning)
                inside = self._inside(cell, looks)
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                self.lost["merged"] += across > 1 or down > 1
                for place in range(across):
                    if down > 1:
                        spanning[len(cells)] = down - 1
                    cells.append(() if place else inside)
            self._covered(cells, spanning)
            if not rows:
                headed = bool(names) and all(cell.tag == "th" for cell in names)
            rows.append(tuple(cells))
        return Grid(tuple(rows), headed)

    def _covered(self, cells: list[Pieces], spanning: dict[int, int]) -> None:
        while spanning.get(len(cells), 0) > 0:
            spanning[len(cells)] -= 1
            cells.append(())


def _take_out(node: lxml_html.HtmlElement) -> None:
    """Remove a node from its parent; the text after it stays there, on a line of its own."""
    parent = node.getparent()
    tail, node.tail = node.tail, None
    line_break = lxml_html.Element("br")
    line_break.tail = tail
    parent.replace(node, line_break)


def _joined(row: tuple[Pieces, ...]) -> Pieces:
    pieces: list[Piece] = []
    for cell in row:
        pieces += [Piece(" | ")] * bool(pieces) + list(cell)
    return tuple(pieces)


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    text = cell.get(name) or "1"
    return min(int(text), 50) if text.isascii() and text.isdigit() else 1


def _listed(blocks: list[RichBlock]) -> list[RichBlock]:
    """Paragraphs led by a dash as items; those that follow each other are one list."""
    found: list[RichBlock] = []
    open_list = False
    for block in blocks:
        item = _item_in(block) if isinstance(block, Paragraph) else None
        if item is None:
            if isinstance(block, Paragraph) and not squeezed(block.pieces):
                continue
            found.append(block)
            open_list = False
        elif open_list and isinstance(found[-1], Listing):
            found[-1] = Listing((*found[-1].items, item))
        else:
            found.append(Listing((item,)))
            open_list = True
    return found


def _item_in(paragraph: Paragraph) -> Item | None:
    pieces = squeezed(paragraph.pieces, lines=False)
    sign = _BULLET.match(pieces[0].text + " " * (len(pieces) > 1)) if pieces else None
    if sign is None:
        return None
    rest = (Piece(pieces[0].text[sign.end() :], pieces[0].looks), *pieces[1:])
    level = len(sign[1]) - 1 if sign[1].startswith("•") else 0
    return Item(rest, level) if squeezed(rest) else None
