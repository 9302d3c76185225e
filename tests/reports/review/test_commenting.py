"""Comments pinned to fields: kept once, refused with their text, where the unit lands."""

from typing import Any

import pytest

from portal.clock import now, today
from portal.reports.models import DraftField, ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import InternalNote
from portal.reports.rules import as_json
from tests.page_checks import Page
from tests.reports.office_factories import VALUES
from tests.reports.review.steps import FIELD, audited, url


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
