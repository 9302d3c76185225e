"""What crosses the gate: frozen dataclasses of public fields, as canonical JSON.

A feature declares its payloads in its own ``payload.py``. Field names never equal a
method of ``dict`` (``items``, ``keys``, ``values`` …): templates read payloads as dicts.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar


@dataclass(frozen=True)
class PublicFile:
    """A file that becomes public with its document; the bytes lie under ``sha256``."""

    sha256: str
    name: str
    size: int
    media_type: str
    label: str = ""


@dataclass(frozen=True)
class UnitRef:
    """A unit as named at the time of the record."""

    code: str
    name: str


@dataclass(frozen=True)
class Ref:
    """What readers look a publication up by: a unit, a date, or both."""

    kind: str
    unit: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Payload:
    """Base of every payload. ``kind`` names it in the publication table."""

    kind: ClassVar[str]

    def headline(self) -> str:
        """The title under which lists, search and feeds show the publication."""
        raise NotImplementedError

    def refs(self) -> list[Ref]:
        """What readers look it up by."""
        return []

    def files(self) -> list[PublicFile]:
        """Every file that becomes public with it, wherever it stands in the payload."""
        return list(_files_in(self))

    def as_json(self) -> dict[str, Any]:
        """The fields that are published. A payload that grew drops new fields left at their
        defaults, so that what was published before it grew is still the same bytes."""
        return asdict(self)


def canonical(value: Any) -> str:
    """The one JSON text of a payload: sorted keys, no spaces, dates as ISO, NFC as given."""
    if isinstance(value, Payload):
        value = value.as_json()
    elif is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def sha256_of(text: str) -> str:
    """The hash of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"not a public value: {type(value).__name__}")


def _files_in(value: Any) -> Any:
    if isinstance(value, PublicFile):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _files_in(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _files_in(item)


def files_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every public file named anywhere in the JSON of a payload, as its fields."""
    if isinstance(value, dict):
        if "sha256" in value and "media_type" in value:
            yield value
        for item in value.values():
            yield from files_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from files_in(item)


def strings_in(value: Any) -> Any:
    """Every string that people wrote in a payload; codes and hashes are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if not key.endswith(("sha256", "media_type", "slug", "code")):
                yield from strings_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_in(item)
