"""Named writes of the register: load it from files, make it public."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.db import write
from portal.publishing.gate import set_up
from portal.units import queries
from portal.units.continuity_rules import problems
from portal.units.models import Succession, Unit, UnitBlock
from portal.units.payload import FormerName, SuccessionPayload, UnitPayload
from portal.units.rules import BLOCKS, LEVELS, SUCCESSIONS, TYPES


class BadRegister(Exception):
    """A register file cannot be read; the message says which line, in Vietnamese."""


def load_units(actor: Actor, folder: Path, file: str = "units.csv") -> int:
    """Read ``file`` and ``successions.csv`` of a province; returns how many units.

    Idempotent: a code that is known is brought up to date, none is removed. One register holds
    every profile of a province, so a file of an earlier year undoes nothing: an empty day says
    “not known here”, never “open again”, and a former name does not come back. BadRegister,
    with nothing loaded, when the register as a whole would contradict itself.
    """
    units = _rows(folder / file)
    for number, row in enumerate(units, start=2):
        _check(row, number)
    with write():
        for row in units:
            _save_unit(row)
        for row in units:
            if row["parent"]:
                parent = Unit.get(Unit.code == row["parent"])
                Unit.update(parent=parent).where(Unit.code == row["code"]).execute()
        load_successions(folder)
        record(actor, "load-units", ("unit", "*"), after={"units": len(units)})
    return len(units)


def load_successions(folder: Path) -> None:
    """Read ``successions.csv`` of ``folder``, if it is there, inside the caller's ``write()``.

    BadRegister when the register, as a whole, contradicts itself.
    """
    for row in _rows(folder / "successions.csv"):
        _save_succession(row)
    wrong = problems(queries.register())
    if wrong:
        raise BadRegister(wrong[0])


def ended_by(folder: Path) -> frozenset[str]:
    """The codes of units that ``successions.csv`` of ``folder`` ends."""
    return frozenset(row["predecessor"] for row in _rows(folder / "successions.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _check(row: dict[str, str], number: int) -> None:
    if not row.get("code") or not row.get("name"):
        raise BadRegister(f"Dòng {number}: thiếu mã hoặc tên đơn vị.")
    if row["type"] not in TYPES:
        raise BadRegister(f"Dòng {number}: không có loại đơn vị “{row['type']}”.")
    if row["level"] not in LEVELS:
        raise BadRegister(f"Dòng {number}: không có cấp “{row['level']}”.")


def _save_unit(row: dict[str, str]) -> None:
    values: dict[str, Any] = {
        name: row.get(name, "") for name in ("name", "short_name", "aliases", "type", "level")
    }
    values["valid_from"] = _day(row.get("valid_from"))
    values["valid_to"] = _day(row.get("valid_to"))
    values["source"] = row.get("source", "")
    unit, created = Unit.get_or_create(code=row["code"], defaults=values)
    if not created:
        Unit.update(**_news(unit, values)).where(Unit.id == unit.id).execute()
    if row.get("block"):
        UnitBlock.get_or_create(unit=unit, block=row["block"])


def _news(unit: Unit, values: dict[str, Any]) -> dict[str, Any]:
    """What a file says of a known unit, without what it cannot know: later ends and names."""
    kept = {name for name in ("valid_from", "valid_to") if values[name] is None}
    if values["name"] in {row.name for row in queries.former_names(unit)}:
        kept |= {"name", "short_name"}
    return {name: value for name, value in values.items() if name not in kept}


def _save_succession(row: dict[str, str]) -> None:
    predecessor, successor = (
        queries.unit_by_code(row[side]) if row[side] else None
        for side in ("predecessor", "successor")
    )
    unknown = [
        row[side]
        for side, unit in (("predecessor", predecessor), ("successor", successor))
        if unit is None and (row[side] or side == "predecessor")
    ]
    if unknown or row["kind"] not in SUCCESSIONS:
        what = f"đơn vị {unknown[0]}" if unknown else f"hình thức “{row['kind']}”"
        raise BadRegister(f"successions.csv: không có {what}.")
    Succession.get_or_create(
        predecessor=predecessor,
        successor=successor,
        on=date.fromisoformat(row["date"]),
        defaults={"kind": row["kind"], "document": row.get("document", "")},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def publish_units(actor: Actor, day: date) -> int:
    """Make every unit public as it stands; returns how many changed."""
    changed = 0
    for unit in queries.every_unit():
        row = set_up(actor, unit.code, to_payload(unit, day), "Cập nhật danh mục đơn vị")
        changed += row is not None
    return changed


def to_payload(unit: Unit, day: date) -> UnitPayload:
    """What is public of a unit."""
    block = queries.block_on(unit, min(day, unit.valid_to or day))
    return UnitPayload(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        aliases=tuple(alias for alias in unit.aliases.split(";") if alias),
        type=unit.type,
        type_name=TYPES[unit.type],
        level=unit.level,
        level_name=LEVELS[unit.level],
        block=block,
        block_name=BLOCKS.get(block, ""),
        parent=unit.parent.code if unit.parent_id else "",
        parent_name=unit.parent.name if unit.parent_id else "",
        valid_from=_iso(unit.valid_from),
        valid_to=_iso(unit.valid_to),
        former_names=tuple(
            FormerName(row.name, _iso(row.valid_from), _iso(row.valid_to))
            for row in queries.former_names(unit)
        ),
        predecessors=tuple(_neighbour(s, s.predecessor) for s in queries.predecessors(unit)),
        successors=tuple(_neighbour(s, s.successor) for s in queries.successors(unit)),
    )


def _neighbour(row: Succession, other: Unit | None) -> SuccessionPayload:
    return SuccessionPayload(
        code=other.code if other else "",
        name=other.name if other else "",
        on=row.on.isoformat(),
        how=row.kind,
        how_name=SUCCESSIONS[row.kind],
        document=row.document,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
