"""Attachments with words of their own, and publications that carry them."""

import io
from pathlib import Path

import xlsxwriter
from docx import Document

from portal.clock import now
from portal.documents import blobs
from portal.documents.models import Blob
from portal.publishing.payload import PublicFile


def pdf(*lines: str) -> bytes:
    """A PDF whose pages say one line each, in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    kids = []
    for line in lines:
        stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    body += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body.encode("latin-1")


def word(*lines: str, row: tuple[str, ...] = ()) -> bytes:
    """A Word file with paragraphs and a table of one row."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if row:
        cells = document.add_table(1, len(row)).rows[0].cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(*rows: tuple[str | int, ...]) -> bytes:
    """An Excel file with one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def stored(root: Path, name: str, content: bytes) -> PublicFile:
    """A file in the store with its row, as a payload names it."""
    kept = blobs.store(root, io.BytesIO(content), max_bytes=1 << 22)
    Blob.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "media_type": kept.media_type, "created_at": now()},
    )
    return PublicFile(kept.sha256, name, kept.size, kept.media_type, name)
