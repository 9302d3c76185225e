"""Word files come in as clean HTML with headings, anchors, tables, warnings and flags."""

import io
import re
from pathlib import Path

import docx
import pytest

from portal.documents.markup import clean_html
from portal.documents.word.reading import UnreadableWord, import_docx
from tests.documents import samples

SON_LA = Path("/work/shared/seeds/docx/003_83904f557bb4d90c.docx")
NO_SEED = pytest.mark.skipif(not SON_LA.exists(), reason=f"seed document absent: {SON_LA}")


def imported(document):
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return import_docx(out)


def bold(document, text):
    document.add_paragraph().add_run(text).bold = True


def test_bold_numbered_paragraphs_become_headings():
    document = docx.Document()
    bold(document, "I. MỤC ĐÍCH")
    bold(document, "1. Yêu cầu")
    bold(document, "a) Chung")
    document.add_paragraph("b) Không đậm thì là đoạn văn")
    lead = document.add_paragraph()
    lead.add_run("2. Thời hạn:").bold = True
    lead.add_run(" 02 ngày")
    document.add_heading("II. Nội dung", level=4)
    assert imported(document).html == (
        '<h2 id="muc-i">I. MỤC ĐÍCH</h2><h3 id="muc-i-1">1. Yêu cầu</h3>'
        '<h4 id="muc-i-1-a">a) Chung</h4><p id="muc-i-1-b">b) Không đậm thì là đoạn văn</p>'
        '<p id="muc-i-2"><strong>2. Thời hạn:</strong> 02 ngày</p>'
        '<h2 id="muc-ii">II. Nội dung</h2>'
    )


def test_lists_tables_and_emphasis_are_kept():
    document = docx.Document()
    document.add_paragraph("một", style="List Bullet")
    document.add_paragraph("in nghiêng").runs[0].italic = True
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("STT", "Tên", ""), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.cell(1, 0).merge(table.cell(1, 1)).text = "rộng"
    html = imported(document).html
    assert "<ul><li>một</li></ul>" in html
    assert "<em>in nghiêng</em>" in html
    assert '<th scope="col"><p><strong>STT</strong></p></th>' in html
    assert '<td colspan="2"><p>rộng</p></td>' in html


def test_glued_clauses_are_parted_and_reported():
    document = docx.Document()
    glued = document.add_paragraph()
    glued.add_run("(kèm theo)").italic = True
    glued.add_run("I. MỤC ĐÍCH, YÊU CẦU1. Mục đích").bold = True
    result = imported(document)
    assert (
        '<h2 id="muc-i">I. MỤC ĐÍCH, YÊU CẦU</h2><h3 id="muc-i-1">1. Mục đích</h3>' in result.html
    )
    assert any("Đã tách 2 chỗ" in warning for warning in result.warnings)


def test_what_may_be_lost_is_said():
    document = docx.Document()
    document.add_picture(io.BytesIO(samples.PNG))
    document.add_paragraph("số tự động", style="List Number")
    document.add_paragraph("kiểm tra trực tiếp từ 02 đến 03 đơn vị trực thuộc của huyện")
    warnings = " ".join(imported(document).warnings)
    assert "1 hình ảnh" in warnings
    assert "đánh số tự động" in warnings
    assert "ngắt giữa câu" in warnings


def test_flags_of_body_and_footer():
    document = docx.Document()
    document.add_paragraph("Số:      /QĐ-UBND")
    document.sections[0].footer.paragraphs[0].text = r"I:\chung\ke hoach.docx"
    flags = imported(document).flags
    assert [(flag.kind, flag.place) for flag in flags] == [("number", "body"), ("path", "margin")]


def test_dangerous_text_stays_text():
    document = docx.Document()
    document.add_paragraph("<script>alert(1)</script> & <b>")
    assert imported(document).html == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", samples.PDF, samples.zip_bytes({"a": "b"}), samples.office_bytes(),
     samples.docx_bytes("x")[:-100]],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(UnreadableWord, match=r"Lưu thành… \.docx"):
        import_docx(io.BytesIO(content))


@NO_SEED
def test_the_plan_of_son_la():
    with SON_LA.open("rb") as file:
        result = import_docx(file)
    headings = re.findall(r'<(h[234]) id="([^"]+)"', result.html)
    assert {("h2", "muc-i"), ("h2", "muc-ii"), ("h3", "muc-ii-2"), ("h4", "muc-iii-1-b")} <= set(
        headings
    )
    anchors = re.findall(r'id="([^"]+)"', result.html)
    assert len(anchors) == len(set(anchors)) >= 50
    assert {"dieu-1", "muc-ii-5-a", "phan-ii-muc-ii-2-a", "phu-luc-i"} <= set(anchors)
    assert result.html.count("<table>") >= 3
    assert {flag.kind for flag in result.flags} == {"number", "date"}
    assert clean_html(result.html, keep_anchors=True) == result.html


@NO_SEED
def test_the_plan_of_quang_nam_shows_a_path_and_a_mailbox():
    with SON_LA.with_name("000_bafa2bbb808fc817.docx").open("rb") as file:
        kinds = [flag.kind for flag in import_docx(file).flags]
    assert sorted(kinds) == ["date", "email", "number", "path"]
