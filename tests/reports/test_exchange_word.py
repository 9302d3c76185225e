"""The Word file of the outline: sections found again, conflicts, text without a place."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from portal.documents.word.package import UnreadableWord
from portal.reports.exchange.comparing import Now, compare
from portal.reports.exchange.word_reading import read_outline
from portal.reports.exchange.word_writing import outline_docx
from portal.reports.rules import labels_of
from tests.reports.exchange_files import outline
from tests.reports.word_steps import (
    FIRST,
    FORM,
    LIST,
    SECOND,
    TITLE,
    UNIT,
    control,
    difference,
    edited,
    filled,
    now_of,
    without_controls,
)

VALUES: dict[str, Any] = {
    FIRST.field: "Sở có 05 phòng.\n- Văn phòng\n- Thanh tra\n1. Một việc\nKết thúc.",
    SECOND.field: "Được quan tâm.",
    LIST.field: [
        {"text": "Chậm ban hành\nkế hoạch", "cause": "Thiếu người"},
        {"text": "Chưa kiểm tra", "cause": "", "remedy": "Lập kế hoạch", "by_when": "quý I"},
    ],
}


def add(content: Any, text: str, document: Any) -> None:
    """A new paragraph at the end of a control."""
    paragraph = document.add_paragraph(text)._p
    content.append(paragraph)


def test_the_file_that_comes_back_as_it_went_changes_nothing():
    made = filled(VALUES)
    content = outline_docx(made)
    assert content == outline_docx(made)
    for file in (
        content,
        edited(content, lambda document: None),
        edited(content, without_controls),
    ):
        read, found = difference(file, made)
        assert (found.changes, found.looks, found.conflicts, found.refused) == ([], [], [], [])
        assert (read.outside, read.notes, read.foreign) == ([], [], False)
        versions = {cell.code: cell.seen for cell in read.cells}
        assert [versions[code] for code in VALUES] == [1, 2, 3]
    assert len(read.by_heading) >= len(VALUES)


def test_each_control_carries_the_code_of_its_section():
    document = docx.Document(io.BytesIO(outline_docx(filled({}))))
    tags = [tag.get(qn("w:val")) for tag in document.element.body.iter(qn("w:tag"))]
    assert [tag.split("@")[0] for tag in tags] == [one.code for one in FORM.answered_sections]
    prompts = [prompt for one in FORM.answered_sections for prompt in one.prompts]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(prompt in text for prompt in prompts)


def test_what_was_written_in_a_section_is_its_change_and_the_rest_is_kept_outside():
    made = filled(VALUES)

    def write(document):
        content = control(document, FIRST)
        add(content, "Bổ sung một đoạn.", document)
        document.add_paragraph("Đoạn viết ngoài khung.")
        document.add_paragraph("Dòng thứ hai.")

    read, found = difference(edited(outline_docx(made), write), made)
    [change] = found.changes
    assert change.cell.code == FIRST.field
    assert change.new.endswith("Kết thúc.\nBổ sung một đoạn.")
    assert [one.text for one in read.outside] == ["Đoạn viết ngoài khung.\nDòng thứ hai."]
    assert read.outside[0].near


def test_rows_of_a_list_section_are_its_items():
    made = filled(VALUES)

    def write(document):
        rows = list(control(document, LIST).iter(qn("w:tr")))
        cells = rows[3].findall(qn("w:tc"))
        for cell, text in zip(cells, ("Hồ sơ quá hạn", "Phần mềm lỗi"), strict=False):
            paragraph = docx.text.paragraph.Paragraph(cell.find(qn("w:p")), document)
            paragraph.add_run(text)

    _, found = difference(edited(outline_docx(made), write), made)
    [change] = found.changes
    assert change.cell.payload[-4:] == ["Hồ sơ quá hạn", "Phần mềm lỗi", "", ""]
    assert "Lập kế hoạch" in change.cell.payload


def test_two_people_a_section_is_a_conflict_and_an_untouched_one_stays():
    made = filled(VALUES)
    content = edited(
        outline_docx(made), lambda document: add(control(document, FIRST), "Thêm", document)
    )
    read = read_outline(content, FORM, 7, (TITLE, UNIT))
    later = {FIRST.field: Now("Chị Hoa viết", 9, "Hoa"), SECOND.field: Now("Mới", 9, "Hoa")}
    found = compare(FORM, read.cells, {**now_of(made), **later}, VALUES, labels_of(FORM))
    assert [(one.cell.code, one.old, one.by) for one in found.conflicts] == [
        (FIRST.field, "Chị Hoa viết", "Hoa")
    ]
    assert (found.changes, len(found.kept)) == ([], 1)


def test_a_file_of_another_report_is_read_without_its_versions():
    made = filled(VALUES)
    read, _ = difference(outline_docx(made), made, duty_id=8)
    assert read.foreign
    assert {cell.seen for cell in read.cells} == {None}


def test_a_file_without_any_section_is_refused_with_advice():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(UnreadableWord, match="không có phần nào"):
        read_outline(out.getvalue(), FORM, 7)
    with pytest.raises(UnreadableWord):
        read_outline(b"PK\x03\x04 damaged", FORM, 7)
    with pytest.raises(UnreadableWord, match="không có phần nào"):
        read_outline(outline(tag="khong-co@1-1"), FORM, 7)
