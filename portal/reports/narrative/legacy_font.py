"""Answers typed in the old TCVN3 and VNI fonts: seen, and turned into Unicode on request. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from portal.reports.narrative.blocks import Grid, Listing, Paragraph, Pieces, RichBlock, tidy
from portal.reports.narrative.marks import blocks_of, is_marked, value_of
from portal.reports.showing import show_any
from portal.vietnamese.legacy import legacy_encoding, mended_words

#: What the encodings are called where people know them.
NAMES = {"tcvn3": "TCVN3 (phông .VnTime)", "vni": "VNI (phông VNI-Times)"}


def encoding_of(value: Any) -> str:
    """The old encoding an answer seems to be typed in: tcvn3, vni or ""."""
    return legacy_encoding(show_any(value))


def in_unicode(value: Any) -> Any:
    """The answer with its mangled words read as Vietnamese; the same where there are none."""
    encoding = encoding_of(value)
    if not encoding:
        return value

    def mended(text: str) -> str:
        return mended_words(text, encoding)

    if is_marked(value):
        return value_of(tidy(_block(block, mended) for block in blocks_of(value)))
    if isinstance(value, list):
        return [{key: mended(str(text)) for key, text in item.items()} for item in value]
    return mended(value) if isinstance(value, str) else value


def _block(block: RichBlock, mended: Callable[[str], str]) -> RichBlock:
    def pieces(old: Pieces) -> Pieces:
        return tuple(replace(piece, text=mended(piece.text)) for piece in old)

    if isinstance(block, Paragraph):
        return Paragraph(pieces(block.pieces))
    if isinstance(block, Listing):
        return Listing(tuple(replace(item, pieces=pieces(item.pieces)) for item in block.items))
    return Grid(tuple(tuple(map(pieces, row)) for row in block.rows), block.headed)
