"""A Word file for the public: same words, and nothing of who made it, when, where and how."""

import io
import zipfile

import docx
import pytest

from portal.documents.file_types import DOCX, media_type_of
from portal.documents.picture_cleaning import clean_picture
from portal.documents.word import cleaning, cleaning_text
from portal.documents.word.cleaning import CannotClean, clean_word
from portal.documents.word.residue import residue
from tests.documents.samples import JPEG, PDF, PNG, docx_bytes
from tests.documents.word import everything as made
from tests.documents.word.test_nothing_lost import MADE, SEED_NAMES, SEEDS
from tests.documents.word.visible_words import visible_words, words_in
from tests.documents.word.word_files import NAMES, fld, para, run, story, word_file

MARKERS = (
    made.AUTHOR, made.COMPANY, made.HIDDEN, made.DELETED, made.REMARK, "Dropbox", "maychu-snv",
    "lvst", "LVST", "00AB12CD", "w:rsid", "docVar", "attachedTemplate", "thumbnail", "Người nhập",
)  # fmt: skip


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holding(content: bytes, marker: str) -> list[str]:
    """The parts that hold a marker, in any of the ways a Word file writes text."""
    spelled = [marker.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        name
        for name, part in parts_of(content).items()
        if marker in name or any(text in part for text in spelled)
    ]


@pytest.mark.parametrize("marker", MARKERS)
def test_no_trace_is_left_in_any_part(marker):
    assert holding(made.everything(), marker), "a marker that is not there proves nothing"
    assert holding(clean_word(made.everything()).content, marker) == []


def test_what_was_taken_out_is_told():
    told = {one.kind: one for one in clean_word(made.everything()).removed}
    assert set(told) == {
        "names", "insertions", "deletions", "comments", "hidden", "fields", "paths", "links",
        "pictures",
    }  # fmt: skip
    assert told["hidden"].texts == (made.HIDDEN,)
    assert told["paths"].texts == (made.PATHS[0], made.PATHS[0])
    assert "2 đường dẫn" in told["paths"].sentence


def test_the_visible_text_is_otherwise_the_same():
    before, cleaned = visible_words(made.everything()), clean_word(made.everything())
    gone = " \n".join(
        text for one in cleaned.removed if one.kind != "deletions" for text in one.texts
    )
    assert visible_words(cleaned.content) == before - words_in(gone)


def real_and_made() -> list[tuple[str, bytes]]:
    paths = [SEEDS / f"{name}.docx" for name in SEED_NAMES] + MADE
    return [(path.stem, path.read_bytes()) for path in paths if path.is_file()]


@pytest.mark.parametrize(
    "content", [pytest.param(content, id=name) for name, content in real_and_made()]
)
def test_real_files_keep_their_words_and_open(content, tmp_path):
    cleaned = clean_word(content)
    gone = " \n".join(
        text for one in cleaned.removed if one.kind != "deletions" for text in one.texts
    )
    assert visible_words(cleaned.content) == visible_words(content) - words_in(gone)
    assert docx.Document(io.BytesIO(cleaned.content)).paragraphs
    path = tmp_path / "file.docx"
    path.write_bytes(cleaned.content)
    assert media_type_of(path) == DOCX
    assert clean_word(content).content == cleaned.content
    again = clean_word(cleaned.content)
    assert [one.kind for one in again.removed] == ["names"]


def test_python_docx_opens_the_copy_with_its_pictures_and_footer():
    document = docx.Document(io.BytesIO(clean_word(made.everything()).content))
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    assert {"/word/media/image1.png", "/word/footer1.xml", "/word/footnotes.xml"} <= names
    assert document.core_properties.author in ("", "python-docx")


def embedding(kind: str) -> bytes:
    related = made._relations(made._relation("rId9", kind, "embeddings/x.bin"))
    more = {"word/embeddings/x.bin": b"x", "word/_rels/document.xml.rels": related}
    return word_file(para("a"), more=more)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PDF, "không đọc được"),
        (docx_bytes("x")[:-100], "không đọc được"),
        (made.with_embedded_object(), "đối tượng nhúng"),
        (embedding("package"), "tệp nhúng"),
        (embedding("control"), "ActiveX"),
        (embedding("aFChunk"), "chèn từ tệp khác"),
        (word_file(para("a")).replace(b"", b""), ""),
    ][:-1],
)
def test_what_cannot_be_guaranteed_is_refused_with_advice(content, why):
    with pytest.raises(CannotClean, match=why) as refusal:
        clean_word(content)
    assert str(refusal.value).endswith("Hãy đăng bản PDF đã ký thay cho tệp gốc.")


@pytest.mark.parametrize(
    "left_undone",
    ["accept_revisions", "clean_markup", "_clean_links", "_drop_paths"],
)
def test_a_step_that_fails_is_noticed_by_the_search(monkeypatch, left_undone):
    monkeypatch.setattr(cleaning_text, left_undone, lambda *given: None)
    monkeypatch.setattr(cleaning, "clean_markup", cleaning_text.clean_markup)
    with pytest.raises(CannotClean, match="vẫn còn"):
        clean_word(made.everything())


def test_a_name_in_a_picture_is_noticed(monkeypatch):
    monkeypatch.setattr(cleaning, "clean_picture", lambda content: content)
    with pytest.raises(CannotClean, match="tên người soạn trong hình ảnh"):
        clean_word(made.everything())


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (para(fld('INCLUDEPICTURE "C:\\\\anh\\\\so do.png"', run("hình"))), "hình"),
        (para(fld("FILENAME \\p", run("D:\\x\\y.docx"))), ""),
        (para(fld("PAGE", run("3"))), "3"),
        (para(f'<w:fldSimple w:instr="AUTHOR">{run("Tên")}</w:fldSimple>', "giữ"), "giữ"),
        (para("xem ", run("C:\\An toan"), run("\\bao cao.docx"), " nhé"), "xem  nhé"),
        (para("theo tỷ lệ a:b, mục I: \\ x"), "theo tỷ lệ a:b, mục I: \\ x"),
        (para("ký bởi Nguyễn Văn A"), "ký bởi Nguyễn Văn A"),
    ],
)
def test_paths_and_personal_fields_are_cut_out_and_no_more(body, kept):
    cleaned = clean_word(word_file(body)).content
    document = docx.Document(io.BytesIO(cleaned))
    assert "".join(part.text or "" for part in document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")) == kept  # fmt: skip


def test_a_file_name_goes_from_the_footer_but_not_from_the_text():
    content = word_file(
        para("Mẫu bao-cao.docx kèm theo"), footer1=story("ftr", para("143-KH.docx - trang 1"))
    )
    parts = parts_of(clean_word(content).content)
    assert b"bao-cao.docx" in parts["word/document.xml"]
    assert b"143-KH" not in parts["word/footer1.xml"]
    assert b"trang 1" in parts["word/footer1.xml"]


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://sonla.gov.vn/a", True), ("mailto:vanthu@sonla.gov.vn", True),
        ("http://10.1.2.3/qlvb", False), ("http://qlvb/van-ban", False),
        ("https://qlvb.sonla.local/", False), ("file:///C:/a.docx", False),
        ("\\\\maychu\\chung", False), ("a.docx", False),
    ],
)  # fmt: skip
def test_only_links_that_anyone_can_open_stay(target, kept):
    link = f'<w:hyperlink r:id="rIdx">{run("chữ")}</w:hyperlink>'
    content = clean_word(word_file(para(link), links={"rIdx": target})).content
    assert (target.encode() in parts_of(content)["word/_rels/document.xml.rels"]) is kept \
        if "word/_rels/document.xml.rels" in parts_of(content) else not kept  # fmt: skip
    assert "chữ".encode() in parts_of(content)["word/document.xml"]


def test_the_search_knows_what_it_looks_for():
    clean = clean_word(made.everything()).content
    assert residue(clean, frozenset((made.AUTHOR,))) == ""
    assert residue(made.everything(), frozenset()) != ""
    told = word_file(f'<w:p w:rsidR="00AB12CD"><w:pPr/>{run("a")}</w:p>')
    assert residue(told, frozenset()) == "mã phiên soạn thảo"
    named = word_file(f'<w:bookmarkStart {NAMES} w:name="Lò Văn Soạn Thảo"/>')
    assert residue(named, frozenset((made.AUTHOR,))) == "tên người soạn"


def test_pictures_lose_their_remarks_only():
    noted = PNG[:33] + b"\x00\x00\x00\x05tEXtAutho\x00\x00\x00\x00" + PNG[33:]
    assert clean_picture(noted) == PNG
    assert clean_picture(PNG + b"after the end") == PNG
    assert made.AUTHOR.encode() not in clean_picture(made.exif_jpeg())
    assert clean_picture(JPEG) == JPEG
    assert clean_picture(b"GIF89a") == b"GIF89a"
