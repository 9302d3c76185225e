"""Small files made on the spot for the tests of this folder."""

import io
import zipfile

import docx

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001000100ffff03000006000557bfab0d"
    "0000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 32
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


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
