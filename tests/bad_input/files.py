"""Files that nobody should be able to send in: each small, made on the spot."""

import io
import zipfile
from functools import cache

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = f"<w:document {_W}><w:body><w:p><w:r><w:t>Nội dung</w:t></w:r></w:p></w:body></w:document>"


def _archive(**parts: bytes | str) -> bytes:
    """A Word-like archive; names of parts are written with ``__`` for ``/`` and end in .xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        for name, content in ({"word__document": _BODY} | parts).items():
            path = name.replace("__", "/")
            archive.writestr(path if "." in path else f"{path}.xml", content)
    return out.getvalue()


def _billion_laughs() -> str:
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    doctype = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'
    return f'<?xml version="1.0"?>{doctype}{_BODY.replace("Nội dung", "&a9;")}'


def _macro() -> bytes:
    return _archive(**{"word__vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@cache
def hostile_files() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of each; none of them may be stored."""
    exe = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."
    page = b"<!doctype html><title>x</title><script>alert(1)</script>"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    old_word = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
    bomb = _archive(word__media__zeros=b"\x00" * (11 * 1024 * 1024))
    return (
        ("rong.pdf", b""),
        ("bao-cao.exe", PDF),
        ("bao-cao", PDF),
        ("chuong-trinh.pdf", exe),
        ("chuong-trinh.docx", exe),
        ("hinh.svg", drawing),
        ("hinh.pdf", drawing),
        ("trang.html", page),
        ("trang.pdf", page),
        ("cu.doc", old_word),
        ("cu.docx", old_word),
        ("macro.docx", _macro()),
        ("macro.docm", _macro()),
        ("bom.docx", bomb),
        ("cuoi.docx", _archive(word__document=_billion_laughs())),
        ("leo.docx", _archive(**{"..__..__etc__passwd.txt": b"x"})),
        ("hong.docx", _archive()[:-30]),
        ("<script>alert(1)</script>.pdf", exe),
        ("a\u202efdp.exe", PDF),
        ("x" * 300 + ".pdf", PDF),
    )


TRAVERSAL = ("../../etc/passwd.pdf", PDF)
#: Doubled as the header of a file part spells a backslash.
WINDOWS_TRAVERSAL = (r"..\\..\\windows\\bao-cao.pdf", PDF)
WORD = _archive()
