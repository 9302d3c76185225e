"""Named reads of the register."""

from datetime import date

from peewee import JOIN

from portal.units.models import Succession, Unit, UnitBlock, UnitName
from portal.units.rules import LEVELS, Match, match_names, valid_on
from portal.vietnamese import collation_key


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
    for former in unit.names:
        if valid_on(former.valid_from, former.valid_to, day):
            return former.name
    return unit.name


def former_names(unit: Unit) -> list[UnitName]:
    """Dated names of a unit, oldest first."""
    return list(unit.names.order_by(UnitName.valid_from))


def block_on(unit: Unit, day: date) -> str:
    """The ranking block (khối) a unit belongs to on ``day``; empty when to none."""
    for membership in UnitBlock.select().where(UnitBlock.unit == unit):
        if valid_on(membership.valid_from, membership.valid_to, day):
            return membership.block
    return ""


def successors(unit: Unit) -> list[Succession]:
    """Who took over from a unit, oldest first."""
    return list(
        Succession.select(Succession, Unit)
        .join(Unit, join_type=JOIN.LEFT_OUTER, on=Succession.successor)
        .where(Succession.predecessor == unit)
        .order_by(Succession.on)
    )


def predecessors(unit: Unit) -> list[Succession]:
    """From whom a unit took over, oldest first."""
    return list(
        Succession.select(Succession, Unit)
        .join(Unit, on=Succession.predecessor)
        .where(Succession.successor == unit)
        .order_by(Succession.on)
    )
