"""Payloads that lie in a file until a page looks at them."""

import json
import os
import tempfile
import weakref
from functools import lru_cache
from typing import Any

#: Bytes that are written at once.
_AT_ONCE = 1 << 20


class Spilled:
    """A file without a name that holds the payloads of a shelf that is read whole.

    In memory thousands of them would take many times what all pages together look at. Processes
    that are forked read them too.
    """

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._waiting: list[bytes] = []
        self._written = self._end = 0
        #: The payload at a place; neighbours look at the same ones.
        self.payload = lru_cache(maxsize=256)(self._read)

    def put(self, text: str) -> tuple[int, int]:
        """Take a payload; its place."""
        content = text.encode()
        at, self._end = self._end, self._end + len(content)
        self._waiting.append(content)
        if self._end - self._written > _AT_ONCE:
            self.flush()
        return at, len(content)

    def flush(self) -> None:
        """All that was put can be read from now on."""
        left = memoryview(b"".join(self._waiting))
        while left:
            left = left[os.write(self._file, left) :]
        self._waiting, self._written = [], self._end

    def _read(self, at: int, length: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(os.pread(self._file, length, at))
        return found
