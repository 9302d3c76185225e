"""A long text of a build as it grows: written, hashed and compressed segment by segment."""

import hashlib
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import BinaryIO

from portal.site.freezing.compression import SEGMENTS_BEGIN, packed_segment, segments_end
from portal.site.parts import Segment

#: Where each segment with a key stands: from which byte, how many; the same of its packed form.
Places = dict[str, tuple[int, int, int, int]]


class Growing:
    """A new file and its compressed form, each open in ``files`` under what its name ends with.

    ``packing`` times what compression takes. ``places``: what the next freeze finds again.
    """

    def __init__(
        self, files: Mapping[str, BinaryIO], packing: AbstractContextManager[None]
    ) -> None:
        self._files, self._packing = files, packing
        self._hashes = {form: hashlib.sha256() for form in files}
        self._sizes = dict.fromkeys(files, 0)
        self._crc = 0
        self.places: Places = {}
        self._put(".gz", SEGMENTS_BEGIN)

    def add(self, segment: Segment) -> None:
        """The next segment of the file."""
        if not segment.content:
            return
        with self._packing:
            packed = segment.packed or packed_segment(segment.content)
            self._crc = zlib.crc32(segment.content, self._crc)
        if segment.key:
            self.places[segment.key] = (
                self._sizes[""], len(segment.content), self._sizes[".gz"], len(packed),
            )  # fmt: skip
        self._put("", segment.content)
        self._put(".gz", packed)

    def end(self) -> dict[str, tuple[str, int]]:
        """No more comes: sha256 and size of each form."""
        self._put(".gz", segments_end(self._crc, self._sizes[""]))
        return {form: (self._hashes[form].hexdigest(), self._sizes[form]) for form in self._files}

    def _put(self, form: str, content: bytes) -> None:
        self._hashes[form].update(content)
        self._sizes[form] += self._files[form].write(content)
