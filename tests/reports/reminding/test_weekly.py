"""The week for leaders: once a week each, only what they may know, and a page to print."""

from datetime import timedelta

import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.reports.models import Duty, Submission
from portal.reports.reminding.weekly_actions import tell_week
from tests import factories
from tests.reports import office_factories as reports

PAGE = "/lam-viec/dieu-hanh/nop-bao-cao/tuan/"


@pytest.fixture
def week(database):
    """One report late, one due in three days, one that came today, one nobody may know of."""
    plan, form = factories.plan(2026), reports.form()

    def owed(name, days, **values):
        return reports.duty(
            factories.unit(name), plan, today() + timedelta(days=days), form=form, **values
        )

    owed("Sở Trễ", -4)
    owed("Sở Sắp", 3)
    owed("Sở Xa", 30)
    reports.submission(owed("Sở Nộp", 9), received_on=today())
    hidden = factories.unit("Sở Kín")
    visit = factories.visit(plan, hidden, today() + timedelta(days=5), unannounced=True)
    reports.duty(hidden, plan, today() - timedelta(days=1), form=form, visit=visit)


def test_a_leader_is_told_once_a_week_and_opens_the_page(week, sign_in):
    leader = factories.user("supervisor")
    factories.user("office_editor")
    assert tell_week(SYSTEM, today(), now()) == 1
    assert tell_week(SYSTEM, today(), now()) == 0
    item = InboxItem.get()
    assert item.user == leader
    assert "1 đã nộp, 1 quá hạn" in item.title
    assert "Sở Trễ: Báo cáo phục vụ kiểm tra, quá hạn 4 ngày" in item.text
    assert "Sở Sắp" in item.text
    assert "Sở Kín" not in item.text
    client = sign_in("supervisor", user=leader)
    client.get("/lam-viec/hop-tin/")
    answer = client.post("/lam-viec/hop-tin/mo", {"tin": item.id}, 302)
    page = client.follow(answer).text
    assert answer.headers["Location"] == PAGE
    assert [name in page for name in ("Sở Trễ", "Sở Sắp", "Sở Nộp", "Sở Xa", "Sở Kín")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert tell_week(SYSTEM, today() + timedelta(days=7), now()) == 1


def test_where_nothing_is_owed_nobody_is_told(week):
    factories.user("supervisor")
    Duty.update(state="waived").execute()
    assert tell_week(SYSTEM, today() + timedelta(days=14), now()) == 0


def test_a_report_on_paper_came_on_the_day_it_was_received(week, sign_in):
    """Not on the day on which the office got round to recording it."""
    Submission.update(received_on=today() - timedelta(days=40)).execute()
    page = sign_in("supervisor").get(PAGE).text
    assert "Nộp trong 7 ngày qua (0)" in page
    assert '<td class="govuk-table__cell">40 ngày</td>' in page
