"""Draws, counts, things to look through, notices of days off: what stays in the office."""

from datetime import datetime

from portal.deadlines.models import CalendarNotice, CalendarYear
from portal.plans.cloning.models import PlanTodo
from portal.plans.coverage.models import CoverageCount, CoverageMeasure
from portal.plans.drawing.models import Draw
from portal.plans.models import PlanItem
from tests.leaks.world import HELD, World


def make_rows(world: World, said: str, at: datetime) -> None:
    """One row of each table, with what was said in it."""
    strand = world.strands["onsite"]
    CalendarYear.create(year=2031)
    CalendarNotice.create(year=2031, number=said, issuer=said, file_name=said)
    value = {"title": said, "unit": "%", "minimum": 40}
    target = PlanItem.create(
        plan=world.plan, list_name="quantities", code="rieng", value=value, source=said
    )
    measure = CoverageMeasure.create(item=target, method="delegated", level=said, block=said)
    CoverageCount.create(
        measure=measure, unit=world.units["so-y-te"], total=1, planned=1, checked=1, source=said,
        as_of=HELD, updated_at=at,
    )  # fmt: skip
    Draw.create(
        plan=world.plan, strand=strand, number=1, day=HELD, scope=said, pool=[said],
        excluded=[said], wanted=1, wanted_words=said, seed_source=said, commitment=said,
        prepared_at=at, prepared_by=said, seed=said, seed_reference=said, witnesses=[said],
        result=[said], drawn_at=at, drawn_by=said, added_at=at, voided_at=at, void_reason=said,
    )  # fmt: skip
    PlanTodo.create(
        plan=world.plan, source=world.plan, kind="text", key=said, title=said, text=said,
        data={"ghi": said}, reason=said, closed_at=at, closed_by=said, created_at=at,
    )  # fmt: skip
