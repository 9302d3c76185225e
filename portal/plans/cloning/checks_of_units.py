"""Units and bodies of an earlier plan that are gone or bear another name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.plans.cloning.rules import Todo
from portal.plans.queries import WholePlan
from portal.units.continuity_rules import Register, name_on
from portal.units.models import Unit
from portal.units.queries import every_former_name, register
from portal.vietnamese import format_date


def unit_todos(new: WholePlan, old: WholePlan, day: date) -> Iterator[Todo]:
    bodies, names = register(), every_former_name()
    strands = {one.strand.code: one.strand.id for one in new.strands}
    for one in old.strands:
        strand = strands.get(one.strand.code)
        if strand is None:
            continue
        for member in one.members:
            unit: Unit = member.unit
            key = f"{one.strand.code}:{unit.code}"
            if not bodies.exists(unit.code, day):
                heirs = list(bodies.heirs(unit.code, day))
                yield Todo(
                    "unit-gone",
                    key,
                    f"{member.name} không còn ({one.strand.name})",
                    _said_of_heirs(bodies, unit, heirs),
                    {"strand": strand, "heirs": heirs},
                )
                continue
            now = name_on(unit.name, names.get(unit.id, ()), day)
            if now != member.name:
                yield Todo(
                    "unit-renamed",
                    key,
                    f"{member.name} nay là {now}",
                    f"Kế hoạch mới ghi tên tại ngày {format_date(day)}.",
                    {"strand": strand},
                )


def _said_of_heirs(bodies: Register, unit: Unit, heirs: list[str]) -> str:
    ended = f"Kết thúc hoạt động sau ngày {format_date(unit.valid_to)}. " if unit.valid_to else ""
    if not heirs:
        return f"{ended}Không có đơn vị kế thừa."
    named = "; ".join(bodies.bodies[code].name for code in heirs[:3])
    more = f" và {len(heirs) - 3} đơn vị khác" if len(heirs) > 3 else ""
    return f"{ended}Kế thừa: {named}{more}."


def body_todos(old: WholePlan, day: date) -> Iterator[Todo]:
    bodies = register()
    seen: dict[str, list[str]] = {}
    for rows in old.lists.values():
        for row in rows:
            for body in _bodies_in(row.value):
                code = body.get("code", "")
                if code in bodies.bodies and not bodies.exists(code, day):
                    where = row.value.get("title") or row.value.get("name") or row.list_name
                    seen.setdefault(code, []).append(str(where))
    for code, places in seen.items():
        heirs = "; ".join(bodies.bodies[one].name for one in bodies.heirs(code, day))
        yield Todo(
            "body-gone",
            code,
            f"{bodies.bodies[code].name} không còn (nêu ở {len(places)} mục)",
            f"Mục: {'; '.join(dict.fromkeys(places))}. Kế thừa: {heirs or 'không có'}.",
        )


def _bodies_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "name" in value and set(value) <= {"name", "code"}:
            yield value
        for part in value.values():
            yield from _bodies_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _bodies_in(part)
