"""Three weeks before a deadline the office sees which units nobody has signed in for."""

from datetime import timedelta

import pytest

from portal.clock import now, today
from portal.people.start import AHEAD, panels
from tests import factories
from tests.reports import factories as reports


@pytest.fixture
def unit(database):
    return factories.unit("Sở Y tế")


def rows_for(app, role="office_editor", day=None):
    actor = factories.actor(role)
    with app.test_request_context():
        return [row for panel in panels(actor, day or today()) for row in panel.rows]


def test_a_unit_nobody_signed_in_for_is_named_until_somebody_does(app, unit):
    due = today() + AHEAD
    plan = factories.plan(2026)
    duty = reports.duty(unit, plan=plan, due_on=due)
    (row,) = rows_for(app)
    assert (row.text, row.tag) == ("Sở Y tế", "Chưa có tài khoản")
    assert row.href.endswith(f"/{duty.id}/nhac/") or str(duty.id) in row.href
    person = factories.user("unit_editor", unit)
    assert [row.tag for row in rows_for(app)] == ["Chưa từng đăng nhập"]
    person.last_sign_in_at = now()
    person.save()
    assert rows_for(app) == []


def test_what_is_further_off_or_over_waits(app, unit):
    reports.duty(unit, plan=factories.plan(2026), due_on=today() + AHEAD)
    assert rows_for(app, day=today() - timedelta(days=1)) == []
    assert rows_for(app, day=today() + AHEAD + timedelta(days=1)) == []


def test_only_the_office_sees_it(app, unit):
    reports.duty(unit, plan=factories.plan(2026), due_on=today())
    assert len(rows_for(app, "supervisor")) == 1
    assert rows_for(app, "unit_head") == []
