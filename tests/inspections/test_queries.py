"""Who sees which visit, and how many queries a page may cost."""

from datetime import timedelta

import pytest

from portal.inspections.clash_queries import find_clashes
from portal.inspections.proposals import facts_of, public_state
from portal.inspections.queries import NotFound, scheduled, visit_for, visits_for
from portal.inspections.remediation_queries import conclusion_missing, remediations_for
from portal.inspections.visit_state_actions import release_visit
from tests import factories
from tests.inspections.factories import WEDNESDAY, finding, issued, planned, team

pytestmark = pytest.mark.usefixtures("database")


def test_a_unit_sees_its_own_visits_only():
    mine, other = factories.unit(), factories.unit()
    own, secret = planned(unit=mine), planned(unit=mine, unannounced=True)
    planned(unit=other)
    actor = factories.actor("unit_viewer", mine)
    assert [visit.id for visit in visits_for(actor, "unit")] == [own.id]
    with pytest.raises(NotFound):
        visit_for(actor, "unit", secret.id)
    release_visit(factories.actor(), secret, secret.version, "Cho phép")
    assert visit_for(actor, "unit", secret.id).unit == mine


def test_a_team_sees_its_own_visits_even_unannounced_ones():
    plan = factories.plan()
    account = factories.user("team_member")
    mine = team(plan, ("Lê Hà", "member", None, account))
    own = planned(plan=plan, team=mine, unannounced=True)
    planned(plan=plan, team=team(plan))
    planned(plan=plan)
    actor = factories.Actor(account.id, "Lê Hà", frozenset({"team_member"}))
    assert [visit.id for visit in visits_for(actor, "team")] == [own.id]


@pytest.mark.parametrize(
    ("role", "audience", "seen"),
    [
        ("office_editor", "office", 1),
        ("supervisor", "office", 1),
        ("unit_editor", "office", 0),
        ("team_head", "office", 0),
        ("appraiser", "unit", 0),
        ("office_editor", "unit", 0),
    ],
)
def test_an_audience_is_for_its_roles(role, audience, seen):
    visit = planned()
    unit = visit.unit if role.startswith("unit") else None
    assert len(visits_for(factories.actor(role, unit), audience)) == seen


def test_schedule_is_by_first_standing_day_and_filtered():
    plan, actor = factories.plan(), factories.actor()
    late = planned(plan=plan, days=(WEDNESDAY + timedelta(days=40),))
    early = planned(plan=plan, days=(WEDNESDAY,))
    planned(plan=factories.plan())
    scope = visits_for(actor, "office")
    assert [visit.id for visit in scheduled(scope, plan.id)] == [early.id, late.id]
    assert [visit.id for visit in scheduled(scope, plan.id, month=7)] == [late.id]
    assert len(scheduled(scope, year=2024)) == 3


def test_a_long_schedule_costs_no_more_queries(queries):
    plan, actor = factories.plan(), factories.actor()
    costs = []
    for _ in range(2):
        for _ in range(5):
            planned(plan=plan)
        with queries() as seen:
            visits = scheduled(visits_for(actor, "office"), plan.id)
            facts = facts_of(visits)
            assert {public_state(visit, facts).code for visit in visits} == {"unpublished"}
        costs.append(seen.count)
    assert costs[0] == costs[1] <= 8


def test_the_clash_check_costs_a_fixed_number_of_queries(queries):
    plan, unit = factories.plan(), factories.unit()
    made = team(plan, ("Lê Hà", "member", None, None))
    visits = [planned(plan=plan, team=made) for _ in range(6)]
    with queries() as seen:
        found = find_clashes(unit, visits[0].strand, made, [(WEDNESDAY, "day")], WEDNESDAY)
    assert [clash.code for clash in found].count("team") == 6
    assert {clash.code for clash in found} == {"team", "not_in_strand", "notice", "report"}
    assert seen.count <= 7


def test_remediations_in_one_query_and_by_audience(queries):
    visit, other = planned(), planned()
    for one in (visit, other):
        finding(one)
        issued(one)
    with queries() as seen:
        rows = remediations_for(factories.actor(), "office")
        assert {row.finding.visit.unit_name for row in rows} == {visit.unit_name, other.unit_name}
    assert seen.count <= 4
    unit_actor = factories.actor("unit_editor", visit.unit)
    assert [row.finding.visit_id for row in remediations_for(unit_actor, "unit")] == [visit.id]


def test_visits_without_a_conclusion():
    done, concluded = planned(), planned()
    for visit in (done, concluded):
        visit.state = "visited"
        visit.save()
    issued(concluded)
    found = conclusion_missing(visits_for(factories.actor(), "office"))
    assert [visit.id for visit in found] == [done.id]
