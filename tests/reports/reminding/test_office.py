"""The grid of timeliness and the call list: what the office sees, and that it stays there."""

from datetime import date, timedelta

import pytest

from portal.clock import now, today
from portal.reports.board.queries import board
from portal.reports.models import Duty
from portal.reports.review import actions as review
from portal.reports.timeliness.queries import grid
from tests import factories
from tests.reports import office_factories as reports

OFFICE = "/lam-viec/dieu-hanh/nop-bao-cao/"
DUE = date(2024, 6, 7)


@pytest.fixture
def plan(database):
    return factories.plan()


@pytest.fixture
def office(sign_in):
    return sign_in("office_editor")


def owed(plan, name, kind="visit_report", **values):
    return reports.duty(factories.unit(name), plan, values.pop("due_on", DUE), kind=kind, **values)


def results(plan, day=date(2024, 7, 1)):
    found = grid(plan, day)
    return {cell.duty.unit.name: cell.result for cell in found.cells}


def test_four_ways_a_report_came_in_or_not(plan):
    reports.submission(owed(plan, "A"), received_on=DUE)
    given = owed(plan, "B", due_on=DUE + timedelta(days=5))
    given.history.model.create(
        duty=given, at=now() - timedelta(days=9), old_due_on=DUE, new_due_on=given.due_on,
        cause="extended",
    )  # fmt: skip
    reports.submission(given, received_on=DUE + timedelta(days=3))
    reports.submission(owed(plan, "C"), received_on=DUE + timedelta(days=1))
    owed(plan, "D")
    assert results(plan) == {"A": "on_time", "B": "extended", "C": "late", "D": "overdue"}


def test_the_earliest_receipt_counts_and_a_recalled_one_does_not(plan):
    duty = owed(plan, "A")
    reports.submission(duty, received_on=DUE, state="recalled")
    assert results(plan)["A"] == "overdue"
    reports.submission(duty, received_on=DUE + timedelta(days=2))
    assert results(plan)["A"] == "late"
    reports.submission(duty, received_on=DUE - timedelta(days=2), mode="received")
    assert results(plan)["A"] == "on_time"


def test_late_stays_late_when_it_was_returned_and_sent_again(plan, office, sign_in):
    duty = owed(plan, "Sở Trễ")
    editor = factories.actor("office_editor")
    first = reports.submission(
        duty, received_on=DUE + timedelta(days=1), late=True, late_reason="Mất điện"
    )
    review.return_submission(editor, first, "Thiếu", today() + timedelta(days=5), now())
    again = reports.submission(Duty.get(), received_on=today())
    review.accept(editor, again, "", now())
    assert results(plan) == {"Sở Trễ": "late"}
    assert [row.late for row in board(today())] == [True]
    assert ">Sở Trễ</a>" in office.get(f"{OFFICE}?muon=1").text
    unit = sign_in("unit_editor", duty.unit)
    receipts = f"/lam-viec/don-vi/bao-cao/{duty.id}/bien-nhan/"
    assert "Gửi quá hạn. Lý do: Mất điện" in unit.get(f"{receipts}1/").text
    said = "Gửi lại lần 2; lần đầu nhận ngày 08/06/2024, quá hạn 1 ngày"
    assert said in unit.get(f"{receipts}2/").text


def test_units_are_rows_and_reports_columns_with_a_fixed_number_of_queries(plan, queries):
    for number in range(3):
        owed(plan, f"Xã {number}")
    owed(plan, "Sở", "self_inspection_report")
    with queries() as few:
        found = grid(plan, DUE)
    assert [unit.name for unit, _ in found.rows] == ["Sở", "Xã 0", "Xã 1", "Xã 2"]
    assert [kind for kind, _ in found.kinds] == ["visit_report", "self_inspection_report"]
    for number in range(20):
        owed(plan, f"Phường {number}")
    with queries() as many:
        grid(plan, DUE)
    assert many.count == few.count


def test_page_and_csv_say_the_same_and_formulas_run_nothing(plan, office):
    owed(plan, "=1+1 Sở")
    reports.submission(owed(plan, "Sở Y tế"), received_on=DUE)
    page = office.get(f"{OFFICE}dung-han/").text
    assert "Đúng hạn" in page
    assert "Chưa nộp, quá hạn" in page
    text = office.get(f"{OFFICE}dung-han.csv").text
    assert text.startswith("\ufeff")
    assert "Sở Y tế;Báo cáo phục vụ kiểm tra" in text
    assert "\n=1" not in text
    assert ";=1" not in text
    assert office.get(f"{OFFICE}dung-han/?ke-hoach=99999").status_code == 200


def test_the_call_list_names_who_and_what_and_hides_the_unannounced(plan, office):
    soon = today() + timedelta(days=4)
    duty = owed(plan, "Sở Y tế", due_on=soon)
    factories.user("unit_editor", duty.unit, full_name="Hà Văn Bình", phone="0912345678")
    secret = owed(plan, "Sở Bí mật", due_on=soon)
    visit = factories.visit(plan, secret.unit, soon, unannounced=True)
    Duty.update(visit=visit).where(Duty.id == secret.id).execute()
    owed(plan, "Sở Xa", due_on=today() + timedelta(days=40))
    page = office.get(f"{OFFICE}goi-dien/").text
    assert "Hà Văn Bình" in page
    assert "0912345678" in page
    assert "Phụ lục I chưa kê nhiệm vụ" in page
    assert "còn 4 ngày" in page
    assert "Sở Bí mật" not in page
    assert "Sở Xa" not in page


def test_none_of_it_is_for_a_unit(plan, sign_in):
    clerk = sign_in("unit_head", factories.unit())
    for path in ("dung-han/", "dung-han.csv", "goi-dien/", "xin-gia-han/"):
        clerk.get(f"{OFFICE}{path}", 404)
