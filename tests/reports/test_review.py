"""Comments, return and acceptance: actions, and the pages that call them."""

from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import now, today
from portal.reports.models import DraftField, Duty, DutyHistory, Review, ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import InternalNote
from portal.reports.rules import as_json
from tests import factories
from tests.page_checks import Page
from tests.reports.office_factories import VALUES, duty, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
FIELD = "stat:i.1-nhiem-vu"


@pytest.fixture
def sent(database: Any) -> Submission:
    return submission(duty(factories.unit("Sở Tài chính"), due_on=today() + timedelta(days=9)))


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")


def url(sent: Submission, rest: str = "") -> str:
    return f"{BOARD}{sent.duty_id}/lan/{sent.number}/{rest}"


def audited(action: str) -> int:
    return int(AuditEntry.select().where(AuditEntry.action == action).count())


def test_return_sends_the_comments_and_sets_the_date(sent: Submission, office: Any) -> None:
    review_comments.add_comment(office, sent, FIELD, "Sai số liệu", now())
    review_comments.add_note(office, sent, FIELD, "Nghi ngờ", now())
    day, before = today() + timedelta(days=5), sent.duty.due_on
    decided = review.return_submission(office, sent, "Thiếu Phụ lục I", day, now())
    owed = Duty.get_by_id(sent.duty_id)
    assert (owed.state, owed.due_on) == ("returned", day)
    assert "khi trả lại báo cáo" in owed.due_sentence
    assert owed.due_at is not None
    assert Submission.get_by_id(sent.id).state == "returned"
    assert (decided.decision, decided.note, decided.by) == (
        "returned", "Thiếu Phụ lục I", office.name,
    )  # fmt: skip
    moved = DutyHistory.get(duty=owed)
    assert (moved.old_due_on, moved.new_due_on, moved.reason) == (before, day, "Thiếu Phụ lục I")
    marks = {item.text: item.sent for item in ReviewComment.select()}
    assert marks == {"Sai số liệu": True}
    assert [note.text for note in InternalNote.select()] == ["Nghi ngờ"]
    assert audited("return-report") == 1


def test_the_same_decision_twice_is_made_once(sent: Submission, office: Any) -> None:
    day = today() + timedelta(days=5)
    one = review.return_submission(office, sent, "Thiếu", day, now())
    two = review.return_submission(office, sent, "Thiếu", day, now())
    assert one.id == two.id
    assert Review.select().count() == DutyHistory.select().count() == audited("return-report") == 1


def test_another_decision_comes_too_late(sent: Submission, office: Any) -> None:
    review.accept(office, sent, "", now())
    with pytest.raises(review.AlreadyDecided, match=office.name):
        review.return_submission(office, sent, "Thiếu", today(), now())
    assert Duty.get_by_id(sent.duty_id).state == "accepted"
    assert Review.select().count() == 1


def test_only_the_newest_submission_is_decided(sent: Submission, office: Any) -> None:
    submission(sent.duty)
    with pytest.raises(review.NotNewest, match="lần 2"):
        review.accept(office, sent, "", now())


def test_acceptance_closes_the_duty(sent: Submission, office: Any) -> None:
    review.accept(office, sent, "Báo cáo tốt", now())
    review.accept(office, sent, "Báo cáo tốt", now())
    assert Duty.get_by_id(sent.duty_id).state == Submission.get_by_id(sent.id).state == "accepted"
    assert Review.get().note == "Báo cáo tốt"
    assert audited("accept-report") == 1


def test_whoever_accepts_a_report_without_numbers_is_told(sent: Submission, sign_in: Any) -> None:
    client, words = sign_in("office_editor"), "không có số liệu trên cổng"
    assert words not in client.get(f"{url(sent)}chap-nhan/").text
    bare = submission(Duty.get_by_id(sent.duty_id), {})
    assert words in client.get(f"{url(bare)}chap-nhan/").text


@pytest.mark.parametrize("state", ["open", "returned", "accepted", "waived"])
def test_nothing_to_decide_in_another_state(sent: Submission, office: Any, state: str) -> None:
    Duty.update(state=state).execute()
    with pytest.raises(NotAllowedNow):
        review.accept(office, sent, "", now())
    assert not Review.select().exists()


def test_what_was_asked_is_ticked_before_the_decision(sent: Submission, office: Any) -> None:
    assert review_comments.judge(office, sent, {}, now()) == 0
    review.accept(office, sent, "", now())
    with pytest.raises(NotAllowedNow):
        review_comments.judge(office, sent, {}, now())


def test_a_comment_is_kept_once_and_can_be_taken_back(sent: Submission, office: Any) -> None:
    one = review_comments.add_comment(office, sent, FIELD, "Sai", now())
    assert review_comments.add_comment(office, sent, FIELD, "Sai", now()).id == one.id
    note = review_comments.add_note(office, sent, FIELD, "Sai", now())
    assert review_comments.add_note(office, sent, FIELD, "Sai", now()).id == note.id
    review_comments.remove_comment(office, one)
    review_comments.remove_comment(office, one)
    assert not ReviewComment.select().exists()
    assert InternalNote.select().count() == 1
    review_comments.remove_note(office, note)
    review_comments.remove_note(office, note)
    assert not InternalNote.select().exists()
    assert audited("remove-report-note") == 1
    assert audited("remove-report-comment") == 1


def test_a_sent_comment_stays(sent: Submission, office: Any) -> None:
    comment = review_comments.add_comment(office, sent, FIELD, "Sai", now())
    review.return_submission(office, sent, "Xem ý kiến", today(), now())
    with pytest.raises(review_comments.CommentSent):
        review_comments.remove_comment(office, comment)
    with pytest.raises(NotAllowedNow):
        review_comments.add_comment(office, sent, FIELD, "Thêm", now())
    assert review_comments.add_note(office, sent, FIELD, "Ghi nhớ", now()).text == "Ghi nhớ"


def test_the_unit_lands_on_the_flagged_row(sent: Submission, office: Any, sign_in: Any) -> None:
    review_comments.add_comment(office, sent, f"{FIELD}:current", "Sai", now())
    review.return_submission(office, sent, "Xem ý kiến", today(), now())
    client = sign_in("unit_editor", sent.duty.unit)
    report = f"/lam-viec/don-vi/bao-cao/{sent.duty_id}/"
    text = client.get(report).text
    assert text.index('id="y-kien"') < text.index("1. Đề cương báo cáo")
    link = next(href for href in Page(text).links if "phu-luc-2/#" in href)
    assert f'id="{link.partition("#")[2]}"' in client.get(link).text


def test_the_unit_lands_on_the_flagged_task(sent: Submission, office: Any, sign_in: Any) -> None:
    row = "00000000000a"
    DraftField.create(duty=sent.duty, code=f"task:{row}", version=1, updated_by="Lan",
                      value=as_json(VALUES[f"task:{row}"]), updated_at=now())  # fmt: skip
    review_comments.add_comment(office, sent, f"task:{row}", "Thiếu số văn bản", now())
    review.return_submission(office, sent, "Xem ý kiến", today(), now())
    client = sign_in("unit_editor", sent.duty.unit)
    text = client.get(f"/lam-viec/don-vi/bao-cao/{sent.duty_id}/").text
    assert "Phụ lục I: Ban hành kế hoạch pháp chế" in text
    link = next(href for href in Page(text).links if "phu-luc-1/#" in href)
    page = client.get(link).text
    assert f'id="{link.partition("#")[2]}"' in page
    assert page.count("Thiếu số văn bản") == 1


def test_extension_moves_the_date_and_says_why(database: Any, office: Any) -> None:
    owed, day = duty(due_on=today()), today() + timedelta(days=7)
    review.extend(office, owed, day, "Mưa lũ", now())
    review.extend(office, owed, day, "Mưa lũ", now())
    found = Duty.get_by_id(owed.id)
    assert (found.state, found.due_on) == ("open", day)
    assert "gia hạn ngày" in found.due_sentence
    assert found.due_sentence.endswith(": Mưa lũ)")
    moves = [(row.old_due_on, row.new_due_on, row.reason) for row in DutyHistory.select()]
    assert moves == [(today(), day, "Mưa lũ")]
    assert audited("move-duty-deadline") == 1


@pytest.mark.parametrize("state", ["submitted", "accepted", "waived"])
def test_no_extension_once_submitted(database: Any, office: Any, state: str) -> None:
    owed = duty()
    Duty.update(state=state).execute()
    with pytest.raises(NotAllowedNow):
        review.extend(office, owed, today(), "Mưa lũ", now())
    assert not DutyHistory.select().exists()


# Pages


def test_the_page_shows_the_report_whole(sent: Submission, sign_in: Any) -> None:
    text = sign_in("office_editor").get(url(sent)).text
    for part in (
        sent.receipt, sent.sha256, "Sở có 05 phòng chuyên môn.", "1.250", "98,5",
        "Không phát sinh", "Không áp dụng", "Tính cả nhiệm vụ đột xuất", "31/05/2024",
        "Ban hành kế hoạch pháp chế", "Chậm ban hành kế hoạch (nguyên nhân: thiếu người)",
    ):  # fmt: skip
        assert part in text, part


def test_a_cell_is_commented_on_and_the_note_stays_apart(sent: Submission, sign_in: Any) -> None:
    client = sign_in("office_editor")
    page = url(sent, f"gop-y/?muc={FIELD}")
    assert "98,5" in client.get(page).text
    client.post(page, {"cell": "current", "text": "Số lẻ?", "audience": "unit"})
    client.post(page, {"cell": "", "text": "Hỏi lại Thanh tra", "audience": "internal"})
    assert [item.field for item in ReviewComment.select()] == [f"{FIELD}:current"]
    assert [item.field for item in InternalNote.select()] == [FIELD]
    text = client.get(url(sent)).text
    note = text.index("Hỏi lại Thanh tra")
    assert "app-remark--internal" in text[note - 500 : note]
    comment = text.index("Số lẻ?")
    assert "app-remark--internal" not in text[comment - 300 : comment]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "", "audience": "unit"}, "Nội dung"),
        ({"text": "x" * 2001, "audience": "unit"}, "2.000"),
        ({"text": "a", "audience": "everyone"}, "Chọn một mục"),
        ({"text": "a", "audience": "unit", "cell": "nonsense"}, "Chọn một mục"),
        ({"text": "a\x00b", "audience": "unit"}, "ký tự điều khiển"),
    ],
)
def test_a_bad_comment_is_said_at_the_field(
    sent: Submission, sign_in: Any, data: dict[str, str], said: str
) -> None:
    client = sign_in("office_editor")
    text = client.post(url(sent, f"gop-y/?muc={FIELD}"), {"cell": "", **data}, 422).text
    assert said in text
    assert not ReviewComment.select().exists()


def test_a_field_that_is_not_there_is_404(sent: Submission, sign_in: Any) -> None:
    client = sign_in("office_editor")
    client.get(url(sent, "gop-y/?muc=stat:khong-co"), 404)
    client.get(url(sent, "gop-y/?muc=%00"), 404)


def test_a_comment_on_a_decided_report_is_refused_with_its_text(
    sent: Submission, office: Any, sign_in: Any
) -> None:
    client = sign_in("office_editor")
    client.get(url(sent, "gop-y/"))
    review.accept(office, sent, "", now())
    text = client.post(
        url(sent, "gop-y/"), {"cell": "", "text": "Ý kiến muộn", "audience": "unit"}, 409
    ).text
    assert "Ý kiến muộn" in text
    assert "không thêm ý kiến gửi đơn vị được nữa" in text
    assert not ReviewComment.select().exists()


def test_return_asks_for_a_reason_and_a_date(sent: Submission, sign_in: Any) -> None:
    client = sign_in("office_editor")
    client.get(url(sent, "tra-lai/"))
    text = client.post(url(sent, "tra-lai/"), {"note": "", "new_due_on": "31/02/2024"}, 422).text
    assert "Lý do trả lại" in text
    assert 'value="31/02/2024"' in text
    assert Duty.get_by_id(sent.duty_id).state == "submitted"


def test_return_by_the_page(sent: Submission, sign_in: Any) -> None:
    client = sign_in("office_editor")
    day = (today() + timedelta(days=5)).strftime("%d/%m/%Y")
    data = {"note": "Thiếu Phụ lục I", "new_due_on": day}
    text = client.follow(client.post(url(sent, "tra-lai/"), data)).text
    assert f"hạn mới {day}" in text
    assert "Đã trả lại" in text
    client.post(url(sent, "tra-lai/"), data)
    assert Review.select().count() == 1


def test_two_reviewers_the_second_keeps_the_text(
    sent: Submission, office: Any, sign_in: Any
) -> None:
    client = sign_in("office_approver")
    client.get(url(sent, "tra-lai/"))
    review.accept(office, sent, "", now())
    text = client.post(
        url(sent, "tra-lai/"),
        {"note": "Công sức viết", "new_due_on": today().strftime("%d/%m/%Y")},
        409,
    ).text
    assert "Công sức viết" in text
    assert f"{office.name} đã chấp nhận bản này" in text


def test_a_date_on_the_day_of_the_visit_needs_the_head(sign_in: Any, database: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    day = today() + timedelta(days=3)
    sent = submission(duty(unit, plan, visit=factories.visit(plan, unit, day)))
    client = sign_in("office_editor")
    data = {"note": "Sửa", "new_due_on": day.strftime("%d/%m/%Y")}
    assert "Trưởng đoàn" in client.post(url(sent, "tra-lai/"), data, 422).text
    client.post(url(sent, "tra-lai/"), {**data, "head_agrees": "1"})
    assert Duty.get_by_id(sent.duty_id).due_on == day


def test_extension_by_the_page(sign_in: Any, database: Any) -> None:
    owed = duty(due_on=today())
    client, page = sign_in("office_editor"), f"{BOARD}{owed.id}/gia-han/"
    yesterday = (today() - timedelta(days=1)).strftime("%d/%m/%Y")
    bad = client.post(page, {"new_due_on": yesterday, "reason": "Mưa lũ"}, 422).text
    assert "trước ngày hôm nay" in bad
    assert "Mưa lũ" in bad
    day = (today() + timedelta(days=3)).strftime("%d/%m/%Y")
    text = client.follow(client.post(page, {"new_due_on": day, "reason": "Mưa lũ"})).text
    assert f"đến hết ngày {day}" in text
    assert ": Mưa lũ)" in text


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
