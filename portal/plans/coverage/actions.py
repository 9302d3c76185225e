"""Named writes of coverage: how a target is measured, what a unit counted itself."""

from dataclasses import asdict, dataclass
from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.plans.actions import Conflict
from portal.plans.coverage.models import CoverageCount, CoverageMeasure
from portal.plans.models import PlanItem
from portal.units.models import Unit


@dataclass(frozen=True)
class MeasureFacts:
    """How a target is measured; ``strand`` is the id of a strand of its plan, 0 for none."""

    method: str
    strand: int = 0
    level: str = ""
    block: str = ""


@dataclass(frozen=True)
class CountFacts:
    """What a unit checked itself, and the document that says so."""

    total: int
    checked: int
    source: str
    as_of: date
    planned: int | None = None


def set_measure(actor: Actor, item: PlanItem, version: int, facts: MeasureFacts) -> CoverageMeasure:
    """Choose how a target is measured; counts typed before stay. Conflict."""
    columns = {**asdict(facts), "strand": facts.strand or None}
    with write():
        row = CoverageMeasure.get_or_none(CoverageMeasure.item == item)
        if (row.version if row else 0) != version:
            raise Conflict(row)
        if row is None:
            row = CoverageMeasure.create(item=item, **columns)
            record(actor, "measure-target", row, after=columns)
        else:
            before = {"method": row.method, "level": row.level, "block": row.block}
            CoverageMeasure.update({**columns, "version": version + 1}).where(
                CoverageMeasure.id == row.id
            ).execute()
            record(actor, "measure-target", row, before=before, after=columns)
    return row


def remove_measure(actor: Actor, row: CoverageMeasure) -> None:
    """Measure a target no more; what was typed for it goes, and stays in the log."""
    with write():
        counts = [
            {"unit": one.unit_id, "total": one.total, "checked": one.checked, "source": one.source}
            for one in CoverageCount.select().where(CoverageCount.measure == row)
        ]
        record(actor, "unmeasure-target", row, before={"method": row.method, "counts": counts})
        row.delete_instance()


def set_count(
    actor: Actor, measure: CoverageMeasure, unit: Unit, version: int, facts: CountFacts
) -> None:
    """Type what a unit checked itself. Conflict."""
    columns = asdict(facts)
    with write():
        row = CoverageCount.get_or_none(
            CoverageCount.measure == measure, CoverageCount.unit == unit
        )
        if (row.version if row else 0) != version:
            raise Conflict(row)
        before = {name: getattr(row, name) for name in columns} if row else None
        stamped = {**columns, "updated_at": now(), "updated_by": actor.user_id}
        if row is None:
            row = CoverageCount.create(measure=measure, unit=unit, **stamped)
        else:
            CoverageCount.update({**stamped, "version": version + 1}).where(
                CoverageCount.id == row.id
            ).execute()
        record(actor, "count-self-inspection", row, before=before, after=columns)
