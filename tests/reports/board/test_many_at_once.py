"""Many reports accepted together, and taken back within half an hour."""

from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.inbox.models import InboxItem
from portal.inspections.models import Petition
from portal.reports.models import Duty, Review, Submission
from portal.reports.review import acceptances
from portal.reports.review import actions as review
from portal.reports.review.models import AcceptanceBatch
from tests import factories
from tests.reports.board.steps import ASKING, BOARD, sent
from tests.reports.office_factories import submission


def chosen(*reports: Submission) -> list[str]:
    return [f"{one.duty_id}-{one.number}" for one in reports]


def stored() -> list[list[dict[str, Any]]]:
    """Every row that an acceptance touches."""
    tables: tuple[Any, ...] = (Duty, Submission, Review, Petition)
    return [list(table.select().order_by(table.id).dicts()) for table in tables]


def test_many_are_accepted_together_and_undone_to_the_last_column(sign_in: Any) -> None:
    one, two = sent("Sở A"), sent("Sở B")
    before = stored()
    client = sign_in("office_editor")
    page = client.get(BOARD).text
    assert page.count('name="chon"') == 2
    text = client.follow(client.post(f"{BOARD}chap-nhan/", {"chon": chosen(one, two)})).text
    assert "Đã chấp nhận 2 báo cáo" in text
    assert [row.state for row in Duty.select()] == ["accepted", "accepted"]
    assert Petition.select().count() == 2
    batch = AcceptanceBatch.get()
    text = client.follow(client.post(f"{BOARD}chap-nhan/{batch.id}/hoan-tac", {})).text
    assert "Đã hoàn tác: 2 báo cáo" in text
    assert stored() == before
    actions = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)]
    assert actions.count("accept-report") == actions.count("undo-acceptance") == 2
    client.post(f"{BOARD}chap-nhan/{batch.id}/hoan-tac", {})
    assert stored() == before


def test_a_single_acceptance_can_be_taken_back_too(office: Any) -> None:
    report = sent("Sở A")
    before = stored()
    review.accept(office, report, "Tốt", now())
    assert acceptances.undo(office, AcceptanceBatch.get(), now()) == 1
    assert stored() == before
    review.accept(office, Submission.get(), "Tốt", now())
    assert Duty.get().state == "accepted"


def test_after_half_an_hour_an_acceptance_stands(office: Any) -> None:
    review.accept(office, sent("Sở A"), "", now())
    later = now() + acceptances.UNDO_FOR + timedelta(seconds=1)
    with pytest.raises(acceptances.TooLate, match="30 phút"):
        acceptances.undo(office, AcceptanceBatch.get(), later)
    assert Duty.get().state == "accepted"


def test_the_unit_is_told_once_when_an_acceptance_can_no_longer_be_undone(office: Any) -> None:
    kept, undone = sent("Sở A"), sent("Sở B")
    for report in (kept, undone):
        factories.user("unit_editor", report.duty.unit)
        review.accept(office, report, "", now())
    acceptances.undo(
        office, AcceptanceBatch.select().order_by(AcceptanceBatch.id.desc()).get(), now()
    )
    assert acceptances.tell_accepted(SYSTEM, now()) == 0
    later = now() + acceptances.UNDO_FOR + timedelta(seconds=1)
    assert [acceptances.tell_accepted(SYSTEM, later) for _ in range(2)] == [1, 0]
    assert InboxItem.get().target == kept.duty_id


def test_what_was_worked_on_is_not_undone_nor_the_rest_of_its_batch(office: Any) -> None:
    batch, _refused = acceptances.accept_many(office, [sent("Sở A"), sent("Sở B")], "", now())
    assert batch is not None
    Petition.update(version=2, answer="Đã trả lời").where(
        Petition.id == Petition.select(Petition.id).order_by(Petition.id.desc()).limit(1)
    ).execute()
    before = stored()
    with pytest.raises(acceptances.TooLate, match="Kiến nghị"):
        acceptances.undo(office, batch, now())
    assert stored() == before


def test_what_cannot_be_accepted_is_named_and_the_rest_accepted(sign_in: Any) -> None:
    one, two = sent("Sở A"), sent("Sở B")
    submission(Duty.get_by_id(two.duty_id), ASKING)
    client = sign_in("office_editor")
    client.get(BOARD)
    answer = client.post(f"{BOARD}chap-nhan/", {"chon": [*chosen(one, two), "9-9", "x", "1-"]})
    text = client.follow(answer).text
    assert "Đơn vị đã nộp lại" in text
    states = {row.unit.name: row.state for row in Duty.select()}
    assert states == {"Sở A": "accepted", "Sở B": "submitted"}


def test_nothing_chosen_accepts_nothing(sign_in: Any) -> None:
    sent("Sở A")
    client = sign_in("office_editor")
    text = client.follow(client.post(f"{BOARD}chap-nhan/", {})).text
    assert "Chưa chọn báo cáo nào" in text
    assert not AcceptanceBatch.select().exists()
    client.get(f"{BOARD}chap-nhan/999/", 404)


def test_a_supervisor_reads_but_accepts_nothing(sign_in: Any) -> None:
    sent("Sở A")
    assert 'name="chon"' not in sign_in("supervisor").get(BOARD).text
