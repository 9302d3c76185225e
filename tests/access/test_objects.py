"""Every address that is read × every person × real objects, one's own and others', by state."""

import pytest
from werkzeug.test import TestResponse

from tests.access import expected as to
from tests.access.marks import belongs, lacks_its_own, led_to, marks_in, may_read
from tests.access.objects_table import FOREIGN, OBJECTS, UNOWNED
from tests.access.only import enough
from tests.access.people import PEOPLE, Person
from tests.access.things import Thing
from tests.access.world import AccessWorld
from tests.reports.office_factories import VALUES

#: These three try every state; the others what differs between roles: own, foreign, hidden.
THOROUGH = {"unit_editor", "team_member", "office_editor"}
#: A number that one's own report does not hold is that of a new row: its form is blank.
BEGUN = {"reports_unit.task"}


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_each_person_opens_what_the_table_says_and_nothing_else(world: AccessWorld, name: str):
    person, faults, opened, looked_at = PEOPLE[name], [], 0, set()
    client = world.visitor(name).http
    for rule in to.rules_of(world, "GET"):
        if person.tries not in ("", to.audience_of(rule.endpoint)):
            continue
        if not rule.arguments:
            wanted = 200 if to.may_call(person, rule.endpoint) else 404
            requests = [(rule.rule, wanted, None)]
        else:
            requests = _requests(world, person, rule)
        audience = "any" if rule.endpoint == "start.index" else to.audience_of(rule.endpoint)
        for path, wanted, thing in requests:
            with client.get(path) as answer:
                found, marks = answer.status_code, marks_in(answer)
                alike = audience == "office" and thing and thing.kind != "unit"
                looked = alike and rule.endpoint in looked_at
                leads = set() if looked else led_to(world, answer, audience)
            looked_at |= {rule.endpoint} if found == 200 else set()
            opened += found == 200
            here = f"{rule.endpoint} of {thing.name if thing else 'all'}"
            if found != wanted:
                faults.append(f"{here}: {found}, expected {wanted} ({path})")
            faults += [
                f"{here} repeats {mark}"
                for mark in sorted(marks)
                if not may_read(person, audience, mark) or (thing and not belongs(thing, mark))
            ]
            if found == 200 and thing and lacks_its_own(rule.endpoint, thing, marks):
                faults.append(f"{here} shows another conclusion")
            faults += [f"{here} leads to {end}" for end in leads if not to.may_call(person, end)]
    assert not faults, "\n".join(faults)
    assert enough(opened, 4)


def _requests(world: AccessWorld, person: Person, rule):
    chosen = [thing for _at, thing in to.things_for(world, rule.endpoint)]
    if not to.may_call(person, rule.endpoint):
        states = OBJECTS[rule.endpoint].opens.split()
        chosen = [thing for thing in chosen if not states or thing.state in states][:1]
    elif person.name not in THOROUGH or to.audience_of(rule.endpoint) == "office":
        chosen = _telling(person, rule.endpoint, chosen)
    for thing in chosen:
        values = to.values_for(rule, thing)
        wanted = to.answer_to(person, rule.endpoint, thing)
        if values:
            yield to.path_of(world, rule.endpoint, values), wanted, thing


def _telling(person: Person, endpoint: str, things: list[Thing]) -> list[Thing]:
    """The first of each side that answers, the first that does not, and the hidden ones."""
    states = OBJECTS[endpoint].opens.split()
    telling = [thing for thing in things if thing.state in ("unannounced", "concluded")]
    kept: dict[tuple[str, bool], Thing] = {}
    for thing in things:
        kept.setdefault((thing.side, not states or thing.state in states), thing)
    hidden = [thing for thing in telling if thing.state == "unannounced"]
    if person.name in THOROUGH:
        return [*kept.values(), *telling]
    answering = [thing for (_side, answers), thing in kept.items() if answers]
    return answering[:2] if to.audience_of(endpoint) == "office" else [*answering, *hidden]


def test_every_address_with_an_object_is_in_the_table_and_opens_for_somebody(world: AccessWorld):
    """The positive control of each row: an object and a person with the answer 200."""
    rows = [rule for rule in to.rules_of(world, "GET") if rule.arguments]
    every = [*to.every_rule(world, "GET"), *to.every_rule(world, "POST")]
    named = {rule.endpoint for rule in every if rule.arguments}
    assert named - set(OBJECTS) == set(), "new addresses: review them in objects_table.py"
    assert set(OBJECTS) - named == set(), "addresses that are gone"
    closed = set()
    for rule in rows:
        found = [
            thing
            for _at, thing in to.things_for(world, rule.endpoint)
            if to.values_for(rule, thing)
            and any(to.answer_to(one, rule.endpoint, thing) == 200 for one in PEOPLE.values())
        ]
        if not found:
            closed.add(rule.endpoint)
    assert not closed


@pytest.mark.parametrize("name", ["unit_editor", "team_member", "office_editor"])
def test_a_child_of_another_parent_is_not_found_under_ones_own(world: AccessWorld, name: str):
    """/bao-cao/<mine>/minh-chung/<theirs>: 404, and the same address with both mine opens."""
    person, faults, tried = PEOPLE[name], [], 0
    client = world.visitor(name).http
    for rule in to.rules_of(world, "GET"):
        if len(rule.arguments) < 2 or not to.may_call(person, rule.endpoint):
            continue
        for path, mine in crossed(world, person, rule):
            assert to.status(client, mine) == 200, mine
            tried += 1
            found = to.status(client, path)
            if found == 200 and rule.endpoint in BEGUN:
                found = 200 if _tells_of_a_task(client.get(path)) else 404
            if found != 404:
                faults.append(f"{rule.endpoint}: {found} ({path})")
    assert not faults, "\n".join(faults)
    assert enough(tried, 3)


def _tells_of_a_task(answer: TestResponse) -> bool:
    return VALUES["task:00000000000a"]["name"] in answer.get_data(as_text=True)


def crossed(world: AccessWorld, person: Person, rule):
    """Addresses of one's own parent with each further part taken from another's."""
    at = OBJECTS[rule.endpoint]
    pairs = []
    for thing in world.of(at.kind):
        values = to.values_for(rule, thing)
        if values and to.answer_to(person, rule.endpoint, thing) == 200:
            pairs.append((thing, values))
    mine, values = pairs[0]
    strangers = [one for one in world.of(at.kind) if one.side == "other"]
    parent = min(rule.arguments, key=lambda name: rule.rule.index(f"{name}>"))
    for name in rule.arguments - {parent} - UNOWNED:
        key = at.params.get(name, name)
        foreign = FOREIGN[key]
        if foreign == key:
            foreign = next(one.values[key] for one in strangers if key in one.values)
        own = to.path_of(world, rule.endpoint, values)
        yield to.path_of(world, rule.endpoint, {**values, name: foreign}), own
    assert mine.side != "other"


@pytest.mark.parametrize("name", ["unit_editor", "team_member", "office_editor", "admin"])
def test_forbidden_looks_like_absent(world: AccessWorld, name: str):
    """The same status, headers and bytes for what is another's, closed, or not there at all."""
    person, client = PEOPLE[name], world.visitor(name).http
    absent = client.get("/lam-viec/khong-co-trang-nay/")
    compared = 0
    for rule in to.rules_of(world, "GET"):
        if not rule.arguments:
            continue
        for _at, thing in to.things_for(world, rule.endpoint):
            values = to.values_for(rule, thing)
            seen = to.may_call(person, rule.endpoint) and to.is_seen(person, rule.endpoint, thing)
            if seen or not values:
                continue
            answer = client.get(to.path_of(world, rule.endpoint, values))
            none = {key: 987654 if isinstance(one, int) else one for key, one in values.items()}
            missing = client.get(to.path_of(world, rule.endpoint, none))
            for other in (absent, missing):
                assert answer.data == other.data, rule.endpoint
                assert list(answer.headers) == list(other.headers), rule.endpoint
            compared += 1
            break
    assert enough(compared, 10)
