"""Closed by default: every workspace route names its roles. What that means to each person at
each object is asked in tests/access/."""

import pytest
from flask import Flask

from portal import create_app
from portal.accounts.access import ANYONE, SIGNED_IN, allowed_roles
from portal.accounts.rules import UNIT_ADMIN, UNIT_ROLES
from tests.access_table import EXPECTED


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
            assert roles <= {*UNIT_ROLES, UNIT_ADMIN}, rule
        if rule.rule.startswith("/lam-viec/dieu-hanh/"):
            assert not roles & {*UNIT_ROLES, UNIT_ADMIN}, rule
        if "POST" in (rule.methods or ()) and roles not in (ANYONE, SIGNED_IN):
            assert roles != frozenset({"supervisor"}), f"leaders only read: {rule}"
