"""The office's pages after a conclusion: what was put right, what was asked for."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.conclusion_proposals import conclusion_proposal, remediations_of
from portal.inspections.models import Petition
from portal.publishing.gate import Consent, publish
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.inspections.factories import finding, issued, planned

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def test_the_office_verifies_what_the_unit_reported(office: Any) -> None:
    visit = planned()
    finding(visit, "Chậm trả kết quả.", due_rule={"kind": "by_date", "day": "2024-07-31"})
    row = issued(visit)
    listed = "/lam-viec/dieu-hanh/khac-phuc/"
    assert "Chậm trả kết quả." in office.get(f"{listed}?state=overdue").text
    assert "Chậm trả kết quả." not in office.get(f"{listed}?state=verified").text
    path = f"{ROOT}{visit.id}/khac-phuc/f1/"
    office.get(path)
    future = (today() + timedelta(days=1)).strftime("%d/%m/%Y")
    form = {"outcome": "verified", "text": "Đạt", "on": future, "version": "1"}
    assert "tương lai" in office.post(path, form, status=422).text
    office.post(path, {**form, "on": "05/08/2024"})
    office.post(path, {**form, "on": "05/08/2024", "text": "Lần hai"}, status=409)
    (done,) = remediations_of(visit)
    assert (done.outcome, done.reported_on) == ("verified", None)
    publish_path = f"{ROOT}{visit.id}/khac-phuc/dang/"
    office.get(publish_path)
    text = office.post(publish_path, {"change_note": "Đăng"}, status=422).text
    assert "Cần đăng kết luận trước" in text
    consent = Consent("setup", "x", today())
    publish(factories.actor(), conclusion_proposal(row), "first", "", consent)
    office.post(publish_path, {"change_note": "Đăng"})
    assert PublicationRequest.get().title.startswith("Khắc phục sau kiểm tra")


def test_petitions_get_an_answer(office: Any) -> None:
    visit = planned()
    path = f"{ROOT}{visit.id}/kien-nghi/them/"
    office.get(path)
    office.post(path, {"text": "Bổ sung biên chế", "agency": "Sở Nội vụ"})
    row = Petition.get()
    edit = f"{ROOT}{visit.id}/kien-nghi/{row.id}/"
    form = {"text": row.text, "agency": "Sở Nội vụ", "answer": "Đã bổ sung", "version": 2}
    assert "Nhập ngày trả lời." in office.post(edit, form, status=422).text
    office.post(edit, {**form, "answered_on": "01/09/2024", "public": "1"})
    assert Petition.get().public
    office.post(f"{edit}xoa/")
    assert Petition.select().count() == 1
    other = planned()
    office.get(f"{ROOT}{other.id}/kien-nghi/{row.id}/", status=404)
