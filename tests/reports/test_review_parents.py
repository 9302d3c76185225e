"""Two-level approval: the parent unit first, and its silence that never blocks."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.accounts.models import User
from portal.clock import now, today
from portal.inbox.models import InboxItem
from portal.plans.models import Plan
from portal.reports.actions import submit
from portal.reports.board.queries import board
from portal.reports.models import Duty, ReviewComment, Submission
from portal.reports.office_rules import NotAllowedNow
from portal.reports.parents import actions as parent_actions
from portal.reports.parents.queries import below
from portal.reports.parents.rules import parent_step
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import ApprovalSetting, ParentDecision
from portal.units.models import Unit
from tests import factories
from tests.reports.office_factories import duty, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
BELOW = "/lam-viec/don-vi/cap-duoi/"


@pytest.fixture
def plan(database: Any) -> Plan:
    made = factories.plan()
    ApprovalSetting.create(plan=made, depth=2, silence_days=3)
    return made


@pytest.fixture
def parent(database: Any) -> Unit:
    made = factories.unit("Ủy ban nhân dân huyện Mai Sơn", type="district", level="district")
    factories.user("unit_head", made)
    return made


@pytest.fixture
def sent(plan: Plan, parent: Unit) -> Submission:
    unit = factories.unit("Ủy ban nhân dân xã Hát Lót", type="commune", parent=parent)
    return submission(duty(unit, plan, today() + timedelta(days=20)))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "waiting"),
        ({"today": date(2024, 6, 8)}, "waiting"),
        ({"today": date(2024, 6, 9)}, "silent"),
        ({"decision": "approved", "today": date(2024, 7, 1)}, "approved"),
        ({"silence_days": None}, "none"),
        ({"parent": ""}, "none"),
        ({"mode": "keyed"}, "none"),
        ({"mode": "received"}, "none"),
    ],
)
def test_where_a_report_stands_with_the_parent(changes: dict[str, Any], state: str) -> None:
    known = {
        "silence_days": 3, "parent": "UBND huyện", "mode": "online", "sent_on": date(2024, 6, 5),
        "decision": "", "today": date(2024, 6, 5),
    }  # fmt: skip
    step = parent_step(**{**known, **changes})
    assert step.state == state
    assert step.blocks == (state == "waiting")


def test_the_office_waits_for_the_parent_and_then_for_nobody(sent: Submission) -> None:
    office = factories.actor("office_editor")
    with pytest.raises(NotAllowedNow, match="huyện Mai Sơn duyệt đến hết ngày"):
        review.accept(office, sent, "", now())
    review.accept(office, sent, "", now() + timedelta(days=4))
    assert Duty.get().state == "accepted"


def test_the_board_says_who_is_waited_for(sent: Submission, sign_in: Any) -> None:
    (row,) = board(today())
    assert (row.parent.state, row.parent.until) == ("waiting", today() + timedelta(days=3))
    client = sign_in("office_editor")
    text = client.get(BOARD).text
    assert "Chờ Ủy ban nhân dân huyện Mai Sơn duyệt" in text
    assert 'name="chon"' not in text
    assert "Hát Lót" in client.get(f"{BOARD}?trang-thai=parent").text
    for page in (f"{BOARD}{sent.duty_id}/", f"{BOARD}{sent.duty_id}/lan/1/"):
        assert "Chờ Ủy ban nhân dân huyện Mai Sơn duyệt đến hết ngày" in client.get(page).text
    (later,) = board(today() + timedelta(days=4))
    assert later.parent.state == "silent"


def test_the_parent_approves_and_the_office_accepts(
    sent: Submission, parent: Unit, sign_in: Any
) -> None:
    client = sign_in("unit_head", parent)
    assert "trực thuộc chờ duyệt (1)" in client.get("/lam-viec/").text
    assert "Hát Lót" in client.get(BELOW).text
    page = f"{BELOW}{sent.duty_id}/lan/1/"
    assert "Sở có 05 phòng chuyên môn." in client.get(page).text
    client.get(f"{page}bao-cao.docx")
    client.get(f"{page}ban-ky", 404)
    client.get(f"{page}minh-chung/1", 404)
    text = client.follow(client.post(page, {"decision": "approved", "note": ""})).text
    assert "Đã duyệt" in text
    assert "trực thuộc chờ duyệt" not in client.get("/lam-viec/").text
    client.get(page)
    assert "đã duyệt" in sign_in("office_editor").get(BOARD).text
    review.accept(factories.actor("office_editor"), sent, "", now())
    assert Duty.get().state == "accepted"


def test_the_parent_gives_it_back_without_the_offices_words(
    sent: Submission, parent: Unit, sign_in: Any
) -> None:
    office = factories.actor("office_editor")
    review_comments.add_comment(office, sent, "tasks", "Sở đang viết dở", now())
    review_comments.add_note(office, sent, "", "GHI-CHU-RIENG", now())
    client = sign_in("unit_head", parent)
    page = f"{BELOW}{sent.duty_id}/lan/1/"
    text = client.get(page).text
    assert "Sở đang viết dở" not in text
    assert "GHI-CHU-RIENG" not in text
    assert "Ghi lý do trả lại" in client.post(page, {"decision": "returned", "note": ""}, 422).text
    client.post(page, {"decision": "returned", "note": "Thiếu Phụ lục I"})
    owed = Duty.get()
    assert owed.state == "returned"
    clerk = sign_in("unit_editor", sent.duty.unit)
    assert "Tiếp theo" not in clerk.get(f"/lam-viec/don-vi/bao-cao/{owed.id}/bien-nhan/1/").text
    assert owed.due_on >= today()
    assert owed.due_on >= sent.duty.due_on
    assert ParentDecision.get().unit_id == parent.id
    assert not ReviewComment.get().sent
    unit = sign_in("unit_editor", sent.duty.unit).get(f"/lam-viec/don-vi/bao-cao/{owed.id}/").text
    assert "Thiếu Phụ lục I" in unit
    assert "Đơn vị cấp trên trả lại" in unit
    assert "0/0" not in unit
    assert "Sở đang viết dở" not in unit
    submission(owed)
    assert sign_in("unit_head", parent).get(f"{BELOW}{owed.id}/lan/2/").status_code == 200


def test_the_parent_is_told_and_the_unit_sees_who_is_waited_for(
    plan: Plan, parent: Unit, sign_in: Any
) -> None:
    head = User.get(User.unit == parent)
    unit = factories.unit("Xã Chiềng Mai", parent=parent)
    owed = duty(unit, plan, today() + timedelta(days=20))
    actor = factories.actor("unit_editor", unit)
    document = {"doc_number": "1/BC", "doc_date": today(), "signer": "An", "signed_blob": None}
    for _click in range(2):
        submit(actor, owed, mode="online", **document)
    (item,) = InboxItem.select()
    assert item.user_id == head.id
    assert "Xã Chiềng Mai" in item.title
    clerk, page = sign_in("unit_editor", unit), f"/lam-viec/don-vi/bao-cao/{owed.id}/"
    assert "huyện Mai Sơn duyệt trước, trả lời đến hết ngày" in clerk.get(page).text
    receipt = clerk.get(f"{page}bien-nhan/1/").text
    assert "huyện Mai Sơn duyệt trước, sau đó Sở Nội vụ" in receipt
    assert "Chờ Ủy ban nhân dân huyện Mai Sơn duyệt" in receipt
    assert "Chờ Sở Nội vụ xem" not in receipt
    assert "chờ cấp trên duyệt" in sign_in("unit_head", user=head).get("/lam-viec/hop-tin/").text


def test_the_parent_decides_once(sent: Submission, parent: Unit) -> None:
    head = factories.actor("unit_head", parent)
    parent_actions.approve(head, sent, "", now())
    parent_actions.approve(head, sent, "", now())
    assert ParentDecision.select().count() == 1
    with pytest.raises(NotAllowedNow, match="đã quyết định"):
        parent_actions.give_back(head, sent, "Sai", today(), now())
    assert Duty.get().state == "submitted"


def test_what_the_office_decided_is_not_decided_again(
    sent: Submission, parent: Unit, sign_in: Any
) -> None:
    client, page = sign_in("unit_head", parent), f"{BELOW}{sent.duty_id}/lan/1/"
    client.get(page)
    review.return_submission(factories.actor("office_editor"), sent, "Sửa", today(), now())
    text = client.post(page, {"decision": "returned", "note": "Lý do của tôi"}, 409).text
    assert "không duyệt được nữa" in text
    assert not ParentDecision.select().exists()


def test_each_report_has_its_own_answer_and_its_own_plan(sent: Submission, parent: Unit) -> None:
    patient = factories.plan()
    ApprovalSetting.create(plan=patient, depth=2, silence_days=9)
    other = submission(duty(factories.unit("Xã Chiềng Mung", parent=parent), patient))
    head = factories.actor("unit_head", parent)
    parent_actions.approve(head, sent, "", now())
    found = {row.id: (row.parent_decision, row.silence) for row in below(head)}
    assert found == {sent.id: ("approved", 3), other.id: (None, 9)}
    ApprovalSetting.update(depth=1).execute()
    with pytest.raises(NotAllowedNow, match="không giao"):
        parent_actions.approve(head, other, "", now())


def test_only_the_parent_and_only_where_the_plan_asks_it(
    sent: Submission, parent: Unit, sign_in: Any
) -> None:
    page = f"{BELOW}{sent.duty_id}/lan/1/"
    sign_in("unit_head", factories.unit("Huyện khác")).get(page, 404)
    sign_in("unit_head", sent.duty.unit).get(page, 404)
    viewer = sign_in("unit_viewer", parent)
    assert 'name="decision"' not in viewer.get(page).text
    ApprovalSetting.update(depth=1).execute()
    client = sign_in("unit_head", parent)
    client.get(page, 404)
    assert "Hát Lót" not in client.get(BELOW).text


def test_an_unannounced_visit_is_unknown_to_the_parent(
    plan: Plan, parent: Unit, sign_in: Any
) -> None:
    unit = factories.unit("Xã Bí mật", parent=parent)
    visit = factories.visit(plan, unit, today() + timedelta(days=5), unannounced=True)
    hidden = submission(duty(unit, plan, visit=visit))
    client = sign_in("unit_head", parent)
    client.get(f"{BELOW}{hidden.duty_id}/lan/1/", 404)
    assert "Bí mật" not in client.get(BELOW).text
