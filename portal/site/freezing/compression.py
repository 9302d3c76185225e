"""Compressed forms beside text files, so that a plain web server need not compress."""

import zlib
from collections.abc import Iterator

import brotli

SUFFIXES = frozenset(
    (".html", ".xml", ".txt", ".ics", ".css", ".js", ".svg", ".json", ".csv", ".webmanifest")
)
SMALLEST = 1024
#: 6 makes pages 0.3 % smaller and takes twice as long; 9 takes twenty times as long.
_BROTLI_QUALITY = 5
#: For the few readers without Brotli: 9 makes pages 1 % smaller and takes twice as long.
_GZIP_LEVEL = 6
#: For long tables, which programs load: a tenth longer in half the time.
_LONG_BROTLI, _LONG_GZIP = 3, 4
#: zlib's number for “with the header of gzip”, which then names no time
_GZIP = 31


def is_text(name: str) -> bool:
    """Whether a file of this name shrinks when compressed."""
    return name[name.rfind(".") :] in SUFFIXES


def compressed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name.gz, bytes) and (name.br, bytes) of a text of 1 KiB or more; the same every time."""
    if is_text(name) and len(content) >= SMALLEST:
        yield f"{name}.gz", zlib.compress(content, _GZIP_LEVEL, _GZIP)
        yield f"{name}.br", brotli.compress(content, quality=_BROTLI_QUALITY)


class Compressors:
    """Both forms of a text that comes in pieces: (suffix, bytes) for each piece and at the end."""

    def __init__(self) -> None:
        self._gzip = zlib.compressobj(_LONG_GZIP, zlib.DEFLATED, _GZIP)
        self._brotli = brotli.Compressor(quality=_LONG_BROTLI)

    def add(self, piece: bytes) -> Iterator[tuple[str, bytes]]:
        """What can be written once ``piece`` is known."""
        yield ".gz", self._gzip.compress(piece)
        yield ".br", self._brotli.process(piece)

    def end(self) -> Iterator[tuple[str, bytes]]:
        """The rest."""
        yield ".gz", self._gzip.flush()
        yield ".br", self._brotli.finish()
