"""Which publications a page was made from, so that a freeze makes only what can have changed.

Whatever a page learns, it learns from its shelf or from the day; both note here what they were
asked for. A note (``find:plan:2026/a``, ``kind:visit``, ``in:catalog by_unit:h-017``, ``day``)
has a print: short, and another one whenever the answer would be another. A page whose notes
have the prints of the last build has the bytes of the last build.

What is kept with the shelf (``Shelf.kept``) is made once and used by many pages: each of them
takes over the notes of its making. Of a dict kept by ``Shelf.watched`` a page notes only the
keys it looks at, and their prints are made from the values.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import date
from typing import Any

from portal.publishing.payload import canonical
from portal.publishing.shelf import Entry, Shelf

Notes = frozenset[str]
#: Who looks at more keys of one dict than this depends on the whole dict: notes stay short.
_MANY = 100


class TracedShelf(Shelf):
    """A shelf that notes what it is asked for, between ``noted`` and its end."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: set[str] = set()
        self._made_from: dict[str, Notes] = {}
        self._prints: dict[str, str] = {}

    def saw(self, *notes: str) -> None:
        """Note something that decides what is being made."""
        self._notes.update(notes)

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """The notes of what is made inside; whoever asked for it notes nothing of it."""
        before, self._notes = self._notes, set()
        try:
            yield self._notes
        finally:
            self._notes = before

    @contextmanager
    def unnoted(self) -> Iterator[None]:
        with self.noted():
            yield

    def short(self, notes: Set[str]) -> Notes:
        """The same notes without those that follow from another."""
        if len(notes) > _MANY:
            keys: dict[str, list[str]] = defaultdict(list)
            for note in notes:
                if note.startswith("in:"):
                    keys[note.split(":", 2)[1]].append(note)
            for name, found in keys.items():
                if len(found) > _MANY:
                    notes = (notes - set(found)) | self._made_from[name]
        whole = {note.partition(":")[2] for note in notes if note.startswith("kind:")}
        whole |= self._all_found(notes)
        if not whole:
            return frozenset(notes)
        single = (
            note
            for note in notes
            if not (note.startswith(("find:", "slugs:")) and note.split(":", 2)[1] in whole)
        )
        return frozenset((*single, *(f"kind:{kind}" for kind in whole)))

    def _all_found(self, notes: Set[str]) -> set[str]:
        """The kinds of which every single publication was looked for."""
        if len(notes) <= _MANY:
            return set()
        found = Counter(note.split(":", 2)[1] for note in notes if note.startswith("find:"))
        return {kind for kind, count in found.items() if count >= max(_MANY, len(self._kind(kind)))}

    def every(self, kind: str) -> list[Entry]:
        self.saw(f"kind:{kind}")
        return super().every(kind)

    def find(self, kind: str, slug: str) -> Entry | None:
        self.saw(f"find:{kind}:{slug}")
        return super().find(kind, slug)

    def slugs(self, kind: str) -> list[str]:
        self.saw(f"slugs:{kind}")
        return super().slugs(kind)

    def history(self, kind: str, slug: str) -> list[Entry]:
        self.saw(f"history:{kind}:{slug}")
        return super().history(kind, slug)

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        self._make(name, make)
        self._notes |= self._made_from[name]
        return self._kept[name]

    def shown(self, entry: Entry, make: Callable[[], Any]) -> Any:
        def noted() -> tuple[Any, set[str]]:
            with self.noted() as notes:
                return make(), notes

        value, notes = super().shown(entry, noted)
        self._notes |= notes
        return value

    def watched(self, name: str, make: Callable[[], dict[str, Any]]) -> Mapping[str, Any]:
        self._make(name, make)
        return _Watched(self, name, self._kept[name], self._made_from[name])

    def _make(self, name: str, make: Callable[[], Any]) -> None:
        if name not in self._kept:
            with self.noted() as notes:
                self._kept[name] = make()
            self._made_from[name] = self.short(notes)

    def knows(self, name: str) -> bool:
        """Whether something of this name is kept."""
        return name in self._kept

    def print_of(self, note: str, day: date) -> str:
        """The print of a note as things stand on the shelf; "" for a note of another release."""
        known = self._prints.get(note)
        if not known:
            known = self._prints[note] = self._print_of(note, day)
        return known

    def _print_of(self, note: str, day: date) -> str:
        what, _, rest = note.partition(":")
        if what == "day":
            return day.isoformat()
        if what == "in":
            name, _, key = rest.partition(":")
            return _print(self._kept[name].get(key)) if name in self._kept else ""
        kind, _, slug = rest.partition(":")
        if what == "find":
            return _print(self._kind(kind).get(slug))
        with self.noted():
            if what == "history":
                return _print(self.history(kind, slug))
            if what in ("kind", "slugs"):
                return self._print_of_kind(kind)
        return ""

    def _print_of_kind(self, kind: str) -> str:
        return _print(list(self._kind(kind).values()))


class _Watched(Mapping[str, Any]):
    """A dict whose readers depend on the keys they ask for; on all of it when they walk it."""

    def __init__(
        self, shelf: TracedShelf, name: str, values: dict[str, Any], made_from: Notes
    ) -> None:
        self._shelf, self._name, self._values, self._made_from = shelf, name, values, made_from

    def __getitem__(self, key: str) -> Any:
        self._shelf.saw(f"in:{self._name}:{key}")
        if key not in self._values and isinstance(self._values, defaultdict):
            return self._values.default_factory()  # type: ignore[misc]  # it has one
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._shelf.saw(f"in:{self._name}:{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._shelf.saw(*self._made_from)
        return iter(self._values)

    def __len__(self) -> int:
        self._shelf.saw(*self._made_from)
        return len(self._values)

    def items(self) -> Any:
        self._shelf.saw(*self._made_from)
        return self._values.items()

    def values(self) -> Any:
        self._shelf.saw(*self._made_from)
        return self._values.values()


def _print(value: Any) -> str:
    """A short text, another one for another value."""
    if isinstance(value, Entry):
        # the hash is of kind, slug, version and payload; the state tells that it was erased
        return f"{value.hash[:16]}{value.state}"
    if value is None:
        return "-"
    return hashlib.sha256(_said(value).encode()).hexdigest()[:16]


def _said(value: Any) -> str:
    if isinstance(value, int | str):
        return repr(value)
    if isinstance(value, Entry):
        return f"{value.kind}/{value.slug}/{value.version}/{value.state}/{value.hash}"
    if isinstance(value, list | tuple):
        return "\n".join(map(_said, value))
    if isinstance(value, Mapping) and any(isinstance(one, list) for one in value.values()):
        return "\n\n".join(f"{key}\n{_said(value[key])}" for key in sorted(value) if value[key])
    return canonical(value)


class TracedDay(date):
    """The day of a freeze: a page that looks at it depends on it, others do not."""

    shelf: TracedShelf
    plain: date

    @classmethod
    def of(cls, day: date, shelf: TracedShelf) -> "TracedDay":
        """``day``, noted on ``shelf`` when it is looked at."""
        made = cls(day.year, day.month, day.day)
        made.shelf, made.plain = shelf, day
        return made


def _looked_at(name: str) -> Any:
    """A method, or an attribute, of the plain day; asking for it is noted."""
    if not callable(getattr(date, name)):
        return property(lambda day: day.shelf.saw("day") or getattr(day.plain, name))

    def asked(today: TracedDay, /, *given: Any, **named: Any) -> Any:
        today.shelf.saw("day")
        plain = [one.plain if isinstance(one, TracedDay) else one for one in given]
        return getattr(today.plain, name)(*plain, **named)

    return asked


for _name in (
    "year", "month", "day", "isoformat", "strftime", "ctime", "timetuple", "toordinal",
    "weekday", "isoweekday", "isocalendar", "replace", "__str__", "__repr__", "__format__",
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__",
    "__add__", "__radd__", "__sub__", "__rsub__",
):  # fmt: skip
    setattr(TracedDay, _name, _looked_at(_name))
