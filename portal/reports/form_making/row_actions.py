"""Rows of a draft are written: each write is compared with what its writer saw of the row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.reports.form_making import queries
from portal.reports.form_making.actions import ChangedMeanwhile, locked, written
from portal.reports.form_making.general_rules import (
    GENERAL,
    general_of,
    put_general,
    put_meant_for,
)
from portal.reports.form_making.models import FormDraft
from portal.reports.form_making.part_rules import (
    Part,
    Raw,
    every_row,
    name_of,
    row_of,
    rows,
    seen_mark,
    value_of,
)
from portal.reports.form_making.row_rules import added, changed, moved, new_code, removed


def add_row(
    actor: Actor, draft_id: int, part: Part, values: Mapping[str, Any], after: str, now: datetime
) -> str:
    """A new row behind ``after`` (or at the end of its group); its code, never used before.

    The same row sent twice, as by a second click, is added once.
    """
    with write():
        draft = locked(draft_id)
        raw = queries.raw_of(draft.definition)
        for row in rows(raw, part):
            if all(value_of(row, one) == values[one.key] for one in part.fields):
                return str(row["code"])
        taken = queries.taken_codes(draft.code) | {row["code"] for _part, row in every_row(raw)}
        code = new_code(part, values, taken)
        made = added(raw, part, code, values, after)
        _store(actor, draft, made, now, "add-form-row", part, None, row_of(made, part, code))
        return code


def change_row(
    actor: Actor,
    draft_id: int,
    part: Part,
    code: str,
    values: Mapping[str, Any],
    seen: str,
    now: datetime,
) -> None:
    """Other values in a row. ChangedMeanwhile if it is no longer what the writer saw."""
    _edit(actor, draft_id, part, code, seen, now, "change-form-row",
          lambda raw: changed(raw, part, code, values))  # fmt: skip


def remove_row(
    actor: Actor, draft_id: int, part: Part, code: str, seen: str, now: datetime
) -> None:
    """The row goes; its code stays taken. ChangedMeanwhile, RowHeld."""
    _edit(actor, draft_id, part, code, seen, now, "remove-form-row",
          lambda raw: removed(raw, part, code))  # fmt: skip


def move_row(
    actor: Actor, draft_id: int, part: Part, code: str, up: bool, seen: str, now: datetime
) -> None:
    """The row before or behind its neighbour. ChangedMeanwhile."""
    _edit(actor, draft_id, part, code, seen, now, "move-form-row",
          lambda raw: moved(raw, part, code, up))  # fmt: skip


def change_general(
    actor: Actor, draft_id: int, values: Mapping[str, Any], seen: str, now: datetime
) -> None:
    """Titles and levels of the form as a whole, ``values`` as ``general_of`` gives them."""
    with write():
        draft = locked(draft_id)
        raw = queries.raw_of(draft.definition)
        before = general_of(raw)
        if seen_mark(before) != seen:
            raise ChangedMeanwhile(draft.changed_by)
        for field in GENERAL:
            put_general(raw, field.key, values[field.key])
        put_meant_for(raw, values["meant_for"])
        raw["reassign"] = {
            level: list(takers)
            for level, takers in values["reassign"].items()
            if list(takers) != [level]
        }
        if general_of(raw) != before:
            written(actor, draft, raw, now)
            record(actor, "change-form-general", draft, before=before, after=general_of(raw))


def _edit(
    actor: Actor, draft_id: int, part: Part, code: str, seen: str, now: datetime, action: str,
    change: Callable[[Raw], Raw],
) -> None:  # fmt: skip
    with write():
        draft = locked(draft_id)
        raw = queries.raw_of(draft.definition)
        row = row_of(raw, part, code)
        if row is None or seen_mark(row) != seen:
            raise ChangedMeanwhile(draft.changed_by)
        made = change(raw)
        if made != raw:
            _store(actor, draft, made, now, action, part, row, row_of(made, part, code))


def _store(
    actor: Actor, draft: FormDraft, made: Raw, now: datetime, action: str, part: Part,
    before: Raw | None, after: Raw | None,
) -> None:  # fmt: skip
    written(actor, draft, made, now)
    row = after or before or {}
    record(actor, action, draft, before=before, after=after, reason=name_of(part, row)[:200])
