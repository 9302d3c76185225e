"""Files as units send them back, for tests."""

import io

import docx
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

KEYS = ("#phu-luc-2", "note", "code", "seen")


def appendices(
    note: str = "Ghi chú từ tệp", code: str = "i.1-nhiem-vu", seen: str = "", duty: int = 0
) -> bytes:
    """The smallest sheet of Phụ lục II: one indicator with its note; the report it is of."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Phụ lục II")
        sheet.write_row(0, 0, (*KEYS, f"duty-{duty}" if duty else ""))
        sheet.write_row(1, 0, ("", note, code, seen))
    return out.getvalue()


def outline(text: str = "Sở có 06 phòng.", tag: str = "p1.i@0-0", outside: str = "") -> bytes:
    """The smallest outline: one content control, and a line outside it."""
    document = docx.Document()
    paragraph = document.add_paragraph(text)._p
    control = OxmlElement("w:sdt")
    properties, content = OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    named = OxmlElement("w:tag")
    named.set(qn("w:val"), tag)
    properties.append(named)
    paragraph.addprevious(control)
    control.extend((properties, content))
    content.append(paragraph)
    if outside:
        document.add_paragraph(outside)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
