"""What kind of file this is by its content, and why some are refused.

Never trusts a name or the type a browser claims. Word and Excel files are read through once,
so that a damaged archive, an archive bomb or a macro is refused before anything opens it.
"""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

import filetype

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = "image/png"
JPEG = "image/jpeg"
ACCEPTED = frozenset({PDF, DOCX, XLSX, PNG, JPEG})
EXTENSIONS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", PNG: "png", JPEG: "jpg"}

MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 5000
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 10 * 1024 * 1024  # a small sheet of equal rows packs very well
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# what zipfile raises on damaged archives besides BadZipFile: found by fuzzing
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<body", b"<head")

_ADVICE = "Hãy dùng tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh PNG, JPEG."
_DAMAGED = "Tệp Word hoặc Excel bị hỏng. Hãy mở bằng Word hoặc Excel, lưu lại rồi gửi."


class FileTypeRefused(ValueError):
    """The content is of a kind that is not accepted; the message says what to do instead."""


def media_type_of(path: Path) -> str:
    """The media type of the file by its content; FileTypeRefused unless it is in ACCEPTED."""
    with path.open("rb") as file:
        head = file.read(8192)
        if head.startswith(b"PK"):
            return _office_type(file)
    if not head:
        raise FileTypeRefused("Tệp rỗng, không có nội dung.")
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(_OLE):
        raise FileTypeRefused(
            "Tệp Word, Excel đời cũ (.doc, .xls) hoặc có đặt mật khẩu không được nhận. "
            "Hãy bỏ mật khẩu và lưu lại thành .docx hoặc .xlsx."
        )
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP) or b"<svg" in start:
        raise FileTypeRefused(f"Trang web và hình SVG không được nhận. {_ADVICE}")
    if start.startswith((b"mz", b"\x7felf", b"#!")):
        raise FileTypeRefused(f"Tệp chương trình không được nhận. {_ADVICE}")
    guess = filetype.guess(head)
    if guess is not None and guess.mime in (PNG, JPEG):
        return str(guess.mime)
    raise FileTypeRefused(f"Loại tệp này không được nhận. {_ADVICE}")


def _office_type(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = _checked_names(archive)
            _check_size(archive)
            _read_through(archive)
    except FileTypeRefused:
        raise
    except _ZIP_FAULTS as error:
        raise FileTypeRefused(_DAMAGED) from error
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise FileTypeRefused(f"Tệp nén không được nhận. {_ADVICE}")


def _checked_names(archive: zipfile.ZipFile) -> set[str]:
    """The names of the parts, once they are those of a sound file without macros."""
    listed = [entry.filename for entry in archive.infolist()]
    names = set(listed)
    if len(listed) > MAX_ENTRIES:
        raise FileTypeRefused("Tệp chứa quá nhiều thành phần. Hãy lưu lại thành PDF rồi gửi.")
    if "[Content_Types].xml" not in names:
        raise FileTypeRefused(f"Tệp nén không được nhận. {_ADVICE}")
    if len(names) != len(listed) or any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise FileTypeRefused(_DAMAGED)
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise FileTypeRefused(_DAMAGED)
    if any("vbaproject" in name.lower() for name in names):
        raise FileTypeRefused(
            "Tệp có macro không được nhận. Hãy lưu lại thành .docx hoặc .xlsx không có macro."
        )
    return names


def _check_size(archive: zipfile.ZipFile) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    bomb = unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED or bomb:
        raise FileTypeRefused(
            "Tệp nở ra quá lớn khi mở. Hãy giảm dung lượng ảnh hoặc chia nhỏ tệp rồi gửi lại."
        )


def _read_through(archive: zipfile.ZipFile) -> None:
    """Unpack every part once: proves the declared sizes and checksums, refuses DTDs and macros.

    Office files never hold a document type; one is only there to blow up an XML reader.
    """
    for entry in archive.infolist():
        with archive.open(entry) as part:
            head = part.read(65536)
            if entry.filename.endswith((".xml", ".rels")):
                plain = head.replace(b"\x00", b"").lower()
                if b"<!doctype" in plain or b"<!entity" in plain:
                    raise FileTypeRefused(_DAMAGED)
                if entry.filename == "[Content_Types].xml" and b"macroenabled" in plain:
                    raise FileTypeRefused(
                        "Tệp có macro không được nhận. Hãy lưu lại không có macro."
                    )
            while part.read(1 << 20):
                pass
