"""From the tables to the answer of one request, and the requests themselves."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from portal import db, features
from tests.access.object_rows import At
from tests.access.objects_table import AUDIENCE, OBJECTS, UNSEEN
from tests.access.only import is_tried
from tests.access.people import Person
from tests.access.things import Thing
from tests.access.world import AccessWorld
from tests.access_table import ANYONE, EXPECTED, SIGNED_IN

#: Sessions are touched by the reading itself; everything else stays as it is.
_MOVING = {"sign_in_session"}


def rules_of(world: AccessWorld, method: str) -> list[Rule]:
    """The rules of the tables that take ``method``, in the order of their endpoints."""
    return [
        rule
        for rule in every_rule(world, method)
        if rule.endpoint in (OBJECTS if rule.arguments else EXPECTED) and is_tried(rule.endpoint)
    ]


def every_rule(world: AccessWorld, method: str) -> list[Rule]:
    """The rules of the workspace, whether somebody wrote them down or not."""
    public = world.app.extensions["public_blueprints"]
    found = [
        rule
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint != "static"
        and rule.endpoint.rpartition(".")[0] not in public
        and method in (rule.methods or ())
    ]
    return sorted(found, key=lambda rule: (rule.endpoint, rule.rule))


def may_call(person: Person, endpoint: str) -> bool:
    """Whether the role table lets the person as far as the view."""
    expected = EXPECTED[endpoint]
    return expected in (ANYONE, SIGNED_IN) or bool(person.roles & set(expected))


def audience_of(endpoint: str) -> str:
    """As what people call this address: office, team or unit."""
    return AUDIENCE.get(endpoint.partition(".")[0], "office")


def is_seen(person: Person, endpoint: str, thing: Thing) -> bool:
    """Whether the thing is the person's, as the audience of the address."""
    audience = audience_of(endpoint)
    return person.sees(audience, thing.side) and thing.state not in UNSEEN[audience]


def answer_to(person: Person, endpoint: str, thing: Thing) -> int:
    """The status of opening ``endpoint`` for ``thing``."""
    at = OBJECTS[endpoint]
    if not may_call(person, endpoint) or not is_seen(person, endpoint, thing):
        return 404
    return 200 if not at.opens or thing.state in at.opens.split() else at.elsewhere


def values_for(rule: Rule, thing: Thing) -> dict[str, Any] | None:
    """What the address needs, taken from the thing; None when it has no such part."""
    params = OBJECTS[rule.endpoint].params
    values = {name: thing.values.get(params.get(name, name)) for name in rule.arguments}
    return None if None in values.values() else values


def path_of(world: AccessWorld, endpoint: str, values: dict[str, Any]) -> str:
    """The address."""
    with world.app.test_request_context():
        return url_for(endpoint, **values)


def status(client: FlaskClient, path: str) -> int:
    """The status of a page; the file of a download is closed."""
    with client.get(path) as answer:
        return answer.status_code


def things_for(world: AccessWorld, endpoint: str) -> Iterator[tuple[At, Thing]]:
    """The things that stand in an address."""
    at = OBJECTS[endpoint]
    for thing in world.of(at.kind):
        yield at, thing


def digest(files: bool = True) -> int:
    """A number that changes with any row of any table; without ``files``, of any but theirs:
    a file is stored before it is asked whether the row that names it can be written."""
    rows = []
    for model in features.models():
        name = model._meta.table_name  # type: ignore[attr-defined]
        if name not in _MOVING and (files or name != "blob"):
            rows.append(db.database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall())
    return hash(str(rows))
