"""Rich blocks as the blocks of a Word document: dashes and numbers as administrative texts write
them (“-”, deeper “+”)."""

from portal.documents.word.blocks import Block, Run, TableBlock, TextBlock
from portal.reports.narrative.blocks import (
    Grid,
    Paragraph,
    Pieces,
    Rich,
    signs_of,
)

_DASHES = ("-", "+", "•", "•")


def word_blocks(blocks: Rich) -> list[Block]:
    """The answer of a section for ``documents.word.blocks.write_blocks``."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(TextBlock(_runs(block.pieces)))
        elif isinstance(block, Grid):
            rows = [tuple(_runs(cell) for cell in row) for row in block.rows]
            found.append(TableBlock(rows[0], tuple(rows[1:]), headed=block.headed))
        else:
            for sign, item in zip(signs_of(block, _DASHES), block.items, strict=True):
                found.append(TextBlock((Run(f"{sign} "), *_runs(item.pieces)), level=item.level))
    return found


def _runs(pieces: Pieces) -> tuple[Run, ...]:
    return tuple(
        Run(
            piece.text,
            bold="bold" in piece.looks,
            italic="italic" in piece.looks,
            underline="underline" in piece.looks,
            script="sub" if "sub" in piece.looks else "sup" if "sup" in piece.looks else "",
        )
        for piece in pieces
    )
