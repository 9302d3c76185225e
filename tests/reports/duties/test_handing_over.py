"""A report owed by a unit that is gone: those that follow are suggested, the office decides."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.reports.models import Duty
from portal.units.models import Succession, Unit
from tests import factories
from tests.reports import factories as reports

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao"


@pytest.fixture
def heirs(database):
    return [factories.unit(f"Ủy ban nhân dân xã {name}") for name in ("Mai Sơn", "Chiềng Mai")]


@pytest.fixture
def duty(heirs):
    gone = factories.unit("Ủy ban nhân dân huyện Mai Sơn", valid_to=date(2025, 6, 30))
    for heir in heirs:
        Succession.create(predecessor=gone, successor=heir, on=date(2025, 7, 1), kind="split")
    return reports.duty(gone)


def test_who_follows_is_suggested_and_nothing_moves_by_itself(duty, sign_in):
    page = sign_in("office_editor").get(f"{BOARD}/{duty.id}/").text
    assert "Nay kế thừa: Ủy ban nhân dân xã Chiềng Mai; Ủy ban nhân dân xã Mai Sơn" in page
    assert "không tự chuyển đi" in page
    assert "Giao lại báo cáo" in page
    assert "Giao lại báo cáo" not in sign_in("supervisor").get(f"{BOARD}/{duty.id}/").text
    assert Duty.select().count() == 1


def test_the_office_hands_the_report_over_once_with_its_reason(duty, heirs, sign_in):
    office = sign_in("office_editor")
    path = f"{BOARD}/{duty.id}/giao-lai/"
    office.get(path)
    typed = {"units": [heirs[0].id], "reason": "NQ số 1681/NQ-UBTVQH15"}
    office.post(path, typed, 302)
    office.post(path, typed, 302)
    new = Duty.get(Duty.unit == heirs[0])
    assert (new.plan_id, new.kind, new.due_on) == (duty.plan_id, duty.kind, duty.due_on)
    assert Duty.get_by_id(duty.id).state == "waived"
    assert Duty.select().count() == 2
    entry = AuditEntry.get(AuditEntry.action == "hand-over-duty")
    assert entry.reason == "NQ số 1681/NQ-UBTVQH15"
    assert f"{BOARD}/{new.id}/" in office.get(f"{BOARD}/").text


def test_without_an_heir_the_report_is_only_waived(duty, sign_in):
    sign_in("office_editor").post(f"{BOARD}/{duty.id}/giao-lai/", {"reason": "Giải thể"}, 302)
    assert [row.state for row in Duty.select()] == ["waived"]


def test_a_reason_is_needed_and_the_choice_is_kept(duty, heirs, sign_in):
    typed = {"units": [heirs[1].id], "reason": " "}
    page = sign_in("office_editor").post(f"{BOARD}/{duty.id}/giao-lai/", typed, 422).text
    assert "Căn cứ, lý do" in page
    assert "checked" in page
    stranger = factories.unit("Sở Khác")
    typed = {"units": [stranger.id], "reason": "Vì"}
    sign_in("office_editor").post(f"{BOARD}/{duty.id}/giao-lai/", typed, 422)
    assert Duty.select().count() == 1


def test_a_unit_that_exists_keeps_its_report_and_an_accepted_one_stays(duty, heirs, sign_in):
    office = sign_in("office_editor")
    Duty.update(state="accepted").where(Duty.id == duty.id).execute()
    typed = {"units": [heirs[0].id], "reason": "Vì"}
    assert "Chỉ giao lại" in office.post(f"{BOARD}/{duty.id}/giao-lai/", typed, 409).text
    own = reports.duty(heirs[0])
    answer = office.post(f"{BOARD}/{own.id}/giao-lai/", {"reason": "Vì"}, 409)
    assert "đang hoạt động" in answer.text
    assert Unit.get_by_id(heirs[0].id).valid_to is None
    assert Duty.select().count() == 2
