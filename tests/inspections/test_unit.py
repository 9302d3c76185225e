"""The unit's pages: its own visits only, and its report on what was found."""

import io
from datetime import timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.conclusion_proposals import remediations_of
from portal.inspections.models import Remediation, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.visit_state_actions import cancel_visit, release_visit
from portal.reports.duties.visits import create_visit_duties
from portal.reports.models import Duty
from tests import factories
from tests.documents.samples import PDF
from tests.inspections.factories import draft, finding, issued, planned
from tests.page_forms import forms_of

ROOT = "/lam-viec/don-vi/kiem-tra/"
REPORT = {"text": "Đã niêm yết lại.", "on": "20/07/2024", "version": "1"}


@pytest.fixture
def own(sign_in: Any) -> Any:
    """A concluded visit with one finding, and the client of the unit's editor."""
    visit = planned(internal_note="BÍ MẬT")
    finding(visit, internal_note="KÍN", due_rule={"kind": "by_date", "day": "2024-07-31"})
    issued(visit)
    return visit, sign_in("unit_editor", visit.unit)


def test_the_conclusion_shows_only_once_issued(sign_in: Any) -> None:
    visit = planned()
    finding(visit, "Chưa niêm yết.")
    draft(visit, "TÓM TẮT NHÁP")
    client = sign_in("unit_viewer", visit.unit)
    assert visit.plan.title in client.get(ROOT).text
    text = client.get(f"{ROOT}{visit.id}/").text
    assert "Hội trường tầng 2" in text
    assert "Chậm nhất hết ngày 07/6/2024" in text
    assert "Chưa niêm yết." not in text
    assert "TÓM TẮT NHÁP" not in text
    client.get(f"{ROOT}{visit.id}/khac-phuc/f1/", status=404)
    client.get(f"{ROOT}{visit.id}/ket-luan/van-ban", status=404)


def test_internal_notes_stay_with_the_office(own: Any) -> None:
    visit, client = own
    text = (
        client.get(f"{ROOT}{visit.id}/").text + client.get(f"{ROOT}{visit.id}/khac-phuc/f1/").text
    )
    assert "12/TB-ĐKT" in text
    assert "BÍ MẬT" not in text
    assert "KÍN" not in text


def test_the_unit_reports_with_evidence(own: Any) -> None:
    visit, client = own
    path = f"{ROOT}{visit.id}/khac-phuc/f1/"
    client.get(path)
    client.post(path, {**REPORT, "evidence": (io.BytesIO(PDF), "anh-niem-yet.pdf")})
    (row,) = remediations_of(visit)
    assert row.reported_text == "Đã niêm yết lại."
    answer = client.get(f"{path}tep")
    assert answer.data == PDF
    answer.close()
    assert "Đã báo cáo" in client.get(f"{ROOT}{visit.id}/").text
    text = client.post(path, {**REPORT, "text": "Bản của người thứ hai"}, status=409).text
    assert "Đã niêm yết lại." in text
    assert "Bản của người thứ hai" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Nhập kết quả khắc phục."),
        ({"on": "32/01/2024"}, "Không có ngày 32"),
        ({"on": "11/06/2024"}, "sớm hơn buổi làm việc của cuộc kiểm tra (12/06/2024)"),
        ({"on": (today() + timedelta(days=2)).strftime("%d/%m/%Y")}, "tương lai"),
        ({"evidence": (io.BytesIO(b"x" * 10), "a.svg")}, "không đúng loại"),
    ],
)
def test_a_bad_report_is_said_at_the_field(own: Any, wrong: Any, said: str) -> None:
    visit, client = own
    path = f"{ROOT}{visit.id}/khac-phuc/f1/"
    client.get(path)
    assert said in client.post(path, {**REPORT, **wrong}, status=422).text
    assert Remediation.get().reported_on is None


def test_evidence_that_came_with_a_mistake_is_sent_by_the_next_try(own: Any) -> None:
    visit, client = own
    path = f"{ROOT}{visit.id}/khac-phuc/f1/"
    client.get(path)
    sent = {**REPORT, "text": "", "evidence": (io.BytesIO(PDF), "anh-niem-yet.pdf")}
    text = client.post(path, sent, status=422).text
    assert "Đã nhận tệp “anh-niem-yet.pdf”; không cần chọn lại" in text
    (form,) = (form for form in forms_of(text) if "held" in form.inputs)
    client.post(path, {**form.data(), "text": REPORT["text"]})
    row = Remediation.get()
    assert (row.evidence_name, row.evidence_id is not None) == ("anh-niem-yet.pdf", True)


def test_a_viewer_reads_and_does_not_report(own: Any, sign_in: Any) -> None:
    visit, _ = own
    viewer = sign_in("unit_viewer", visit.unit)
    path = f"{ROOT}{visit.id}/khac-phuc/f1/"
    assert "Gửi báo cáo khắc phục" not in viewer.get(path).text
    viewer.post(path, REPORT, status=404)


def test_another_unit_finds_nothing(own: Any, sign_in: Any) -> None:
    visit, _ = own
    stranger = sign_in("unit_editor", factories.unit())
    assert "Chưa có cuộc kiểm tra nào" in stranger.get(ROOT).text
    stranger.get(f"{ROOT}{visit.id}/", status=404)
    stranger.get(f"{ROOT}{visit.id}/khac-phuc/f1/", status=404)
    stranger.post(f"{ROOT}{visit.id}/khac-phuc/f1/", REPORT, status=404)
    assert Remediation.get().reported_on is None


def test_an_unannounced_visit_is_nowhere_until_released(sign_in: Any) -> None:
    day = today() + timedelta(days=5)
    visit = planned(days=(day,), unannounced=True)
    client = sign_in("unit_head", visit.unit)
    client.get(f"{ROOT}{visit.id}/", status=404)
    shown = day.strftime("%d/%m/%Y")
    for path in (ROOT, "/lam-viec/"):
        assert shown not in client.get(path).text
    release_visit(factories.actor(), visit, visit.version, "Cho phép")
    assert shown in client.get(f"{ROOT}{visit.id}/").text
    assert shown in client.get("/lam-viec/").text


def test_a_day_before_any_notice_is_called_provisional(sign_in: Any) -> None:
    visit, words = planned(), "Lịch dự kiến: Đoàn kiểm tra chưa gửi thông báo lịch"
    unit = sign_in("unit_editor", visit.unit)
    assert words in unit.get(f"/lam-viec/don-vi/kiem-tra/{visit.id}/").text
    Visit.update(noticed_on=today()).execute()
    assert words not in unit.get(f"/lam-viec/don-vi/kiem-tra/{visit.id}/").text


def test_a_cancelled_visit_asks_the_unit_for_nothing_more(sign_in: Any) -> None:
    visit = planned()
    actor = factories.actor()
    create_visit_duties(actor, visit)
    client = sign_in("unit_head", visit.unit)
    record_notice(actor, visit, visit.version, today())
    asked = "Xác nhận đã nhận thông báo lịch"
    assert asked in client.get(f"{ROOT}{visit.id}/").text
    cancel_visit(actor, visit, visit.version, "Trùng đợt thanh tra")
    assert asked not in client.get(f"{ROOT}{visit.id}/").text
    said = "Cuộc kiểm tra đã hủy. Đơn vị không phải nộp báo cáo này."
    listed = client.get("/lam-viec/don-vi/").text
    assert said in listed
    assert "Hạn gửi" not in listed
    assert listed.lower().count("được miễn") == 1
    report = Duty.get()
    assert said in client.get(f"/lam-viec/don-vi/bao-cao/{report.id}/").text
