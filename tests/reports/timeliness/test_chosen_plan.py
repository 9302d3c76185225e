"""Which plan the office's grid opens on."""

from portal.clock import today
from tests import factories
from tests.reports.office_factories import duty

PAGE = "/lam-viec/dieu-hanh/nop-bao-cao/dung-han/"


def test_next_years_plan_waits_for_its_year(database, sign_in):
    year = today().year
    this, ahead = factories.plan(year), factories.plan(year + 1)
    duty(factories.unit("Sở Năm nay"), this)
    duty(factories.unit("Sở Năm sau"), ahead)
    office = sign_in("office_editor")
    assert "Sở Năm nay" in office.get(PAGE).text
    assert "Sở Năm sau" in office.get(f"{PAGE}?ke-hoach={ahead.id}").text


def test_a_plan_of_a_year_to_come_is_shown_where_there_is_no_other(database, sign_in):
    duty(factories.unit("Sở Năm sau"), factories.plan(today().year + 1))
    assert "Sở Năm sau" in sign_in("office_editor").get(PAGE).text
