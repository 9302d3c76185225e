"""Writing the draft of a report: each field compare-and-set, each edit an entry of its own.

What was acknowledged is never lost: a late or doubled request of the same tab changes nothing,
and an edit that started from an older version than another person's is a Conflict, which gives
back both texts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, IntegrityError

from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import database, is_postgres, write
from portal.reports.draft_values import read_field
from portal.reports.models import DraftEdit, DraftField, Duty
from portal.reports.queries import definition_of
from portal.reports.rules import EDITABLE, BadValue, Incoming, Stored, as_json, decide


class DraftLocked(Exception):
    """The report has been submitted; its draft is not edited until it is returned."""


@dataclass(frozen=True)
class Saved:
    """The field stands as sent (or the same tab has sent something newer since)."""

    code: str
    version: int
    value: str
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """Someone else wrote first: their value (JSON), and what was typed here (JSON)."""

    code: str
    version: int
    theirs: str
    by: str
    at: datetime
    mine: str


@dataclass(frozen=True)
class Invalid:
    """What was typed cannot be stored; it is kept on the screen."""

    code: str
    message: str


@dataclass(frozen=True)
class Entry:
    """A field of a posted page: its code, what was typed, the version it was shown at."""

    code: str
    typed: Any
    version: int


def save_field(
    actor: Actor,
    duty: Duty,
    code: str,
    value: Any,
    version: int,
    client: str = "",
    sequence: int = 0,
) -> Saved | Conflict | Invalid:
    """Store what was typed in one field (text, list of texts, list of items).

    ``version`` is the one the writer saw, 0 for a blank field; ``client`` names the browser
    tab and ``sequence`` counts its requests. DraftLocked once the report is submitted.
    """
    try:
        text = as_json(read_field(definition_of(duty), code, value))
    except BadValue as problem:
        return Invalid(code, str(problem))
    return save_value(actor, duty, code, Incoming(text, version, client, sequence))


def save_value(actor: Actor, duty: Duty, code: str, edit: Incoming) -> Saved | Conflict:
    """``save_field`` for a value that has been read already."""
    try:
        return _save(actor, duty, code, edit)
    except IntegrityError:
        # Two people wrote into the same blank field at once: the second now sees the first.
        return _save(actor, duty, code, edit)


def _save(actor: Actor, duty: Duty, code: str, edit: Incoming) -> Saved | Conflict:
    instant, by = now(), actor.typist or actor.name
    with write():
        field = _open_field(duty, code)
        stored = _stored(field)
        decision = decide(stored, edit)
        if decision == "conflict" and field:
            base = _base(duty, {code: edit.version}).get(code)
            decision = decide(stored, edit, base)
            if decision == "conflict":
                return Conflict(
                    code, field.version, field.value, field.updated_by, field.updated_at, edit.value
                )
        if decision != "write":
            at = field.updated_at if field else instant
            return Saved(code, stored.version, stored.value, at)
        values = {
            "value": edit.value,
            "version": stored.version + 1,
            "client": edit.client,
            "sequence": edit.sequence,
            "updated_at": instant,
            "updated_by": by,
        }
        if field:
            DraftField.update(**values).where(DraftField.id == field.id).execute()
        else:
            DraftField.insert(duty=duty.id, code=code, **values).execute()
        DraftEdit.insert(
            duty=duty.id, code=code, before=stored.value, after=edit.value,
            version=stored.version + 1, at=instant, user=actor.user_id, by=by,
        ).execute()  # fmt: skip
        return Saved(code, stored.version + 1, edit.value, instant)


def _open_field(duty: Duty, code: str) -> DraftField | None:
    """The stored field, read and locked together with the state of its duty."""
    query = (
        DraftField.select(DraftField, Duty.state)
        .join(Duty, JOIN.RIGHT_OUTER, on=(DraftField.duty == Duty.id) & (DraftField.code == code))
        .where(Duty.id == duty.id)
    )
    if is_postgres():
        query = query.for_update("FOR SHARE", of=Duty)
    row = query.dicts().get()
    if row["state"] not in EDITABLE:
        raise DraftLocked
    if row["id"] is None:
        return None
    row.pop("state")
    return DraftField(**row)


def _stored(field: DraftField | None) -> Stored:
    if field is None:
        return Stored()
    return Stored(field.value, field.version, field.client, field.sequence)


def _base(duty: Duty, versions: dict[str, int]) -> dict[str, str]:
    """The values (JSON) that fields had at the given versions; version 0 was blank."""
    found = {code: "null" for code, version in versions.items() if version == 0}
    wanted = {(code, version) for code, version in versions.items() if version}
    if wanted:
        edits = DraftEdit.select(DraftEdit.code, DraftEdit.version, DraftEdit.after).where(
            DraftEdit.duty == duty, DraftEdit.code.in_([code for code, _version in wanted])
        )
        found |= {edit.code: edit.after for edit in edits if (edit.code, edit.version) in wanted}
    return found


@dataclass(frozen=True)
class PageSaved:
    """What became of a posted page: valid fields are stored even when others are not."""

    saved: int
    conflicts: dict[str, Conflict]
    invalid: dict[str, Invalid]


def save_page(actor: Actor, duty: Duty, entries: list[Entry]) -> PageSaved:
    """Store every field of a page in one transaction: the same logic as ``save_field``.

    A field that merely repeats what its version said was not touched and never conflicts.
    """
    definition = definition_of(duty)
    invalid: dict[str, Invalid] = {}
    edits: dict[str, Incoming] = {}
    for entry in entries:
        try:
            text = as_json(read_field(definition, entry.code, entry.typed))
        except BadValue as problem:
            invalid[entry.code] = Invalid(entry.code, str(problem))
        else:
            edits[entry.code] = Incoming(text, entry.version)
    with write():
        conflicts, writes = _decide_all(duty, edits)
        _write_all(actor, duty, writes)
    return PageSaved(len(writes), conflicts, invalid)


def _decide_all(
    duty: Duty, edits: dict[str, Incoming]
) -> tuple[dict[str, Conflict], dict[str, tuple[Stored, Incoming]]]:
    lock = Duty.select(Duty.state).where(Duty.id == duty.id)
    if (lock.for_update() if is_postgres() else lock).get().state not in EDITABLE:
        raise DraftLocked
    fields = {field.code: field for field in DraftField.select().where(DraftField.duty == duty)}
    stored = {code: _stored(fields.get(code)) for code in edits}
    moved = {
        code: edit.version for code, edit in edits.items() if edit.version != stored[code].version
    }
    base = _base(duty, moved) if moved else {}
    conflicts, writes = {}, {}
    for code, edit in edits.items():
        decision = decide(stored[code], edit, base.get(code))
        if decision == "write":
            writes[code] = (stored[code], edit)
        elif decision == "conflict":
            field = fields[code]
            conflicts[code] = Conflict(
                code, field.version, field.value, field.updated_by, field.updated_at, edit.value
            )
    return conflicts, writes


def _write_all(actor: Actor, duty: Duty, writes: dict[str, tuple[Stored, Incoming]]) -> None:
    instant, by = now(), actor.typist or actor.name
    at = DraftField.updated_at.db_value(instant)
    _insert_many(
        "draft_field",
        ("duty_id", "code", "value", "version", "client", "sequence", "updated_at", "updated_by"),
        [
            (duty.id, code, edit.value, stored.version + 1, "", 0, at, by)
            for code, (stored, edit) in writes.items()
        ],
        "ON CONFLICT (duty_id, code) DO UPDATE SET value = excluded.value, "
        "version = excluded.version, client = '', sequence = 0, "
        "updated_at = excluded.updated_at, updated_by = excluded.updated_by",
    )
    _insert_many(
        "draft_edit",
        ("duty_id", "code", "before", "after", "version", "at", "user_id", "by", "sealed"),
        [
            (duty.id, code, stored.value, edit.value, stored.version + 1, at,
             actor.user_id, by, False)
            for code, (stored, edit) in writes.items()
        ],
    )  # fmt: skip


def _insert_many(table: str, columns: tuple[str, ...], rows: list[Any], ending: str = "") -> None:
    """One ``executemany``: three times as fast as Peewee's insert_many for such a page."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([database.param] * len(columns))
    database.cursor().executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks}) {ending}', rows
    )
