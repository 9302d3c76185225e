"""Named reads for an import: the register as the rows are compared with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from portal.units import queries
from portal.units.change_rules import Change, change_problems
from portal.units.continuity_rules import ENDING
from portal.units.importing.diff_rules import compare
from portal.units.importing.outcome_rules import Known, Result
from portal.units.importing.row_rules import FileRow
from portal.units.models import Unit, UnitBlock
from portal.units.rules import valid_on


def known_units(today: date, ending: frozenset[str] = frozenset()) -> dict[str, Known]:
    """Every unit by its code, as it stands on ``today``. Five queries."""
    register = queries.register()
    former = queries.every_former_name()
    units = list(Unit.select())
    codes = {unit.id: unit.code for unit in units}
    blocks: dict[int, str] = {}
    for row in UnitBlock.select().order_by(UnitBlock.id):
        if valid_on(row.valid_from, row.valid_to, today):
            blocks.setdefault(row.unit_id, row.block)
    ended = {step.predecessor for step in register.steps if step.kind in ENDING} | ending
    return {
        unit.code: Known(
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            aliases=unit.aliases,
            type=unit.type,
            level=unit.level,
            parent=codes.get(unit.parent_id, ""),
            block=blocks.get(unit.id, ""),
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            source=unit.source,
            former=tuple(one.name for one in former.get(unit.id, ())),
            ends_by_a_step=unit.code in ended,
        )
        for unit in units
    }


def unit_names() -> dict[str, str]:
    """The name of every unit by its code, as pages show a parent."""
    return {one.code: one.name for one in Unit.select(Unit.code, Unit.name)}


def preview(
    rows: Sequence[FileRow],
    decisions: Mapping[int, str],
    today: date,
    ending: frozenset[str] = frozenset(),
) -> list[Result]:
    """What would become of each row; nothing is written."""
    found = compare(rows, known_units(today, ending), decisions, today)
    return [_checked(one, today) for one in found]


def _checked(one: Result, today: date) -> Result:
    """A new name must be possible on its day, a group cannot begin before the one it follows."""
    errors: list[tuple[str, str]] = []
    on, columns = one.row.get("renamed_on"), {change.column for change in one.changes}
    if one.kind == "changed" and "name" in columns and on:
        wanted = Change("rename", on, "-", new_name=one.row.get("name"))
        found = change_problems(queries.register(), one.code, wanted, today)
        errors += [("renamed_on" if field == "on" else "name", text) for field, text in found]
    begins = one.row.get("block_from")
    if one.kind == "changed" and "block" in columns and begins:
        open_ones = (
            UnitBlock.select().join(Unit).where(Unit.code == one.code, UnitBlock.valid_to.is_null())
        )
        if any(row.valid_from and row.valid_from >= begins for row in open_ones):
            errors.append(("block_from", "Khối hiện nay bắt đầu sau ngày này."))
    if errors:
        return replace(one, kind="wrong", changes=(), errors=tuple(errors))
    return one


def parent_cycle() -> str:
    """Names of units that would be above themselves; empty when there are none."""
    above = {unit.id: unit.parent_id for unit in Unit.select(Unit.id, Unit.parent)}
    for start in above:
        seen, here = {start}, above[start]
        while here is not None and here not in seen:
            seen.add(here)
            here = above.get(here)
        if here is not None:
            names = Unit.select(Unit.name).where(Unit.id.in_(seen)).order_by(Unit.id)
            return "; ".join(unit.name for unit in names)
    return ""
