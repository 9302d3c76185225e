"""Schedules without a head, with “nt”, with days that cannot be read; heads of one line."""

from datetime import date

import pytest

from portal.plans.importing.facts import spelled
from portal.plans.importing.letterhead import plan_title, read_letterhead
from portal.plans.importing.paper import Paper, read_paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.sessions_found import HEADLESS, read_sessions
from portal.plans.importing.unread import read_unread
from portal.plans.models import Plan, PlanDeadline
from tests import factories
from tests.plans.import_measures import tree_of
from tests.plans.test_import_lists import document
from tests.plans.test_import_review import form_of, upload
from tests.plans.test_import_schedules import plan_with


def table(*rows: tuple[str, ...]) -> Paper:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return read_paper(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")


def test_a_schedule_without_a_head_is_read_by_its_cells() -> None:
    paper = table(
        ("1", "Sở Y tế", "Sáng 12/6/2099", "Phòng họp"), ("2", "UBND xã Tô Múa", "13/6/2099", "")
    )
    first, second = read_sessions(paper, tree_of("son-la-2026"), 2099)
    assert (first.on, first.part, first.unit.code) == (date(2099, 6, 12), "morning", "so-y-te")
    assert (second.on, second.note) == (date(2099, 6, 13), HEADLESS)


def test_a_list_of_deadlines_is_no_schedule() -> None:
    paper = table(("Sở Y tế", "Trước 12/6/2099"), ("Sở Tài chính", "Chậm nhất 13/6/2099"))
    assert read_sessions(paper, tree_of("son-la-2026"), 2099) == []


def test_as_above_is_what_the_row_above_says() -> None:
    paper = table(
        ("Ngày", "Đơn vị", "Trưởng đoàn"), ("10/3/2099", "Sở Y tế", "Lê Văn An"),
        ("11/3/2099", "Sở Tài chính", "nt"), ("-nt-", "Sở Nội vụ", "- nt -"),
    )  # fmt: skip
    found = read_sessions(paper, tree_of("son-la-2026"), 2099)
    assert [one.chair for one in found] == ["Lê Văn An"] * 3
    assert [one.on.day for one in found] == [10, 11, 11]


@pytest.mark.parametrize(
    ("when", "units", "count", "crossed"),
    [
        ("12-13/3/2099", "Sở Y tế, Sở Tài chính", 4, True),
        ("12/3/2099", "Sở Y tế, Sở Tài chính", 2, False),
        ("12-13/3/2099", "Sở Y tế", 2, False),
    ],
)
def test_a_row_of_days_and_units_says_how_it_was_read(when, units, count, crossed) -> None:
    paper = table(("Ngày", "Đơn vị"), (when, units))
    found = read_sessions(paper, tree_of("son-la-2026"), 2099)
    assert len(found) == count
    said = "Dòng này ghi 2 ngày và 2 đơn vị: hiểu là đơn vị nào cũng làm việc cả 2 ngày."
    assert {said in one.note for one in found} == {crossed}


def test_days_that_cannot_be_read_are_told_in_the_review(client, database) -> None:
    factories.unit(code="so-y-te", name="Sở Y tế", short_name="Sở Y tế")
    content = plan_with(
        ("Thời gian", "Đơn vị", "Ghi chú"), ("Tuần 2 tháng 8", "Sở Y tế", ""),
        ("12/8/2099", "Sở Y tế", "nộp hồ sơ trước 31/9/2099"),
    )  # fmt: skip
    page = client.get(upload(client, content)).text
    assert "Chỗ chưa đọc được ngày (2)" in page
    assert "“Tuần 2 tháng 8” không nêu ngày nào; buổi làm việc này không được đề xuất." in page
    assert "Lịch không có ngày “31/9/2099”; không lấy ngày này." in page


@pytest.mark.parametrize(
    ("text", "count"),
    [("Trước ngày 31 tháng 11 năm 2099", 1), ("29/02/2099", 1), ("Số 30/13", 0), ("31/12", 0)],
)
def test_a_day_that_the_calendar_lacks_is_told(text: str, count: int) -> None:
    assert len(read_unread(read_paper(f"<p>{text}</p>"), NameTree(()), 2099)) == count


def test_a_report_due_within_a_month_is_taken_as_it_is_said(client, database) -> None:
    factories.unit(code="so-y-te", name="Sở Y tế", short_name="Sở Y tế")
    path = upload(client, document(
        "1. Kiểm tra trực tiếp: Sở Y tế.", "2. Đơn vị gửi báo cáo về Sở Nội vụ trong tháng 8.",
    ))  # fmt: skip
    client.post(path, form_of(client.get(path).text))
    assert Plan.select().count() == 1
    assert PlanDeadline.get().rule == {"kind": "month", "month": 8, "year": 2099}


def test_a_duty_belongs_to_the_kind_that_its_sentence_names(client, database) -> None:
    for code, name in (("so-y-te", "Sở Y tế"), ("so-tai-chinh", "Sở Tài chính")):
        factories.unit(code=code, name=name, short_name=name)
    path = upload(client, document(
        "1. Kiểm tra trực tiếp: Sở Y tế.", "2. Kiểm tra qua báo cáo: Sở Tài chính.",
        "3. Đơn vị kiểm tra qua báo cáo gửi báo cáo về Sở Nội vụ trước ngày 15/8/2099.",
        "4. Đơn vị gửi báo cáo trước ngày kiểm tra 05 ngày.",
    ))  # fmt: skip
    client.post(path, form_of(client.get(path).text))
    found = {row.strand.mode: row.rule["kind"] for row in PlanDeadline.select()}
    assert found == {"report": "before_date", "onsite": "days_before_visit"}


def test_number_place_and_day_may_share_a_line() -> None:
    head = read_letterhead(read_paper(
        "<p>UBND TỈNH A</p><p>Số: 57/kh-ubnd\tThái Nguyên, ngày 05 tháng 4 năm 2024</p>"
        "<p>KẾ HOẠCH</p><p>V/v kiểm tra năm 2024</p>"
    ))  # fmt: skip
    facts = {name: fact.value for name, fact in head.facts.items()}
    assert (facts["number"], facts["place"]) == ("57/KH-UBND", "Thái Nguyên")
    assert (facts["issued_on"], head.plan_title) == ("05/04/2024", "Kế hoạch kiểm tra năm 2024")


@pytest.mark.parametrize(
    ("capitals", "words"),
    [
        ("BAN CHỈ ĐẠO CCHC, CHUYỂN ĐỔI SỐ", "Ban chỉ đạo CCHC, chuyển đổi số"),
        ("GIÁM ĐỐC SỞ NỘI VỤ", "Giám đốc Sở Nội vụ"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("PHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
    ],
)
def test_titles_in_capitals_are_written_out(capitals: str, words: str) -> None:
    assert spelled(capitals) == words


def test_a_title_of_a_plan_needs_no_ve_viec() -> None:
    assert plan_title("ke-hoach", "Về việc kiểm tra cải cách hành chính") == (
        "Kế hoạch kiểm tra cải cách hành chính"
    )
