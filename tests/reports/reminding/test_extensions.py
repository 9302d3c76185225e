"""The unit asks for more time, the office gives it or not; both read what the other said."""

from datetime import date, timedelta

import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.reports.extending.actions import grant
from portal.reports.extending.models import ExtensionRequest
from portal.reports.models import Duty, DutyHistory
from portal.reports.telling import after_sending
from portal.vietnamese import format_date
from tests import factories
from tests.reports import factories as reports
from tests.reports import office_factories as office_reports

OFFICE = "/lam-viec/dieu-hanh/nop-bao-cao/"


@pytest.fixture
def duty(database):
    due = today() + timedelta(days=3)
    return reports.duty(factories.unit("Sở Y tế"), plan=factories.plan(2026), due_on=due)


@pytest.fixture
def clerk(sign_in, duty):
    return sign_in("unit_editor", duty.unit)


@pytest.fixture
def office(sign_in):
    return sign_in("office_editor")


@pytest.fixture
def page(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/"


def ask(client, page, days=10, reason="Mưa lũ, mất điện", status=302):
    client.get(f"{page}gia-han/")
    wished = format_date(today() + timedelta(days=days))
    return client.post(f"{page}gia-han/", {"wished_on": wished, "reason": reason}, status)


def only():
    return ExtensionRequest.get()


def test_what_is_asked_reaches_the_office_and_is_granted_there(duty, clerk, office, page):
    ask(clerk, page)
    assert "Chờ Sở Nội vụ xem xét" in clerk.get(page).text
    assert "Mưa lũ, mất điện" in office.get(f"{OFFICE}xin-gia-han/").text
    assert "Sở Y tế xin gia hạn" in office.get("/lam-viec/hop-tin/").text
    shown = office.get(f"{OFFICE}{duty.id}/gia-han/").text
    assert format_date(today() + timedelta(days=10)) in shown
    given = today() + timedelta(days=8)
    typed = {"new_due_on": format_date(given), "reason": "Đồng ý vì thiên tai"}
    office.post(f"{OFFICE}{duty.id}/gia-han/", typed, 302)
    assert (only().state, only().granted_on) == ("granted", given)
    assert Duty.get().due_on == given
    assert DutyHistory.get().cause == "extended"
    assert "Đồng ý vì thiên tai" in clerk.get(page).text
    assert "Được gia hạn" in clerk.get("/lam-viec/hop-tin/").text
    assert "Không có đề nghị nào" in office.get(f"{OFFICE}xin-gia-han/").text


def test_a_wrong_day_is_said_together_with_the_missing_reason(duty, clerk, page):
    text = ask(clerk, page, days=-1, reason="", status=422).text
    assert "Nhập lý do xin gia hạn" in text
    assert "không được ở trước ngày hôm nay" in text
    assert ExtensionRequest.select().count() == 0


def test_each_change_of_the_deadline_is_told_once(duty, sign_in, clerk, office):
    def told():
        return InboxItem.select().where(InboxItem.title.startswith("Được gia hạn")).count()

    first, second = today() + timedelta(days=8), today() + timedelta(days=12)
    grant(SYSTEM, duty, first, "Mưa lũ", now())
    grant(SYSTEM, duty, first, "Mưa lũ", now() + timedelta(seconds=2))
    assert told() == 1
    grant(SYSTEM, duty, second, "Mưa lũ kéo dài", now())
    grant(SYSTEM, duty, first, "Mưa lũ", now())
    assert told() == 3


def test_a_refusal_needs_a_reason_and_leaves_the_deadline(duty, clerk, office, page):
    ask(clerk, page)
    path = f"{OFFICE}{duty.id}/khong-gia-han/"
    office.get(path)
    office.post(path, {"answer": ""}, 422)
    office.post(path, {"answer": "Đoàn làm việc đúng lịch"}, 302)
    assert only().state == "refused"
    assert Duty.get().due_on == duty.due_on
    assert "Đoàn làm việc đúng lịch" in clerk.get(page).text
    assert InboxItem.select().where(InboxItem.title == "Không được gia hạn").count() == 1
    office.post(path, {"answer": "Lần nữa"}, 302)
    assert only().answer == "Đoàn làm việc đúng lịch"


@pytest.mark.parametrize(("days", "words"), [(-1, "hôm nay"), (3, "phải sau"), (900, "xa quá")])
def test_a_day_that_gives_no_time_is_refused_at_the_field(clerk, page, days, words):
    answer = ask(clerk, page, days, status=422)
    assert words in answer.text
    assert "Mưa lũ, mất điện" in answer.text
    assert ExtensionRequest.select().count() == 0


def test_asking_twice_is_one_request_and_other_words_replace_it(clerk, page):
    ask(clerk, page)
    ask(clerk, page)
    ask(clerk, page, 12, "Thêm hai ngày")
    states = [row.state for row in ExtensionRequest.select().order_by(ExtensionRequest.id)]
    assert states == ["withdrawn", "asked"]


def test_a_request_is_taken_back(clerk, page, office):
    ask(clerk, page)
    clerk.get(page)
    clerk.post(f"{page}gia-han/rut", {}, 302)
    assert only().state == "withdrawn"
    assert "Mưa lũ" not in office.get(f"{OFFICE}xin-gia-han/").text


def test_never_onto_the_visit_without_the_heads_consent(duty, clerk, office, page):
    visit = factories.visit(duty.plan, duty.unit, today() + timedelta(days=9))
    Duty.update(visit=visit).execute()
    ask(clerk, page, 10)
    assert "cần Trưởng đoàn đồng ý" in clerk.get(f"{page}gia-han/").text
    path = f"{OFFICE}{duty.id}/gia-han/"
    office.get(path)
    typed = {"new_due_on": format_date(today() + timedelta(days=10)), "reason": "Đồng ý"}
    assert "trừ khi Trưởng đoàn đồng ý" in office.post(path, typed, 422).text
    assert only().state == "asked"
    office.post(path, {**typed, "head_agrees": "1"}, 302)
    assert only().state == "granted"


def test_a_sent_report_needs_no_time(duty, clerk, page):
    ask(clerk, page)
    Duty.update(state="submitted").execute()
    assert "không cần gia hạn" in ask(clerk, page, 20, "Nữa", status=409).text


def test_a_wish_from_before_the_report_was_sent_is_not_answered_any_more(duty, clerk, page, office):
    """The report came back with a later day than was wished for: the wish would take time away."""
    ask(clerk, page, 5)
    sent = office_reports.submission(duty, received_on=today())
    after_sending(SYSTEM, sent, now())
    assert only().state == "lapsed"
    due = today() + timedelta(days=9)
    Duty.update(state="returned", due_on=due).execute()
    assert "Sở Y tế" not in office.get(f"{OFFICE}xin-gia-han/").text
    assert "Không còn cần trả lời" in clerk.get(page).text


@pytest.mark.parametrize("days", [1, 3])
def test_an_extension_gives_more_time(duty, office, days):
    given = today() + timedelta(days=days)
    office.get(f"{OFFICE}{duty.id}/gia-han/")
    typed = {"new_due_on": format_date(given), "reason": "Theo đề nghị"}
    shown = office.post(f"{OFFICE}{duty.id}/gia-han/", typed, 422).text
    assert f"Hạn mới phải sau hạn hiện nay ({format_date(duty.due_on)})." in shown
    assert DutyHistory.select().count() == 0


def test_another_unit_and_a_viewer_ask_for_nothing(duty, sign_in, page):
    sign_in("unit_editor", factories.unit()).get(f"{page}gia-han/", 404)
    sign_in("unit_viewer", duty.unit).get(f"{page}gia-han/", 404)


def test_an_unannounced_visit_is_told_to_nobody_of_the_unit(duty, office):
    visit = factories.visit(
        duty.plan, duty.unit, date.today() + timedelta(days=30), unannounced=True
    )
    Duty.update(visit=visit).execute()
    factories.user("unit_head", duty.unit)
    path = f"{OFFICE}{duty.id}/gia-han/"
    office.get(path)
    typed = {"new_due_on": format_date(today() + timedelta(days=8)), "reason": "Chuẩn bị thêm"}
    office.post(path, typed, 302)
    assert InboxItem.select().count() == 0


def test_who_asks_stands_on_the_start_page_of_the_office_alone(duty, clerk, office, page):
    assert "Đơn vị xin gia hạn (" not in office.get("/lam-viec/").text
    ask(clerk, page)
    shown = office.get("/lam-viec/").text
    assert "Đơn vị xin gia hạn (1)" in shown
    assert f"{OFFICE}{duty.id}/gia-han/" in shown
    assert "Đơn vị xin gia hạn (" not in clerk.get("/lam-viec/").text
