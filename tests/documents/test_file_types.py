"""Files are known by their content; dangerous and damaged ones are refused with advice."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents import file_types
from portal.documents.file_types import FileTypeRefused, media_type_of
from tests.documents import samples


def judge(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return media_type_of(path)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.PDF, file_types.PDF),
        (samples.docx_bytes("Kế hoạch"), file_types.DOCX),
        (samples.office_bytes(), file_types.DOCX),
        (
            samples.zip_bytes({"[Content_Types].xml": samples.TYPES, "xl/workbook.xml": "<w/>"}),
            file_types.XLSX,
        ),
        (samples.PNG, file_types.PNG),
        (samples.JPEG, file_types.JPEG),
    ],
)
def test_accepted(tmp_path, content, media_type):
    assert judge(tmp_path, content) == media_type
    assert media_type in file_types.ACCEPTED
    assert media_type in file_types.EXTENSIONS


BOMB = samples.office_bytes(big__bin=b"\x00" * (file_types.MAX_UNPACKED // 10))
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, r"Lưu thành… \.docx"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "Trang web"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"<!-- x --><svg/>", "SVG"),
        (b"MZ\x90\x00", "chương trình"),
        (b"\x7fELF", "chương trình"),
        (b"#!/bin/sh", "chương trình"),
        (b"  %PDF-1.7", "Loại tệp này"),
        (GIF, "Loại tệp này"),
        (b"xin chao", "Loại tệp này"),
        (samples.zip_bytes({"a.txt": "a"}), "Tệp nén"),
        (samples.zip_bytes({"[Content_Types].xml": samples.TYPES}), "Tệp nén"),
        (samples.office_bytes(vbaProject__bin="x"), "macro"),
        (samples.office_bytes(a__xml=ENTITY), "hỏng"),
        (samples.office_bytes(a__xml=ENTITY.encode("utf-16")), "hỏng"),
        (samples.zip_bytes({"[Content_Types].xml": "<a>macroEnabled</a>"}), "macro"),
        (samples.office_bytes()[:-30], "hỏng"),
        (samples.docx_bytes("x").replace(b"word/document.xml", b"../rd/document.xml", 9), "hỏng"),
        (b"PK\x03\x04garbage", "hỏng"),
        (BOMB, "quá lớn"),
    ],
)
def test_refused(tmp_path, content, says):
    with pytest.raises(FileTypeRefused, match=says):
        judge(tmp_path, content)


def test_a_flipped_byte_is_noticed(tmp_path):
    good = samples.office_bytes(image__bin=bytes(range(256)) * 40)
    at = good.index(b"word/image.bin") + len("word/image.bin") + 20
    with pytest.raises(FileTypeRefused, match="hỏng"):
        judge(tmp_path, good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])


def test_an_encrypted_part_is_refused(tmp_path):
    content = bytearray(samples.office_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(FileTypeRefused, match="hỏng"):
        judge(tmp_path, bytes(content))


def test_too_many_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(file_types, "MAX_ENTRIES", 2)
    with pytest.raises(FileTypeRefused, match="quá nhiều thành phần"):
        judge(tmp_path, samples.office_bytes(a__xml="<a/>"))


def test_two_parts_of_one_name(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(samples.office_bytes())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(path, "a") as archive,
    ):
        archive.writestr("word/document.xml", "<other/>")
    with pytest.raises(FileTypeRefused, match="hỏng"):
        media_type_of(path)


SOUND = samples.office_bytes(image__bin=bytes(range(256)))


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=6))
def test_damage_of_any_kind_is_refused_politely(tmp_path_factory, changes):
    content = bytearray(SOUND)
    for at, byte in changes:
        content[at] = byte
    path = tmp_path_factory.mktemp("fuzz") / "file"
    path.write_bytes(content)
    try:
        outcome = media_type_of(path)
    except FileTypeRefused as refusal:
        outcome = str(refusal)
    assert outcome == file_types.DOCX or outcome.endswith(".")
