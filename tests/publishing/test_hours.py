"""The planned hour on the screen: moved with a reason, told in the history, noticed when past."""

import re
from datetime import timedelta

import pytest

from portal.clock import HANOI, local, now
from portal.plans.publication_actions import propose_plan
from portal.publishing import actions
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import is_late
from portal.publishing.start import panels
from tests import factories

BASE = "/lam-viec/dieu-hanh/dang/"


@pytest.fixture
def planned(database):
    """A request that is approved and planned for the day after tomorrow, 14:30."""
    plan = factories.plan(2026, title="Kế hoạch kiểm tra", body_html="<p>Nội dung</p>")
    author = factories.actor("office_editor")
    made = propose_plan(author, plan, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")
    actions.approve(factories.actor("office_approver"), made, at=hour(14))
    return PublicationRequest.get_by_id(made.id)


@pytest.fixture
def editor(app, database):
    return factories.signed_in_client(app, "office_editor")


def hour(of_day):
    day = local(now()) + timedelta(days=2)
    return day.replace(hour=of_day, minute=30, second=0, microsecond=0, tzinfo=HANOI)


def move(editor, planned, at, reason, status=302):
    text = editor.get(f"{BASE}{planned.id}/").text
    names = {name: re.findall(rf'name="{name}"[^>]*value="([^"]*)"', text)[0]
             for name in ("version", "base")}  # fmt: skip
    typed = {"publish_on": f"{at:%d/%m/%Y}", "publish_time": f"{at:%H:%M}", "hour_reason": reason}
    return editor.post(
        f"{BASE}{planned.id}/hen-dang", {**names, **typed, "said": at.isoformat()}, status
    )


def test_a_new_hour_asks_for_the_reason_of_the_change(editor, planned):
    text = move(editor, planned, hour(15), "", 422).text
    assert "Nhập lý do đổi giờ." in text
    assert "không qua người thứ hai" not in text.partition("error-summary")[2].partition("</ul>")[0]


def test_the_history_names_the_hours(editor, planned):
    move(editor, planned, hour(15), "Lãnh đạo yêu cầu")
    told = editor.get(f"{BASE}{planned.id}/").text.partition("Ai đã làm gì")[2]
    assert f"hẹn giờ đăng {hour(14):%H:%M %d/%m/%Y}" in told
    assert f"đổi giờ hẹn đăng {hour(15):%H:%M %d/%m/%Y}. Lãnh đạo yêu cầu" in told


def test_an_hour_long_past_is_a_trouble_and_no_plan(editor, planned):
    PublicationRequest.update(publish_at=now() - timedelta(hours=3)).execute()
    start = editor.get("/lam-viec/").text
    assert "Đăng công khai gặp lỗi" in start
    assert "Đã duyệt, chưa đăng" not in start
    page = editor.get(f"{BASE}{planned.id}/").text
    assert "mà cổng chưa đăng" in page
    assert "Cổng tự đăng lúc" not in page


def test_a_few_minutes_are_not_late():
    assert not is_late(now() - timedelta(minutes=14), now())
    assert is_late(now() - timedelta(minutes=16), now())


def test_what_waits_for_an_approver_stands_first(app, database):
    plan = factories.plan(2026, title="Kế hoạch chờ duyệt", body_html="<p>Nội dung</p>")
    author = factories.actor("office_editor")
    propose_plan(author, plan, "first", "Đăng lần đầu", "Chờ văn thư", "/lam-viec/")
    approver, editor = factories.actor("office_approver"), factories.actor("office_editor")
    with app.test_request_context():
        for actor, first in ((approver, True), (editor, False), (author, False)):
            (panel,) = (one for one in panels(actor, now().date()) if "Chờ duyệt" in one.title)
            assert (panel.urgent, len(panel.rows)) == (first, 1)
