"""Pages of the issued document, relations, and the way to the gate."""

import hashlib
import io
from datetime import date

import pytest

from portal.plans.models import PlanRelation
from portal.plans.queries import plan_by_id
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.documents.samples import PDF
from tests.page_forms import forms_of
from tests.plans.factories import address, issued, published


def test_the_issued_document_is_recorded_with_its_pdf(client, database):
    plan = factories.plan(2024)
    facts = {
        "kind": "quyet-dinh", "number": "352/QĐ-UBND", "issued_on": "28/02/2024",
        "issuer": "Chủ tịch UBND tỉnh", "signer": "Nguyễn Văn A", "sign_capacity": "KT.",
        "subject": "Về việc ban hành Kế hoạch", "legal_bases": "Luật A\nLuật B", "version": "1",
    }  # fmt: skip
    path = address(plan, "van-ban/")
    pdf = (io.BytesIO(PDF), "352.pdf")
    client.post(path, {**facts, "signed_file": pdf}, content_type="multipart/form-data")
    row = plan_by_id(plan.id).document
    assert (row.number, row.issued_on, row.legal_bases) == (
        "352/QĐ-UBND",
        date(2024, 2, 28),
        ["Luật A", "Luật B"],
    )
    answer = client.get(address(plan, "tep/ban-ky"))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
    client.post(path, {**facts, "version": "2", "signer": "Trần Thị B"})
    kept = plan_by_id(plan.id).document
    assert (kept.signer, kept.filename) == ("Trần Thị B", "352.pdf")
    assert "Nguyễn Văn C" in client.post(path, {**facts, "signer": "Nguyễn Văn C"}, 409).text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": "352"}, "cả số và ký hiệu"),
        ({"issued_on": "31/2/2024"}, "tháng 2 năm 2024 chỉ có 29 ngày"),
        ({"issued_on": "01/01/2150"}, "không thể ở tương lai"),
        ({"kind": "la"}, "Chọn một mục có trong danh sách"),
        ({"signed_file": (io.BytesIO(b"MZ"), "a.pdf")}, "có thể tệp đã bị đổi đuôi"),
    ],
)
def test_a_wrong_document_is_refused(client, made, changes, message):
    facts = {"kind": "quyet-dinh", "issuer": "UBND", "subject": "Về việc", "version": "1"}
    path = address(made, "van-ban/")
    text = client.post(path, {**facts, **changes}, 422, content_type="multipart/form-data").text
    assert message in text


def test_all_that_is_wrong_with_a_document_is_said_at_once(client, made):
    refused = (io.BytesIO(b"MZ"), "ban-ky.pdf")
    facts = {
        "kind": "quyet-dinh", "issuer": "UBND", "subject": "", "version": "1", "number": "352",
        "issued_on": "01/01/2150", "signed_file": refused,
    }  # fmt: skip
    text = client.post(
        address(made, "van-ban/"), facts, 422, content_type="multipart/form-data"
    ).text
    for said in ("cả số và ký hiệu", "không thể ở tương lai", "#subject", "#signed_file"):
        assert said in text.partition("govuk-error-summary")[2].partition("</ul>")[0], said


def test_the_signed_pdf_that_came_with_a_mistake_is_recorded_by_the_next_try(client, made):
    """The field is not required: without the file the next try would pass and keep none."""
    facts = {"kind": "quyet-dinh", "issuer": "UBND", "subject": "", "version": "1"}
    path, sent = address(made, "van-ban/"), {"signed_file": (io.BytesIO(PDF), "352.pdf")}
    answer = client.post(path, {**facts, **sent}, 422, content_type="multipart/form-data")
    assert "Đã nhận tệp “352.pdf”; không cần chọn lại" in answer.text
    (form,) = (form for form in forms_of(answer.text) if "held" in form.inputs)
    right = {"subject": "Về việc", "number": "352/QĐ-UBND", "issued_on": "28/02/2024",
             "signer": "Nguyễn Văn A"}  # fmt: skip
    client.post(path, {**form.data(), **right})
    document = plan_by_id(made.id).document
    assert (document.filename, document.signed_file.sha256) == (
        "352.pdf", hashlib.sha256(PDF).hexdigest()
    )  # fmt: skip


def test_a_relation_is_added_once_and_removed(client, made):
    path = address(made, "lien-quan/them/")
    facts = {"kind": "amends", "number": "812/QĐ-UBND", "issued_on": "6/5/2024",
             "subject": "sửa đổi Kế hoạch"}  # fmt: skip
    client.post(path, facts)
    client.post(path, facts)
    assert PlanRelation.select().count() == 1
    assert "Quyết định số 812/QĐ-UBND ngày 06/5/2024" in client.get(address(made)).text
    text = client.post(path, {**facts, "number": "", "issued_on": ""}, 422).text
    assert "phải có số, ký hiệu" in text
    assert "phải có ngày ban hành" in text
    client.post(f"{address(made)}lien-quan/{PlanRelation.get().id}/xoa")
    assert PlanRelation.select().count() == 0


def test_a_relation_to_a_plan_takes_number_day_and_subject_from_it(client, made):
    path = address(made, "lien-quan/them/")
    document = issued(number="12/KH-UBND", issued_on=date(2025, 3, 5), sha256="b" * 64,
                      subject="Về việc kiểm tra năm 2025")  # fmt: skip
    other = factories.plan(2025, document=document)
    facts = {"kind": "replaces", "number": "", "issued_on": "", "subject": "",
             "other_plan": str(other.id)}  # fmt: skip
    client.post(path, facts, 302)
    said = "Kế hoạch số 12/KH-UBND ngày 05/3/2025 về việc kiểm tra năm 2025"
    assert said in client.get(address(made)).text
    # what was typed stays; a day that cannot be read is not covered over by that of the plan
    client.post(path, {**facts, "subject": "thay thế Kế hoạch năm 2025"}, 302)
    assert "ngày 05/3/2025 thay thế Kế hoạch năm 2025" in client.get(address(made)).text
    assert "mai kia" in client.post(path, {**facts, "issued_on": "mai kia"}, 422).text
    draft = factories.plan(2026, title="Kế hoạch chưa ban hành")
    page = client.post(path, {**facts, "kind": "basis", "other_plan": str(draft.id)}, 422).text
    assert "kế hoạch được chọn chưa ghi nhận số và ngày ban hành" in page
    assert "Nhập trích yếu của văn bản." in client.post(path, {"kind": "basis"}, 422).text
    assert PlanRelation.select().count() == 2


def test_a_plan_is_proposed_and_the_request_leads_back(client, made):
    path = address(made, "trinh-dang/")
    client.get(path)
    assert "Nhập ghi chú thay đổi." in client.post(path, {"change_kind": "first"}, 422).text
    answer = client.post(path, {"change_kind": "first", "change_note": "Đăng lần đầu"})
    request = PublicationRequest.get()
    assert answer.headers["Location"].endswith(f"/dang/{request.id}/")
    assert request.back_url == address(made)
    assert "Phiếu trình đang chờ duyệt" in client.get(address(made)).text


def test_what_is_missing_or_unchanged_is_said(client, made):
    bare = factories.plan(2025, title="Chưa có văn bản")
    facts = {"change_kind": "first", "change_note": "Đăng"}
    text = client.post(address(bare, "trinh-dang/"), facts, 422).text
    assert "Văn bản chưa có số, ký hiệu, ngày ban hành, bản đã ký (PDF)" in text
    published(made)
    path = address(made, "trinh-dang/")
    text = client.post(path, {"change_kind": "correction", "change_note": "Sửa"}, 422).text
    assert "không có gì để đăng" in text


def test_a_public_plan_is_withdrawn_by_proposal(client, made):
    published(made)
    path = address(made, "ngung-dang/")
    text = client.get(path).text
    assert "Nội dung cũ vẫn đọc được dưới thông báo" in text, "what each way means for readers"
    assert "bảng tình hình nộp báo cáo của kế hoạch ngừng theo" in text
    text = client.post(path, {"how": "replaced", "reason": "Có bản mới"}, 422).text
    assert "Chọn kế hoạch thay thế" in text
    client.post(path, {"how": "mistake", "reason": "Đăng nhầm"})
    assert PublicationRequest.get().change_kind == "withdrawal"


def test_a_refusal_and_its_reason_stand_on_the_plan(client, sign_in, made):
    client.post(address(made, "trinh-dang/"), {"change_kind": "first", "change_note": "Đăng"})
    number = PublicationRequest.get().id
    sign_in("office_approver").post(
        f"/lam-viec/dieu-hanh/dang/{number}/khong-duyet", {"reason": "Thiếu phụ lục"}
    )
    assert "Thiếu phụ lục" in client.get(address(made)).text
