"""Word files as people make them come in whole: text kept once, losses said."""

import io

from portal.documents.word.reading import import_docx
from tests.documents.word.came_in import came_in, lines, said
from tests.documents.word.word_files import (
    NAMES,
    box,
    cell,
    fld,
    font,
    para,
    row,
    run,
    story,
    table,
    word_file,
)


def test_tracked_changes_are_settled_and_counted():
    by = 'w:id="1" w:author="Lò Văn Soạn" w:date="2024-01-01T00:00:00Z"'
    gone = '<w:r><w:delText xml:space="preserve">hạn cũ </w:delText></w:r>'
    result = came_in(
        para("Thời hạn ", f"<w:del {by}>{gone}</w:del>", f"<w:ins {by}>{run('hạn mới')}</w:ins>"),
        para(f"<w:moveFrom {by}>{run('chuyển đi')}</w:moveFrom>"),
        para(f"<w:moveTo {by}>{run('chuyển đến')}</w:moveTo>"),
        para("nối ", settings=f"<w:rPr><w:del {by}/></w:rPr>"),
        para("liền", settings="<w:jc/>"),
        table(row("giữ"), row("hàng xóa", settings=f"<w:del {by}/>")),
        para(run("đậm", f"<w:b/><w:rPrChange {by}><w:rPr/></w:rPrChange>")),
    )
    assert lines(result) == ["Thời hạn hạn mới", "chuyển đến", "nối liền", "giữ", "đậm"]
    assert said(result)["insertions"].sentence.endswith("đã giữ 2 chỗ thêm.")
    assert said(result)["deletions"].texts == ("hàng xóa", "hạn cũ", "chuyển đi")
    assert "Lò Văn Soạn" not in result.html


def test_comments_go_with_a_message():
    marks = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    result = came_in(
        para("Trước ", marks[0], "giữa", marks[1], reference, " sau"),
        comments=story(
            "comments", f'<w:comment w:id="0" w:author="A">{para("Xem lại")}</w:comment>'
        ),
    )  # fmt: skip
    assert result.html == "<p>Trước giữa sau</p>"
    assert said(result)["comments"].texts == ("Xem lại",)


def test_text_boxes_come_out_once_after_their_paragraph():
    inner = box(para("trong cùng"))
    result = came_in(
        para("Trước ", box(para("hộp một"), para("dòng hai", inner)), "sau", box(para("hộp hai"))),
        para("Đoạn kế"),
    )
    assert lines(result) == [
        "Trước sau", "hộp một", "dòng hai", "trong cùng", "hộp hai", "Đoạn kế",
    ]  # fmt: skip
    assert "3 hộp chữ" in said(result)["boxes"].sentence


def test_headers_and_footers_are_said_and_their_paths_flagged():
    result = came_in(
        para("Thân"),
        header1=story("hdr", para("Mật - dự thảo 2")),
        footer1=story("ftr", para(r"D:\ChiLan\CCHC\ke hoach.docx"), para(fld("PAGE", run("3")))),
    )
    assert result.html == "<p>Thân</p>"
    assert said(result)["margins"].texts == (
        "Mật - dự thảo 2",
        r"D:\ChiLan\CCHC\ke hoach.docx",
        "3",
    )
    assert [(flag.kind, flag.place) for flag in result.flags] == [("path", "margin")]


def test_notes_stand_at_the_end_with_links():
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    mark = "<w:r><w:footnoteRef/></w:r>"
    foot_note = f'<w:footnote w:id="2">{para(mark, " Dưới trang")}</w:footnote>'
    unused = f'<w:footnote w:id="7">{para("không ai dẫn")}</w:footnote>'
    end_note = f'<w:endnote w:id="2">{para("Cuối bài")}{para("tiếp")}</w:endnote>'
    result = came_in(
        para("Một", end, " hai", foot),
        footnotes=story("footnotes", foot_note, unused),
        endnotes=story("endnotes", end_note),
    )  # fmt: skip
    assert result.html == (
        '<p>Một<a href="#chu-thich-1" rel="noopener noreferrer"><sup>[1]</sup></a> hai'
        '<a href="#chu-thich-2" rel="noopener noreferrer"><sup>[2]</sup></a></p>'
        '<p id="chu-thich-1">[1] Cuối bài</p><p>tiếp</p><p id="chu-thich-2">[2]  Dưới trang</p>'
    )
    assert "2 chú thích" in said(result)["notes"].sentence


def test_pictures_objects_and_drawings_are_said():
    data = "<w:r><w:drawing><a:graphic>{}</a:graphic></w:drawing></w:r>"
    drawing = data.format("<a:graphicData><a:blip/></a:graphicData>")
    chart = data.format('<a:graphicData uri="http://x/chart"/>')
    result = came_in(
        para("a", drawing, chart, "<w:r><w:object/></w:r>",
             '<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>'),
        '<w:altChunk r:id="x"/>',
        para("<m:oMath><m:r><m:t>x = 1</m:t></m:r></m:oMath>"),
    )  # fmt: skip
    assert lines(result) == ["a", "x = 1"]
    kinds = said(result)
    assert {"images", "objects", "wordart", "foreign", "formulas"} <= set(kinds)
    assert "2 biểu đồ" in kinds["objects"].sentence
    assert kinds["wordart"].texts == ("DỰ THẢO",)


def test_hidden_text_is_dropped_with_a_message():
    styles = story("styles", '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/>'
                   "<w:rPr><w:vanish/></w:rPr></w:style>")  # fmt: skip
    result = came_in(
        para("Hiện", run("ẩn thẳng", "<w:vanish/>"), run("ẩn theo kiểu", '<w:rStyle w:val="An"/>'),
             run(" cũng hiện", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>')),
        styles=styles,
    )  # fmt: skip
    assert result.html == "<p>Hiện cũng hiện</p>"
    assert said(result)["hidden"].texts == ("ẩn thẳng", "ẩn theo kiểu")


def test_fields_leave_their_results():
    box_field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    result = came_in(
        para(fld('TOC \\o "1-3"', run("Mục lục I. Mục đích 2"))),
        para("Số ", fld("SEQ Bang", run("7")), "/KH", fld("XE Chỉ mục")),
        para(box_field, " đã có"),
        para("Ngày ", fld("DATE")),
        para(f'<w:fldSimple w:instr="NUMPAGES">{run("12")}</w:fldSimple>', " trang"),
        para(fld('HYPERLINK "https://sonla.gov.vn"', run("trang tỉnh")), " và ",
             fld('HYPERLINK "file:///C:/mat.docx"', run("tệp"))),
        "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>" + para("☐ ô chọn")
        + "</w:sdtContent></w:sdt>",
    )  # fmt: skip
    assert lines(result) == [
        "Số 7/KH", "☒ đã có", "Ngày", "12 trang", "trang tỉnh và tệp", "☐ ô chọn",
    ]  # fmt: skip
    assert '<a href="https://sonla.gov.vn"' in result.html
    assert "mat.docx" not in result.html
    kinds = said(result)
    assert kinds["contents"].texts == ("Mục lục I. Mục đích 2",)
    assert kinds["fields"].texts == ("DATE",)
    assert "links" in kinds


def test_only_links_that_open_online_are_kept():
    result = came_in(
        para(f'<w:hyperlink r:id="a">{run("ngoài")}</w:hyperlink>',
             f'<w:hyperlink r:id="b">{run("trong máy")}</w:hyperlink>',
             f'<w:hyperlink w:anchor="_Toc1">{run("trong tệp")}</w:hyperlink>'),
        links={"a": "https://a.vn/?x=1&amp;y=2", "b": "file:///I:/mat.docx"},
    )  # fmt: skip
    assert lines(result) == ["ngoàitrong máytrong tệp"]
    assert result.html.count("<a ") == 1
    assert 'href="https://a.vn/?x=1&amp;y=2"' in result.html
    assert "2 liên kết" in said(result)["links"].sentence


def test_nested_tables_and_special_characters():
    result = came_in(
        table(row(cell("ngoài", table(row("trong"))), "bên")),
        para("“Ngoặc” ‘đơn’ – gạch…"),
        para(
            "<w:r><w:t>352/QĐ</w:t><w:noBreakHyphen/><w:t>UBND kiểm\u00adtra\u00a0tra</w:t></w:r>"
        ),
        para("<w:r><w:t>trái</w:t><w:tab/><w:t>phải</w:t><w:cr/><w:t>dưới</w:t></w:r>"),
        para(run("kê\u0301 hoa\u0323ch To"), run("\u0302\u0309ng hợp", "<w:b/>")),
        para(run("chữ hoa", "<w:caps/>")),
    )
    assert (
        "<td><p>ngoài</p><table><tbody><tr><td><p>trong</p></td></tr></tbody></table>"
        in result.html
    )
    assert lines(result)[3:] == [
        "“Ngoặc” ‘đơn’ – gạch…", "352/QĐ-UBND kiểmtra tra", "trái phải", "dưới",
        "kế hoạch Tổng hợp", "CHỮ HOA",
    ]  # fmt: skip
    assert "<p>kế hoạch Tổ<strong>ng hợp</strong></p>" in result.html


def test_symbols_become_unicode():
    result = came_in(
        para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " có ",
             run("\uf0a8", font("Wingdings")), '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
             run("\ue123"), run("a", font("Symbol"))),
    )  # fmt: skip
    text = lines(result)[0]
    assert text == "☑ có ☐≥□α"
    assert "1 ký hiệu không đổi được" in said(result)["symbols"].sentence


def test_a_file_saved_as_strict_open_xml_is_read():
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f"<w:document {NAMES}><w:body>{para('Chặt chẽ')}</w:body></w:document>".encode()
    moved = word_file(
        more={
            "word/document2.xml": document.replace(usual, strict),
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="rId1" Target="/word/document2.xml" Type="http://purl.'
            'oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>',
        }
    )
    assert import_docx(io.BytesIO(moved)).html == "<p>Chặt chẽ</p>"
