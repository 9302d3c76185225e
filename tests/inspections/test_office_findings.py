"""The office's pages of a finding: its rule, what is wrong with it, its leaving the extract."""

from typing import Any

import pytest

from portal.inspections.models import Conclusion, Finding
from tests.inspections.factories import draft, finding, issued, planned
from tests.inspections.test_office_conclusions import ISSUED

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"
FINDING = {
    "kind": "shortcoming", "domain": "cong-vu", "text": "Chậm luân chuyển vị trí.", "public": "1",
    "due_kind": "days_after", "due_n": "15", "due_working": "1",
}  # fmt: skip


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def test_a_finding_with_its_deadline_rule(office: Any) -> None:
    visit = planned()
    path = f"{ROOT}{visit.id}/ghi-nhan/them/"
    office.get(path)
    office.post(path, FINDING)
    row = Finding.get()
    assert row.due_rule == {"kind": "days_after", "n": 15, "counting": "working"}
    text = office.get(f"{ROOT}{visit.id}/ghi-nhan/f1/").text
    assert "Chậm luân chuyển vị trí." in text
    office.post(f"{ROOT}{visit.id}/ghi-nhan/f1/", {**FINDING, "text": "Khác", "version": "1"})
    stale = {**FINDING, "text": "Cũ", "version": "1"}
    text = office.post(f"{ROOT}{visit.id}/ghi-nhan/f1/", stale, status=409).text
    assert "Khác" in text
    assert "Cũ" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Chọn loại ghi nhận."),
        ({"domain": "khong-co"}, "Chọn một mục có trong danh sách."),
        ({"text": "  "}, "Nhập nội dung."),
        ({"due_n": ""}, "Nhập số ngày của thời hạn."),
        ({"due_n": "0"}, "Số ngày phải từ 1 trở lên."),
        ({"due_kind": "by_date"}, "Nhập ngày của thời hạn."),
        ({"due_kind": "by_date", "due_day": "11/06/2024"}, "kiểm tra xong"),
        ({"due_kind": "before_date", "due_day": "12/06/2024"}, "kiểm tra xong"),
    ],
)
def test_a_bad_finding_is_said_at_the_field(office: Any, wrong: Any, said: str) -> None:
    visit = planned()
    path = f"{ROOT}{visit.id}/ghi-nhan/them/"
    office.get(path)
    assert said in office.post(path, {**FINDING, **wrong}, status=422).text
    assert not Finding.select().exists()


def test_a_finding_due_before_the_conclusion_is_seen_and_refused(office: Any) -> None:
    visit = planned()
    finding(visit, due_rule={"kind": "by_date", "day": "2024-06-20"})
    draft(visit)
    assert "Chậm nhất hết ngày 20/6/2024" in office.get(f"{ROOT}{visit.id}/").text
    path = f"{ROOT}{visit.id}/ket-luan/ban-hanh/"
    office.get(path)
    assert "hạn khắc phục 20/06/2024" in office.post(path, ISSUED, status=422).text
    office.post(path, {**ISSUED, "issued_on": "20/06/2024"})
    assert Conclusion.get().state == "issued"


def test_a_finding_can_leave_the_extract_after_issue(office: Any) -> None:
    visit = planned()
    finding(visit)
    issued(visit)
    path = f"{ROOT}{visit.id}/ghi-nhan/f1/cong-khai/"
    office.get(f"{ROOT}{visit.id}/")
    office.post(path, {"public": "", "reason": ""})
    assert Finding.get().public
    office.post(path, {"public": "", "reason": "Nêu tên cá nhân"})
    assert not Finding.get().public
