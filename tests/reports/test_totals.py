"""Only accepted reports count: totals, what is left out, drill-down, Excel, Word, template."""

import io
import re
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.config import ROOT
from portal.plans.models import Plan
from portal.reports.forms_loading import load_form
from portal.reports.models import Duty, Submission
from portal.reports.totals import queries
from portal.reports.totals.excel import workbook
from portal.reports.totals.models import TotalsTemplate
from portal.reports.totals.word import (
    SHIPPED,
    BadTemplate,
    check_template,
    provincial_report,
)
from portal.units.models import UnitBlock
from tests import factories
from tests.reports.office_factories import duty, form, submission

TOTALS = "/lam-viec/dieu-hanh/tong-hop/"
COUNT, SHARE = "i.1-nhiem-vu", "2.4-dung-han"


def accepted(unit: Any, plan: Plan, values: dict[str, Any], **columns: Any) -> Submission:
    """A report that counts."""
    owed = duty(unit, plan, **columns)
    sent = submission(owed, values, state="accepted")
    Duty.update(state="accepted").where(Duty.id == owed.id).execute()
    return sent


def said(value: Any, **more: Any) -> dict[str, Any]:
    return {"state": "value", "value": value, **more}


@pytest.fixture
def plan(database: Any) -> Plan:
    made = factories.plan(2024)
    for name, number, cutoff in (
        ("Sở Tài chính", "1200", "2024-05-31"), ("Sở Y tế", "4", "2024-06-30"),
    ):  # fmt: skip
        values = {"cutoff": cutoff, f"stat:{COUNT}:current": said(number)}
        accepted(factories.unit(name), made, values)
    submission(duty(factories.unit("Sở Chờ xem"), made), {f"stat:{COUNT}:current": said("7000")})
    duty(factories.unit("Sở Chưa nộp"), made)
    return made


def address(plan: Plan, rest: str = "") -> str:
    return f"{TOTALS}{plan.id}/visit_report/{rest}"


def collected(plan: Plan) -> Any:
    return queries.collect(plan, "visit_report", today())


def test_only_accepted_reports_of_the_plan_count(plan: Plan) -> None:
    accepted(factories.unit("Sở khác"), factories.plan(2024), {f"stat:{COUNT}:current": said("9")})
    found = collected(plan)
    total = found.total(found.form.indicator(COUNT), "current")
    assert total.amount == 1204
    assert [(row.unit_name, row.state) for row in found.left_out] == [
        ("Sở Chờ xem", "submitted"), ("Sở Chưa nộp", "open"),
    ]  # fmt: skip


def test_rows_of_a_form_for_one_kind_of_unit_are_added_to_those_of_the_general_form(
    plan: Plan,
) -> None:
    own = load_form(SYSTEM, ROOT / "content", "son-la", "bao-cao-cchc-nganh-doc")
    agency = factories.unit("Cục Thuế", type="vertical", level="vertical")
    accepted(agency, plan, {f"stat:{COUNT}:current": said("10")}, form=own)
    found = collected(plan)
    assert found.form.code == "bao-cao-cchc"
    assert found.total(found.form.indicator(COUNT), "current").amount == 1214
    # what that form does not ask is not missing from its units
    shown = found.total(found.form.indicator("5.3-mot-phan"), "current")
    assert (shown.asked, found.total(found.form.indicator(SHARE), "current").asked) == (2, 3)


def test_a_returned_report_stops_counting(plan: Plan) -> None:
    Duty.update(state="returned").where(Duty.state == "accepted").execute()
    assert collected(plan).reports == ()


def test_a_paper_report_without_numbers_is_not_counted_as_added(plan: Plan, sign_in: Any) -> None:
    """Its words are collected; who reads the totals is told whose numbers are not in them."""
    words = {"shortcomings": [{"text": "Chưa có"}], f"stat:{COUNT}:current": {"state": "blank"}}
    accepted(factories.unit("Sở Bản giấy"), plan, words)
    collected = queries.collect(plan, "visit_report", today())
    assert [one.unit_name for one in collected.reports] == ["Sở Tài chính", "Sở Y tế"]
    assert [one.unit_name for one in collected.wordy] == ["Sở Bản giấy"]
    page = sign_in("office_editor").get(address(plan)).text
    assert "Đã chấp nhận, không có số liệu trên cổng" in page
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook(collected, [], today())))
    scope = dict(row[:2] for row in sheets.get_sheet_by_index(0).to_python() if row[0])
    assert scope["Báo cáo được cộng (đã chấp nhận)"] == 2
    assert scope["Không cộng: đã chấp nhận, không có số liệu trên cổng"] == 1


def test_only_the_newest_accepted_submission_counts(plan: Plan) -> None:
    owed = Duty.get(Duty.state == "accepted")
    submission(owed, {f"stat:{COUNT}:current": said("1")}, state="accepted")
    Duty.update(state="accepted").where(Duty.id == owed.id).execute()
    found = collected(plan)
    assert found.total(found.form.indicator(COUNT), "current").amount == 5


def test_a_unit_is_not_asked_what_its_level_does_not_answer(plan: Plan) -> None:
    commune = factories.unit("Ủy ban nhân dân xã Mai Sơn", type="commune", level="commune")
    accepted(commune, plan, {f"stat:{COUNT}:current": said("1")})
    found = collected(plan)
    asked = {item.code: len(found.asked(item)) for item in found.form.indicators}
    assert asked[COUNT] == 3
    assert set(asked.values()) == {1, 3}


def test_groups_add_up_to_the_whole(plan: Plan) -> None:
    for row in Duty.select().where(Duty.state == "accepted"):
        UnitBlock.create(unit=row.unit, block="so-ban-nganh")
    accepted(factories.unit("Cục Thuế"), plan, {f"stat:{COUNT}:current": said("6")})
    found = collected(plan)
    item = found.form.indicator(COUNT)
    for by in ("khoi", "loai", "cap"):
        parts = [found.total(item, "current", (by, name)).amount for name, _n in found.groups(by)]
        assert sum(filter(None, parts)) == 1210
    assert found.groups("khoi") == [("Khối sở, ban, ngành", 2), ("Chưa xếp khối", 1)]


def test_last_years_numbers_told_anew_are_listed(plan: Plan) -> None:
    unit = Duty.get(Duty.state == "accepted").unit
    before = factories.plan(2023)
    accepted(
        unit, before, {"cutoff": "2023-12-31", f"stat:{COUNT}:current": said("900")}, year=2023
    )
    sent = Duty.get(Duty.plan == plan, Duty.unit == unit).submissions.get()
    sent.snapshot = sent.snapshot.replace(
        f'"stat:{COUNT}:current"',
        f'"stat:{COUNT}:previous":{{"state":"value","value":"950"}},"stat:{COUNT}:current"',
    )
    sent.save()
    (row,) = queries.restatements(collected(plan))
    assert (row.before, row.after, row.same_period) == ("900", "950", True)


def test_the_cost_does_not_grow_with_the_reports(plan: Plan, queries: Any) -> None:
    from portal.reports.totals import queries as totals

    def cost() -> int:
        with queries() as seen:
            totals.restatements(totals.collect(plan, "visit_report", today()))
        return int(seen.count)

    few = cost()
    for _ in range(5):
        accepted(factories.unit(), plan, {f"stat:{COUNT}:current": said("1")}, form=form())
    assert cost() == few <= 8


# Pages


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
    assert "Chưa có báo cáo nào được chấp nhận" in client.get(address(empty)).text
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
    label = next(item.label for item in collected(plan).form.indicators if item.code == COUNT)
    totals = [row for row in sheets["Tổng hợp"] if row[1] == label]
    assert totals[0][4] == 1204
    cells = [row for row in sheets["Từng đơn vị"] if row[3] == label and row[6] == 1200]
    assert cells[0][0] == "Sở Tài chính"
    assert cells[0][1] == "Đã chấp nhận"
    assert {row[0] for row in sheets["Chưa có"][1:]} == {"Sở Chờ xem", "Sở Chưa nộp"}


def test_text_that_looks_like_a_formula_stays_text(plan: Plan) -> None:
    accepted(factories.unit("=1+1"), plan, {f"stat:{COUNT}:note": "=HYPERLINK(1)"})
    body = workbook(collected(plan), [], today())
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    cells = book.get_sheet_by_name("Từng đơn vị").to_python()
    assert any(row[0] == "=1+1" and row[8] == "=HYPERLINK(1)" for row in cells)


# Word


def words_of(body: bytes) -> str:
    document = docx.Document(io.BytesIO(body))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_word_draft_is_filled(plan: Plan, sign_in: Any) -> None:
    accepted(
        factories.unit("Sở <Tư> & Pháp"), plan,
        {"outline:p2.i.2": [{"text": "Chậm < 5 ngày & thiếu", "cause": "ít người"}]},
    )  # fmt: skip
    text = words_of(sign_in("office_editor").get(address(plan, "bao-cao.docx")).data)
    assert "1.204" in text
    assert "Sở Chưa nộp" in text
    assert "Chậm < 5 ngày & thiếu (nguyên nhân: ít người) (Sở <Tư> & Pháp)" in text
    assert "31/05/2024" in text
    assert "{{" not in text
    assert "{%" not in text


def template_with(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_shipped_template_can_be_filled() -> None:
    assert check_template(SHIPPED.read_bytes()) == ["so"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ ten_tinh }}", "ten_tinh"),
        ("{% for dong in so_lieu %}", "có 1 thẻ {% for … %} nhưng 0 thẻ {% endfor %}"),
        ("{{ tinh }} và {{ nam + }}", "thẻ “{{ nam + }}” viết sai"),
        ("{{ tinh } và {{ nam }}", "thẻ “{{ tinh } và {{ nam }}” viết sai"),
        ("{% nam %}", "viết sai"),
        ("{% for d in chua_co %}{{ d.khong_co }}{% endfor %}", "khong_co"),
        ("{{ tinh.__class__.__mro__ }}", "không điền được"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "không điền được"),
        ("{{ so_cong.append(1) }}", "không điền được"),
        ("{{ range(9) }}", "range"),
        ("{{ 1 / 0 }}", "không điền được"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadTemplate, match=re.escape(says)):
        check_template(template_with(text))


def test_a_file_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(BadTemplate):
        check_template(b"PK\x03\x04 nonsense")


def test_the_office_brings_its_own_template_and_goes_back(plan: Plan, sign_in: Any) -> None:
    client = sign_in("office_editor")
    page = f"{TOTALS}mau/"
    client.get(page)
    bad = {"file": (io.BytesIO(template_with("{{ ten_tinh }}")), "mau.docx")}
    assert "ten_tinh" in client.post(page, bad, 422).text
    assert not TotalsTemplate.select().exists()
    good = template_with("MẪU CỦA SỞ {{ so_cong }} / {{ so['i.1-nhiem-vu'].nam_nay }}")
    client.post(page, {"file": (io.BytesIO(good), "mau.docx")})
    text = words_of(client.get(address(plan, "bao-cao.docx")).data)
    assert "MẪU CỦA SỞ 2 / 1.204" in text
    assert client.get(f"{page}tep").data == good
    client.post(f"{page}bo", {})
    assert "MẪU CỦA SỞ" not in words_of(client.get(address(plan, "bao-cao.docx")).data)
    kept = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)][-2:]
    assert kept == ["replace-totals-template", "retire-totals-template"]


def test_a_template_that_fails_later_falls_back_to_the_shipped_one(
    plan: Plan, sign_in: Any, app: Any, caplog: Any
) -> None:
    from portal.documents.actions import keep_file
    from portal.reports.totals.actions import replace_template

    body = io.BytesIO(template_with("{{ khong_con }}"))
    blob = keep_file(app.config["DATA"], body, max_bytes=100_000)
    replace_template(factories.actor(), blob, "cu.docx", factories.now())
    client = sign_in("office_editor")
    text = words_of(client.get(address(plan, "bao-cao.docx")).data)
    assert "1.204" in text
    assert "khong_con" in caplog.text
    assert "lập theo mẫu có sẵn" in client.get(TOTALS).text


def test_the_draft_is_made_without_a_page(plan: Plan) -> None:
    body = provincial_report(collected(plan), [], date(2024, 6, 5) + timedelta(days=1))
    assert "ngày 06 tháng 06 năm 2024" in words_of(body)
