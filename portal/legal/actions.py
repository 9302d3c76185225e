"""Writes of the register of legal documents: from content files, and by the office."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.documents.citations import citation_key
from portal.legal.models import LegalDocument

_TEXTS = ("number", "kind", "title", "issuer", "replaced_by", "note", "source")
_DAYS = ("issued_on", "in_force_from", "ended_on")
FIELDS = (*_TEXTS, *_DAYS)
_NEEDED = ("number", "kind", "title", "issuer", "issued_on", "in_force_from")


class InvalidRegister(ValueError):
    """A content file cannot be used; the message names the file and the fault."""


class NumberTaken(Exception):
    """Another legal document has the number already."""


class Conflict(Exception):
    """Somebody else changed the row since it was read; ``row`` is as it stands."""

    def __init__(self, row: LegalDocument) -> None:
        super().__init__(row.number)
        self.row = row


def load_register(actor: Actor, *folders: Path) -> int:
    """Make the register hold every document of ``<folder>/legal/*.toml``; returns how many were
    new or changed. What a person changed in the portal stays as it is; nothing is removed."""
    listed = [
        row
        for folder in folders
        for path in sorted(Path(folder).joinpath("legal").glob("*.toml"))
        for row in _read(path)
    ]
    changed = 0
    with write():
        present = {row.key: row for row in LegalDocument.select()}
        for fields in listed:
            key = citation_key(fields["number"])
            row = present.get(key)
            if row is None:
                made = LegalDocument.create(key=key, **fields)
                record(actor, "add-legal-document", made, after=_said(fields))
            elif row.updated_by_id is None and _differs(row, fields):
                before = _said({name: getattr(row, name) for name in FIELDS})
                LegalDocument.update(**fields).where(LegalDocument.id == row.id).execute()
                record(actor, "edit-legal-document", row, before, _said(fields))
            else:
                continue
            changed += 1
    return changed


def add_document(actor: Actor, fields: dict[str, Any]) -> LegalDocument:
    """Enter a legal document. NumberTaken when it stands in the register already."""
    key = citation_key(fields["number"])
    with write():
        if LegalDocument.get_or_none(LegalDocument.key == key):
            raise NumberTaken
        made: LegalDocument = LegalDocument.create(key=key, updated_by=actor.user_id, **fields)
        record(actor, "add-legal-document", made, after=_said(fields))
    return made


def edit_document(actor: Actor, row: LegalDocument, seen: int, fields: dict[str, Any]) -> None:
    """Change a legal document. Conflict when it changed since version ``seen``; NumberTaken."""
    key = citation_key(fields["number"])
    with write():
        other = LegalDocument.get_or_none(LegalDocument.key == key, LegalDocument.id != row.id)
        if other is not None:
            raise NumberTaken
        before = _said({name: getattr(row, name) for name in FIELDS})
        done = (
            LegalDocument.update(key=key, updated_by=actor.user_id, version=seen + 1, **fields)
            .where(LegalDocument.id == row.id, LegalDocument.version == seen)
            .execute()
        )
        if not done:
            raise Conflict(LegalDocument.get_by_id(row.id))
        record(actor, "edit-legal-document", row, before, _said(fields))


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRegister(f"{path.name}: {error}") from error
    rows = []
    for entry in listed:
        name = entry.get("number", "?")
        if unknown := set(entry) - set(FIELDS):
            raise InvalidRegister(f"{path.name}, {name}: không có mục {', '.join(unknown)}.")
        if missing := [field for field in _NEEDED if not entry.get(field)]:
            raise InvalidRegister(f"{path.name}, {name}: thiếu {', '.join(missing)}.")
        for field in _DAYS:
            day = entry.get(field)
            if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
                raise InvalidRegister(f"{path.name}, {name}: {field} phải là ngày.")
        rows.append(
            {name: entry.get(name, "") for name in _TEXTS}
            | {name: entry.get(name) for name in _DAYS}
        )
    return rows


def _differs(row: LegalDocument, fields: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in fields.items())


def _said(fields: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items() if value}
