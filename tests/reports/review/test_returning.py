"""Returning a report and giving more time, as actions and by their pages."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import now, today
from portal.reports.models import Duty, DutyHistory, Review, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.review import actions as review
from tests import factories
from tests.reports.office_factories import duty, submission
from tests.reports.review.steps import BOARD, audited, url


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


def test_a_wrong_day_is_told_together_with_what_is_missing(
    sent: Submission, sign_in: Any, database: Any
) -> None:
    client, owed = sign_in("office_editor"), duty(due_on=today())
    yesterday = {"new_due_on": (today() - timedelta(days=1)).strftime("%d/%m/%Y")}
    for page, missing in (
        (f"{BOARD}{owed.id}/gia-han/", "Nhập lý do gia hạn"),
        (url(sent, "tra-lai/"), "Nhập lý do trả lại"),
    ):
        text = client.post(page, yesterday, 422).text
        assert missing in text
        assert "trước ngày hôm nay" in text
        assert "trước ngày hôm nay" not in client.get(page).text
