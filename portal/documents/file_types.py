"""What kind of file this is by its content, and why some are refused.

Never trusts a name or the type a browser claims. Word and Excel files are read through once,
so that a damaged archive, an archive bomb or a macro is refused before anything opens it.
"""

import re
import stat
import zipfile
from pathlib import Path
from typing import BinaryIO

import filetype

from portal.documents.archive_faults import ZIP_FAULTS
from portal.documents.pdf_checks import why_refused
from portal.documents.picture_sizes import MAX_PIXELS, pixels_of

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
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OVERLAP = 2000  # a tag may lie across two pieces
_REMOTE_TEMPLATE = re.compile(
    rb"<[^>]*/attachedtemplate[\"'][^>]*target\s*=\s*[\"']\s*https?:"
    rb"|<[^>]*target\s*=\s*[\"']\s*https?:[^>]*/attachedtemplate[\"']"
)
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<body", b"<head")

_ADVICE = "Hãy dùng tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh PNG, JPEG."
SAVE_AS_DOCX = "Mở tệp bằng Word hoặc WPS, chọn Lưu thành… .docx rồi gửi lại."
_SAVE_AGAIN = "Hãy mở bằng Word hoặc Excel, lưu lại rồi gửi."
_DAMAGED = f"Tệp Word hoặc Excel bị hỏng. {_SAVE_AGAIN}"


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
        if refusal := why_refused(path.read_bytes()):
            raise FileTypeRefused(refusal)
        return PDF
    if head.startswith(_OLE):
        raise FileTypeRefused(_old_office(path))
    if head.startswith(b"{\\rtf"):
        raise FileTypeRefused(f"Tệp RTF không được nhận. {SAVE_AS_DOCX}")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP) or b"<svg" in start:
        raise FileTypeRefused(f"Trang web và hình SVG không được nhận. {_ADVICE}")
    if start.startswith((b"mz", b"\x7felf", b"#!")):
        raise FileTypeRefused(f"Tệp chương trình không được nhận. {_ADVICE}")
    return _picture_type(path, head)


def _picture_type(path: Path, head: bytes) -> str:
    guess = filetype.guess(head)
    if guess is None or guess.mime not in (PNG, JPEG):
        raise FileTypeRefused(f"Loại tệp này không được nhận. {_ADVICE}")
    if pixels_of(path.read_bytes()) > MAX_PIXELS:
        raise FileTypeRefused("Ảnh có quá nhiều điểm ảnh. Hãy thu nhỏ hoặc quét lại rồi gửi.")
    return str(guess.mime)


def _old_office(path: Path) -> str:
    """Why a compound (OLE) file is refused: locked with a password, or of an old version."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "Tệp có đặt mật khẩu nên không đọc được. "
            "Mở tệp bằng Word, Excel hoặc WPS, bỏ mật khẩu, lưu lại rồi gửi."
        )
    if "WordDocument".encode("utf-16-le") in content:
        return f"Tệp Word đời cũ (.doc) không được nhận. {SAVE_AS_DOCX}"
    if "Workbook".encode("utf-16-le") in content:
        return (
            "Tệp Excel đời cũ (.xls) không được nhận. "
            "Mở tệp bằng Excel hoặc WPS, chọn Lưu thành… .xlsx rồi gửi lại."
        )
    return (
        "Tệp Word, Excel đời cũ (.doc, .xls) không được nhận. "
        "Mở tệp bằng Word, Excel hoặc WPS, chọn Lưu thành… .docx hoặc .xlsx rồi gửi lại."
    )


def _office_type(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = _checked_names(archive)
            _check_size(archive)
            _read_through(archive)
            main = _main_part(archive)
    except FileTypeRefused:
        raise
    except ZIP_FAULTS as error:
        raise FileTypeRefused(_DAMAGED) from error
    # some programs call the main part document2.xml; the file itself says which it is
    if main in names and main.startswith("word/"):
        return DOCX
    if main in names and main.startswith("xl/"):
        return XLSX
    if any(name.startswith(("word/", "xl/")) for name in names):
        raise FileTypeRefused(f"Tệp Word hoặc Excel thiếu phần nội dung chính. {_SAVE_AGAIN}")
    raise FileTypeRefused(f"Tệp nén không được nhận. {_ADVICE}")


def _main_part(archive: zipfile.ZipFile) -> str:
    """Path of the main part as the file names it, else where it usually is."""
    names = set(archive.namelist())
    if "_rels/.rels" in names:
        relations = _start(archive, "_rels/.rels", 100_000).decode("utf-8", "replace")
        for row in re.findall(r"<\w*:?Relationship\s[^>]*>", relations):
            target = re.search(r"\bTarget\s*=\s*[\"']/?([^\"']+)", row)
            if re.search(r"\bType\s*=\s*[\"'][^\"']*/officeDocument[\"']", row) and target:
                return target[1]
    usual = [name for name in ("word/document.xml", "xl/workbook.xml") if name in names]
    return usual[0] if usual else ""


def _start(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    with archive.open(name) as part:
        return part.read(size)


def _checked_names(archive: zipfile.ZipFile) -> set[str]:
    """The names of the parts, once they are those of a sound file without macros."""
    listed = [entry.filename for entry in archive.infolist()]
    names = set(listed)
    if len(listed) > MAX_ENTRIES:
        raise FileTypeRefused("Tệp chứa quá nhiều thành phần. Hãy lưu lại thành PDF rồi gửi.")
    if "mimetype" in names and _start(archive, "mimetype", 60).startswith(_OPEN_DOCUMENT):
        raise FileTypeRefused(f"Tệp OpenDocument (.odt, .ods) không được nhận. {SAVE_AS_DOCX}")
    if "[Content_Types].xml" not in names:
        raise FileTypeRefused(f"Tệp nén không được nhận. {_ADVICE}")
    if len(names) != len(listed) or any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise FileTypeRefused(_DAMAGED)
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise FileTypeRefused(_DAMAGED)
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in archive.infolist()):
        raise FileTypeRefused(_DAMAGED)
    if any("vbaproject" in name.lower() for name in names):
        raise FileTypeRefused(
            "Tệp có macro không được nhận. Hãy lưu lại thành .docx hoặc .xlsx không có macro."
        )
    return names


def _check_size(archive: zipfile.ZipFile) -> None:
    at = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset < at:  # one packed piece counted many times: a bomb
            raise FileTypeRefused(_DAMAGED)
        at = entry.header_offset + entry.compress_size
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
        markup = entry.filename.endswith((".xml", ".rels"))
        with archive.open(entry) as part:
            before = b""
            while piece := part.read(1 << 20):
                if markup:
                    before = before[-_OVERLAP:] + piece.replace(b"\x00", b"").lower()
                    _check_markup(entry.filename, before)


def _check_markup(name: str, plain: bytes) -> None:
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise FileTypeRefused(_DAMAGED)
    if name == "[Content_Types].xml" and b"macroenabled" in plain:
        raise FileTypeRefused("Tệp có macro không được nhận. Hãy lưu lại không có macro.")
    if name.endswith(".rels") and _REMOTE_TEMPLATE.search(plain):
        raise FileTypeRefused(
            "Tệp Word lấy mẫu từ một trang web khi mở ra nên không được nhận. "
            "Hãy chép nội dung sang một tệp mới rồi gửi."
        )
