"""One Word file with everything in it that people leave in their files, and who left it."""

from tests.documents.samples import JPEG, PNG
from tests.documents.word.word_files import (
    NAMES,
    R,
    box,
    cell,
    fld,
    font,
    item,
    level,
    numbering,
    para,
    row,
    run,
    story,
    table,
    word_file,
)  # fmt: skip

AUTHOR = "Lò Văn Soạn Thảo"
COMPANY = "Phòng Máy Tính Nội Vụ"
PATHS = (
    r"I:\Dropbox\CÔNG2024\143-Kế hoạch.docx",
    r"\\maychu-snv\chung\mau.dotx",
    "file:///C:/Users/lvst/Desktop/so-lieu.xlsx",
)
HIDDEN = "câu giấu kín"
DELETED = "câu đã xóa"
REMARK = "nhận xét riêng của sếp"
_BY = f'w:id="7" w:author="{AUTHOR}" w:initials="LVST" w:date="2024-01-01T00:00:00Z"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def _relations(*rows: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'


def _relation(key: str, kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def _body() -> tuple[str, ...]:
    gone = f'<w:r><w:delText xml:space="preserve">{DELETED} </w:delText></w:r>'
    down = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = row("STT", "Chỉ tiêu thống kê", "Kết quả")
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" '
        f'descr="{PATHS[0]}"/><a:graphic><a:graphicData><a:blip r:embed="rIdpic"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return (
        para(run("MỤC ĐÍCH", "<w:b/>"), settings='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        item("Đánh giá kết quả", level=1),
        item("Của các sở", level=2),
        para("Thời hạn ", f"<w:del {_BY}>{gone}</w:del>", f"<w:ins {_BY}>{run('hạn mới')}</w:ins>",
             run(f" {HIDDEN}", "<w:vanish/>"), '<w:commentRangeStart w:id="0"/>', " kết thúc",
             '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        para("Có hộp", box(para("chữ trong hộp")), " và chú thích",
             '<w:r><w:footnoteReference w:id="2"/></w:r>', picture),
        table(head, row(cell("1", settings=down[0]), "Tin bài", "12"),
              row(cell("", settings=down[1]), "Văn bản", "7")),
        para('<w:r><w:br w:type="page"/></w:r>'),
        table(head, row("2", "Đối thoại", "3")),
        para(run("Céng hoµ x· héi chñ nghÜa", font(".VnTime"))),
        para("Xem ", f'<w:hyperlink r:id="rIdout">{run("trang tỉnh")}</w:hyperlink>', " và ",
             f'<w:hyperlink r:id="rIdin">{run("số liệu")}</w:hyperlink>'),
        para(fld("AUTHOR", run("Người nhập")), " lập ngày 05/3/2024"),
        para(f"Lưu tại {PATHS[0]}"),
    )  # fmt: skip


def everything() -> bytes:
    """The file."""
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.")
                      + level(2, "lowerLetter", "%3)"))  # fmt: skip
    parts = {
        "numbering": lists,
        "styles": story("styles", '<w:style w:type="paragraph" w:default="1" w:styleId="a">'
                        '<w:name w:val="Normal"/><w:rsid w:val="00AB12CD"/></w:style>'),
        "footnotes": story("footnotes", f'<w:footnote w:id="2">{para("Theo Quyết định 352")}'
                           "</w:footnote>"),
        "comments": story("comments", f"<w:comment {_BY}>{para(REMARK)}</w:comment>"),
        "settings": story("settings", '<w:attachedTemplate r:id="rId1"/><w:trackRevisions/>'
                          '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:docVars>'
                          f'<w:docVar w:name="nguoi" w:val="{AUTHOR}"/></w:docVars>'
                          '<w:compat/>'),
        "footer1": story("ftr", para(run(PATHS[0]), " "), para("Trang ", fld("PAGE", run("1")))),
    }  # fmt: skip
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )
    app = (
        f'<Properties xmlns="{_EXTENDED}"><Company>{COMPANY}</Company><Manager>{AUTHOR}</Manager>'
        f"<Template>{PATHS[1]}</Template></Properties>"
    )
    comment_time = (
        f'<w15:people xmlns:w15="x" {NAMES}><w15:person w15:author="{AUTHOR}"/></w15:people>'
    )
    document_relations = _relations(
        *(
            _relation(f"rId{kind}", kind, f"{name}.xml")
            for kind, name in (
                ("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"),
                ("comments", "comments"), ("settings", "settings"), ("footer", "footer1"),
                ("people", "people"),
            )
        ),
        _relation("rIdcustom", "customXml", "../customXml/item1.xml"),
        _relation("rIdpic", "image", "media/image1.png"),
        _relation("rIdjpg", "image", "media/image2.jpg"),
        _relation("rIdout", "hyperlink", "https://sonla.gov.vn/", outside=True),
        _relation("rIdin", "hyperlink", PATHS[2], outside=True),
    )  # fmt: skip
    more: dict[str, bytes | str] = {
        "word/people.xml": comment_time,
        "word/_rels/settings.xml.rels": _relations(
            _relation("rId1", "attachedTemplate", f"file:///{PATHS[1]}", outside=True)
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "docProps/custom.xml": f"<Properties><p>{AUTHOR}</p></Properties>",
        "docProps/thumbnail.jpeg": JPEG,
        "customXml/item1.xml": f"<x>{AUTHOR}</x>",
        "word/media/image1.png": PNG,
        "word/media/image2.jpg": exif_jpeg(),
        "word/printerSettings1.bin": PATHS[1].encode("utf-16-le"),
        "word/_rels/document.xml.rels": document_relations,
        "_rels/.rels": _relations(
            _relation("rId1", "officeDocument", "word/document.xml"),
            '<Relationship Id="rId2" Target="docProps/core.xml" Type="http://schemas.openxmlformats'
            '.org/package/2006/relationships/metadata/core-properties"/>',
            _relation("rId3", "extended-properties", "docProps/app.xml"),
            _relation("rId4", "custom-properties", "docProps/custom.xml"),
            '<Relationship Id="rId5" Target="docProps/thumbnail.jpeg" Type="http://schemas.open'
            'xmlformats.org/package/2006/relationships/metadata/thumbnail"/>',
        ),
    }
    return word_file(*_body(), more=more, **parts)


def with_embedded_object() -> bytes:
    """A file that holds a workbook of another program."""
    related = _relations(_relation("rIdole", "oleObject", "embeddings/oleObject1.bin"))
    more: dict[str, bytes | str] = {
        "word/embeddings/oleObject1.bin": b"x" * 40,
        "word/_rels/document.xml.rels": related,
    }
    return word_file(para("Có bảng tính nhúng"), more=more)


def exif_jpeg() -> bytes:
    """A picture that remembers who took it."""
    remembered = b"Exif\x00\x00" + AUTHOR.encode()
    segment = b"\xff\xe1" + (len(remembered) + 2).to_bytes(2, "big") + remembered
    return JPEG[:2] + segment + JPEG[2:20] + b"\xff\xda\x00\x02" + b"\x00" * 8 + b"\xff\xd9"
