"""A decision is made once, on the newest submission, in the right state."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import now, today
from portal.reports.models import Duty, DutyHistory, Review, ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import InternalNote
from tests.reports.office_factories import submission
from tests.reports.review.steps import FIELD, audited, url


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
