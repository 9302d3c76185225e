"""One version of a publication as the shelf holds it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from portal.publishing.models import Publication
from portal.publishing.spilled import Spilled


class Facts(NamedTuple):
    """What lists show, sort, join and count by, of a payload: 0 or empty where a kind has no such
    field. ``unit`` is a code, ``plan`` and ``visit`` are slugs, days are ISO; ``number`` and
    ``bases`` are those of the issued document, ``findings`` tell of each its domain (code and
    name) and its kind."""

    year: int
    issued_on: str
    unit: str
    unit_name: str
    summary: str
    demo: bool
    plan: str
    visit: str
    valid_to: str
    number: str
    bases: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, payload: dict[str, Any]) -> "Facts":
        """The facts of a payload, of a tombstone too."""
        document = payload.get("document", {})
        return cls(
            year=payload.get("year", 0),
            issued_on=sys.intern(document.get("issued_on", "")),
            unit=sys.intern(payload.get("unit", {}).get("code", "")),
            unit_name=sys.intern(payload.get("unit", {}).get("name", "")),
            summary=sys.intern(payload.get("summary", "")),
            demo=payload.get("demo", False),
            plan=sys.intern(payload.get("plan_slug", "")),
            visit=sys.intern(payload.get("visit_slug", "")),
            valid_to=sys.intern(payload.get("valid_to", "")),
            number=document.get("number", ""),
            bases=tuple(map(sys.intern, document.get("legal_bases", ()))),
            findings=tuple(map(_finding, payload.get("findings", ()))),
        )

    @classmethod
    def kept(cls, told: list[Any]) -> "Facts":
        """Facts that were kept as JSON."""
        *others, bases, findings = told
        shared = (sys.intern(one) if isinstance(one, str) else one for one in others)
        return cls._make([*shared, tuple(bases), tuple(_alike(*one) for one in findings)])


@lru_cache(maxsize=4096)
def _alike(domain: str, domain_name: str, kind: str) -> tuple[str, str, str]:
    """Thousands of findings are of few domains and kinds: one tuple for each."""
    return domain, domain_name, kind


def _finding(finding: dict[str, Any]) -> tuple[str, str, str]:
    return _alike(finding["domain"], finding["domain_name"], finding["finding_kind"])


@dataclass(frozen=True)
class Entry:
    """One version of a publication as readers see it."""

    kind: str
    slug: str
    version: int
    state: str
    title: str
    payload: dict[str, Any]
    published_at: datetime | None
    change_kind: str
    change_note: str
    payload_sha256: str
    hash: str
    major: bool | None = None
    has_files: bool = True

    def __getattr__(self, name: str) -> Any:
        """The payload of an entry from the database, read when somebody looks at it.

        A page looks at a few of thousands, which read would take many times their memory.
        """
        stored = self.__dict__.get("_stored")
        if name != "payload" or stored is None:
            raise AttributeError(name)
        return _read(stored) if isinstance(stored, str) else stored[0].payload(*stored[1])

    @property
    def facts(self) -> Facts:
        """What lists sort and join by; read once with a spilled entry, not from its payload."""
        known: Facts | None = self.__dict__.get("_facts")
        return Facts.of(self.payload) if known is None else known

    @property
    def withdrawn(self) -> bool:
        """Whether only a tombstone is left to show."""
        return self.state == "withdrawn"


@lru_cache(maxsize=256)
def _read(stored: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stored)
    return found


def as_entry(
    row: Publication, spilled: Spilled | None = None, facts: Mapping[str, Facts] | None = None
) -> Entry:
    """A row of the publication table as readers see it; an erased payload reads as empty.

    ``spilled`` takes the payload where all rows stay for long, as in a freeze; ``facts`` are
    those that are known, by the hash of the publication.
    """
    erased = {
        "title": row.title,
        "how": "stopped" if row.state == "withdrawn" else "erased",
        "reason": "Nội dung đã được xóa theo quy định của pháp luật.",
        "withdrawn_on": "",
        "successor": "",
        "version": row.version,
    }
    entry = Entry(
        row.kind,
        row.slug,
        row.version,
        row.state if row.payload is not None else "withdrawn",
        row.title,
        erased,
        row.published_at,
        row.change_kind,
        row.change_note,
        row.payload_sha256,
        row.hash,
        row.major,
        # looking for files in every payload is slow, looking for the word is not
        row.payload is not None and '"media_type":' in row.payload,
    )
    if row.payload is not None:
        del entry.__dict__["payload"]
        entry.__dict__["_stored"] = row.payload
        if spilled:
            known = facts.get(row.hash) if facts else None
            entry.__dict__["_stored"] = spilled, spilled.put(row.payload)
            entry.__dict__["_facts"] = known or Facts.of(json.loads(row.payload))
    return entry
