"""Writing the draft of a report: each field compare-and-set, each edit an entry of its own.

What was acknowledged is never lost: a late or doubled request of the same tab changes nothing,
and an edit that started from an older version than another person's is a Conflict, which gives
back both texts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from peewee import IntegrityError

from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.prepared import Prepared, hole
from portal.reports.draft_values import is_row, read_field, typed_value
from portal.reports.field_queries import base_values, duty_with_field
from portal.reports.form_version import FormDefinition
from portal.reports.kept_texts import fits, is_kept, keep
from portal.reports.models import DraftEdit, DraftField, Duty
from portal.reports.queries import definition_of
from portal.reports.rules import (
    EDITABLE,
    BadValue,
    Incoming,
    Stored,
    as_json,
    decide,
    outruns,
)
from portal.reports.tasks.autosaving import over_a_move, row_meant

Result = TypeVar("Result")
#: Each further try means that someone else's write came between; nobody is kept out for long.
_TRIES = 25


class DraftLocked(Exception):
    """The report has been submitted; its draft is not edited until it is returned."""


class Overtaken(Exception):
    """The field was written between its reading and this write; nothing was stored."""


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
    """What was typed cannot be stored; it is kept on the screen, ``kept``: with the draft too.

    ``place`` counts the wrong input among those of the field; None: it may be any of them.
    """

    code: str
    message: str
    kept: bool = False
    place: int | None = None


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


def save_typed(
    actor: Actor, duty_id: int, code: str, texts: list[str], version: int, tab: tuple[str, int]
) -> tuple[FormDefinition, Saved | Conflict | Invalid] | None:
    """One autosave: ``save_field`` of what was typed, with the form it belongs to.

    None when the actor may not see the duty, or it has no form. A draft that is locked answers
    Invalid. The duty and its field are read at once, inside the transaction: four queries.
    """
    return _until_not_overtaken(lambda: _save_typed(actor, duty_id, code, texts, version, tab))


def _until_not_overtaken(save: Callable[[], Result]) -> Result:
    """``save`` again while others write the same field between its reading and its writing.

    PostgreSQL lets them; the next reading sees their text, and decides anew.
    """
    for _ in range(_TRIES):
        try:
            return save()
        except (IntegrityError, Overtaken):
            continue
    return save()


def _save_typed(
    actor: Actor, duty_id: int, code: str, texts: list[str], version: int, tab: tuple[str, int]
) -> tuple[FormDefinition, Saved | Conflict | Invalid] | None:
    with write(chained=False):
        found = duty_with_field(actor, duty_id, code)
        if found is None or found.duty.form_id is None:
            return None
        definition, in_table = definition_of(found.duty), is_row(code)
        try:
            typed: Any = (
                row_meant(definition, found, texts)
                if in_table
                else typed_value(definition, code, texts)
            )
            text = as_json(read_field(definition, code, typed))
        except BadValue as problem:
            kept = found.duty.state in EDITABLE and is_kept(definition, code) and fits(texts)
            if kept:
                keep(actor, duty_id, code, texts, tab)
            return definition, Invalid(code, str(problem), kept, getattr(problem, "place", None))
        if found.duty.state not in EDITABLE:
            return definition, Invalid(code, "Báo cáo đã được gửi nên không lưu được nữa.")
        edit = Incoming(text, version, *tab)
        if in_table:
            edit = over_a_move(found, code, edit)
        return definition, _store(actor, found.duty, found.field, code, edit)


def save_value(actor: Actor, duty: Duty, code: str, edit: Incoming) -> Saved | Conflict:
    """``save_field`` for a value that has been read already."""
    return _until_not_overtaken(lambda: _save(actor, duty, code, edit))


def _save(actor: Actor, duty: Duty, code: str, edit: Incoming) -> Saved | Conflict:
    with write(chained=False):
        found = duty_with_field(None, duty.id, code)
        if found is None or found.duty.state not in EDITABLE:
            raise DraftLocked
        return _store(actor, duty, found.field, code, edit)


def _store(
    actor: Actor, duty: Duty, field: DraftField | None, code: str, edit: Incoming
) -> Saved | Conflict:
    """The decision about an edit and its writes, within the transaction of the caller."""
    instant, by = now(), actor.typist or actor.name
    stored = stored_of(field)
    decision = decide(stored, edit)
    if decision == "conflict" and field:
        base = base_values(duty, {code: edit.version}).get(code)
        if decide(stored, edit, base) == "conflict":
            return Conflict(
                code, field.version, field.value, field.updated_by, field.updated_at, edit.value
            )
        # Untouched here, newer there. With the newer version this tab, which still shows the
        # old text, would replace the newer one unseen at its next edit.
        return Saved(code, edit.version, edit.value, field.updated_at)
    turn = {"client": edit.client, "sequence": edit.sequence}
    if decision != "write":
        if decision == "same" and outruns(stored, edit):
            _put(duty, code, field, turn if field else {**turn, "value": "null", "version": 0,
                                                        "updated_at": instant})  # fmt: skip
        at = field.updated_at if field else instant
        return Saved(code, stored.version, stored.value, at)
    version, at = stored.version + 1, DraftField.updated_at.db_value(instant)
    values = (edit.value, version, edit.client, edit.sequence, at, by)
    if field is None:
        _INSERT.execute(*values, duty.id, code)
    elif not _UPDATE.execute(*values, field.id, field.version, field.client, field.sequence):
        raise Overtaken
    _ENTER.execute(duty.id, code, stored.value, edit.value, version, at, actor.user_id, by)
    return Saved(code, stored.version + 1, edit.value, instant)


_VALUES = {
    name: hole(place)
    for place, name in enumerate(
        ("value", "version", "client", "sequence", "updated_at", "updated_by")
    )
}
_INSERT = Prepared(lambda: DraftField.insert(**_VALUES, duty=hole(6), code=hole(7)))
#: Nobody has written since the field was read: no row otherwise.
_UPDATE = Prepared(
    lambda: DraftField.update(**_VALUES).where(
        DraftField.id == hole(6), DraftField.version == hole(7),
        DraftField.client == hole(8), DraftField.sequence == hole(9),
    )
)  # fmt: skip
_ENTER = Prepared(
    lambda: DraftEdit.insert(
        duty=hole(0), code=hole(1), before=hole(2), after=hole(3), version=hole(4), at=hole(5),
        user=hole(6), by=hole(7),
    )
)  # fmt: skip


def _put(duty: Duty, code: str, field: DraftField | None, values: dict[str, Any]) -> None:
    """Write values of a field read as ``field``; Overtaken (or IntegrityError) if it moved."""
    if field is None:
        DraftField.insert(duty=duty.id, code=code, **values).execute()
        return
    same = (DraftField.id == field.id) & (DraftField.version == field.version)
    same &= (DraftField.client == field.client) & (DraftField.sequence == field.sequence)
    if not DraftField.update(**values).where(same).execute():
        raise Overtaken


def stored_of(field: DraftField | None) -> Stored:
    if field is None:
        return Stored()
    return Stored(field.value, field.version, field.client, field.sequence)
