"""A long file as the parts that publications give, so that a freeze makes only what is new.

Parts that stand together make a segment: it begins and ends by the keys of its parts alone,
wherever they stand, so that a new part changes one segment and leaves the others as they were.
Standard library alone: the data written here is known by keys, whatever it is.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

#: A key under which the bytes of a part are known again ("" for none), and what makes them.
Part = tuple[str, Callable[[], bytes]]
#: So many parts make a segment, on average.
_TOGETHER = 32


class Segment(NamedTuple):
    """A piece of a long file: ``key`` is another one whenever its bytes are, "" for no key;
    ``packed``: the same compressed, where it was not made but found again."""

    key: str
    content: bytes
    packed: bytes = b""


def _unknown(_key: str) -> Segment | None:
    return None


@dataclass(frozen=True)
class Parts:
    """``start``, the parts with ``between`` between them, ``end``; ``empty`` where no part has
    anything to say."""

    parts: Iterable[Part]
    start: bytes
    between: bytes
    end: bytes
    empty: bytes

    def pieces(self) -> Iterator[bytes]:
        """The file piece by piece."""
        return (segment.content for segment in self.segments())

    def segments(self, known: Callable[[str], Segment | None] = _unknown) -> Iterator[Segment]:
        """The file by its segments; ``known`` gives those that need not be made."""
        begun = False
        for parts in _together(self.parts):
            key = _key(parts, begun)
            found = known(key) if key else None
            one = found or Segment(key, self._joined(parts, begun))
            begun = begun or bool(one.content)
            yield one
        yield Segment("", self.end if begun else self.empty)

    def _joined(self, parts: list[Part], begun: bool) -> bytes:
        made = [text for _, make in parts if (text := make())]
        before = self.between if begun else self.start
        return before + self.between.join(made) if made else b""


def _together(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts of each segment; one without a key stands alone."""
    waiting: list[Part] = []
    for part in parts:
        if not part[0] and waiting:
            yield waiting
            waiting = []
        waiting.append(part)
        if not part[0] or zlib.crc32(part[0].encode()) % _TOGETHER == 0:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _key(parts: list[Part], begun: bool) -> str:
    """Of what a segment is made, and whether it is the first that says anything."""
    keys = [key for key, _ in parts]
    if not all(keys):
        return ""
    return hashlib.sha256("\n".join([str(begun), *keys]).encode()).hexdigest()[:16]
