"""A long file as the parts that publications give, so that a freeze makes only new parts.

Standard library alone: the data written here is known by keys, whatever it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

#: A key under which the bytes of a part are known again ("" for none), and what makes them.
Part = tuple[str, Callable[[], bytes]]


def _unknown(_key: str) -> bytes | None:
    return None


def _not_noted(_key: str, _at: int, _length: int) -> None:
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

    def pieces(
        self,
        known: Callable[[str], bytes | None] = _unknown,
        noted: Callable[[str, int, int], None] = _not_noted,
    ) -> Iterator[bytes]:
        """The file piece by piece.

        ``known`` gives the bytes of a part that need not be made; ``noted`` is told where each
        part with a key stands in the file, and how long it is.
        """
        at = 0
        for key, make in self.parts:
            found = known(key) if key else None
            made = make() if found is None else found
            before = b"" if not made else self.between if at else self.start
            if key:
                noted(key, at + len(before), len(made))
            at += len(before) + len(made)
            if made:
                yield before + made
        yield self.end if at else self.empty
