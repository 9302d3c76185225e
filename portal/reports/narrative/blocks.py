"""A rich answer as plain data: paragraphs, lists, tables; its plain text and its one order. Pure.

Text without any formatting has the meaning it always had: a line is a paragraph, lines led by
-, +, * or • are a list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: The looks a piece of text can have.
LOOKS = ("bold", "italic", "underline", "sub", "sup")
DEEPEST = 3
_BULLET = re.compile(r"\s*[-–+*•]\s+(.*)")
_BLANKS = re.compile(r"[ \t\xa0\u2002-\u200a\u202f\u3000]+")


@dataclass(frozen=True)
class Piece:
    """Text of one look; a line break within a list item or a cell is a line feed."""

    text: str
    looks: frozenset[str] = frozenset()


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, without line breaks."""

    pieces: Pieces


@dataclass(frozen=True)
class Item:
    """An item of a list: how deep it stands (0 outermost), numbered or with a dash."""

    pieces: Pieces
    level: int = 0
    numbered: bool = False


@dataclass(frozen=True)
class Listing:
    """A list, its items from top to bottom."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Grid:
    """A table: rows of equally many cells; ``headed``: the first row names the columns."""

    rows: tuple[tuple[Pieces, ...], ...]
    headed: bool = False


RichBlock = Paragraph | Listing | Grid
Rich = tuple[RichBlock, ...]


def narrative_blocks(text: str) -> list[tuple[str, list[str]]]:
    """Typed text as blocks: ("p", [line]) or ("ul", [items]) for lines led by -, +, * or •."""
    blocks: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        found = _BULLET.fullmatch(line)
        if found and found[1].strip():
            if not blocks or blocks[-1][0] != "ul":
                blocks.append(("ul", []))
            blocks[-1][1].append(found[1].strip())
        elif line.strip():
            blocks.append(("p", [line.strip()]))
        elif blocks and blocks[-1][0] == "ul":
            blocks.append(("p", []))
    return [block for block in blocks if block[1]]


def plain_blocks(text: str) -> Rich:
    """What a plain answer means."""
    found: list[RichBlock] = []
    for kind, lines in narrative_blocks(text):
        if kind == "ul":
            found.append(Listing(tuple(Item((Piece(line),)) for line in lines)))
        else:
            found.append(Paragraph((Piece(lines[0]),)))
    return tuple(found)


def plain_text(blocks: Rich) -> str:
    """The words alone, a line a paragraph, item or row; blank lines keep two lists apart."""
    lines: list[str] = []
    before: RichBlock | None = None
    for block in blocks:
        if isinstance(block, Listing) and isinstance(before, Listing):
            lines.append("")
        if isinstance(block, Paragraph):
            lines.append(words(block.pieces))
        elif isinstance(block, Listing):
            signs = signs_of(block, ("-",) * (DEEPEST + 1))
            lines += [
                f"{sign} {words(item.pieces)}"
                for sign, item in zip(signs, block.items, strict=True)
            ]
        else:
            lines += [" | ".join(map(words, row)) for row in block.rows]
        before = block
    return "\n".join(lines)


def words(pieces: Pieces) -> str:
    """The text of pieces on one line."""
    return " ".join("".join(piece.text for piece in pieces).split())


def signs_of(listing: Listing, dashes: Sequence[str]) -> list[str]:
    """What stands before each item: “2.” where it is numbered, else the dash of its depth."""
    counts = [0] * (DEEPEST + 2)
    kinds = [False] * (DEEPEST + 2)
    signs = []
    for item in listing.items:
        counts[item.level + 1 :] = [0] * (DEEPEST + 1 - item.level)
        if kinds[item.level] != item.numbered:
            counts[item.level], kinds[item.level] = 0, item.numbered
        counts[item.level] += 1
        signs.append(f"{counts[item.level]}." if item.numbered else dashes[item.level])
    return signs


def tidy(blocks: Iterable[RichBlock]) -> Rich:
    """The blocks in their one form: blanks squeezed, empty ones left out, lists and rows whole.

    The names of columns are bold wherever they are shown, so that no look of theirs says it.
    """
    found: list[RichBlock] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces = squeezed(block.pieces, lines=False)
            if pieces:
                found.append(Paragraph(pieces))
        elif isinstance(block, Listing):
            items = _stepped(
                Item(pieces, item.level, item.numbered)
                for item in block.items
                if (pieces := squeezed(item.pieces))
            )
            if items:
                found.append(Listing(items))
        else:
            rows = [tuple(map(squeezed, row)) for row in block.rows]
            width = max(map(len, rows), default=0)
            if any(any(row) for row in rows):
                full = tuple(row + ((),) * (width - len(row)) for row in rows)
                headed = block.headed and len(full) > 1
                if headed:
                    full = (tuple(map(_unbold, full[0])), *full[1:])
                found.append(Grid(full, headed))
    return tuple(found)


def squeezed(pieces: Iterable[Piece], *, lines: bool = True) -> Pieces:
    """Pieces of one look joined, runs of blanks as one, none at the ends of a line.

    A line break has no look: what it parts has.
    """
    found: list[Piece] = []
    for piece in _at_breaks(pieces) if lines else pieces:
        text = _BLANKS.sub(" ", piece.text if lines else piece.text.replace("\n", " "))
        if lines:
            text = re.sub(r" ?\n[ \n]*", "\n", text)
        last = found[-1].text[-1:] if found else "\n"
        if last in (" ", "\n"):
            text = text.lstrip(" " if last == " " else " \n")
        if last == " " and text.startswith("\n"):
            found[-1] = Piece(found[-1].text[:-1], found[-1].looks)
            if not found[-1].text:
                found.pop()
        if not text:
            continue
        if found and found[-1].looks == piece.looks:
            found[-1] = Piece(found[-1].text + text, piece.looks)
        else:
            found.append(Piece(text, piece.looks))
    while found and not found[-1].text.rstrip():
        found.pop()
    if found:
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].looks)
    return tuple(found)


def _at_breaks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.looks and "\n" in piece.text:
            for part in re.split(r"(\n)", piece.text):
                yield Piece(part, frozenset() if part == "\n" else piece.looks)
        else:
            yield piece


def _unbold(pieces: Pieces) -> Pieces:
    return squeezed(Piece(piece.text, piece.looks - {"bold"}) for piece in pieces)


def _stepped(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each item at most one step deeper than the one before it."""
    found: list[Item] = []
    for item in items:
        most = min(found[-1].level + 1, DEEPEST) if found else 0
        found.append(Item(item.pieces, min(item.level, most), item.numbered))
    return tuple(found)
