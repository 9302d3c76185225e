"""Reading one field of a draft together with its duty: what an autosave asks."""

from typing import Any, NamedTuple

from peewee import JOIN

from portal.accounts.rules import UNIT_ROLES, Actor
from portal.db import is_postgres
from portal.prepared import Prepared, hole
from portal.reports.models import DraftEdit, DraftField, Duty, FormVersion
from portal.reports.queries import join_duties, seen_by
from portal.units.models import Unit

#: What one autosave needs to know; building the whole query costs more than the write.
_BRIEF = (Duty.state, Duty.form, Unit.id, Unit.level, FormVersion.sha256)
_FIELD = (
    DraftField.id, DraftField.value, DraftField.version, DraftField.client, DraftField.sequence,
    DraftField.updated_at, DraftField.updated_by,
)  # fmt: skip


def _query(own: bool) -> Any:
    """The field ``hole(0)`` of the duty ``hole(1)``; ``own``: scoped to the unit ``hole(2)``."""
    query = join_duties(_BRIEF + _FIELD).join(
        DraftField,
        JOIN.LEFT_OUTER,
        on=(DraftField.duty == Duty.id) & (DraftField.code == hole(0)),
    )
    if own:
        somebody = Actor(None, "", frozenset(UNIT_ROLES), hole(2))
        query = seen_by(somebody, "unit", query)
    query = query.where(Duty.id == hole(1))
    if is_postgres():
        query = query.for_update("FOR SHARE", of=Duty)  # type: ignore[arg-type]
    return query.tuples()


_OWN, _ANY = Prepared(lambda: _query(own=True)), Prepared(lambda: _query(own=False))


class FoundField(NamedTuple):
    """A duty with just enough columns to save one field, and that field if it is stored."""

    duty: Duty
    field: DraftField | None


def duty_with_field(actor: Actor | None, duty_id: int, code: str) -> FoundField | None:
    """``duty_for`` and one field of its draft in one query, the duty locked against being sent
    until the transaction ends. ``actor`` None: permission was asked before."""
    if actor is not None and not actor.has(*UNIT_ROLES):
        return None
    found_rows = (
        _ANY.rows(code, duty_id) if actor is None else _OWN.rows(code, duty_id, actor.unit_id)
    )
    row: Any = next(found_rows, None)
    if row is None:
        return None
    state, form, unit, level, sha256, *stored = row
    duty = Duty(id=duty_id, state=state, unit=Unit(id=unit, level=level))
    if form:
        duty.form = FormVersion(id=form, sha256=sha256)
    names = [column.name for column in _FIELD]
    found = dict(zip(names, stored, strict=True))
    return FoundField(duty, DraftField(**found) if found["id"] else None)


def base_values(duty: Duty, versions: dict[str, int]) -> dict[str, str]:
    """The values (JSON) that fields had at the given versions; version 0 was blank."""
    found = {code: "null" for code, version in versions.items() if version == 0}
    wanted = {(code, version) for code, version in versions.items() if version}
    if wanted:
        edits = DraftEdit.select(DraftEdit.code, DraftEdit.version, DraftEdit.after).where(
            DraftEdit.duty == duty, DraftEdit.code.in_([code for code, _version in wanted])
        )
        found |= {edit.code: edit.after for edit in edits if (edit.code, edit.version) in wanted}
    return found


def edits_since(duty: Duty, code: str, version: int) -> list[tuple[str, str]]:
    """The values (JSON) before and after each edit of a field later than ``version``, in order."""
    edits: Any = DraftEdit.select(DraftEdit.before, DraftEdit.after).where(
        DraftEdit.duty == duty, DraftEdit.code == code, DraftEdit.version > version
    )
    return list(edits.order_by(DraftEdit.version, DraftEdit.id).tuples())
