"""PDFs for the public: what they tell of their making goes, unless a signature forbids it."""

import io
from types import SimpleNamespace

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from portal.databases import open_database
from portal.db import database
from portal.documents import public_copies
from portal.documents.models import Blob, IssuedDocument
from portal.documents.pdf_cleaning import clean_pdf, facts_of
from tests.documents import samples

AUTHOR = "Lò Văn Soạn Thảo"


def pdf(xmp: bool = True, author: str = AUTHOR) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    writer.add_blank_page(300, 200)
    writer.add_metadata({"/Author": author, "/Title": r"C:\ke hoach.doc"})
    if xmp:
        stream = StreamObject()
        stream.set_data(f"<x>{author}</x>".encode())
        reference = writer._add_object(stream)
        writer.root_object[NameObject("/Metadata")] = reference
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_names_and_programs_go_and_the_pages_stay():
    cleaned = clean_pdf(pdf())
    for spelled in (AUTHOR.encode(), AUTHOR.encode("utf-16-be"), b"ke hoach", b"pypdf"):
        assert spelled not in cleaned
    assert facts_of(cleaned).told == ()
    sizes = [page.mediabox[2:] for page in PdfReader(io.BytesIO(cleaned)).pages]
    assert sizes == [[200, 300], [300, 200]]
    assert clean_pdf(cleaned) == cleaned


def test_a_signed_file_stays_byte_for_byte_and_its_facts_are_told():
    signed = pdf() + b"\n% /ByteRange [0 1 2 3]\n"
    assert clean_pdf(signed) == signed
    facts = facts_of(signed)
    assert facts.signed
    assert ("Người tạo", AUTHOR) in facts.told


@pytest.mark.parametrize("content", [samples.PDF, pdf()[:200], b"%PDF-1.7", b"%PDF-1.7\n" * 50])
def test_what_cannot_be_read_stays_as_it_is(content):
    assert clean_pdf(content) == content


@pytest.fixture
def tables(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path}/test.db")
    database.initialize(opened)
    with opened.connection_context():
        opened.create_tables([Blob, IssuedDocument])
        yield opened


def field(content: bytes, max_bytes: int = 100_000) -> SimpleNamespace:
    upload = SimpleNamespace(stream=io.BytesIO(content))
    return SimpleNamespace(data=upload, max_bytes=max_bytes, filename="352.pdf", errors=[])


@pytest.mark.usefixtures("tables")
def test_a_file_for_the_public_is_stored_clean_and_that_is_said(tmp_path):
    kept, said = public_copies.receive_public(field(pdf()), tmp_path)
    stored = (tmp_path / "files" / kept.sha256[:2] / kept.sha256[2:]).read_bytes()
    assert stored == clean_pdf(pdf()) != pdf()
    assert "“352.pdf”" in said
    assert public_copies.receive_public(field(samples.PDF), tmp_path)[1] == ""


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("content", "limit", "message"),
    [(pdf(), 100, "lớn hơn mức cho phép"), (b"<svg/>", 1000, "SVG")],
)
def test_a_refusal_stands_at_the_field(tmp_path, content, limit, message):
    refused = field(content, limit)
    assert public_copies.receive_public(refused, tmp_path) == (None, "")
    assert message in refused.errors[0]


@pytest.mark.usefixtures("tables")
def test_the_approver_is_told_what_a_signed_file_says(tmp_path):
    signed = pdf() + b"\n% /ByteRange [0 1 2 3]\n"
    rows = []
    for name, content in (("ky.pdf", signed), ("sach.pdf", pdf()), ("la.pdf", samples.PDF)):
        kept, _ = public_copies.receive_public(field(content), tmp_path)
        rows.append({"sha256": kept.sha256, "media_type": kept.media_type, "name": name})
    rows.append({"sha256": "0" * 64, "media_type": "application/pdf", "name": "mat.pdf"})
    rows.append({"sha256": "0" * 64, "media_type": "image/png", "name": "anh.png"})
    notices = dict(public_copies.pdf_notices(tmp_path, rows))
    assert set(notices) == {"ky.pdf", "la.pdf"}
    assert "giữ nguyên từng byte" in notices["ky.pdf"]
    assert f"Người tạo: {AUTHOR}" in notices["ky.pdf"]
    assert "Không đọc được" in notices["la.pdf"]
