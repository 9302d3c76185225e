"""Named writes: what a file says of the register, after somebody has seen and confirmed it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.publishing.requests import PublicationRequest
from portal.units import queries
from portal.units.change_rules import former_name
from portal.units.continuity_actions import free_code, propose_units
from portal.units.continuity_rules import problems
from portal.units.importing.outcome_rules import Result, shown
from portal.units.importing.queries import parent_cycle, preview
from portal.units.importing.row_rules import FileRow, level_of
from portal.units.models import Unit, UnitBlock, UnitName
from portal.units.rules import shortened

_DAY = timedelta(days=1)


class RegisterMoved(Exception):
    """The register, or what was chosen, is no longer what the person saw."""


class ImportRefused(Exception):
    """The register would contradict itself; the message says how, in Vietnamese."""


def seal_of(results: Sequence[Result]) -> str:
    """A digest of what a person sees before confirming."""
    told = [
        (one.row.line, one.kind, one.code, [change.words for change in one.changes], one.chosen)
        for one in results
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def import_units(
    actor: Actor,
    rows: Sequence[FileRow],
    decisions: Mapping[int, str],
    today: date,
    file: str = "",
    seen: str = "",
    ending: frozenset[str] = frozenset(),
) -> list[Result]:
    """Write the new and the changed rows; wrong, doubtful and skipped ones are left out.

    Returns what became of each row. RegisterMoved when ``seen`` is not the seal of that,
    ImportRefused when the register would contradict itself; nothing is written then.
    ``ending``: codes of units that a list of successions, read afterwards, ends.
    """
    with write():
        results = preview(rows, decisions, today, ending)
        if seen and seen != seal_of(results):
            raise RegisterMoved
        before = set(problems(queries.register()))
        codes = {id(one): _write(one) for one in results if one.kind in ("new", "changed")}
        for one in results:
            if id(one) in codes:
                _set_parent(codes[id(one)], one.parent)
        cycle = parent_cycle()
        if cycle:
            raise ImportRefused(f"Cấp trên thành vòng: {cycle}.")
        wrong = [text for text in problems(queries.register()) if text not in before]
        if wrong and not ending:
            raise ImportRefused(wrong[0])
        if codes:
            told = {codes[id(one)]: _told(one) for one in results if id(one) in codes}
            record(actor, "import-units", ("unit", "*"), after=told, reason=file)
    return results


def propose_import(
    actor: Actor, results: Sequence[Result], file: str, today: date
) -> PublicationRequest | None:
    """Ask for the pages of the units concerned to be published; None when readers see nothing."""
    touched = [one for one in results if one.kind in ("new", "changed")]
    names = {one.name for one in touched if not one.code}
    codes = {one.code for one in touched if one.code}
    units = [unit for unit in queries.every_unit() if unit.code in codes or unit.name in names]
    if not units:
        return None
    note = f"Cập nhật danh mục đơn vị từ tệp {file}"
    title = f"Cập nhật danh mục: {len(units)} đơn vị"
    return propose_units(actor, title, units, note, "/lam-viec/dieu-hanh/don-vi/", today)


def _told(one: Result) -> dict[str, Any]:
    return {change.column: [shown(change.column, change.before), shown(change.column, change.after)]
            for change in one.changes}  # fmt: skip


def _write(one: Result) -> str:
    return _add(one.row) if one.kind == "new" else _change(one)


def _add(row: FileRow) -> str:
    name = row.get("name")
    unit = Unit.create(
        code=row.get("code") or free_code(shortened(name)),
        name=name,
        short_name=row.get("short_name") or shortened(name),
        aliases=row.get("aliases") or "",
        type=row.get("type"),
        level=level_of(row),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        source=row.get("source") or "",
    )
    if row.get("block"):
        UnitBlock.create(unit=unit, block=row.get("block"), valid_from=row.get("block_from"))
    return str(unit.code)


def _change(one: Result) -> str:
    unit = Unit.get(Unit.code == one.code)
    values = {
        change.column: change.after
        for change in one.changes
        if change.column not in ("parent", "block")
    }
    on = one.row.get("renamed_on")
    if "name" in values and on:
        old = former_name(queries.register(), one.code, on)
        UnitName.create(unit=unit, name=old.name, valid_from=old.valid_from, valid_to=old.valid_to)
        known = [part for part in (*unit.aliases.split(";"), unit.short_name) if part]
        values.setdefault("aliases", ";".join(dict.fromkeys(known)))
    if "name" in values:
        values.setdefault("short_name", shortened(values["name"]))
    if values:
        Unit.update(values).where(Unit.id == unit.id).execute()
    for change in one.changes:
        if change.column == "block":
            _move_block(unit, change.after, one.row.get("block_from"))
    return one.code


def _move_block(unit: Unit, block: str, on: date | None) -> None:
    """Close the membership that is open and begin another; past ones stay as they were."""
    if on is not None:
        UnitBlock.update(valid_to=on - _DAY).where(
            UnitBlock.unit == unit, UnitBlock.valid_to.is_null()
        ).execute()
    UnitBlock.create(unit=unit, block=block, valid_from=on)


def _set_parent(code: str, parent: str) -> None:
    if parent:
        above = queries.unit_by_code(parent) or Unit.get(Unit.name == parent)
        Unit.update(parent=above).where(Unit.code == code).execute()
