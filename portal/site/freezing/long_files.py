"""The parts of a long file that the last build has already: read again instead of made again.

They are taken only from a file that is still the one in the manifest, made by the same release.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from portal.site.freezing.build import Build
from portal.site.parts import Parts

#: Where each part with a key stands, and how long it is.
Places = dict[str, tuple[int, int]]


@contextmanager
def pieces_of(
    parts: Parts, name: str, last: Build | None, digest: str
) -> Iterator[tuple[Iterator[bytes], Places]]:
    """The pieces of the file ``name``, and the places of its parts, known when all is read.

    ``digest``: what renders the site now.
    """
    places: Places = {}

    def noted(key: str, at: int, length: int) -> None:
        places[key] = (at, length)

    before = last.parts.get(name) if last and last.told("digest") == digest else None
    if last is None or not before:
        yield parts.pieces(noted=noted), places
        return
    with (last.site / name).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != last.entries[name][0]:
            before = {}

        def known(key: str) -> bytes | None:
            if key not in before:
                return None
            at, length = before[key]
            return os.pread(file.fileno(), length, at)

        yield parts.pieces(known, noted), places
