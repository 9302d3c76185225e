"""How the site reads what is public; the preview lays proposals over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from portal.publishing.entries import Entry, Facts, as_entry
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.rules import Change
from portal.publishing.spilled import Spilled


class Shelf:
    """Everything public, read once per kind and kept for the life of the shelf."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Entry]] = {}
        self._histories: dict[tuple[str, str], list[Entry]] = {}
        self._read: set[str] = set()
        self._kept: dict[str, Any] = {}
        self._shown: tuple[Entry, Any] | None = None
        self._spilled: Spilled | None = None
        self._facts: Mapping[str, Facts] = {}

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made at first use and kept for the life of the shelf.

        The one place to keep what pages look up: a freeze notes here what it was made from.
        """
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def watched(self, name: str, make: Callable[[], dict[str, Any]]) -> Mapping[str, Any]:
        """Like ``kept``, for a dict of which a page looks at single keys."""
        found: Mapping[str, Any] = self.kept(name, make)
        return found

    def shown(self, entry: Entry, make: Callable[[], Any]) -> Any:
        """What ``make`` gives of an entry, kept until another entry is shown: a document and its
        version are made one after the other."""
        if self._shown is None or self._shown[0] is not entry:
            self._shown = entry, make()
        return self._shown[1]

    @contextmanager
    def unnoted(self) -> Iterator[None]:
        """For a look at more than what is shown depends on; a freeze notes nothing of it."""
        yield

    def read(self, kinds: Iterable[str], facts: Mapping[str, Facts] | None = None) -> None:
        """Read all of these kinds, older versions included, so that no page needs the database.

        ``of_unit`` still asks it. ``facts``: those that are known, by the hash of a publication.
        """
        self._facts = facts or {}
        self._spilled = self._spilled or Spilled()
        for kind in kinds:
            if kind in self._read:
                continue
            self._read.add(kind)
            changed = Publication.select(Publication.slug).where(
                Publication.kind == kind, Publication.current, Publication.version > 1
            )
            rows = (
                Publication.select()
                .where(Publication.kind == kind, Publication.slug.in_(changed))
                .order_by(Publication.slug, Publication.version.desc())
            )
            for entry in map(self._spill, rows.namedtuples().iterator()):
                self._histories.setdefault((kind, entry.slug), []).append(entry)
            self._kind(kind)
        self._spilled.flush()

    def facts(self) -> dict[str, Facts]:
        """What is known of every publication with a payload that was read, by its hash."""
        entries = (one for kind in self._kinds.values() for one in kind.values())
        older = (one for found in self._histories.values() for one in found)
        return {one.hash: one.facts for one in (*entries, *older) if "_facts" in vars(one)}

    def _spill(self, row: Any) -> Entry:
        return as_entry(row, self._spilled, self._facts)

    def every(self, kind: str) -> list[Entry]:
        """Current publications of a kind, without withdrawn ones, by slug."""
        return [entry for entry in self._kind(kind).values() if not entry.withdrawn]

    def find(self, kind: str, slug: str) -> Entry | None:
        """The current version under a slug (a tombstone when withdrawn)."""
        return self._kind(kind).get(slug)

    def slugs(self, kind: str) -> list[str]:
        """Every slug of a kind that has a page, withdrawn ones included."""
        return list(self._kind(kind))

    def history(self, kind: str, slug: str) -> list[Entry]:
        """All versions under a slug, newest first."""
        if (kind, slug) in self._histories:
            return list(self._histories[kind, slug])
        only = self._kinds.get(kind, {}).get(slug)
        if only is not None and only.version == 1:
            return [only]
        rows = (
            Publication.select()
            .where(Publication.kind == kind, Publication.slug == slug)
            .order_by(Publication.version.desc())
        )
        return [as_entry(row) for row in rows]

    def of_unit(self, unit: str) -> list[Entry]:
        """Current publications that name a unit, withdrawn ones left out."""
        rows = (
            Publication.select()
            .join(PublicationRef)
            .where(PublicationRef.unit == unit, Publication.current)
            .order_by(Publication.kind, Publication.slug)
            .distinct()
        )
        return [entry for entry in map(as_entry, rows) if not entry.withdrawn]

    def _kind(self, kind: str) -> dict[str, Entry]:
        if kind not in self._kinds:
            rows = (
                Publication.select()
                .where(Publication.kind == kind, Publication.current)
                .order_by(Publication.slug)
            )
            made = self._spill if kind in self._read else as_entry
            self._kinds[kind] = {row.slug: made(row) for row in rows.namedtuples().iterator()}
        return self._kinds[kind]


class PreviewShelf(Shelf):
    """The shelf as it would be once ``changes``, proposals and what is told of each, were
    published."""

    def __init__(self, changes: Sequence[tuple[Any, Change]]) -> None:
        super().__init__()
        self._proposed = [
            Entry(
                one.kind, one.slug, 0, one.state, one.title, one.payload, None,
                told.kind, told.note, "", "", told.major,
            )
            for one, told in changes
        ]  # fmt: skip
        self._refs = {
            (one.kind, one.slug): {ref["unit"] for ref in one.refs} for one, _told in changes
        }

    def _kind(self, kind: str) -> dict[str, Entry]:
        if kind not in self._kinds:
            merged = dict(super()._kind(kind))
            merged.update({one.slug: one for one in self._proposed if one.kind == kind})
            self._kinds[kind] = dict(sorted(merged.items()))
        return self._kinds[kind]

    def history(self, kind: str, slug: str) -> list[Entry]:
        proposed = [one for one in self._proposed if (one.kind, one.slug) == (kind, slug)]
        return proposed + super().history(kind, slug)

    def of_unit(self, unit: str) -> list[Entry]:
        keys = set(self._refs)
        kept = [one for one in super().of_unit(unit) if (one.kind, one.slug) not in keys]
        added = [
            one
            for one in self._proposed
            if unit in self._refs[(one.kind, one.slug)] and not one.withdrawn
        ]
        return sorted(kept + added, key=lambda one: (one.kind, one.slug))
