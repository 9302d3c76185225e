"""The one scoping query of each feature, asked directly: the second lock behind the routes."""

import pytest

from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import Actor
from portal.inspections.queries import AUDIENCES, visits_for
from portal.reports.field_queries import duty_with_field
from portal.reports.queries import duties_of, duty_for
from tests.access.objects_table import UNSEEN
from tests.access.people import PEOPLE, Person
from tests.access.things import Thing
from tests.access.world import AccessWorld


def _actor(person: Person) -> Actor:
    user = User.get(User.username == person.name)
    roles = frozenset(row.role for row in RoleGrant.select().where(RoleGrant.user == user))
    assert roles == person.roles
    return Actor(user.id, user.full_name, roles, user.unit_id)


def _is_theirs(person: Person, audience: str, thing: Thing) -> bool:
    belongs = bool(person.roles & set(AUDIENCES[audience]))
    return belongs and person.sees(audience, thing.side) and thing.state not in UNSEEN[audience]


@pytest.mark.parametrize("audience", sorted(AUDIENCES))
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_a_query_gives_what_is_ones_own(world: AccessWorld, name: str, audience: str):
    person, actor = PEOPLE[name], _actor(PEOPLE[name])
    for kind, key, query in (
        ("visit", "visit_id", visits_for(actor, audience)),
        ("duty", "duty_id", duties_of(actor, audience)),
    ):
        found = {row.id for row in query}
        for thing in world.of(kind):
            wanted = _is_theirs(person, audience, thing)
            assert (thing.values[key] in found) == wanted, thing.name


@pytest.mark.parametrize("audience", sorted(AUDIENCES))
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_a_duty_is_found_by_its_number_only_where_it_is_ones_own(
    world: AccessWorld, name: str, audience: str
):
    person, actor = PEOPLE[name], _actor(PEOPLE[name])
    for thing in world.of("duty"):
        found = duty_for(actor, audience, thing.values["duty_id"])
        assert (found is not None) == _is_theirs(person, audience, thing), thing.name


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_autosave_finds_the_duties_of_ones_own_unit(world: AccessWorld, name: str):
    person, actor = PEOPLE[name], _actor(PEOPLE[name])
    for thing in world.of("duty"):
        found = duty_with_field(actor, thing.values["duty_id"], "outline:p1.i")
        assert (found is not None) == _is_theirs(person, "unit", thing), thing.name
