"""What was put right after a visit is told finding by finding: no report of it can be opened."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Remediation
from portal.reports.board.queries import board
from portal.reports.duties.remediation import follow_conclusion
from portal.reports.models import Duty, Submission
from tests import factories
from tests.page_checks import Page
from tests.reports.board.steps import BOARD, sent
from tests.reports.office_factories import duty
from tests.reports.remediation_steps import concluded


@pytest.fixture
def told(office: Any) -> Duty:
    """A remediation report of which everything was reported."""
    visit = concluded()
    Remediation.update(reported_on=date(2024, 7, 9), first_reported_on=date(2024, 7, 9)).execute()
    made = follow_conclusion(office, visit)
    assert made is not None
    assert made.state == "submitted"
    return made


def test_next_and_previous_lead_to_reports_that_can_be_read(told: Duty, sign_in: Any) -> None:
    first, second = sent("Sở A"), sent("Sở B")
    client = sign_in("office_editor")
    for one in (first, second):
        text = client.get(f"{BOARD}{one.duty_id}/lan/1/").text
        assert "/2 đang chờ xem" in text
        assert f"{BOARD}{told.id}/" not in "".join(Page(text).links)


def test_its_page_leads_to_each_finding(told: Duty, sign_in: Any) -> None:
    client = sign_in("office_editor")
    text = client.get(f"{BOARD}{told.id}/").text
    assert "Đã báo cáo ngày 09/07/2024, chờ xác minh" in text
    assert "Chưa nhận được báo cáo nào" not in text
    links = [href for href in Page(text).links if "/1/khac-phuc/" in href]
    assert len(links) == 2
    for href in links:
        client.get(href)


def test_it_is_not_keyed_for_the_unit_but_a_copy_on_paper_is_recorded(
    told: Duty, sign_in: Any
) -> None:
    client, page = sign_in("office_editor"), f"{BOARD}{told.id}/"
    text = client.get(page).text
    assert "nhap-thay" not in text
    assert f"{page}nhan/" in text
    said = client.follow(client.get(f"{page}nhap-thay/", 302)).text
    assert "làm theo từng nội dung" in said
    client.post(f"{page}nhap-thay/", {}, 302)
    assert not Submission.select().exists()


def test_a_visit_that_lies_behind_makes_nothing_urgent(office: Any, sign_in: Any) -> None:
    owed = follow_conclusion(office, concluded())
    assert owed is not None
    Duty.update(due_on=today() + timedelta(days=40)).execute()
    unit, plan = factories.unit(), factories.plan()
    visit = factories.visit(plan, unit, today() + timedelta(days=8))
    soon = duty(unit, plan, today() + timedelta(days=3), visit=visit)
    assert [row.duty.id for row in board(today())] == [soon.id, owed.id]


def test_a_report_without_a_visit_waits_for_no_schedule(sign_in: Any) -> None:
    owed = duty(due_on=today() + timedelta(days=9), kind="self_inspection_report")
    client = sign_in("office_editor")
    assert "Chưa xếp lịch" not in client.get(BOARD).text
    assert "Không gắn với cuộc kiểm tra nào" in client.get(f"{BOARD}{owed.id}/").text
