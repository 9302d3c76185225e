"""What visits put on the start page."""

from datetime import date, timedelta

import pytest

from portal.inspections.actions import move_session
from portal.inspections.conclusion_proposals import remediations_of
from portal.inspections.models import Session, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.remediation_actions import report_remediation
from portal.inspections.start import panels
from tests import factories
from tests.inspections.factories import finding, issued, planned, team

TODAY = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def in_request(app, database):
    """Links of the rows need a request."""
    with app.test_request_context():
        yield


def rows(actor, title):
    (panel,) = [one for one in panels(actor, TODAY) if one.title == title]
    return [(row.text, row.tag) for row in panel.rows]


def test_the_office_sees_coming_visits_and_notices_due():
    near, far = factories.unit("Sở Gần"), factories.unit("Sở Xa")
    visit = planned(unit=near, days=(TODAY + timedelta(days=12),))
    planned(unit=far, days=(TODAY + timedelta(days=30),))
    planned(unit=factories.unit("Sở Kín"), days=(TODAY,), unannounced=True)
    actor = factories.actor()
    assert rows(actor, "Cuộc kiểm tra trong 14 ngày tới") == [
        ("Sở Kín", "Chưa công khai"),
        ("Sở Gần", "còn 12 ngày"),
    ]
    assert rows(actor, "Thông báo lịch cần gửi") == [("Sở Gần", "còn 2 ngày")]
    record_notice(actor, visit, visit.version, TODAY)
    assert rows(actor, "Thông báo lịch cần gửi") == []


def test_a_notice_of_a_visit_that_was_moved_is_to_be_sent_again():
    visit = planned(unit=factories.unit("Sở Dời"), days=(TODAY + timedelta(days=12),))
    actor = factories.actor()
    record_notice(actor, visit, visit.version, TODAY - timedelta(days=5))
    assert rows(actor, "Thông báo lịch cần gửi") == []
    assert rows(actor, "Thông báo lịch quá hạn xác nhận") == [("Sở Dời", "Chưa xác nhận")]
    session, moved_to = Session.get(Session.visit == visit), TODAY + timedelta(days=20)
    version = Visit.get_by_id(visit.id).version
    move_session(actor, visit, version, session, moved_to, "day", "Bão")
    assert rows(actor, "Thông báo lịch cần gửi") == [("Sở Dời", "Cần gửi lại")]
    assert rows(actor, "Thông báo lịch quá hạn xác nhận") == []


def test_notices_are_in_the_order_in_which_they_are_urgent():
    actor = factories.actor()
    plan = factories.plan()
    for name, ahead in (("Sở Còn", 14), ("Sở Muộn", 5), ("Sở Quá", 8), ("Sở Dời", 9)):
        visit = planned(plan=plan, unit=factories.unit(name), days=(TODAY + timedelta(days=ahead),))
    record_notice(actor, visit, visit.version, TODAY - timedelta(days=5))
    session, moved_to = Session.get(Session.visit == visit), TODAY + timedelta(days=40)
    move_session(actor, visit, Visit.get_by_id(visit.id).version, session, moved_to, "day", "Bão")
    assert rows(actor, "Thông báo lịch cần gửi") == [
        ("Sở Muộn", "quá hạn 5 ngày"),
        ("Sở Quá", "quá hạn 2 ngày"),
        ("Sở Dời", "Cần gửi lại"),
        ("Sở Còn", "còn 4 ngày"),
    ]


def test_the_office_sees_what_follows_a_visit():
    done = planned(unit=factories.unit("Sở Chờ"), days=(date(2024, 4, 2),))
    done.state = "visited"
    done.save()
    concluded = planned(days=(date(2024, 4, 2),))
    finding(concluded, "Quá hạn", due_rule={"kind": "by_date", "day": "2024-05-30"})
    finding(concluded, "Đã báo", due_rule={"kind": "by_date", "day": "2024-05-30"})
    issued(concluded, date(2024, 5, 1))
    reported = remediations_of(concluded)[1]
    report_remediation(factories.actor(), reported, 1, "Xong", date(2024, 5, 20))
    actor = factories.actor("supervisor")
    assert rows(actor, "Đã kiểm tra, chưa có kết luận") == [("Sở Chờ", "")]
    assert rows(actor, "Khắc phục quá hạn báo cáo") == [("Quá hạn", "quá hạn 2 ngày")]
    assert rows(actor, "Đơn vị đã báo cáo khắc phục, chờ xác minh") == [("Đã báo", "")]


def test_a_unit_sees_its_own_only():
    unit = factories.unit()
    planned(unit=unit, days=(TODAY + timedelta(days=3),))
    planned(unit=unit, days=(TODAY + timedelta(days=4),), unannounced=True)
    old = planned(unit=unit, days=(date(2024, 4, 2),))
    finding(old, "Phải sửa", due_rule={"kind": "by_date", "day": "2024-06-03"})
    issued(old, date(2024, 5, 1))
    foreign = planned(days=(TODAY + timedelta(days=3),))
    finding(foreign, "Của đơn vị khác")
    issued(foreign)
    actor = factories.actor("unit_editor", unit)
    assert rows(actor, "Cuộc kiểm tra sắp tới") == [("Kiểm tra trực tiếp", "Theo lịch")]
    assert rows(actor, "Việc cần khắc phục sau kiểm tra") == [("Phải sửa", "còn 2 ngày")]


def test_a_team_sees_its_own():
    account = factories.user("team_member")
    plan = factories.plan()
    made = team(plan, ("Lê Hà", "member", None, account))
    mine = planned(plan=plan, team=made, days=(TODAY + timedelta(days=3),))
    planned(days=(TODAY + timedelta(days=3),))
    actor = factories.Actor(account.id, "Lê Hà", frozenset({"team_member"}))
    assert rows(actor, "Cuộc kiểm tra của Đoàn") == [(mine.unit_name, "còn 3 ngày")]


def test_others_see_no_panel_of_visits():
    assert panels(factories.actor("admin"), TODAY) == []
