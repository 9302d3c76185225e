"""Small files made on the spot for the tests of this folder."""

import io
import struct
import zipfile
import zlib

import docx

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 32
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + _chunk(b"IEND", b"")
)


def docx_bytes(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_bytes(parts: dict[str, bytes | str]) -> bytes:
    """A compressed archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office_bytes(**parts: bytes | str) -> bytes:
    """The least that counts as a Word file, with more parts (name without folder, as word/…)."""
    more = {f"word/{name.replace('__', '.')}": content for name, content in parts.items()}
    return zip_bytes({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", **more})


def old_office(stream: str) -> bytes:
    """The least of a compound (OLE) file: its mark, and the name of one stream."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
    return head + stream.encode("utf-16-le").ljust(512, b"\x00")
