"""The schedule notice: sent, opened and acknowledged by the unit; never of a hidden visit."""

import io
import zipfile
from datetime import date, timedelta

import pytest

from portal.clock import today
from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections import actions, notice_actions
from portal.inspections.models import Session, Visit, VisitNotice
from portal.inspections.notice_queries import notice_register
from portal.inspections.start import panels
from portal.inspections.visit_state_actions import cancel_visit
from tests import factories

DESK = "/lam-viec/dieu-hanh/"


def sent(days_ago: int = 5, **values) -> Visit:
    """A visit in three weeks whose notice went out some days ago."""
    visit = factories.visit(factories.plan(), factories.unit(), **values)
    Session.update(on=today() + timedelta(days=21)).where(Session.visit == visit).execute()
    actor = factories.actor()
    notice_actions.record_notice(actor, visit, visit.version, today() - timedelta(days=days_ago))
    return visit


def test_the_unit_opens_and_acknowledges_and_the_register_tells_who(database, sign_in):
    visit = sent()
    unit = sign_in("unit_editor", visit.unit)
    text = unit.get(f"/lam-viec/don-vi/kiem-tra/{visit.id}/").text
    assert "Xác nhận đã nhận thông báo lịch" in text
    row = VisitNotice.get()
    assert (row.opened_at is not None, row.acknowledged_at) == (True, None)
    opened = row.opened_at
    unit.post(f"/lam-viec/don-vi/kiem-tra/{visit.id}/da-nhan-thong-bao", {})
    unit.post(f"/lam-viec/don-vi/kiem-tra/{visit.id}/da-nhan-thong-bao", {})
    row = VisitNotice.get()
    assert row.opened_at == opened
    assert row.acknowledged_by == row.opened_by != ""
    office = sign_in("office_editor")
    listed = office.get(f"{DESK}thong-bao-lich/{visit.plan_id}/").text
    assert row.acknowledged_by in listed
    assert "Quá hạn xác nhận" not in listed


def test_a_notice_not_acknowledged_in_time_is_a_task_of_the_office(database, app):
    sent(days_ago=4)
    with app.test_request_context():
        late = {panel.title: panel for panel in panels(factories.actor(), today())}
    assert len(late["Thông báo lịch quá hạn xác nhận"].rows) == 1
    VisitNotice.update(sent_on=today() - timedelta(days=3)).execute()
    with app.test_request_context():
        fresh = {panel.title: panel for panel in panels(factories.actor(), today())}
    assert fresh["Thông báo lịch quá hạn xác nhận"].rows == []


def test_a_moved_visit_needs_another_notice_and_another_acknowledgement(database, sign_in):
    visit = sent()
    own, moved = f"/lam-viec/don-vi/kiem-tra/{visit.id}/", "Thông báo này gửi trước khi dời lịch"
    unit = sign_in("unit_editor", visit.unit)
    notice_actions.acknowledge_notice(factories.actor(), visit)
    assert moved not in unit.get(own).text
    Session.update(on=today() + timedelta(days=30)).execute()
    assert moved in unit.get(own).text
    (row,) = notice_register(Visit.select(), today())
    assert row.outdated
    page = f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/"
    assert "(trước khi dời lịch)" in sign_in("office_editor").get(page).text
    fresh = Visit.get_by_id(visit.id)
    notice_actions.record_notice(factories.actor(), fresh, fresh.version, today())
    (row,) = notice_register(Visit.select(), today())
    assert (row.outdated, row.notice.acknowledged_at) == (False, None)
    assert moved not in unit.get(own).text


def test_the_register_keeps_a_notice_whose_visit_was_cancelled(database, sign_in):
    visit = sent()
    version = Visit.get_by_id(visit.id).version
    cancel_visit(factories.actor(), Visit.get_by_id(visit.id), version, "Hoãn sang năm sau")
    never_told = factories.visit(visit.plan, factories.unit("Sở Chưa Báo"), state="cancelled")
    rows = notice_register(Visit.select(), today())
    assert [(row.visit.id, row.outdated, row.again, row.overdue) for row in rows] == [
        (visit.id, False, False, False)
    ]
    page = sign_in("office_editor").get(f"/lam-viec/dieu-hanh/thong-bao-lich/{visit.plan_id}/").text
    assert "Đã hủy" in page
    assert never_told.unit_name not in page


def test_an_unannounced_visit_has_no_notice_before_its_release(database, sign_in):
    visit = factories.visit(factories.plan(), factories.unit(), unannounced=True)
    with pytest.raises(actions.NotPossible, match="đột xuất"):
        notice_actions.record_notice(factories.actor(), visit, visit.version, date(2024, 5, 1))
    with pytest.raises(actions.NotPossible):
        notice_actions.acknowledge_notice(factories.actor(), visit)
    office = sign_in("office_editor")
    office.get(f"{DESK}lich-kiem-tra/{visit.id}/thong-bao-lich.docx", 404)
    assert visit.unit_name not in office.get(f"{DESK}thong-bao-lich/{visit.plan_id}/").text
    assert not VisitNotice.select().exists()


def test_all_notices_come_in_one_archive_without_hidden_visits(database, sign_in):
    plan = factories.plan()
    shown = [factories.visit(plan, factories.unit()) for _ in range(2)]
    factories.visit(plan, factories.unit(), unannounced=True)
    office = sign_in("office_editor")
    answer = office.get(f"{DESK}thong-bao-lich/{plan.id}/thong-bao-lich.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        first = archive.read(names[0])
    assert len(names) == len(shown)
    assert first.startswith(b"PK")
    again = office.get(f"{DESK}thong-bao-lich/{plan.id}/thong-bao-lich.zip")
    assert again.data == answer.data


def test_who_only_reads_in_the_unit_is_not_asked_to_acknowledge(database, sign_in):
    visit = sent()
    page = f"/lam-viec/don-vi/kiem-tra/{visit.id}/"
    assert "da-nhan-thong-bao" not in sign_in("unit_viewer", visit.unit).get(page).text
    assert "da-nhan-thong-bao" in sign_in("unit_editor", visit.unit).get(page).text


@pytest.mark.parametrize(("days_before", "late"), [(10, False), (9, True)])
def test_a_notice_that_went_out_after_its_last_day_is_marked(sign_in, days_before, late):
    visit = sent()
    rule = DeadlineRule("days_before_visit", n=10, event="ngày kiểm tra")
    strand = factories.strand(visit.plan, (visit.unit,))
    factories.deadline(strand, "schedule_notice", rule)
    on = Session.get(visit=visit).on - timedelta(days=days_before)
    Visit.update(noticed_on=on, strand=strand).execute()
    listed = sign_in("office_editor").get(f"{DESK}thong-bao-lich/{visit.plan_id}/").text
    assert ("Gửi muộn" in listed) == late
