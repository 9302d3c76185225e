"""PDF files made to hurt whoever opens them; each is made on the spot."""

import io
import zlib
from hashlib import sha256

from pypdf import PdfWriter

from tests.bad_input.archives import archive

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _one_page() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    return writer


def sound_pdf() -> bytes:
    """One empty A4 page."""
    return _saved(_one_page())


def with_javascript() -> bytes:
    """Runs a script when it is opened."""
    return _with(b"4 0 obj\n<</Type/Action/S /JavaScript/JS(app.alert(1))>>\nendobj\n")


def with_hidden_javascript() -> bytes:
    """The same, its names escaped, in a packed object stream."""
    inner = b"5 0 <</S /J#61vaScript /JS (app.alert(1))>>"
    packed = zlib.compress(inner)
    head = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\n" % len(packed)
    return _with(head + b"stream\n" + packed + b"\nendstream\nendobj\n")


def with_launch() -> bytes:
    """Starts a program when it is opened."""
    return _with(b"4 0 obj\n<</Type/Action/S/Launch/F(cmd.exe)>>\nendobj\n")


def with_attachment() -> bytes:
    """Holds another file."""
    writer = _one_page()
    writer.add_attachment("phu-luc.txt", b"Noi dung")
    return _saved(writer)


def locked() -> bytes:
    """Opens with a password only."""
    writer = _one_page()
    writer.encrypt("mat-khau", algorithm="AES-128")
    return _saved(writer)


def without_pages() -> bytes:
    """A sound file that shows nothing."""
    return _saved(PdfWriter())


def many_objects() -> bytes:
    """A hundred thousand objects, and an author to be taken out: all is read and written again."""
    many = b"".join(b"%d 0 obj\n<</Next %d 0 R>>\nendobj\n" % (n, n + 1) for n in range(5, 100_005))
    return _with(b"4 0 obj\n<</Author(An)/First 5 0 R>>\nendobj\n" + many)


def packed_bomb() -> bytes:
    """An object stream of 300 MiB, packed to a third of one."""
    packed = packed_blanks(300)
    head = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\n" % len(packed)
    return _with(head + b"stream\n" + packed + b"\nendstream\nendobj\n")


def page_bomb() -> bytes:
    """A page of 300 MiB, packed to a third of one."""
    packed = packed_blanks(300)
    head = b"4 0 obj\n<</Filter/FlateDecode/Length %d>>\n" % len(packed)
    return _with(head + b"stream\n" + packed + b"\nendstream\nendobj\n")


def packed_blanks(mib: int) -> bytes:
    """So many MiB of blanks as a zlib stream; one packed MiB, repeated."""
    blanks = b" " * (1024 * 1024)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(mib):
        check = zlib.adler32(blanks, check)
    return b"\x78\xda" + piece * mib + b"\x03\x00" + check.to_bytes(4)


def _with(objects: bytes) -> bytes:
    begin = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n"
    )
    return (
        begin + objects + b"trailer\n<</Root 1 0 R/Info 4 0 R/Size 200000>>\nstartxref\n0\n%%EOF\n"
    )


def and_zip() -> bytes:
    """A PDF with an archive behind it: two programs see two files."""
    noise = [sha256(b"%d" % n).digest() for n in range(300)]
    return sound_pdf() + archive({"x.exe": b"MZ" + b"".join(noise)})


def and_page() -> bytes:
    """A PDF that a browser could take for a page."""
    return PDF.replace(b"<<>>", b"(<html><script>alert(1)</script>)", 1)
