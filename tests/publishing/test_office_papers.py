"""The papers of a request: the order of the office, its signers, approval on paper."""

import re
from datetime import timedelta
from io import BytesIO

from docx import Document

from portal.accounts.rules import SYSTEM
from portal.clock import local, now
from portal.publishing.requests import PublicationRequest, Signer, SubmissionForm
from portal.publishing.signer_actions import SignerFacts, add_signer, load_signers
from tests import factories
from tests.leaks.papers import pdf_with_secrets
from tests.publishing.request_pages import page, stamp


def test_papers_carry_the_order_of_the_office(approver, request_row):
    load_signers(SYSTEM, {
        "numbers": {"submission": "{number}/TTr-SNV", "submission_slip": "{number}/PT-SNV"},
        "approval": {"addressed_to": ["Chủ tịch UBND tỉnh"], "recipients": ["Như trên", "Lưu: VT"],
                     "signers": [{"step": "Người trình", "title": "Chuyên viên"},
                                 {"step": "Duyệt đăng", "title": "Phó Giám đốc",
                                  "capacity": "KT. GIÁM ĐỐC", "name": "Trần Thị B"}]},
    })  # fmt: skip
    slip = approver.get(page(request_row, "phieu-trinh")).text
    assert "KT. GIÁM ĐỐC" in slip
    assert "Trần Thị B" in slip
    submission = approver.get(page(request_row, "to-trinh")).text
    assert "/TTr-SNV" in submission
    reasons = submission.partition("2. Lý do</h2>")[2].partition("Gửi kèm")[0]
    lines = re.findall(r"<p[^>]*>([^<]+)</p>", reasons)
    assert lines
    assert len(lines) == len(set(lines))
    assert all(one.endswith(".") for one in lines)
    for name in ("phieu-trinh.docx", "to-trinh.docx"):
        answer = approver.http.get(page(request_row, name))
        document = Document(BytesIO(answer.data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "\n".join([*(one.text for one in document.paragraphs), *cells])
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
        assert (
            "Kế hoạch kiểm tra & rà soát <1>" in words or "kế hoạch kiểm tra & rà soát <1>" in words
        )
        assert "KT. GIÁM ĐỐC" in words
        assert "Trần Thị B" in words
    assert "Kính gửi: Chủ tịch UBND tỉnh" in words
    assert "- Lưu: VT" in words
    Signer.delete().execute()
    load_signers(SYSTEM, {"approval": {"signers": []}})
    assert SubmissionForm.get().symbol == "TTr-SNV"


def test_an_admin_edits_the_order_and_nothing_typed_is_lost(app, database):
    admin = factories.signed_in_client(app, "admin")
    home = "/lam-viec/quan-tri/ky-duyet/"
    add_signer(SYSTEM, SignerFacts("Người trình", "Chuyên viên"))
    admin.post(f"{home}them/", {"step": "Duyệt đăng", "title": "Giám đốc", "name": "Lê Văn C"})
    second = Signer.get(Signer.title == "Giám đốc")
    text = admin.post(f"{home}{second.id}/", {"step": "Ý kiến", "title": "", "name": "x"}, 422).text
    assert 'value="Ý kiến"' in text
    admin.post(f"{home}{second.id}/len")
    assert [one.title for one in Signer.select().order_by(Signer.position)] == [
        "Giám đốc", "Chuyên viên",
    ]  # fmt: skip
    admin.post(f"{home}{second.id}/bo")
    assert Signer.select().count() == 1
    admin.post(
        f"{home}to-trinh/", {"symbol": "TTr-SNV", "addressed_to": "- A\nB", "recipients": "C"}
    )
    assert SubmissionForm.get().addressed_to == ["A", "B"]


def test_paper_approval_may_be_published_later(editor, request_row):
    text = editor.get(page(request_row)).text
    data = {
        **stamp(text), "approved_by": "Lê Văn C, Giám đốc",
        "approved_on": f"{local(now()):%d/%m/%Y}",
        "then": "later", "scan": (BytesIO(pdf_with_secrets("x")), "phieu.pdf"),
    }  # fmt: skip
    editor.post(page(request_row, "duyet-giay"), data, content_type="multipart/form-data")
    row = PublicationRequest.get_by_id(request_row.id)
    assert (row.state, row.approval_mode, row.approved_by) == (
        "approved", "paper", "Lê Văn C, Giám đốc",
    )  # fmt: skip
    assert row.scan_id


def test_all_that_is_wrong_with_a_paper_approval_is_told_in_one_answer(editor, request_row):
    ahead = local(now()) + timedelta(days=2)
    data = {**stamp(editor.get(page(request_row)).text), "approved_on": f"{ahead:%d/%m/%Y}"}
    data |= {"then": "now", "scan": (BytesIO(b"MZ"), "phieu.exe")}
    path = page(request_row, "duyet-giay")
    text = editor.post(path, data, 422, content_type="multipart/form-data").text
    told = text.partition("govuk-error-summary")[2].partition("</ul>")[0]
    for said in ("Nhập người duyệt", "tương lai", "không đúng loại"):
        assert said in told, said
