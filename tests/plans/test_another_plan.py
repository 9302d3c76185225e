"""Lists of a plan hold its own rows only, though another plan has as many."""

from datetime import date

import pytest

from portal.clock import now
from portal.plans import item_queries, queries
from portal.plans.cloning import queries as cloning
from portal.plans.cloning.models import PlanTodo
from portal.plans.coverage.models import CoverageMeasure
from portal.plans.coverage.queries import measured_targets, strands_for_choice
from portal.plans.drawing import queries as drawing
from portal.plans.drawing.models import Draw
from tests import factories

TODAY = date(2024, 7, 1)


@pytest.fixture
def two(database):
    """Two plans with the same kinds of rows: (the plan, its unit) twice."""
    found = []
    for year in (2023, 2024):
        plan, unit = factories.plan(year), factories.unit(f"UBND huyện {year}", level="district")
        strand = factories.strand(plan, (unit,), name=f"Loại hình {year}")
        item = factories.plan_item(
            plan, list_name="quantities", value={"title": "Tỷ lệ", "unit": "%", "minimum": 40}
        )
        CoverageMeasure.create(item=item, method="visited", strand=strand)
        factories.visit(plan, unit, state="visited", strand=strand)
        Draw.create(
            plan=plan, strand=strand, number=1, day=date(year, 1, 5), scope="Cấp huyện", wanted=1,
            wanted_words="1 đơn vị", seed_source="Xổ số", commitment=str(year), prepared_at=now(),
            prepared_by="A",
        )  # fmt: skip
        PlanTodo.create(
            plan=plan, source=plan, kind="target", key="a", title=f"Việc {year}", blocking=True,
            created_at=now(),
        )  # fmt: skip
        found.append((plan, unit))
    return found


def test_things_to_look_through(two):
    for plan, _unit in two:
        assert [one.title for one in cloning.todos_of(plan)] == [f"Việc {plan.year}"]
        assert [one.title for one in cloning.open_todos(plan)] == [f"Việc {plan.year}"]
    (first, _), (second, _) = two
    theirs = cloning.todos_of(second)[0].id
    assert cloning.todo_of(first, theirs) is None
    assert cloning.todo_of(second, theirs) is not None


def test_draws(two):
    for plan, _unit in two:
        assert [one.commitment for one in drawing.draws_of(plan)] == [str(plan.year)]
        found = drawing.draw_of(plan, 1)
        assert found is not None
        assert found.commitment == str(plan.year)


def test_targets_and_what_is_counted_for_them(two):
    for plan, unit in two:
        (found,) = measured_targets(plan, TODAY)
        assert found.item.plan_id == plan.id
        assert [(line.unit.id, line.state) for line in found.lines] == [(unit.id, "đã kiểm tra")]
        assert found.tally.done == 1
        assert [name for _id, name in strands_for_choice(plan)] == [f"Loại hình {plan.year}"]


def test_a_visit_of_another_plan_is_not_counted(two):
    CoverageMeasure.update(strand=None, level="district").execute()
    for plan, _unit in two:
        (found,) = measured_targets(plan, TODAY)
        assert (found.tally.total, found.tally.done) == (2, 1)


def test_rows_of_lists_and_units_of_strands(two):
    for plan, unit in two:
        assert [row.plan_id for row in item_queries.items_of(plan, "quantities")] == [plan.id]
        (strand,) = queries.strands_of(plan)
        assert [row.unit_id for row in queries.members_of(strand)] == [unit.id]
