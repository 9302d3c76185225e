"""Closed by default: every workspace route names its roles, and means it."""

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter

from portal import create_app
from portal.accounts.access import ANYONE, SIGNED_IN, allowed_roles
from portal.accounts.rules import ROLES, UNIT_ROLES
from tests import factories
from tests.access_table import EXPECTED
from tests.browser_client import Client


def rules_of(app: Flask):
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and rule.endpoint.rpartition(".")[0] not in app.extensions["public_blueprints"]
    ]


@pytest.fixture(scope="module")
def routes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("routes")
    app = create_app({"DATA": str(folder), "SECRET_KEY": "x"})
    return app, rules_of(app)


def test_every_route_stands_in_the_reviewed_table(routes):
    _app, rules = routes
    found = {rule.endpoint for rule in rules}
    assert found - set(EXPECTED) == set(), "new routes: review them in tests/access_table.py"
    assert set(EXPECTED) - found == set(), "routes that are gone"


def test_every_route_names_the_roles_that_the_table_expects(routes):
    app, rules = routes
    wrong = {}
    for endpoint in sorted({rule.endpoint for rule in rules}):
        roles = allowed_roles(app, endpoint)
        named = "anyone" if roles == ANYONE else "signed-in" if roles == SIGNED_IN else roles
        expected = EXPECTED.get(endpoint)
        if isinstance(expected, tuple):
            expected = frozenset(expected)
        if named != expected:
            wrong[endpoint] = named
    assert not wrong


def test_units_and_office_never_share_a_writing_route(routes):
    app, rules = routes
    for rule in rules:
        roles = allowed_roles(app, rule.endpoint) or frozenset()
        if rule.rule.startswith("/lam-viec/don-vi/"):
            assert roles <= set(UNIT_ROLES), rule
        if rule.rule.startswith("/lam-viec/dieu-hanh/"):
            assert not roles & set(UNIT_ROLES), rule
        if "POST" in (rule.methods or ()) and roles not in (ANYONE, SIGNED_IN):
            assert roles != frozenset({"supervisor"}), f"leaders only read: {rule}"


def test_a_stranger_is_sent_to_sign_in_everywhere(app, routes):
    for rule in routes[1]:
        if EXPECTED.get(rule.endpoint) == "anyone":
            continue
        path = filled(rule)
        answer = Client(app).http.get(path)
        assert answer.status_code in (302, 405), (path, answer.status_code)
        if answer.status_code == 302:
            assert "/tai-khoan/dang-nhap" in answer.headers["Location"], path


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_opens_what_is_its_own_and_nothing_else(app, database, routes, role):
    """Pages without an object: 200 for the roles named (the positive control), 404 for others."""
    unit = factories.unit() if role in UNIT_ROLES else None
    client = factories.signed_in_client(app, role, unit)
    opened = 0
    for rule in routes[1]:
        if rule.arguments or "GET" not in (rule.methods or ()):
            continue
        expected = EXPECTED[rule.endpoint]
        allowed = expected in ("anyone", "signed-in") or role in expected
        answer = client.http.get(rule.rule)
        wanted = (200, 302) if allowed else (404,)
        assert answer.status_code in wanted, (rule.rule, answer.status_code)
        opened += allowed
    assert opened >= 3


@pytest.mark.parametrize("role", sorted(ROLES))
def test_an_object_that_is_not_there_is_a_404_for_every_role(app, database, routes, role):
    client = factories.signed_in_client(app, role, factories.unit() if role in UNIT_ROLES else None)
    for rule in routes[1]:
        if rule.arguments and "GET" in (rule.methods or ()):
            answer = client.http.get(filled(rule))
            assert answer.status_code == 404, (rule.rule, answer.status_code)


def filled(rule) -> str:
    """The rule's path with values that name nothing."""
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(_placeholder(rule.rule, name), _nothing(rule._converters[name]))
    return path


def _nothing(converter) -> str:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return "987654" if isinstance(converter, IntegerConverter) else "khong-co"


def _placeholder(text: str, name: str) -> str:
    return next(
        part[: part.index(">") + 1]
        for part in (text[i:] for i, char in enumerate(text) if char == "<")
        if part[1 : part.index(">")].split(":")[-1] == name
    )
