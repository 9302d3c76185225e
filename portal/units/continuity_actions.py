"""Named writes of what becomes of bodies: a change with its basis, a new body.

Nothing moves with a change: reports, visits and accounts stay with the body they are about;
the office decides one by one. What readers see changes through the gate.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.publishing import gate
from portal.publishing.actions import NothingToPublish, propose
from portal.publishing.requests import PublicationRequest
from portal.units import queries
from portal.units.actions import to_payload
from portal.units.change_rules import (
    CHANGES,
    LEVEL_OF,
    Change,
    change_problems,
    former_name,
    steps_of,
)
from portal.units.models import Succession, Unit, UnitBlock, UnitName
from portal.units.rules import shortened
from portal.vietnamese import fold, show_date, slug


class ChangeRefused(Exception):
    """A change may not be recorded; ``problems`` are (field, message)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems[0][1])
        self.problems = problems


class NameTaken(Exception):
    """A body of that name exists on that day."""


@dataclass(frozen=True)
class NewUnit:
    """A body that begins on ``valid_from`` by ``document``."""

    name: str
    short_name: str
    type: str
    valid_from: date
    document: str
    parent: Unit | None = None
    block: str = ""


def record_change(
    actor: Actor, unit: Unit, change: Change, today: date
) -> PublicationRequest | None:
    """Record what becomes of ``unit`` and ask for the pages concerned to be published.

    The same change again, as by a double click, is recorded once. Returns the request at the
    gate, None when readers would see no change. ChangeRefused when the register would
    contradict itself, with nothing written.
    """
    with write():
        register = queries.register()
        if not _recorded(unit, change):
            wrong = change_problems(register, unit.code, change, today)
            if wrong:
                raise ChangeRefused(wrong)
            before = {"name": unit.name, "valid_to": _iso(unit.valid_to)}
            _apply(unit, change)
            record(
                actor,
                "change-unit",
                unit,
                before=before,
                after={
                    "kind": change.kind,
                    "on": change.on.isoformat(),
                    "name": change.new_name or unit.name,
                    "successors": list(change.successors),
                },
                reason=change.document,
            )
        note = f"{CHANGES[change.kind][0]} từ {show_date(change.on)}, theo {change.document}"
        codes = [unit.code, *change.successors]
        return _propose(actor, f"Cập nhật đơn vị: {unit.name}", codes, note, today)


def _recorded(unit: Unit, change: Change) -> bool:
    if change.kind == "rename":
        eve = change.on - timedelta(days=1)
        same = UnitName.select().where(UnitName.unit == unit, UnitName.valid_to == eve).exists()
        return bool(same and Unit.get_by_id(unit.id).name == change.new_name)
    known = {
        (step.successor, step.on, step.kind)
        for step in queries.register().after(unit.code, date.max)
    }
    wanted = {(step.successor, step.on, step.kind) for step in steps_of(unit.code, change)}
    return wanted <= known


def _apply(unit: Unit, change: Change) -> None:
    if change.kind == "rename":
        old = former_name(queries.register(), unit.code, change.on)
        UnitName.create(unit=unit, name=old.name, valid_from=old.valid_from, valid_to=old.valid_to)
        short = change.new_short_name or shortened(change.new_name)
        aliases = [one for one in (*unit.aliases.split(";"), unit.short_name) if one]
        values: dict[str, Any] = {
            "name": change.new_name,
            "short_name": short,
            "aliases": ";".join(dict.fromkeys(aliases)),
        }
        Unit.update(values).where(Unit.id == unit.id).execute()
        return
    if change.ends:
        last = change.on - timedelta(days=1)
        Unit.update(valid_to=last).where(Unit.id == unit.id).execute()
    for step in steps_of(unit.code, change):
        Succession.create(
            predecessor=unit,
            successor=queries.unit_by_code(step.successor) if step.successor else None,
            on=step.on,
            kind=step.kind,
            document=step.document,
        )


def add_unit(actor: Actor, wanted: NewUnit, today: date) -> Unit:
    """Add a body to the register and propose its page; NameTaken when it is there already."""
    with write():
        alive = queries.units_on(wanted.valid_from)
        if any(fold(one.name) == fold(wanted.name) for one in alive):
            raise NameTaken
        unit = Unit.create(
            code=free_code(shortened(wanted.name)),
            name=wanted.name,
            short_name=wanted.short_name or shortened(wanted.name),
            type=wanted.type,
            level=LEVEL_OF[wanted.type],
            parent=wanted.parent,
            valid_from=wanted.valid_from,
            source=wanted.document,
        )
        if wanted.block:
            UnitBlock.create(unit=unit, block=wanted.block)
        record(
            actor,
            "add-unit",
            unit,
            after={"name": unit.name, "valid_from": wanted.valid_from.isoformat()},
            reason=wanted.document,
        )
        note = f"Đơn vị mới từ {show_date(wanted.valid_from)}, theo {wanted.document}"
        _propose(actor, f"Đăng đơn vị mới: {unit.name}", [unit.code], note, today)
    return unit


def _propose(
    actor: Actor, title: str, codes: list[str], note: str, today: date
) -> PublicationRequest | None:
    units = [unit for code in codes if (unit := queries.unit_by_code(code))]
    back = f"/lam-viec/dieu-hanh/don-vi/{units[0].code}/"
    return propose_units(actor, title, units, note, back, today)


def propose_units(
    actor: Actor, title: str, units: list[Unit], note: str, back: str, today: date
) -> PublicationRequest | None:
    """Ask for the pages of ``units``, and of those below them, to be published.

    None when readers would see no change.
    """
    below = Unit.select().where(Unit.parent.in_([unit.id for unit in units]))
    every = {unit.code: unit for unit in (*units, *below)}.values()
    proposals = [gate.proposal(unit.code, to_payload(unit, today)) for unit in every]
    first = all(gate.newest_version("unit", unit.code) is None for unit in every)
    try:
        return propose(actor, title, proposals, "first" if first else "update", note, "", back)
    except NothingToPublish:
        return None


def free_code(name: str) -> str:
    """A code that no unit has, made of ``name``."""
    base = code = slug(name)
    number = 1
    while queries.unit_by_code(code) is not None:
        number += 1
        code = f"{base}-{number}"
    return code


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
