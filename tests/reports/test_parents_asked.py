"""The office turns two-level approval on, and a parent unit that nobody can answer for."""

from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry, User
from portal.clock import now, today
from portal.plans.models import Plan
from portal.reports.board.queries import board, duty_row
from portal.reports.models import Duty, Submission
from portal.reports.review import actions as review
from portal.reports.review.models import ApprovalSetting
from portal.units.models import Unit
from tests import factories
from tests.page_forms import forms_of
from tests.reports.office_factories import duty, submission

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"


@pytest.fixture
def plan(database: Any) -> Plan:
    made = factories.plan()
    ApprovalSetting.create(plan=made, depth=2, silence_days=3)
    return made


@pytest.fixture
def parent(database: Any) -> Unit:
    return factories.unit("Ủy ban nhân dân tỉnh", type="authority", level="province")


@pytest.fixture
def sent(plan: Plan, parent: Unit) -> Submission:
    unit = factories.unit("Sở Tài chính", parent=parent)
    return submission(duty(unit, plan, today() + timedelta(days=20)))


@pytest.mark.parametrize("holder", [None, ("unit_viewer", True), ("unit_head", False)])
def test_a_parent_that_nobody_answers_for_is_not_waited_for(
    holder: Any, plan: Plan, parent: Unit, sent: Submission, sign_in: Any
) -> None:
    if holder:
        factories.user(holder[0], parent, active=holder[1])
    (row,) = board(today())
    assert row.parent.state == "none"
    alone = duty_row(row.duty.id, today())
    assert alone is not None
    assert alone.parent.state == "none"
    clerk = sign_in("unit_editor", sent.duty.unit)
    receipt = clerk.get(f"/lam-viec/don-vi/bao-cao/{sent.duty_id}/bien-nhan/1/").text
    assert "Chờ Sở Nội vụ xem" in receipt
    assert "duyệt trước" not in receipt
    client = sign_in("office_editor")
    assert "chưa được hỏi: Ủy ban nhân dân tỉnh" in client.get(f"{BOARD}cap-duyet/{plan.id}/").text
    review.accept(factories.actor("office_editor"), sent, "", now())
    assert Duty.get().state == "accepted"


def test_a_parent_with_an_account_is_asked(plan: Plan, parent: Unit, sent: Submission) -> None:
    factories.user("unit_editor", parent)
    (row,) = board(today())
    assert (row.parent.state, row.parent.parent) == ("waiting", "Ủy ban nhân dân tỉnh")
    User.update(active=False).execute()
    assert board(today())[0].parent.state == "none"


def test_while_the_parent_is_asked_the_office_is_offered_no_acceptance(
    parent: Unit, sent: Submission, sign_in: Any
) -> None:
    page = f"{BOARD}{sent.duty_id}/lan/1/chap-nhan/"
    client = sign_in("office_editor")
    assert "note" in _offered(client.get(page).text)
    factories.user("unit_head", parent)
    text = client.get(page).text
    assert "Đang chờ Ủy ban nhân dân tỉnh duyệt" in text
    assert "note" not in _offered(text)
    assert "Tôi đã đọc" in client.post(page, {"note": "Tôi đã đọc"}, 409).text


def _offered(text: str) -> set[str]:
    return {name for form in forms_of(text) for name in form.inputs}


def test_the_office_sets_the_depth_of_a_plan(database: Any, sign_in: Any) -> None:
    plan = factories.plan()
    client, page = sign_in("office_editor"), f"{BOARD}cap-duyet/{plan.id}/"
    client.get(page)
    client.post(page, {"depth": "2", "silence_days": "", "seen": "0"}, 422)
    client.post(page, {"depth": "2", "silence_days": "31", "seen": "0"}, 422)
    client.post(page, {"depth": "3", "silence_days": "5", "seen": "0"}, 422)
    client.post(page, {"depth": "2", "silence_days": "7", "seen": "0"})
    row = ApprovalSetting.get()
    assert (row.depth, row.silence_days) == (2, 7)
    stale = client.post(page, {"depth": "1", "silence_days": "7", "seen": "0"}, 409).text
    assert "vừa sửa cấp duyệt" in stale
    client.post(page, {"depth": "1", "silence_days": "7", "seen": "1"})
    assert ApprovalSetting.get().depth == 1
    assert AuditEntry.select().where(AuditEntry.action == "set-approval").count() == 2
