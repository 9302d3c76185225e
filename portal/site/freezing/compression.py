"""Compressed forms beside text files, so that a plain web server need not compress."""

import gzip
from collections.abc import Iterator
from pathlib import PurePosixPath

import brotli

SUFFIXES = frozenset(
    (".html", ".xml", ".txt", ".ics", ".css", ".js", ".svg", ".json", ".csv", ".webmanifest")
)
SMALLEST = 1024
#: 6 makes pages 0.3 % smaller and takes twice as long; 9 takes twenty times as long.
_BROTLI_QUALITY = 5


def is_text(name: str) -> bool:
    """Whether a file of this name shrinks when compressed."""
    return PurePosixPath(name).suffix in SUFFIXES


def compressed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name.gz, bytes) and (name.br, bytes) of a text of 1 KiB or more; the same every time."""
    if is_text(name) and len(content) >= SMALLEST:
        yield f"{name}.gz", gzip.compress(content, 9, mtime=0)
        yield f"{name}.br", brotli.compress(content, quality=_BROTLI_QUALITY)
