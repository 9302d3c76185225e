"""The office puts a unit's numbers in from its Excel file, then sends the report in for it."""

import io
from datetime import timedelta
from typing import Any

import pytest

from portal.clock import now, today
from portal.reports import queries as reads
from portal.reports.confirming.actions import answer_keyed
from portal.reports.models import DraftEdit, Duty, Submission
from portal.reports.office_reading import read
from portal.reports.review import actions as review
from portal.reports.totals import queries as totals
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories, office_factories
from tests.reports.excel_steps import rewritten
from tests.reports.exchange_files import appendices

BOARD = "/lam-viec/dieu-hanh/nop-bao-cao/"
CELL, NOTE = "stat:i.1-nhiem-vu:current", "stat:i.1-nhiem-vu:note"


@pytest.fixture
def duty(database: Any) -> Duty:
    return factories.duty()


@pytest.fixture
def page(duty: Duty) -> str:
    return f"{BOARD}{duty.id}/nhap-thay/"


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor", full_name="Lường Thị Nhập")


def stored(duty: Duty, code: str) -> Any:
    return reads.draft_values(reads.duty_row(duty.id)).get(code)


def filled(office: Any, page: str, value: Any) -> bytes:
    """The fetched file with ``value`` in the cell, as a unit gives it back."""
    fetched = office.http.get(f"{page}phu-luc.xlsx")
    assert "attachment" in fetched.headers["Content-Disposition"]

    def fill(rows: list[list[Any]]) -> list[list[Any]]:
        keys = next((row for row in rows if "#phu-luc-2" in row), [])
        for row in rows:
            if keys and row[keys.index("code")] == "i.1-nhiem-vu":
                row[keys.index("current.1")] = value
        return rows

    return rewritten(fetched.data, fill)


def load(office: Any, page: str, content: bytes, status: int = 200) -> Any:
    file = {"file": (io.BytesIO(content), "don-vi-gui.xlsx")}
    return office.post(f"{page}so-lieu/", file, status)


def carried(answer: Any) -> dict[str, Any]:
    return next(form for form in forms_of(answer.text) if form.action.endswith("/ghi/")).data()


def paper(**changed: Any) -> dict[str, Any]:
    day = today().strftime("%d/%m/%Y")
    return {
        "received_on": day, "doc_number": "125/BC-STC", "doc_date": day,
        "signer": "Trần Thị Bình", "reason": "Đơn vị chưa có tài khoản",
        "signed_file": (io.BytesIO(b"%PDF-1.4\nquet\n%%EOF"), "quet.pdf"), **changed,
    }  # fmt: skip


def test_a_units_file_is_loaded_sent_and_counted(office: Any, duty: Duty, page: str) -> None:
    assert "Chưa có phần nào của báo cáo được điền" in office.get(page).text
    shown = load(office, page, filled(office, page, 120))
    assert "1 ô thay đổi" in shown.text
    assert stored(duty, CELL) is None
    told = office.follow(office.post(f"{page}so-lieu/ghi/", carried(shown), 302)).text
    assert "Đã ghi 1 ô từ tệp don-vi-gui.xlsx" in told
    assert "1 ô có số liệu" in told
    assert stored(duty, CELL) == {"state": "value", "value": "120"}
    assert [edit.by for edit in DraftEdit.select()] == ["Lường Thị Nhập"]
    office.post(page, paper(), 302)
    sent, head = Submission.get(), base.actor("unit_head", duty.unit)
    answer_keyed(head, Duty.get_by_id(duty.id), True, "", now())
    review.accept(base.actor(), Submission.get_by_id(sent.id), "", now())
    found = totals.collect(duty.plan, "visit_report", today())
    assert found.total(found.form.indicator("i.1-nhiem-vu"), "current").amount == 120


def test_what_cannot_be_read_is_listed_and_not_written(office: Any, duty: Duty, page: str) -> None:
    shown = load(office, page, filled(office, page, "nhiều lắm"))
    assert "Ô có lỗi, không ghi" in shown.text
    assert "nhiều lắm" in shown.text
    assert "Không có ô nào để ghi" in shown.text
    assert (
        "Biểu mẫu của đơn vị không có chỉ tiêu" in load(office, page, appendices(code="x.9")).text
    )
    assert "Excel" in load(office, page, b"a,b\n1,2\n", 422).text
    lost = office.post(f"{page}so-lieu/ghi/", {"cells": "{}", "disputed": "[]"}, 422).text
    assert "Hãy chọn tệp lần nữa" in lost
    assert stored(duty, CELL) is None


def test_what_the_unit_typed_meanwhile_is_asked_about(
    office: Any, sign_in: Any, duty: Duty, page: str
) -> None:
    sent = carried(load(office, page, appendices()))
    unit = sign_in("unit_editor", duty.unit)
    unit.post(f"/lam-viec/don-vi/bao-cao/{duty.id}/phu-luc-2/", {NOTE: "Chị Hoa ghi"}, 302)
    again = office.post(f"{page}so-lieu/ghi/", sent, 409)
    assert "Chị Hoa ghi" in again.text
    assert stored(duty, NOTE) == "Chị Hoa ghi"
    office.post(f"{page}so-lieu/ghi/", {**carried(again), "dung": [NOTE]}, 302)
    assert stored(duty, NOTE) == "Ghi chú từ tệp"


def test_an_empty_draft_is_sent_with_the_reason_only(office: Any, duty: Duty, page: str) -> None:
    data = paper(signer="Lò Văn Giữ", doc_date=(today() + timedelta(days=1)).strftime("%d/%m/%Y"))
    text = office.post(page, data, 422).text
    assert "Ghi lý do vì chưa có phần nào của báo cáo được điền" in text
    assert "không được sau ngày hôm nay" in text
    assert 'value="Lò Văn Giữ"' in text
    long = "Đơn vị chỉ gửi bản giấy. " * 200
    assert long.strip() in office.post(page, paper(missing_reason=long), 422).text
    assert not Submission.select().exists()
    office.post(page, paper(missing_reason="Đơn vị chỉ gửi bản giấy"), 302)
    assert read(Submission.get()).missing_reason == "Đơn vị chỉ gửi bản giấy"


def test_what_last_years_report_gives_is_nobodys_answer(office: Any, duty: Duty, page: str) -> None:
    before = office_factories.duty(duty.unit, form=duty.form, year=duty.year - 1)
    value = {"state": "value", "value": "1500"}
    office_factories.submission(before, {CELL: value}, state="accepted")
    assert stored(duty, "stat:i.1-nhiem-vu:previous") == value
    assert "Ghi lý do vì chưa có" in office.post(page, paper(), 422).text


def test_a_report_that_is_only_a_document_has_no_numbers(
    office: Any, duty: Duty, page: str
) -> None:
    Duty.update(form=None).where(Duty.id == duty.id).execute()
    office.get(f"{page}so-lieu/", 404)
    assert "so-lieu" not in office.get(page).text
    office.post(page, paper(), 302)


@pytest.mark.parametrize("state", ["submitted", "accepted", "waived"])
def test_only_a_report_that_is_awaited_takes_numbers(
    office: Any, duty: Duty, page: str, state: str
) -> None:
    content = appendices()
    sent = carried(load(office, page, content))
    Duty.update(state=state).where(Duty.id == duty.id).execute()
    assert "so-lieu" not in office.get(page).text
    for answer in (
        office.http.get(f"{page}so-lieu/"),
        load(office, page, content, 302),
        office.post(f"{page}so-lieu/ghi/", sent, 302),
    ):
        assert answer.headers["Location"] == f"{BOARD}{duty.id}/"
    assert "chưa gửi hoặc đã trả lại" in office.get(f"{BOARD}{duty.id}/").text
    assert stored(duty, NOTE) is None


def test_the_report_of_an_unannounced_visit_is_keyed_as_any_other(
    office: Any, duty: Duty, page: str
) -> None:
    hidden = base.visit(duty.plan, duty.unit, unannounced=True)
    Duty.update(visit=hidden).where(Duty.id == duty.id).execute()
    office.post(f"{page}so-lieu/ghi/", carried(load(office, page, appendices())), 302)
    assert stored(duty, NOTE) == "Ghi chú từ tệp"


def test_units_and_readers_find_nothing_here(sign_in: Any, duty: Duty, page: str) -> None:
    for role in ("unit_editor", "unit_head", "supervisor"):
        client = sign_in(role, duty.unit)
        client.get(f"{page}phu-luc.xlsx", 404)
        client.get(f"{page}so-lieu/", 404)
        client.post(f"{page}so-lieu/", {}, 404)
        client.post(f"{page}so-lieu/ghi/", {}, 404)
