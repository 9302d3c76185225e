"""A public grid that has grown old: told where it is published and on the start page."""

from datetime import date, timedelta

import pytest

from portal.clock import today
from portal.reports.timeliness.public_grids import age_of, old_grids, public_grid
from portal.reports.timeliness.publication import offer_of
from tests import factories
from tests.approving import approve
from tests.reports import office_factories as reports
from tests.site import factories as public
from tests.site import publishing

OFFICE = "/lam-viec/dieu-hanh/nop-bao-cao/dung-han/"
TODAY = date(2024, 7, 1)
PANEL = "Bảng nộp báo cáo đang đăng đã cũ"


@pytest.fixture
def plan(database):
    made = factories.plan()
    publishing.publish(made.slug, public.plan(year=2024, title="Kế hoạch đã đăng"))
    return made


def owed(plan, name, due_on):
    return reports.duty(
        factories.unit(name), plan, due_on, kind="self_inspection_report", form=None
    )


def show(plan, day):
    """Publish the grid as of ``day``."""
    publishing.publish(plan.slug, offer_of(plan, day).payload)


def old_on(plan, day):
    """(report count that changed, whether it is old, whether the start page says so)."""
    age = age_of(public_grid(plan), plan, day)
    return age.changed, age.old, [one.id for one, _ in old_grids(day)] == [plan.id]


def test_it_is_old_when_reports_came_or_fell_due_or_weeks_went_by(plan):
    late, ahead = owed(plan, "A", TODAY - timedelta(days=3)), owed(plan, "B", date(2024, 12, 1))
    show(plan, TODAY)
    weeks = TODAY + timedelta(days=28)
    assert old_on(plan, TODAY + timedelta(days=27)) == (0, False, False), "days late count on"
    assert old_on(plan, weeks) == (0, True, True)
    reports.submission(late, received_on=TODAY)
    assert old_on(plan, TODAY + timedelta(days=6)) == (1, True, False), "the office may wait"
    assert old_on(plan, TODAY + timedelta(days=7)) == (1, True, True)
    assert old_on(plan, date(2024, 12, 2))[0] == 2
    show(plan, weeks)
    assert old_on(plan, weeks + timedelta(days=7)) == (0, False, False)
    reports.submission(ahead, received_on=weeks)
    show(plan, weeks + timedelta(days=1))
    assert old_on(plan, weeks + timedelta(days=400)) == (0, False, False), "nothing is to come"


def test_a_grid_that_went_with_its_plan_is_not_asked_for(plan):
    owed(plan, "A", TODAY - timedelta(days=3))
    show(plan, TODAY)
    publishing.withdraw("plan", plan.slug, "replaced", "Có kế hoạch mới")
    assert old_on(plan, TODAY + timedelta(days=90)) == (0, False, False), "nothing to publish"
    publishing.publish(plan.slug, public.plan(year=2024, title="Kế hoạch đã đăng"))
    assert old_on(plan, TODAY + timedelta(days=90))[1:] == (True, True)
    publishing.withdraw("plan", plan.slug, "mistake", "Nhầm")
    assert public_grid(plan) is None
    assert old_grids(TODAY + timedelta(days=90)) == []


def test_the_office_is_told_and_publishing_anew_ends_it(plan, sign_in, visitor):
    duty = owed(plan, "Sở Y tế", date(2024, 6, 7))
    show(plan, today() - timedelta(days=8))
    reports.submission(duty, received_on=today())
    editor, leader = sign_in("office_editor"), sign_in("supervisor")
    said = "đến hôm nay 1 báo cáo đã khác với bảng đó."
    propose = f"{OFFICE}{plan.id}/trinh-dang/"
    start = editor.get("/lam-viec/").text
    assert PANEL in start
    assert said in start
    assert f'href="{propose}"' in start
    assert PANEL not in leader.get("/lam-viec/").text, "who reads has nothing to do"
    assert said in leader.get(OFFICE).text
    assert said in editor.get(propose).text
    to = editor.post(propose, {"change_note": "Quý III"}).headers["Location"]
    assert PANEL not in editor.get("/lam-viec/").text, "it was asked for"
    page = editor.get(OFFICE).text
    assert said not in page
    assert f'href="{to}"' in page
    approve(sign_in("office_approver"), to)
    assert "Nộp quá hạn" in visitor.get(f"/tinh-hinh-nop-bao-cao/{plan.slug}/").text
    assert "đã khác" not in editor.get(OFFICE).text
    grid = public_grid(plan)
    ways = editor.get(f"/lam-viec/dieu-hanh/dang/noi-dung/ban/{grid.id}/ngung-dang/").text
    assert "Địa chỉ cũ chỉ còn thông báo và dẫn tới nội dung thay thế." in ways
    assert "vẫn đọc được" not in ways, "of documents alone"
    unit = sign_in("unit_editor", duty.unit)
    assert grid.title in unit.get("/lam-viec/").text
    publishing.withdraw("plan", plan.slug, "mistake", "Nhầm")
    assert grid.title not in unit.get("/lam-viec/").text, "it went with its plan"
