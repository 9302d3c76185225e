"""Word and PDF files that carry a secret where people do not see it."""

import io
import zipfile

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8"?><w:comments xmlns:w="http://schemas.openxmlformats.org'
    '/wordprocessingml/2006/main"><w:comment w:id="0" w:author="{0}"><w:p><w:r><w:t>{0}</w:t>'
    "</w:r></w:p></w:comment></w:comments>"
)


def docx_with_secrets(secret: str, text: str = "Nội dung") -> bytes:
    """A Word file: the author, the last editor, a comment and a custom part hold the secret."""
    document = docx.Document()
    document.add_paragraph(text)
    document.core_properties.author = document.core_properties.last_modified_by = secret
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/comments.xml", _COMMENTS.format(secret))
        archive.writestr("customXml/item9.xml", f"<path>C:\\Users\\{secret}\\</path>")
    return out.getvalue()


def pdf_with_secrets(secret: str) -> bytes:
    """A PDF whose author, attachment and one packed stream hold the secret."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(f"% {secret}\n".encode() * 5)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    page[NameObject("/Resources")] = DictionaryObject()
    writer.add_metadata({"/Author": secret})
    writer.add_attachment("ghi-chu.txt", secret.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
