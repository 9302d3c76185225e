"""The office's pages of a conclusion: draft, issue, proposal, and the papers of the visit."""

import io
import re
from datetime import date
from typing import Any

import docx
import pytest

from portal.clock import today
from portal.deadlines.deadline_rule import DeadlineRule
from portal.inspections.conclusion_proposals import conclusion_proposal
from portal.inspections.models import Conclusion, Finding, Remediation, Visit
from portal.plans.models import PlanDeadline
from portal.publishing.gate import Consent, publish
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.documents.samples import PDF
from tests.inspections.factories import draft, finding, issued, planned, team
from tests.page_forms import forms_of

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"
ISSUED = {
    "number": "12/TB-ĐKT", "issued_on": "01/07/2024", "issuer": "Đoàn kiểm tra",
    "signer": "Trần Văn Minh", "version": "1",
}  # fmt: skip


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def pdf(name: str = "ket-luan.pdf") -> Any:
    return io.BytesIO(PDF), name


def test_a_draft_begins_with_the_public_findings(office: Any) -> None:
    visit = planned()
    finding(visit, "Chậm trả kết quả.")
    finding(visit, "Ông A vắng mặt.", public=False)
    text = office.get(f"{ROOT}{visit.id}/ket-luan/").text
    assert "Chậm trả kết quả." in text
    assert "Ông A" not in text
    office.post(f"{ROOT}{visit.id}/ket-luan/", {"title": "Kết luận", "summary": "A", "version": 0})
    again = {"title": "Kết luận", "summary": "B", "version": 0}
    text = office.post(f"{ROOT}{visit.id}/ket-luan/", again, status=409).text
    assert Conclusion.get().summary == "A"
    assert ">\nB</textarea>" in text or ">B</textarea>" in text


def test_the_word_draft_holds_every_finding(office: Any) -> None:
    visit = planned(unit=factories.unit("Sở Y tế & Dân số"))
    finding(visit, "Chậm trả kết quả <10 ngày>.", recommendation="Trả đúng hạn & xin lỗi.")
    finding(visit, "Kế hoạch đúng hạn.", kind="strength")
    after = DeadlineRule("days_after", n=30, event="ngày ban hành kết luận")
    finding(
        visit, "Thiếu người trực", cause="Biên chế ít", recommendation="Bố trí người trực",
        due_rule=after,
    )  # fmt: skip
    draft(visit)
    answer = office.get(f"{ROOT}{visit.id}/ket-luan/du-thao.docx")
    assert "attachment" in answer.headers["Content-Disposition"]
    document = docx.Document(io.BytesIO(answer.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kết luận kiểm tra công tác cải cách hành chính tại Sở Y tế & Dân số" in text
    assert "I. ƯU ĐIỂM" in text
    assert "II. TỒN TẠI, HẠN CHẾ" in text
    assert "Chậm trả kết quả <10 ngày>." in text
    assert "Trả đúng hạn & xin lỗi." in text
    assert "Thiếu người trực. Nguyên nhân: biên chế ít" in text
    assert re.search(r"Bố trí người trực\. Thời hạn: 30 ngày kể từ ngày ban hành [^;\n]*\.\n", text)
    assert "VI PHẠM" not in text


def test_no_word_draft_without_a_conclusion(office: Any) -> None:
    office.get(f"{ROOT}{planned().id}/ket-luan/du-thao.docx", status=404)


def test_the_form_of_the_issue_says_when_the_unit_receives_the_work(office: Any) -> None:
    visit = planned(unannounced=True)
    draft(visit)
    path, at_once = f"{ROOT}{visit.id}/ket-luan/ban-hanh/", "và đơn vị nhận việc khắc phục"
    text = office.get(path).text
    assert "chưa được cho phép công khai nên đơn vị chưa nhận việc khắc phục" in text
    assert at_once not in text
    Visit.update(released=True).where(Visit.id == visit.id).execute()
    text = office.get(path).text
    assert at_once in text
    assert "chưa nhận việc" not in text


def test_issue_keeps_the_signed_file_and_gives_it_back(office: Any) -> None:
    visit = planned()
    finding(visit)
    draft(visit)
    path = f"{ROOT}{visit.id}/ket-luan/ban-hanh/"
    office.get(path)
    office.post(path, {**ISSUED, "signed": pdf(), "publish_signed": "1"})
    row = Conclusion.get()
    assert (row.state, row.publish_signed, row.document.issued_on) == (
        "issued", True, date(2024, 7, 1),
    )  # fmt: skip
    answer = office.get(f"{ROOT}{visit.id}/ket-luan/tep/da-ky")
    assert answer.data == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
    assert Remediation.select().count() == 1
    office.get(f"{ROOT}{visit.id}/ket-luan/tep/cong-khai", status=404)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": ""}, "Nhập số, ký hiệu."),
        ({"issued_on": "hôm qua"}, "Hãy viết ngày theo dạng"),
        ({"issued_on": "01/01/2024"}, "sớm hơn buổi làm việc đầu tiên"),
        ({"signed": (io.BytesIO(b"MZ\x90"), "x.exe")}, "không đúng loại"),
        ({"signed": (io.BytesIO(b"not a pdf at all"), "x.pdf")}, "không phải là PDF"),
        ({"signed": (io.BytesIO(b""), "x.pdf")}, "rỗng"),
        ({"number": "1" * 61}, "dài tối đa 60 ký tự"),
    ],
)
def test_a_bad_issue_is_said_at_the_field(office: Any, wrong: Any, said: str) -> None:
    visit = planned()
    draft(visit)
    path = f"{ROOT}{visit.id}/ket-luan/ban-hanh/"
    office.get(path)
    assert said in office.post(path, {**ISSUED, **wrong}, status=422).text
    assert Conclusion.get().state == "draft"
    assert Visit.get_by_id(visit.id).state == "planned"


def test_both_files_that_came_with_a_mistake_are_recorded_by_the_next_try(office: Any) -> None:
    visit = planned()
    draft(visit)
    path = f"{ROOT}{visit.id}/ket-luan/ban-hanh/"
    office.get(path)
    files = {"signed": pdf(), "public_file": (io.BytesIO(PDF), "trich.pdf")}
    text = office.post(path, {**ISSUED, **files, "number": ""}, status=422).text
    assert "Đã nhận tệp “trich.pdf”; không cần chọn lại" in text
    (form,) = (form for form in forms_of(text) if "held_signed" in form.inputs)
    office.post(path, {**form.data(), "number": ISSUED["number"]})
    row = Conclusion.get()
    assert (row.state, row.document.signed_file_id is not None) == ("issued", True)
    assert (row.public_file_name, row.public_file_id is not None) == ("trich.pdf", True)


def test_the_conclusion_is_proposed_with_a_reason_while_unsigned(office: Any) -> None:
    visit = planned()
    finding(visit, "Ông A vắng mặt.", public=False)
    draft(visit)
    path = f"{ROOT}{visit.id}/ket-luan/dang/"
    assert "bản trích công khai" in office.get(path).text
    text = office.post(path, {"change_note": "Đăng"}, status=422).text
    assert "Cần ghi lý do" in text
    office.post(path, {"change_note": "Đăng", "missing_document_reason": "Chưa cấp số"})
    assert "Ông A" not in PublicationRequest.get().proposals


def test_notice_and_minutes_are_filled_from_the_visit(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Y tế & Dân số")
    made = team(plan, ("Trần Trưởng", "head", None, None), ("Lê Người Nhà", "member", unit, None))
    visit = planned(plan=plan, unit=unit, team=made)
    finding(visit, "Chậm trả kết quả.")
    rule = DeadlineRule("days_before_visit", n=10)
    told = factories.deadline(visit.strand, "schedule_notice", rule)
    PlanDeadline.update(title="Đoàn thông báo lịch").where(PlanDeadline.id == told.id).execute()
    said = {}
    for name in ("thong-bao-lich", "bien-ban"):
        document = docx.Document(io.BytesIO(office.get(f"{ROOT}{visit.id}/{name}.docx").data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said[name] = "\n".join([*(one.text for one in document.paragraphs), *cells])
        assert "Hội trường tầng 2" in said[name]
        assert "Trần Trưởng, Trưởng đoàn" in said[name]
        assert "Lê Người Nhà" not in said[name]
    assert "ít nhất 05 ngày trước ngày kiểm tra 12/6/2024" in said["thong-bao-lich"]
    assert "Đoàn thông báo lịch" not in said["thong-bao-lich"]
    assert "Chậm trả kết quả." not in said["thong-bao-lich"]
    assert "Tồn tại, hạn chế: Chậm trả kết quả." in said["bien-ban"]


def test_the_page_says_what_of_the_conclusion_is_public(office: Any) -> None:
    visit = planned()
    finding(visit)
    row = issued(visit)
    assert office.get(f"{ROOT}{visit.id}/").text.count("Chưa đăng") == 3
    consent = Consent("setup", "x", today())
    publish(factories.actor(), conclusion_proposal(row), "first", "", consent)
    assert office.get(f"{ROOT}{visit.id}/").text.count("Chưa đăng") == 2
    Finding.update(public=False).execute()
    assert "Có thay đổi chưa đăng" in office.get(f"{ROOT}{visit.id}/").text
