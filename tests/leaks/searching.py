"""What must not be found, and where it was found all the same."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.leaks.decoding import texts
from tests.leaks.reading import Answer

#: A number of a marker is at least this; there are a thousand.
NUMBERS = 1_918_273_000
#: The year of the first marker that is a date.
YEAR = 8461
_MARKER = re.compile(r"mkrr\d{5}qz|matkhaurori\d*")
_NUMBER = re.compile(r"(?<![0-9a-z])1918273\d{3}(?![0-9a-z])")
_DATE = re.compile(rf"(?<![0-9a-z]){YEAR}(?:(?![0-9a-z])|(?:0[1-9]|1[0-2])[0-3]\d(?![0-9a-f]))")
_THOUSANDS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d)|\d{3}[.,\s])")


@dataclass(frozen=True)
class Hit:
    """A needle, the file or answer it was found in, and how that was decoded."""

    found: str
    where: str
    how: str


@dataclass
class Search:
    """Looks for markers of any kind, and for ``strings`` and ``days`` besides."""

    strings: Iterable[str] = ()
    days: Iterable[date] = ()
    looked_at: int = 0
    _known: dict[bytes, set[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._strings = {squeezed(one): one for one in self.strings}
        self._days = {form: day for day in self.days for form in renderings(day)}

    def content(self, where: str, content: bytes) -> Iterator[Hit]:
        """Every needle in ``content``, however it is packed or written."""
        self.looked_at += 1
        digest = hashlib.sha256(content).digest()
        if digest not in self._known:
            self._known[digest] = {
                (found, how) for how, text in texts(content) for found in self.in_text(text)
            }
        yield from (Hit(found, where, how) for found, how in sorted(self._known[digest]))

    def answer(self, answer: Answer) -> Iterator[Hit]:
        """Every needle in the headers and the body of an answer."""
        yield from self.content(f"headers of {answer.where}", answer.head)
        yield from self.content(answer.where, answer.body)

    def folder(self, root: Path) -> Iterator[Hit]:
        """Every needle in the files below ``root``, and in their names."""
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            yield from self.content(f"name {name}", name.encode())
            if path.is_file():
                yield from self.content(name, path.read_bytes())

    def in_text(self, text: str) -> Iterator[str]:
        """The needles that stand in a text as it is, accents and case aside."""
        plain = squeezed(text)
        yield from _MARKER.findall(plain)
        yield from (said for needle, said in self._strings.items() if needle in plain)
        yield from _NUMBER.findall(_THOUSANDS.sub("", text))
        yield from _DATE.findall(text)
        if self._days:
            spaced = f" {' '.join(folded(text).split())} "
            yield from (f"{day}" for form, day in self._days.items() if form in spaced)


_ACCENTS = re.compile("[\u0300-\u036f]+")
_NOT_PLAIN = re.compile("[^a-z0-9]+")


def folded(text: str) -> str:
    """Without accents, đ as d, in lower case."""
    return _ACCENTS.sub("", _apart(text))


@lru_cache(maxsize=4000)
def squeezed(text: str) -> str:
    """Letters and digits alone: blanks, hyphens, accents and marks between them do not count."""
    return _NOT_PLAIN.sub("", _apart(text))


def _apart(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text).casefold().replace("đ", "d")


def renderings(day: date) -> set[str]:
    """The ways in which a page, a table, a calendar or a file name writes a day."""
    return {
        day.isoformat(),
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}",
        f"{day.day} thang {day.month} nam {day.year}", f"{day:%d thang %m nam %Y}",
    }  # fmt: skip
