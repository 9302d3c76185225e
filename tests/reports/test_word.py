"""The report as a Word document: it opens, holds every number, and says what is missing."""

import io
import json
import re
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from portal.reports.queries import definition_of
from portal.reports.word import DOTS, report_docx
from tests.reports.office_factories import VALUES, duty, snapshot, submission

pytestmark = pytest.mark.usefixtures("database")


def opened(body: bytes) -> Any:
    return docx.Document(io.BytesIO(body))


def words(document: Any) -> str:
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def row_of(document: Any, label: str) -> list[str]:
    rows = (row for table in document.tables[-2:] for row in table.rows)
    return next(
        [cell.text for cell in row.cells] for row in rows if row.cells[1].text.strip() == label
    )


def test_a_submitted_report_holds_letterhead_answers_and_signature() -> None:
    owed = duty()
    sent = submission(owed)
    text = words(opened(report_docx(owed, json.loads(sent.snapshot), sent)))
    for part in (
        owed.unit.name.upper(),
        "Số: 125/BC-STC",
        "ngày 05 tháng 6 năm 2024",
        "BÁO CÁO",
        "Kết quả thực hiện công tác cải cách hành chính năm 2024",
        "I. Về tổ chức bộ máy, cán bộ",
        "Sở có 05 phòng chuyên môn.",
        "- Chậm ban hành kế hoạch (nguyên nhân: thiếu người)",
        "GIÁM ĐỐC",
        "Trần Thị Bình",
        "Nơi nhận:",
        "Kèm theo Báo cáo số 125/BC-STC ngày 05/6/2024",
        "Số liệu tính đến ngày 31/05/2024",
    ):
        assert part in text, part


def test_the_appendices_hold_the_numbers_and_the_four_states_in_words() -> None:
    owed = duty()
    document = opened(report_docx(owed, snapshot(owed, VALUES)))
    numbers = row_of(document, "Số nhiệm vụ đề ra trong kế hoạch")
    assert numbers[2:] == ["Nhiệm vụ", "1.250", "98,5", "Tính cả nhiệm vụ đột xuất"]
    assert row_of(document, "Số văn bản chỉ đạo CCHC đã ban hành")[4] == "Không áp dụng"
    done = [row for row in document.tables[-1].rows if row.cells[1].text.endswith("đã hoàn thành")]
    assert [cell.text for cell in done[0].cells][3:5] == ["………", "Không phát sinh"]
    task = row_of(document, "Ban hành kế hoạch pháp chế")
    assert task[2:6] == [
        "15/KH-STC ngày 01/02/2024", "Công tác pháp chế", "15/02/2024", "Đúng hạn",
    ]  # fmt: skip


def test_every_indicator_of_the_unit_has_a_row() -> None:
    owed = duty()
    table = opened(report_docx(owed, snapshot(owed, {}))).tables[-1]
    labels = [row.cells[1].text for row in table.rows]
    for item in definition_of(owed).indicators:
        assert item.label in labels


def test_an_empty_report_is_dotted_lines_with_room_for_the_number() -> None:
    owed = duty()
    document = opened(report_docx(owed, snapshot(owed, {})))
    text = words(document)
    sections = len(definition_of(owed).answered_sections)
    assert sum(line.text == DOTS for line in document.paragraphs) == 2 * sections
    assert "/BC-" in text
    assert "ngày      tháng      năm" in text


def test_appendices_stand_on_landscape_pages() -> None:
    owed = duty()
    sections = opened(report_docx(owed, snapshot(owed, VALUES))).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE,
    ]  # fmt: skip
    assert sections[1].page_width > sections[1].page_height


def test_same_content_same_bytes_and_hostile_text_is_only_text() -> None:
    owed = duty()
    values = {"outline:p1.i": "<w:p>&amp; \x00 {{ 7*7 }}"}
    one, two = (report_docx(owed, snapshot(owed, values)) for _ in range(2))
    assert one == two
    assert "<w:p>&amp;  {{ 7*7 }}" in words(opened(one))


def test_a_duty_without_a_form_prints_its_letter() -> None:
    owed = duty(form=None, title="Báo cáo khắc phục sau kiểm tra")
    text = words(opened(report_docx(owed, snapshot(owed, {}))))
    assert "BÁO CÁO" in text
    assert "Khắc phục sau kiểm tra" in text


def test_tasks_keep_their_place_whatever_their_ids() -> None:
    owed = duty()
    task = VALUES["task:00000000000a"]
    values = {
        "task:00000000000b": {**task, "name": "Việc thứ hai", "position": 2},
        "task:fffffffffff0": {**task, "name": "Việc thứ nhất", "position": 1},
    }
    table = opened(report_docx(owed, snapshot(owed, values))).tables[-2]
    names = [row.cells[1].text for row in table.rows]
    assert names.index("Việc thứ nhất") == names.index("Việc thứ hai") - 1


def test_the_printed_page_of_a_report_has_the_same_head_and_foot(sign_in: Any) -> None:
    """“In báo cáo”, saved as PDF, is the report after Nghị định 30/2020/NĐ-CP."""
    owed = duty()
    unit = sign_in("unit_editor", owed.unit)
    root = f"/lam-viec/don-vi/bao-cao/{owed.id}/"
    draft = unit.get(f"{root}kiem-tra/").text
    assert "/BC-……" in draft
    sent = submission(owed)
    page = unit.get(f"{root}lan-nop/1/").text
    head, foot = page.index("app-official--print"), page.index("app-paper-foot app-print-only")
    first, appendix = page.index("Phần I"), page.index("app-across")
    assert head < first < foot < appendix, "signed before the appendices"
    paper = " ".join(re.sub("<[^>]+>", " ", page[head:first] + page[foot:appendix]).split())
    document = words(opened(report_docx(owed, json.loads(sent.snapshot), sent)))
    for part in (owed.unit.name.upper(), "Số: 125/BC-STC", f"{owed.plan.title},", "GIÁM ĐỐC",
                 "Nơi nhận:", "Lưu: VT."):  # fmt: skip
        assert part in paper
        assert part in document
