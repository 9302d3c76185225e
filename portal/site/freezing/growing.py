"""A long text of a build as it grows: written, hashed and compressed piece by piece."""

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import BinaryIO

from portal.site.freezing.compression import compressor

#: Bytes that are hashed, compressed and written at once.
_AT_ONCE = 1 << 18


class Growing:
    """A new file and its compressed form, each open in ``files`` under what its name ends with.

    ``packing`` times what compression takes.
    """

    def __init__(
        self, files: Mapping[str, BinaryIO], packing: AbstractContextManager[None]
    ) -> None:
        self._files, self._packing = files, packing
        self._hashes = {form: hashlib.sha256() for form in files}
        self._sizes = dict.fromkeys(files, 0)
        self._waiting: list[bytes] = []
        self._length = 0
        self._compressor = compressor() if ".gz" in files else None

    def add(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self._waiting.append(piece)
        self._length += len(piece)
        if self._length >= _AT_ONCE:
            self._write()

    def end(self) -> dict[str, tuple[str, int]]:
        """No more comes: sha256 and size of each form."""
        self._write()
        if self._compressor:
            with self._packing:
                self._put(".gz", self._compressor.flush())
        return {form: (self._hashes[form].hexdigest(), self._sizes[form]) for form in self._files}

    def _write(self) -> None:
        content = b"".join(self._waiting)
        self._waiting, self._length = [], 0
        self._put("", content)
        if self._compressor:
            with self._packing:
                self._put(".gz", self._compressor.compress(content))

    def _put(self, form: str, content: bytes) -> None:
        self._hashes[form].update(content)
        self._sizes[form] += self._files[form].write(content)
