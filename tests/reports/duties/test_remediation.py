"""The report on what was put right: due after a conclusion, done when its findings are."""

from datetime import date, timedelta

import pytest

from portal.clock import today
from portal.deadlines.rules import DeadlineRule, WorkCalendar
from portal.documents.models import IssuedDocument
from portal.inbox.models import InboxItem
from portal.inspections.models import Conclusion, Remediation
from portal.inspections.remediation_actions import report_remediation, verify_remediation
from portal.reports.duties.calendar_effects import follow
from portal.reports.duties.remediation import follow_conclusion
from portal.reports.models import Duty
from tests import factories
from tests.reports.remediation_steps import concluded


@pytest.fixture
def office(database):
    return factories.actor("office_editor")


def the_state():
    return Duty.get(Duty.kind == "remediation_report").state


def test_it_is_due_by_the_rule_of_the_plan_once_and_only_once(office):
    visit = concluded(DeadlineRule("days_after", n=30))
    duty = follow_conclusion(office, visit)
    assert duty.due_on == date(2024, 7, 31)
    assert follow_conclusion(office, visit).id == duty.id
    assert Duty.select().count() == 1


@pytest.mark.parametrize("rule", [None, DeadlineRule("decided_by_head")])
def test_without_a_day_in_the_plan_the_first_finding_decides(office, rule):
    assert follow_conclusion(office, concluded(rule)).due_on == date(2024, 7, 20)


def test_a_conclusion_dated_anew_moves_it(office):
    visit = concluded(DeadlineRule("days_after", n=30))
    follow_conclusion(office, visit)
    IssuedDocument.update(issued_on=date(2024, 7, 5)).execute()
    duty = follow_conclusion(office, visit)
    assert duty.due_on == date(2024, 8, 4)
    assert [row.old_due_on for row in duty.history] == [date(2024, 7, 31)]


def test_a_new_rest_day_moves_what_counts_over_it_from_its_own_conclusion(office):
    rule = DeadlineRule("days_after", n=10, counting="working")
    follow_conclusion(office, concluded(rule))
    later = concluded(rule)
    document = Conclusion.get(Conclusion.visit == later).document
    document.issued_on = date(2024, 9, 9)
    document.save()
    duty = follow_conclusion(office, later)
    known, more = WorkCalendar(), WorkCalendar(rest_days=frozenset({date(2024, 9, 12)}))
    assert follow(office, known, more, "Nghỉ thêm") == 1
    assert (duty.due_on, Duty.get_by_id(duty.id).due_on) == (date(2024, 9, 23), date(2024, 9, 24))


def test_an_unannounced_visit_owes_none_until_it_is_released(office):
    visit = concluded(unannounced=True)
    assert follow_conclusion(office, visit) is None
    visit.released = True
    assert follow_conclusion(office, visit) is not None


def test_it_is_sent_when_everything_is_reported_and_accepted_when_all_is_verified(office):
    follow_conclusion(office, concluded())
    first, second = Remediation.select().order_by(Remediation.id)
    report_remediation(office, first, 1, "Đã ban hành", date(2024, 7, 10))
    assert the_state() == "open"
    report_remediation(office, second, 1, "Đã ban hành", date(2024, 7, 12))
    assert the_state() == "submitted"
    verify_remediation(office, first, 2, "insufficient", "Chưa đủ", date(2024, 7, 15))
    assert the_state() == "returned"
    report_remediation(office, first, 3, "Đã bổ sung", date(2024, 7, 16))
    verify_remediation(office, first, 4, "verified", "Đạt", date(2024, 7, 17))
    verify_remediation(office, second, 2, "verified", "Đạt", date(2024, 7, 17))
    assert the_state() == "accepted"


@pytest.mark.parametrize(
    ("reported", "due"),
    [(date(2024, 7, 20), date(2024, 8, 1)), (date(2024, 7, 21), date(2024, 7, 20))],
)
def test_what_is_left_counts_by_its_own_day_unless_the_rest_came_late(office, reported, due):
    follow_conclusion(office, concluded(DeadlineRule("days_after", n=19)))
    assert Duty.get().due_on == date(2024, 7, 20)
    first, second = Remediation.select().order_by(Remediation.id)
    report_remediation(office, first, 1, "Đã ban hành", reported)
    duty = Duty.get()
    assert (duty.state, duty.due_on) == ("open", due)
    # the last report leaves the day by which it is judged
    report_remediation(office, second, 1, "Đã ban hành", date(2024, 7, 30))
    assert (Duty.get().state, Duty.get().due_on) == ("submitted", due)


def test_a_conclusion_loaded_with_its_reports_is_judged_by_the_last_of_its_days(office):
    visit = concluded(DeadlineRule("days_after", n=19))
    for row, day in zip(Remediation.select().order_by(Remediation.id), (18, 30), strict=True):
        came = date(2024, 7, day)
        told = Remediation.update(reported_on=came, first_reported_on=came)
        told.where(Remediation.id == row.id).execute()
    duty = follow_conclusion(office, visit)
    assert (duty.state, duty.due_on) == ("submitted", date(2024, 8, 1))


def test_the_board_leads_to_the_findings_and_offers_nothing_to_accept(office, sign_in):
    """There is no submission to accept: a tick would have asked for one that does not exist."""
    visit = concluded()
    follow_conclusion(office, visit)
    for row in Remediation.select().order_by(Remediation.id):
        report_remediation(office, row, 1, "Đã ban hành", date(2024, 7, 10))
    page = sign_in("office_editor").get("/lam-viec/dieu-hanh/nop-bao-cao/").text
    assert "Đã nộp, chờ xem" in page
    assert f'href="/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/">Xem từng tồn tại' in page
    assert 'name="chon"' not in page


def test_more_time_for_it_is_not_bounded_by_the_visit_it_follows(office, sign_in):
    duty = follow_conclusion(office, concluded(unannounced=True, released=True))
    until = today() + timedelta(days=20)
    path = f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/gia-han/"
    client = sign_in("office_editor")
    assert "trừ khi Trưởng đoàn đồng ý" not in client.get(path).text
    client.post(path, {"new_due_on": f"{until:%d/%m/%Y}", "reason": "Chờ phần mềm"}, 302)
    assert Duty.get_by_id(duty.id).due_on == until
    unit = sign_in("unit_editor", duty.unit)
    Duty.update(due_on=today()).execute()
    asked = unit.get(f"/lam-viec/don-vi/bao-cao/{duty.id}/gia-han/").text
    assert "cần Trưởng đoàn đồng ý" not in asked


def test_the_unit_is_told_what_was_not_enough_and_when_all_is_done(office):
    duty = follow_conclusion(office, concluded())
    person = factories.user("unit_editor", duty.unit)
    clerk = factories.actor("office_editor")
    first, second = Remediation.select().order_by(Remediation.id)
    for row in (first, second):
        report_remediation(office, row, 1, "Đã ban hành", date(2024, 7, 12))
    verify_remediation(clerk, first, 2, "insufficient", "Chưa kèm quy chế", date(2024, 7, 15))
    verify_remediation(clerk, first, 2, "insufficient", "Chưa kèm quy chế", date(2024, 7, 15))
    (told,) = InboxItem.select().where(InboxItem.user == person.id, InboxItem.kind == "returned")
    assert told.read_at is None
    assert "Nhận xét: Chưa kèm quy chế" in told.text
    report_remediation(office, first, 3, "Đã kèm", date(2024, 7, 16))
    assert InboxItem.get_by_id(told.id).read_at is not None
    verify_remediation(clerk, first, 4, "verified", "Đạt", date(2024, 7, 17))
    verify_remediation(clerk, second, 2, "verified", "Đạt", date(2024, 7, 17))
    kinds = [row.kind for row in InboxItem.select().order_by(InboxItem.id)]
    assert kinds == ["moved", "returned", "accepted"]
