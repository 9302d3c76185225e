r"""Rich text as marked text and back, and the value that a draft stores for it. Pure.

``**đậm**``, ``*nghiêng*``, ``__gạch chân__``, ``~dưới~``, ``^trên^``; ``- `` and ``1. `` begin an
item, two blanks before it a deeper one; ``| ô | ô |`` is a row of a table, ``|---|---|`` below
the first says that it names the columns. A backslash takes its meaning from the sign after it;
``\n`` is a line break. This is also what someone edits without JavaScript.
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.reports.narrative.blocks import (
    DEEPEST,
    LOOKS,
    Grid,
    Item,
    Listing,
    Paragraph,
    Piece,
    Pieces,
    Rich,
    RichBlock,
    plain_blocks,
    plain_text,
    signs_of,
    tidy,
)

MARKED = "marked"
_SIGNS = {"**": "bold", "*": "italic", "__": "underline", "~": "sub", "^": "sup"}
_SIGN_OF = {look: sign for sign, look in _SIGNS.items()}
_TOKEN = re.compile(r"\\(.)|(\*\*|\*|__|~|\^)")
_SPECIAL = re.compile(r"[\\*_~^|]")
_ITEM = re.compile(r"( *)([-–+•]|\d+\.)\s+(.*)")
_LEADS = re.compile(r"(?:[-–+•]|\d+\.)\s")
_RULE = re.compile(r"\|(?:\s*-+\s*\|)+")
_CELL = re.compile(r"(?:[^\\|]|\\.)*")


def is_marked(value: Any) -> bool:
    """Whether a stored answer has formatting."""
    return isinstance(value, Mapping) and isinstance(value.get(MARKED), str)


def blocks_of(value: Any) -> Rich:
    """The blocks of a stored answer: plain text, marked text, or nothing."""
    if is_marked(value):
        return parsed(value[MARKED])
    return plain_blocks(value) if isinstance(value, str) else ()


def value_of(blocks: Rich) -> str | dict[str, str]:
    """What is stored for the blocks: plain text where that says the same."""
    text = plain_text(blocks)
    return text if plain_blocks(text) == blocks else {MARKED: marked(blocks)}


def shown_text(value: Any) -> str:
    """The words of a stored answer without its formatting."""
    return plain_text(parsed(value[MARKED])) if is_marked(value) else str(value or "")


def marked(blocks: Rich) -> str:
    """The marked text of the blocks; ``parsed`` gives them back."""
    parts: list[list[str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            line = _inline(block.pieces)
            lines = [f"\\{line}" if _LEADS.match(line) else line]
        elif isinstance(block, Listing):
            signs = signs_of(block, ("-",) * (DEEPEST + 1))
            lines = [
                f"{'  ' * item.level}{sign} {_inline(item.pieces)}"
                for sign, item in zip(signs, block.items, strict=True)
            ]
        else:
            lines = [f"| {' | '.join(map(_inline, row))} |" for row in block.rows]
            if block.headed:
                lines.insert(1, "|" + "---|" * len(block.rows[0]))
        parts.append(lines)
    return "\n\n".join("\n".join(lines) for lines in parts)


def parsed(text: str) -> Rich:
    """The blocks of marked text; a sign without its partner stands for itself."""
    lines = _Lines()
    for line in text.splitlines():
        lines.take(line)
    lines.close()
    return tidy(lines.blocks)


class _Lines:
    """Gathers lines: items into lists, rows into tables."""

    def __init__(self) -> None:
        self.blocks: list[RichBlock] = []
        self.items: list[Item] = []
        self.rows: list[tuple[Pieces, ...]] = []
        self.headed = False

    def take(self, line: str) -> None:
        bare = line.strip()
        found = _ITEM.fullmatch(line.rstrip())
        if bare.startswith("|"):
            self._row(bare)
        elif found and found[3]:
            if self.rows:
                self.close()
            level = min(len(found[1]) // 2, DEEPEST)
            self.items.append(Item(_pieces(found[3]), level, found[2][0].isdigit()))
        else:
            self.close()
            if bare:
                self.blocks.append(Paragraph(_pieces(bare)))

    def _row(self, line: str) -> None:
        if self.items:
            self.close()
        if len(self.rows) == 1 and not self.headed and _RULE.fullmatch(line):
            self.headed = True
        else:
            self.rows.append(_cells(line))

    def close(self) -> None:
        if self.items:
            self.blocks.append(Listing(tuple(self.items)))
        if self.rows:
            self.blocks.append(Grid(tuple(self.rows), self.headed))
        self.items, self.rows, self.headed = [], [], False


def _cells(line: str) -> tuple[Pieces, ...]:
    inner = line[1:]
    cells = []
    while inner:
        found = _CELL.match(inner)
        end = found.end() if found else 0
        cells.append(_pieces(inner[:end].strip()))
        inner = inner[end + 1 :]
    return tuple(cells)


def _inline(pieces: Pieces) -> str:
    text, on = "", frozenset[str]()
    for piece in (*pieces, Piece("")):
        change = on ^ piece.looks
        # what ends is written before what begins, each in one order
        text += "".join(_SIGN_OF[look] for look in LOOKS if look in change & on)
        text += "".join(_SIGN_OF[look] for look in LOOKS if look in change - on)
        text += _SPECIAL.sub(r"\\\g<0>", piece.text).replace("\n", "\\n")
        on = piece.looks
    return text


def _pieces(text: str) -> Pieces:
    tokens: list[tuple[str, str]] = []
    at = 0
    for found in _TOKEN.finditer(text):
        tokens.append(("", text[at : found.start()]))
        at = found.end()
        if found[1]:
            tokens.append(("", "\n" if found[1] == "n" else found[1]))
        else:
            tokens.append((_SIGNS[found[2]], found[2]))
    tokens.append(("", text[at:]))
    for look in LOOKS:
        places = [place for place, token in enumerate(tokens) if token[0] == look]
        if len(places) % 2:
            tokens[places[-1]] = ("", tokens[places[-1]][1])
    pieces, on = [], frozenset[str]()
    for look, part in tokens:
        if look:
            on ^= {look}
        elif part:
            pieces.append(Piece(part, on))
    return tuple(pieces)
