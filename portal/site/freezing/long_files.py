"""The segments of a long file that the last build has already: read again, not made again.

They are taken only from files that are still those in the manifest, made by the same release.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO

from portal.site.freezing.build import Build
from portal.site.parts import Segment

Known = Callable[[str], Segment | None]


@contextmanager
def known_segments(name: str, last: Build | None, digest: str) -> Iterator[Known]:
    """What finds a segment of the file ``name`` by its key; ``digest``: what renders the site
    now."""
    places = last.parts.get(name, {}) if last and last.told("digest") == digest else {}
    with ExitStack() as stack:
        whole = packed = None
        if last and places:
            whole, packed = (_sound(stack, last, f"{name}{form}") for form in ("", ".gz"))

        def known(key: str) -> Segment | None:
            if whole is None or packed is None or key not in places:
                return None
            at, length, packed_at, packed_length = places[key]
            return Segment(
                key,
                os.pread(whole.fileno(), length, at),
                os.pread(packed.fileno(), packed_length, packed_at),
            )

        yield known


def _sound(stack: ExitStack, build: Build, name: str) -> BinaryIO | None:
    """A file of a build, open to be read; None where it has none or another one by now."""
    if name not in build.entries:
        return None
    file = stack.enter_context((build.site / name).open("rb"))
    same = hashlib.file_digest(file, "sha256").hexdigest() == build.entries[name][0]
    return file if same else None
