"""The searcher finds a marker in every disguise; without this, “0 hits” would say nothing."""

import base64
import gzip
import html
import io
import json
import unicodedata
import zipfile
import zlib
from datetime import date
from urllib.parse import quote, quote_plus

import brotli
import docx
import pytest
import xlsxwriter
from pypdf import PdfWriter

from tests.leaks.markers import text_marker
from tests.leaks.papers import docx_with_secrets, pdf_with_secrets
from tests.leaks.searching import NUMBERS, YEAR, Search

MARK = text_marker(7)
RAW = MARK.encode()


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _docx(**core: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("")
    for letter in core.pop("text", ""):
        paragraph.add_run(letter)
    for name, value in core.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, MARK)
    return out.getvalue()


def _pdf(attached: bytes = b"", **metadata: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    if attached:
        writer.add_attachment("phu-luc.txt", attached)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


DISGUISES = {
    "raw": RAW,
    "within a page": f"<p>Nội dung {MARK}.</p>".encode(),
    "upper case": MARK.upper().encode(),
    "NFD": unicodedata.normalize("NFD", MARK).encode(),
    "without accents": b"mat khau? matkhau ro ri",
    "as a slug": b"/ke-hoach/matkhau-ro-ri-7/",
    "its second half alone": MARK.split()[-1].encode(),
    "blanks and line ends": "  \n".join(MARK.split()).encode(),
    "marks between letters": "\u00ad".join(MARK).encode(),
    "UTF-16": MARK.encode("utf-16"),
    "entities": html.escape("".join(f"&#{ord(one)};" for one in MARK)).encode(),
    "hex entities": "".join(f"&#x{ord(one):x};" for one in MARK).encode(),
    "URL": quote(MARK).encode(),
    "URL of a form": quote_plus(quote_plus(MARK)).encode(),
    "JSON": json.dumps({"a": [{"b": MARK}]}).encode(),
    "split by tags": "".join(f"<b>{one}</b>" for one in MARK).encode(),
    "calendar line": f"SUMMARY:{MARK[:9]}\r\n {MARK[9:]}".encode(),
    "quoted-printable": "".join(f"={byte:02X}" for byte in RAW).encode(),
    "base64": base64.b64encode(RAW),
    "base64 in a word": b"xy" + base64.b64encode(b"012345" + RAW).rstrip(b"="),
    "base64 for URLs": base64.urlsafe_b64encode("ÿþ?>".encode() + RAW),
    "hex": RAW.hex().encode(),
    "hex, upper": RAW.hex().upper().encode(),
    "gzip": gzip.compress(RAW * 50),
    "brotli": brotli.compress(RAW * 50),
    "zlib": zlib.compress(RAW * 50),
    "zip": _zip("a.txt", RAW * 50),
    "zip in zip": _zip("a.epub", _zip("b.xhtml", RAW * 50)),
    "name in a zip": _zip(f"{MARK}.txt", b"x"),
    "docx text in runs": _docx(text=MARK),
    "docx author": _docx(author=MARK),
    "docx last editor": _docx(last_modified_by=MARK),
    "docx comment and path": docx_with_secrets(MARK),
    "xlsx": _xlsx(),
    "PDF text": pdf_with_secrets(MARK),
    "PDF author": _pdf(Author=MARK),
    "PDF attachment": _pdf(attached=RAW * 20),
    "gzip in base64 in JSON": json.dumps(base64.b64encode(gzip.compress(RAW)).decode()).encode(),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_marker_is_found(disguise):
    found = {hit.found for hit in Search().content(disguise, DISGUISES[disguise])}
    assert any("mkrr00007qz" in one or "matkhaurori" in one for one in found)


def test_every_word_of_a_marker_is_needed():
    innocent = "Mật khẩu quản trị; rò rỉ nước; mkrr; 7qz".encode()
    assert list(Search().content("page", innocent)) == []


@pytest.mark.parametrize("said", ["{0}", "{0:,}", "=={0};"])
def test_a_number_is_found(said):
    written = said.format(NUMBERS + 5)
    for text in (written, written.replace(",", "."), written.replace(",", "\u00a0")):
        assert [hit.found for hit in Search().content("x", text.encode())] == [f"{NUMBERS + 5}"]


def test_a_number_within_a_hash_is_none():
    assert list(Search().content("x", f"a{NUMBERS}b {NUMBERS}9".encode())) == []


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%d/%m/%Y", "%Y%m%dT070000Z", "ngày %d tháng %m năm %Y"]
)
def test_a_day_is_found(form):
    assert list(Search().content("x", f"{date(YEAR, 3, 5):{form}}".encode()))
    day = date(2031, 12, 7)
    assert [hit.found for hit in Search(days=[day]).content("x", f"{day:{form}}".encode())] == [
        "2031-12-07"
    ]


def test_strings_are_found_whatever_their_case(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "TEP-cua-toi.txt.gz").write_bytes(gzip.compress(b"ABCDEF0123456789"))
    search = Search(strings=["abcdef0123456789", "tệp của tôi"])
    assert {hit.found for hit in search.folder(tmp_path)} == {"abcdef0123456789", "tệp của tôi"}
