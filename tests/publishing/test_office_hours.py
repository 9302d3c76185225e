"""A request is published at an hour, later by hand, or not: what the screen says of it."""

import re
from datetime import datetime, timedelta

import pytest

from portal.clock import HANOI, local, now
from portal.publishing import actions
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest
from portal.publishing.scheduling_actions import publish_due
from tests import factories
from tests.publishing.request_pages import hidden, page, stamp, state


def test_the_hour_on_the_button_is_the_hour_that_is_kept(approver, request_row):
    text = approver.get(page(request_row)).text
    label = re.search(r"Duyệt và hẹn đăng (08:00 \d+/\d+/2\d{3}) \(còn [^)]+\)", text)
    assert label
    at = local(now() + timedelta(days=2)).replace(hour=14, minute=30, second=0, microsecond=0)
    typed = {"publish_on": f"{at:%d/%m/%Y}", "publish_time": "14:30"}
    told = approver.post(
        page(request_row, "hen-dang"), {**stamp(text), **typed, "said": hidden(text, "said")}, 422
    ).text
    assert "Bấm nút lần nữa để xác nhận" in told
    assert f"Duyệt và hẹn đăng 14:30 {at.day}/{at.month}/{at.year}" in told
    assert state(request_row) == "waiting"
    approver.post(
        page(request_row, "hen-dang"), {**stamp(told), **typed, "said": hidden(told, "said")}
    )
    row = PublicationRequest.get_by_id(request_row.id)
    assert (row.state, row.publish_at) == ("approved", at.replace(tzinfo=HANOI))
    assert "Cổng tự đăng lúc 14:30" in approver.get(page(request_row)).text
    assert Publication.select().count() == 0


def test_htmx_asks_for_the_button_alone(approver, request_row):
    path = page(request_row, "nut-hen?publish_on=14/3/2027&publish_time=8h00")
    text = approver.htmx(path).text
    assert "Duyệt và hẹn đăng 08:00 14/03/2027" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"publish_on": "31/02/2027"}, "publish_on"),
        ({"publish_time": "25:00"}, "giờ:phút"),
        ({"publish_on": "01/01/2020"}, "phải ở tương lai"),
        ({"publish_on": "01/01/2090"}, "trong vòng một năm"),
    ],
)
def test_a_bad_hour_is_said_at_the_field(approver, request_row, typed, message):
    text = approver.get(page(request_row)).text
    data = {"publish_on": "14/3/2027", "publish_time": "8h00", "said": "", **stamp(text), **typed}
    assert message in approver.post(page(request_row, "hen-dang"), data, 422).text
    assert state(request_row) == "waiting"


def test_an_editor_plans_only_what_was_approved(editor, request_row):
    text = editor.get(page(request_row)).text
    assert "hen-dang" not in text
    at = datetime(2027, 3, 14, 8, tzinfo=HANOI).isoformat()
    data = {"publish_on": "14/3/2027", "publish_time": "8:00", "said": at, "hour_reason": "x"}
    answer = editor.post(page(request_row, "hen-dang"), data)
    assert "Phiếu chưa được duyệt nên chưa hẹn đăng được" in editor.follow(answer).text
    assert state(request_row) == "waiting"


def test_approved_published_later_by_hand(approver, editor, request_row):
    text = approver.get(page(request_row)).text
    approver.post(page(request_row, "duyet"), {**stamp(text), "when": "later"})
    assert state(request_row) == "approved"
    assert "Đã duyệt, chưa đăng" in editor.get("/lam-viec/").text
    editor.post(page(request_row, "dang-ngay"))
    assert state(request_row) == "published"
    assert "Đã đăng" in editor.get(page(request_row)).text


def test_a_planned_publication_that_stops_is_on_the_start_page(approver, editor, request_row):
    actions.approve(factories.actor("office_approver"), request_row, at=now())
    PublicationRequest.update(base='{"plan x": "y"}').execute()
    assert list(publish_due(now()))
    for person in (approver, editor):
        text = person.get("/lam-viec/").text
        assert "Đăng công khai gặp lỗi" in text
        assert "xem lại và trình lại" in text


def test_the_page_of_one_that_stopped_offers_what_helps_and_no_more(approver, editor, request_row):
    at = now()
    actions.approve(factories.actor("office_approver"), request_row, at=at)
    PublicationRequest.update(base='{"plan x": "y"}').execute()
    assert "Đăng ngay" in editor.get(page(request_row)).text
    assert list(publish_due(now()))
    assert "Đã duyệt mà không đăng được" in editor.get("/lam-viec/").text
    for person in (approver, editor):
        text = person.get(page(request_row)).text
        assert f"Hẹn đăng {local(at):%H:%M %d/%m/%Y} không thành" in text
        assert "Rút lại phiếu trình, xem lại hồ sơ rồi trình phiếu mới" in text
        for refused in ("Đăng ngay", "hẹn giờ đăng.", "hen-dang"):
            assert refused not in text, refused
    editor.post(page(request_row, "rut-lai"))
    assert state(request_row) == "recalled"
    assert "Đăng công khai gặp lỗi" not in editor.get("/lam-viec/").text
