"""The page of Nghị định 30/2020/NĐ-CP."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.word.layout import new_document, printable, saved, text_width, two_columns


def reopened(content):
    return docx.Document(io.BytesIO(content))


def test_page_and_font():
    document = reopened(saved(new_document()))
    section = document.sections[0]
    sizes = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes] == [210, 297, 30, 20]
    assert round(section.top_margin.mm) == round(section.bottom_margin.mm) == 20
    assert round(text_width(document)) == 160
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert document.styles[name].font.size.pt == 14


def test_page_number_from_the_second_page():
    section = reopened(saved(new_document())).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_two_columns_stay_on_one_page():
    document = new_document()
    left, right = two_columns(document, 60, 100)
    assert (round(left.width.mm), round(right.width.mm)) == (60, 100)
    assert "w:cantSplit" in document.tables[0].rows[0]._tr.xml


def test_landscape():
    section = reopened(saved(new_document(landscape=True))).sections[0]
    assert section.page_width > section.page_height


def test_nothing_tells_who_or_when():
    core = reopened(saved(new_document(), "Kế hoạch")).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.title == "Kế hoạch"
    assert core.created == core.modified
    assert core.created.year == 2020


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b", "ab"), ("a\x0bb", "ab"), ("\ud800", ""), ("\uffff", ""), ("a\tb\nc", "a\tb\nc")],
)
def test_printable(text, kept):
    assert printable(text) == kept


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_any_text_can_be_written_and_read_again(text):
    document = new_document()
    document.add_paragraph(printable(text))
    assert len(reopened(saved(document, text)).paragraphs) == 1
