"""Nothing of a Word file is dropped without a message: word for word, against the raw XML."""

import io
from pathlib import Path

import docx
import pytest

from portal.config import ROOT
from portal.documents.markup import text_of
from portal.documents.word import boxes, reading
from portal.documents.word.package import drop
from portal.documents.word.reading import import_docx
from tests.documents.word.everything import everything
from tests.documents.word.visible_words import visible_words, words_in

SEEDS = ROOT.parent / "shared" / "seeds" / "docx"
SEED_NAMES = (
    "000_bafa2bbb808fc817", "001_18da4caefb78e105", "002_8078c6f4472879e8",
    "003_83904f557bb4d90c", "004_160119d2f152cc30",
)  # fmt: skip
MADE = sorted(Path(__file__).with_name("files").glob("*.docx"))


def unaccounted(content: bytes) -> dict[str, int]:
    """The words that are neither in the text nor in a message."""
    result = import_docx(io.BytesIO(content))
    told = " \n".join(text for one in result.left_out for text in one.texts)
    return dict(visible_words(content) - words_in(text_of(result.html)) - words_in(told))


def by_python_docx() -> bytes:
    """A file as programs write it: styles, lists, pictures, a table, a header."""
    document = docx.Document()
    document.add_heading("Kế hoạch kiểm tra", 0)
    document.add_heading("I. Mục đích", 1)
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
        document.add_paragraph(f"gạch {text}", style="List Bullet 2")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "gộp dọc"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "gộp ngang"
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", SEED_NAMES)
def test_the_real_documents(name):
    path = SEEDS / f"{name}.docx"
    if not path.is_file():
        pytest.skip(f"real document absent: {path.name}")
    content = path.read_bytes()
    assert visible_words(content).total() > 800
    assert unaccounted(content) == {}


@pytest.mark.parametrize("path", MADE, ids=[path.stem for path in MADE])
def test_files_of_libreoffice(path):
    assert visible_words(path.read_bytes()).total() > 20
    assert unaccounted(path.read_bytes()) == {}


@pytest.mark.parametrize("make", [everything, by_python_docx])
def test_files_made_here(make):
    assert unaccounted(make()) == {}


def test_the_numbers_of_libreoffice():
    path = next(path for path in MADE if "danh-so" in path.stem)
    lines = text_of(import_docx(io.BytesIO(path.read_bytes())).html).split("\n")
    assert [line.rpartition(" ")[0] and line for line in lines] == [
        "I. MỤC ĐÍCH", "1. Đánh giá kết quả", "a) Của các sở", "b) Của các xã",
        "2. Chấn chỉnh tồn tại", "II. NỘI DUNG", "Điều 1. Ban hành kế hoạch", "1.1. Phạm vi",
        "1.2. Đối tượng", "Điều 2. Hiệu lực",
    ]  # fmt: skip


def test_the_table_of_libreoffice_is_one():
    path = next(path for path in MADE if "bang" in path.stem)
    html = import_docx(io.BytesIO(path.read_bytes())).html
    assert (html.count("<table>"), html.count("<tr>")) == (1, 4)
    assert '<td rowspan="2"><p>STT</p></td><td colspan="2"><p>Kết quả</p></td>' in html


def test_the_measure_notices_a_loss(monkeypatch):
    monkeypatch.setattr(boxes, "_move_box", lambda box, last, notes: drop(box))
    assert unaccounted(everything()) == {"chữ": 1, "trong": 1, "hộp": 1}


def test_the_portal_itself_notices_what_the_converter_drops(monkeypatch):
    kept = reading.clean_html
    monkeypatch.setattr(
        reading, "clean_html", lambda html, **more: kept(html.replace("Tin bài", ""), **more)
    )
    lost = [one for one in import_docx(io.BytesIO(everything())).left_out if one.kind == "lost"]
    assert lost[0].texts == ("Tin", "bài")
    assert "không chuyển được" in lost[0].sentence
