"""The tables of totals, down to their cells, and the Excel file."""

import io
from typing import Any

from python_calamine import CalamineWorkbook

from portal.clock import today
from portal.plans.models import Plan
from portal.reports.totals.excel import workbook
from tests import factories
from tests.reports.office_factories import duty
from tests.reports.totals.steps import COUNT, TOTALS, accepted, address, collected, said


def test_the_table_leads_to_its_cells(plan: Plan, sign_in: Any) -> None:
    client = sign_in("supervisor")
    assert address(plan) in client.get(TOTALS).text
    text = client.get(address(plan)).text
    assert "1.204" in text
    assert "7.000" not in text
    assert "31/05/2024" in text
    assert "nhiều ngày khác nhau" in text
    assert "Sở Chưa nộp" in text
    cells = client.get(address(plan, f"chi-tieu/{COUNT}/")).text
    assert "1.200" in cells
    assert "Sở Y tế" in cells
    assert "Sở Chờ xem" not in cells
    assert "Số nhiệm vụ đề ra trong kế hoạch – Kế hoạch cải cách hành chính" in cells
    for by in ("khoi", "loai", "cap"):
        assert "1.204" in client.get(address(plan, f"theo/{by}/")).text


def test_what_is_not_there_is_404(plan: Plan, sign_in: Any) -> None:
    client = sign_in("office_editor")
    for rest in ("theo/khac/", "chi-tieu/khong-co/"):
        client.get(address(plan, rest), 404)
    client.get(f"{TOTALS}{plan.id}/other/", 404)
    client.get(f"{TOTALS}999/visit_report/", 404)


def test_a_plan_without_accepted_reports_says_so(database: Any, sign_in: Any) -> None:
    empty = factories.plan(2025)
    duty(plan=empty)
    client = sign_in("office_editor")
    none = "Chưa có báo cáo nào được chấp nhận"
    assert none in client.get(address(empty)).text
    accepted(factories.unit("Sở Bản giấy"), empty, {})
    page = client.get(address(empty)).text
    assert "Chưa có số liệu để cộng" in page
    assert none not in page
    client.get(address(empty, "theo/khoi/"))
    client.get(address(empty, f"chi-tieu/{COUNT}/"))
    client.get(address(empty, "tong-hop.xlsx"))
    client.get(address(empty, "bao-cao.docx"))


def test_the_excel_file_holds_totals_cells_and_what_is_left_out(plan: Plan, sign_in: Any) -> None:
    body = sign_in("office_editor").get(address(plan, "tong-hop.xlsx")).data
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    scope = {row[0]: row[1] for row in sheets["Phạm vi"]}
    assert scope["Báo cáo được cộng (đã chấp nhận)"] == 2
    assert scope["Không cộng: chưa nộp"] == 1
    found = collected(plan)
    label = next(item.label for item in found.form.indicators if item.code == COUNT)
    totals = [row for row in sheets["Tổng hợp"] if row[1] == label]
    assert totals[0][4] == 1204
    named = f"{label} – Kế hoạch cải cách hành chính"  # group 3 asks for the same words
    cells = [row for row in sheets["Từng đơn vị"] if row[3] == named and row[6] == 1200]
    assert cells[0][0] == "Sở Tài chính"
    assert cells[0][1] == "Đã chấp nhận"
    assert {row[0] for row in sheets["Chưa có"][1:]} == {"Sở Chờ xem", "Sở Chưa nộp"}


def test_text_that_looks_like_a_formula_stays_text(plan: Plan) -> None:
    values = {f"stat:{COUNT}:note": "=HYPERLINK(1)", f"stat:{COUNT}:current": said("1")}
    accepted(factories.unit("=1+1"), plan, values)
    body = workbook(collected(plan), [], today())
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    cells = book.get_sheet_by_name("Từng đơn vị").to_python()
    assert any(row[0] == "=1+1" and row[8] == "=HYPERLINK(1)" for row in cells)


def test_files_to_take_along_are_named_as_people_call_the_report(plan: Plan, sign_in: Any) -> None:
    client = sign_in("office_editor")
    for rest, name in (
        ("tong-hop.xlsx", "tong-hop-2024-bao-cao-phuc-vu-kiem-tra.xlsx"),
        ("bao-cao.docx", "bao-cao-tong-hop-2024-bao-cao-phuc-vu-kiem-tra.docx"),
    ):
        answer = client.http.get(address(plan, rest), buffered=True)
        assert name in answer.headers["Content-Disposition"]
