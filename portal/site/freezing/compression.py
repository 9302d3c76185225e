"""Compressed forms beside text files, so that a plain web server need not compress."""

import zlib
from collections.abc import Iterator

import brotli

SUFFIXES = frozenset(
    (".html", ".xml", ".txt", ".ics", ".css", ".js", ".svg", ".json", ".csv", ".webmanifest")
)
SMALLEST = 1024
#: (Brotli's quality, gzip's level) of pages and tables: thousands, each fetched by a few. A page
#: as most are has 4.2 KB with Brotli; 5 and 6 make it 0.6 KB smaller in more than twice the time.
_PAGES = 2, 3
#: Of the few assets that every reader fetches first.
_ASSETS = 9, 9
#: zlib's number for “with the header of gzip”, which then names no time
_GZIP = 31


def is_text(name: str) -> bool:
    """Whether a file of this name shrinks when compressed."""
    return name[name.rfind(".") :] in SUFFIXES


def compressed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name.gz, bytes) and (name.br, bytes) of a text of 1 KiB or more; the same every time."""
    if is_text(name) and len(content) >= SMALLEST:
        quality, level = _ASSETS if name.startswith("static/") else _PAGES
        yield f"{name}.gz", zlib.compress(content, level, _GZIP)
        yield f"{name}.br", brotli.compress(content, quality=quality)


class Compressors:
    """Both forms of a text that comes in pieces: (suffix, bytes) for each piece and at the end."""

    def __init__(self) -> None:
        self._gzip = zlib.compressobj(_PAGES[1], zlib.DEFLATED, _GZIP)
        self._brotli = brotli.Compressor(quality=_PAGES[0])

    def add(self, piece: bytes) -> Iterator[tuple[str, bytes]]:
        """What can be written once ``piece`` is known."""
        yield ".gz", self._gzip.compress(piece)
        yield ".br", self._brotli.process(piece)

    def end(self) -> Iterator[tuple[str, bytes]]:
        """The rest."""
        yield ".gz", self._gzip.flush()
        yield ".br", self._brotli.finish()
