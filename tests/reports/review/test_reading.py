"""The page of a submission: whole, compared, its files; notes stay in the office."""

from datetime import timedelta
from typing import Any

from portal.clock import now, today
from portal.reports.models import Duty, ReviewComment, Submission
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from tests.reports.office_factories import VALUES, duty, submission
from tests.reports.review.steps import FIELD, url


def test_the_page_shows_the_report_whole(sent: Submission, sign_in: Any) -> None:
    text = sign_in("office_editor").get(url(sent)).text
    for part in (
        sent.receipt, sent.sha256, "Sở có 05 phòng chuyên môn.", "1.250", "98,5",
        "Không phát sinh", "Không áp dụng", "Tính cả nhiệm vụ đột xuất", "31/05/2024",
        "Ban hành kế hoạch pháp chế", "Chậm ban hành kế hoạch (nguyên nhân: thiếu người)",
    ):  # fmt: skip
        assert part in text, part


def test_what_changed_stands_first(sent: Submission, office: Any, sign_in: Any) -> None:
    comment = review_comments.add_comment(office, sent, f"{FIELD}:current", "Sai số", now())
    review.return_submission(office, sent, "Xem ý kiến", today(), now())
    ReviewComment.update(answer="Đã rà lại", fixed=True).where(
        ReviewComment.id == comment.id
    ).execute()
    newer = dict(VALUES) | {f"{FIELD}:current": {"state": "value", "value": "97"}}
    again = submission(Duty.get_by_id(sent.duty_id), newer)
    text = sign_in("office_editor").get(url(again)).text
    head = text[text.index('id="thay-doi"') : text.index('id="de-cuong"')]
    assert "1 chỗ thay đổi" in head
    assert ">98,5</del>" in head
    assert ">97</ins>" in head
    assert "Đã rà lại" in head
    assert "Có thay đổi" in head
    assert "Đây là bản cũ" in sign_in("office_editor").get(url(sent)).text


def test_an_identical_resubmission_is_said_to_be_one(sent: Submission, sign_in: Any) -> None:
    again = submission(sent.duty)
    assert "Nội dung giống hệt lần nộp 1" in sign_in("office_editor").get(url(again)).text


def test_files_come_as_attachments(app: Any, sent: Submission, sign_in: Any) -> None:
    from tests.reports.office_factories import pdf

    blob = pdf(app.config["DATA"])
    item = {
        "id": 1,
        "field": FIELD,
        "number": "9/QĐ",
        "issued_on": "2024-01-02",
        "subject": "Kế hoạch",
        "file_name": "kế hoạch.pdf",
        "sha256": blob.sha256,
    }
    again = submission(sent.duty, evidence=(item,), signed_file=blob, signed_name="báo cáo.pdf")
    client = sign_in("office_editor")
    text = client.get(url(again)).text
    assert "Kế hoạch" in text
    assert "báo cáo.pdf" in text
    for path in ("ban-ky", "minh-chung/1"):
        answer = client.get(url(again, path))
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()
    client.get(url(again, "minh-chung/2"), 404)
    client.get(url(sent, "ban-ky"), 404)


def test_no_post_without_a_token(sent: Submission, sign_in: Any) -> None:
    client = sign_in("office_editor")
    answer = client.http.post(url(sent, "chap-nhan/"), data={"note": ""})
    assert answer.status_code != 302
    assert Duty.get_by_id(sent.duty_id).state == "submitted"


MARK = "CHI-SO-NOI-VU-DOC"


def test_an_internal_note_reaches_no_page_of_the_unit(
    sent: Submission, office: Any, sign_in: Any
) -> None:
    """Every page of the unit about this report, its Word files and the start page."""
    for field in ("", "tasks", "outline:p1.i", FIELD, f"{FIELD}:current"):
        review_comments.add_note(office, sent, field, f"{MARK} {field}", now())
        review_comments.add_comment(office, sent, field, f"Gửi đơn vị {field}", now())
    review.return_submission(office, sent, "Xem ý kiến", today() + timedelta(days=5), now())
    base = "/lam-viec/don-vi/"
    report = f"{base}bao-cao/{sent.duty_id}/"
    pages = [
        base, report, f"{report}de-cuong/p1.i/", f"{report}phu-luc-1/", f"{report}phu-luc-2/",
        f"{report}minh-chung/", f"{report}kiem-tra/", f"{report}gui/", f"{report}bien-nhan/1/",
        f"{report}lan-nop/1/", "/lam-viec/",
    ]  # fmt: skip
    seen = ""
    for role in ("unit_editor", "unit_head", "unit_viewer"):
        client = sign_in(role, sent.duty.unit)
        for page in pages:
            answer = client.http.get(page)
            assert answer.status_code in (200, 302, 404), page
            seen += answer.text
    assert "Gửi đơn vị" in seen
    assert MARK not in seen
    assert MARK in sign_in("office_editor").get(url(sent)).text


def test_a_word_file_holds_no_comment_at_all(sent: Submission, office: Any, sign_in: Any) -> None:
    import io

    import docx

    review_comments.add_note(office, sent, "outline:p1.i", f"{MARK}", now())
    body = sign_in("office_editor").get(url(sent, "bao-cao.docx")).data
    document = docx.Document(io.BytesIO(body))
    assert MARK not in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_report_without_a_form_can_be_read_and_decided(sign_in: Any, database: Any) -> None:
    sent = submission(duty(form=None, kind="remediation_report", title="Báo cáo khắc phục"), {})
    client = sign_in("office_editor")
    assert "không theo biểu mẫu" in client.get(url(sent)).text
    client.get(url(sent, "gop-y/"))
    client.get(url(sent, "bao-cao.docx"))
    client.get(url(sent, "tra-lai/"))
    client.post(url(sent, "chap-nhan/"), {"note": ""})
    assert Duty.get_by_id(sent.duty_id).state == "accepted"
