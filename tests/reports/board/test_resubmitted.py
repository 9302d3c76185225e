"""A report sent again: what was asked, what changed, its timeline."""

from datetime import timedelta
from typing import Any

from portal.clock import now, today
from portal.reports.models import DraftEdit, Duty
from portal.reports.reminding.models import ReminderStep
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from tests import factories
from tests.reports.board.steps import ASKING, BOARD, sent
from tests.reports.office_factories import submission


def test_the_reviewer_ticks_what_was_asked_and_the_rest_is_asked_again(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    first = sent("Sở A")
    done = review_comments.add_comment(office, first, "outline:p1.i", "Nêu biên chế", now())
    left = review_comments.add_comment(office, first, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, first, "Xem ý kiến", today() + timedelta(days=3), now())
    again = submission(Duty.get())
    client = sign_in("office_editor")
    page = f"{BOARD}{again.duty_id}/lan/2/"
    assert "Nêu biên chế" in client.get(page).text
    data = {f"yk-{done.id}": "resolved", f"yk-{left.id}": "unresolved", "yk-999": "resolved"}
    text = client.follow(client.post(f"{page}danh-dau/", data)).text
    assert "Đã đánh dấu 2 ý kiến" in text
    client.post(f"{page}danh-dau/", {f"yk-{done.id}": "nonsense"})
    review.return_submission(office, again, "Còn thiếu", today() + timedelta(days=3), now())
    asked = [(item.text, item.sent) for item in again.comments]
    assert asked == [("Thiếu nhiệm vụ", True)]
    text = client.follow(client.post(f"{page}danh-dau/", {f"yk-{left.id}": "resolved"})).text
    assert "không đánh dấu được nữa" in text


def test_a_resubmission_is_compared_with_what_was_returned(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    first = sent("Sở A")
    review_comments.add_comment(office, first, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, first, "Xem", today() + timedelta(days=3), now())
    submission(Duty.get(), ASKING, mode="received")
    third = submission(Duty.get(), {**ASKING, "cutoff": "2024-06-30"})
    text = sign_in("office_editor").get(f"{BOARD}{third.duty_id}/lan/3/").text
    assert "Thay đổi so với lần nộp 1" in text
    assert "Thiếu nhiệm vụ" in text
    assert "1 chỗ thay đổi" in text


def test_one_timeline_holds_everything_in_order(sign_in: Any) -> None:
    office = factories.actor("office_editor")
    report = sent("Sở A")
    start = report.submitted_at - timedelta(days=1)
    for minutes, code in ((0, "outline:p1.i"), (10, "cutoff"), (200, "cutoff")):
        DraftEdit.create(
            duty=report.duty, code=code, version=1, at=start + timedelta(minutes=minutes),
            by="Lò Văn An",
        )  # fmt: skip
    review_comments.add_note(office, report, "", "GHI-CHU-RIENG", now())
    review_comments.add_comment(office, report, "tasks", "Thiếu nhiệm vụ", now())
    review.return_submission(office, report, "Xem ý kiến", today() + timedelta(days=3), now())
    ReminderStep.create(
        duty=report.duty, user=factories.user("unit_editor", full_name="Hà Thị Bình"), step=-5,
        due_on=today(), state="sent", at=start - timedelta(days=1),
    )  # fmt: skip
    text = sign_in("supervisor").get(f"{BOARD}{report.duty_id}/dien-bien/").text
    order = [
        "Gửi: Hà Thị Bình",
        "2 ô, 2 lần",
        "1 ô, 1 lần",
        "Nộp lần 1",
        "GHI-CHU-RIENG",
        "Thiếu nhiệm vụ",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Đã trả lại (lần 1)" in text
    note = text.index("GHI-CHU-RIENG")
    assert "app-no-print app-internal-row" in text[note - 400 : note]
