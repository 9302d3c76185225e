"""How much inspection a unit bears in a year: the plans demand that it is not hindered."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from portal.inspections.models import Session, Visit
from portal.plans.models import Plan
from portal.units.models import Unit
from portal.vietnamese import collation_key

#: More than this many visits in a year is worth a second thought.
MANY_VISITS = 2


@dataclass(frozen=True)
class Burden:
    """What one unit bears in one year. ``days``: days with a session that stands or was held;
    ``documents``: reports it was asked for; ``moved``: sessions moved on it."""

    unit: Unit
    visits: int
    days: int
    documents: int
    moved: int

    @property
    def many(self) -> bool:
        """Whether it is visited more often than is usual."""
        return self.visits > MANY_VISITS


def burden_of_year(year: int) -> list[Burden]:
    """Units with a visit or a report asked for in ``year``, the most burdened first.

    Visits count in the year of their sessions, reports in that of their plan. Three queries.
    """
    visits: dict[int, set[int]] = defaultdict(set)
    days: dict[int, set[date]] = defaultdict(set)
    moved: Counter[int] = Counter()
    units: dict[int, Unit] = {}
    rows = (
        Session.select(Session, Visit, Unit)
        .join(Visit)
        .join(Unit)
        .where(Session.on.between(date(year, 1, 1), date(year, 12, 31)), Visit.state != "cancelled")
    )
    for row in rows:
        unit = row.visit.unit
        units[unit.id] = unit
        moved[unit.id] += row.state == "moved"
        if row.state in ("planned", "done"):
            visits[unit.id].add(row.visit_id)
            days[unit.id].add(row.on)
    asked = _reports_asked(year)
    for unit in Unit.select().where(Unit.id.in_(list(set(asked) - set(units)))):
        units[unit.id] = unit
    found = [
        Burden(unit, len(visits[key]), len(days[key]), asked[key], moved[key])
        for key, unit in units.items()
    ]
    return sorted(
        found,
        key=lambda one: (-one.visits, -one.days, -one.documents, collation_key(one.unit.name)),
    )


def _order(one: Burden) -> tuple[object, ...]:
    return -one.visits, -one.days, -one.documents, collation_key(one.unit.name)


def years_of_burden() -> list[int]:
    """The years that have plans, newest first."""
    return sorted({plan.year for plan in Plan.select(Plan.year)}, reverse=True)


def _reports_asked(year: int) -> Counter[int]:
    # Reports stand above inspections; only this count asks them.
    from portal.reports.models import Duty

    rows = Duty.select(Duty.unit).join(Plan).where(Plan.year == year, Duty.state != "waived")
    return Counter(row.unit_id for row in rows)
