"""Compressed forms beside text files, so that a plain web server need not compress.

Pages, tables and parts of the search index are thousands, each fetched by a few: gzip alone, which
every server hands out. A page as most are has 3.9 KB so; Brotli beside it would take as long again
to save 0.2 KB. The few assets, which every reader fetches first, have both, as small as they get.
"""

import zlib
from collections.abc import Iterator

import brotli

SUFFIXES = frozenset(
    (".html", ".xml", ".txt", ".ics", ".css", ".js", ".svg", ".json", ".csv", ".webmanifest")
)
SMALLEST = 1024
_LEVEL = 6
#: zlib's number for “with the header of gzip”, which then names no time
_GZIP = 31
_ASSETS = "static/"
#: Another one whenever the same bytes have other compressed forms than in builds before.
RECIPE = f"gzip {_LEVEL} in segments"


def is_text(name: str) -> bool:
    """Whether a file of this name shrinks when compressed."""
    return name[name.rfind(".") :] in SUFFIXES


def forms_of(name: str) -> tuple[str, ...]:
    """What a file and its compressed forms end with."""
    if not is_text(name):
        return ("",)
    return ("", ".gz", ".br") if name.startswith(_ASSETS) else ("", ".gz")


def compressed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name.gz, bytes) of a text of 1 KiB or more, of an asset (name.br, bytes) too; the same
    every time."""
    if not is_text(name) or len(content) < SMALLEST:
        return
    if name.startswith(_ASSETS):
        yield f"{name}.gz", zlib.compress(content, 9, _GZIP)
        yield f"{name}.br", brotli.compress(content, quality=11)
    else:
        yield f"{name}.gz", zlib.compress(content, _LEVEL, _GZIP)


#: What stands before the segments of a long text: gzip, no name, no time; and after them.
SEGMENTS_BEGIN = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
_SEGMENTS_END = zlib.compress(b"", _LEVEL, -zlib.MAX_WBITS)


def packed_segment(content: bytes) -> bytes:
    """A segment of a long text, compressed by itself: the same bytes whatever stands around it."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush(zlib.Z_FULL_FLUSH)


def segments_end(crc: int, size: int) -> bytes:
    """What closes the segments of a text of this ``zlib.crc32`` and so many bytes (RFC 1952)."""
    return _SEGMENTS_END + crc.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
