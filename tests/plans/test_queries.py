"""Reads of plans: the right rows, and no more queries for more plans."""

from datetime import date

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans import queries as reads
from portal.plans.start import panels
from portal.plans.states import states
from tests import factories
from tests.plans.factories import issued, published


def whole(year=2024):
    plan = factories.plan(year, document=issued())
    strand = factories.strand(plan, (factories.unit(), factories.unit()))
    factories.deadline(strand)
    return plan


def test_whole_plans_bring_everything_in_five_queries(database, queries):
    plans = [whole(), whole(2025), whole(2026)]
    with queries() as seen:
        found = reads.whole_plans(plans)
        names = [row.unit.name for one in found for s in one.strands for row in s.members]
    assert len(names) == 6
    assert all(one.strands[0].deadlines for one in found)
    assert seen.count <= 5


def test_the_list_costs_the_same_for_one_plan_and_for_many(database, queries):
    published(whole())
    counts = []
    for _ in range(2):
        with queries() as seen:
            rows = reads.every_plan()
            states(rows)
            assert all(row.document.number for row in rows)
        counts.append(seen.count)
        for year in (2021, 2022, 2023):
            published(whole(year))
    assert counts[0] == counts[1] <= 10


def test_parts_are_found_only_within_their_plan(database):
    mine, other = whole(), whole()
    strand = reads.strands_of(mine)[0]
    assert reads.strand_of(mine, strand.id) == strand
    assert reads.strand_of(other, strand.id) is None
    deadline = reads.deadline_for(strand, "visit_report")
    assert reads.deadline_of(strand, deadline.id) == deadline
    assert reads.deadline_of(reads.strands_of(other)[0], deadline.id) is None


def test_choices_name_the_year_once(database):
    factories.plan(2024, title="Kế hoạch năm 2024")
    factories.plan(2025, title="Kế hoạch bổ sung")
    assert [text for _, text in reads.plans_for_choice()] == [
        "Kế hoạch bổ sung (2025)",
        "Kế hoạch năm 2024",
    ]


def test_contents_come_with_their_codes(database):
    plan = factories.plan(contents=[{"code": "the-che", "title": "Thể chế"}])
    assert reads.contents_of(plan) == [("the-che", "Thể chế")]


def test_start_page_shows_unpublished_plans_and_near_deadlines(app, database):
    plan = whole()
    strand = reads.strands_of(plan)[0]
    factories.deadline(strand, "other", DeadlineRule("by_date", day=date(2024, 6, 14)))
    factories.deadline(strand, "other", DeadlineRule("by_date", day=date(2024, 6, 16)))
    factories.deadline(strand, "other", DeadlineRule("by_date", day=date(2024, 5, 30)))
    with app.test_request_context():
        shown = panels(factories.actor("supervisor"), date(2024, 6, 1))
        assert panels(factories.actor("unit_editor"), date(2024, 6, 1)) == []
        published(plan)
        later = panels(factories.actor("office_editor"), date(2024, 12, 1))
    assert [row.tag for row in shown[0].rows] == ["Nháp"]
    assert [row.tag for row in shown[1].rows] == ["còn 13 ngày"]
    assert later == []
