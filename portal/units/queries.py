"""Named reads of the register."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import JOIN

from portal.units import continuity_rules
from portal.units.continuity_rules import Body, FormerName, Register, Step
from portal.units.models import Succession, Unit, UnitBlock, UnitName
from portal.units.rules import LEVELS, Match, match_names, valid_on
from portal.vietnamese import collation_key, show_date


def unit_by_code(code: str) -> Unit | None:
    """The unit of that code, whether it still exists or not."""
    return Unit.get_or_none(Unit.code == code)


def every_unit() -> list[Unit]:
    """All units, former ones included, in Vietnamese order of their names."""
    return sorted(Unit.select(), key=lambda unit: collation_key(unit.name))


def units_on(day: date) -> list[Unit]:
    """Units that exist on ``day``, by level, then in Vietnamese order."""
    order = list(LEVELS)
    found = [unit for unit in every_unit() if valid_on(unit.valid_from, unit.valid_to, day)]
    return sorted(found, key=lambda unit: order.index(unit.level) if unit.level in order else 99)


def units_for_choice(day: date) -> list[tuple[str, str]]:
    """(id, name) of the units that exist on ``day``, for a select."""
    return [(str(unit.id), unit.name) for unit in units_on(day)]


def match_units(text: str, day: date) -> list[Match]:
    """The names in a pasted list matched to the units of ``day``; see ``rules.match_names``."""
    names = [
        (unit.code, unit.name, unit.short_name, *unit.aliases.split(";")) for unit in units_on(day)
    ]
    return match_names(text, names)


def name_on(unit: Unit, day: date) -> str:
    """What the unit was called on ``day``: old records keep the names of their time."""
    return continuity_rules.name_on(unit.name, former_of(unit), day)


def former_of(unit: Unit) -> tuple[FormerName, ...]:
    """The names a unit has given up, as the rules take them."""
    return _former(unit.names)


def every_former_name() -> dict[int, tuple[FormerName, ...]]:
    """The names given up, by the id of the unit: for lists. One query."""
    names = defaultdict(list)
    for row in UnitName.select():
        names[row.unit_id].append(row)
    return {unit: _former(rows) for unit, rows in names.items()}


def _former(rows: Iterable[UnitName]) -> tuple[FormerName, ...]:
    return tuple(FormerName(row.name, row.valid_from, row.valid_to) for row in rows)


def former_names(unit: Unit) -> list[UnitName]:
    """Dated names of a unit, oldest first."""
    return list(unit.names.order_by(UnitName.valid_from, UnitName.id))


def block_on(unit: Unit, day: date) -> str:
    """The ranking block (khối) a unit belongs to on ``day``; empty when to none."""
    for membership in UnitBlock.select().where(UnitBlock.unit == unit).order_by(UnitBlock.id):
        if valid_on(membership.valid_from, membership.valid_to, day):
            return membership.block
    return ""


def successors(unit: Unit) -> list[Succession]:
    """Who took over from a unit, oldest first."""
    return list(
        Succession.select(Succession, Unit)
        .join(Unit, join_type=JOIN.LEFT_OUTER, on=Succession.successor)
        .where(Succession.predecessor == unit)
        .order_by(Succession.on, Succession.id)
    )


def predecessors(unit: Unit) -> list[Succession]:
    """From whom a unit took over, oldest first."""
    return list(
        Succession.select(Succession, Unit)
        .join(Unit, on=Succession.predecessor)
        .where(Succession.successor == unit)
        .order_by(Succession.on, Succession.id)
    )


def register() -> Register:
    """The whole register with its steps, to be asked as of any day. Three queries."""
    names = every_former_name()
    units = {unit.id: unit for unit in Unit.select()}
    bodies = [
        Body(unit.code, unit.name, unit.valid_from, unit.valid_to, names.get(unit.id, ()))
        for unit in units.values()
    ]
    steps = [
        Step(
            units[row.predecessor_id].code,
            units[row.successor_id].code if row.successor_id else "",
            row.on,
            row.kind,
            row.document,
        )
        for row in Succession.select().order_by(Succession.id)
    ]
    return Register(bodies, steps)


def heirs(unit: Unit, day: date) -> list[Unit]:
    """The units of ``day`` that carry on what ``unit`` was; itself while it exists."""
    if valid_on(unit.valid_from, unit.valid_to, day):
        return [unit]
    codes = register().heirs(unit.code, day)
    found = Unit.select().where(Unit.code.in_(codes or ("",)))
    return sorted(found, key=lambda one: collation_key(one.name))


def absence(unit: Unit, day: date) -> str:
    """Why nothing of ``day`` can be about ``unit``, in Vietnamese; empty while it exists then."""
    if valid_on(unit.valid_from, unit.valid_to, day):
        return ""
    if unit.valid_from and day < unit.valid_from:
        return f"{unit.name} hoạt động từ ngày {show_date(unit.valid_from)}."
    names = [one.name for one in heirs(unit, day)]
    now = f" Kế thừa: {'; '.join(names)}." if names else ""
    return f"{unit.name} đã kết thúc hoạt động sau ngày {show_date(unit.valid_to)}.{now}"
