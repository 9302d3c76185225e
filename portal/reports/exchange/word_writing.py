"""The outline of a draft as a Word file: under each heading and its prompts a content control
(w:sdt) whose tag names the section, the report and the version it was written from."""

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from portal.documents.word.blocks import text_block, write_blocks
from portal.documents.word.layout import (
    LEFT,
    new_document,
    printable,
    saved,
    set_widths,
    text_width,
    write_line,
)
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.outline_texts import (
    GUIDE,
    HEADS,
    PLACEHOLDER,
    TITLE,
    bookmark_of,
    flat,
    heading_of,
    tag_of,
)
from portal.reports.form_version import Section
from portal.reports.narrative.marks import blocks_of
from portal.reports.narrative.word_blocks import word_blocks

#: Empty rows offered in a list section.
_SPARE = 3


def outline_docx(filled: Filled) -> bytes:
    """The file; the same draft gives the same bytes."""
    document = new_document()
    write_line(document.add_paragraph(), TITLE, bold=True, size=15)
    write_line(document.add_paragraph(), filled.title, align=LEFT)
    write_line(document.add_paragraph(), filled.unit, align=LEFT)
    write_line(document.add_paragraph(), GUIDE, italic=True, align=LEFT, size=12)
    for section in filled.definition.sections:
        document.add_heading(printable(heading_of(section)), min(max(section.level - 1, 1), 3))
        if section.kind == "heading":
            continue
        for prompt in section.prompts:
            write_line(
                document.add_paragraph(), f"• {prompt}", italic=True, size=12, align=LEFT, after=2
            )
        _control(document, section, filled)
    return saved(document, f"{TITLE}: {filled.title}")


def _control(document: Document, section: Section, filled: Filled) -> None:
    """The section's text, wrapped in its control."""
    value = filled.values.get(section.field)
    body: Any = document.element.body
    before = len(body)
    if section.kind == "narrative":
        write_blocks(document, word_blocks(blocks_of(value)) or [text_block(PLACEHOLDER)])
    else:
        _table(document, section, flat(section, value))
    # the section's own properties stay the last of the body
    made = [item for item in list(body)[before - 1 :] if item.tag != qn("w:sectPr")]
    _bookmark(made[0], section, filled)
    control = OxmlElement("w:sdt")
    control.append(_properties(section, filled, empty=not value))
    content = OxmlElement("w:sdtContent")
    made[0].addprevious(control)
    control.append(content)
    for item in made:
        content.append(item)


def _bookmark(first: Any, section: Section, filled: Filled) -> None:
    """Name the version at the section's first paragraph."""
    paragraph = next(first.iter(qn("w:p")))
    number = str(filled.definition.sections.index(section) + 1)
    name = bookmark_of(section, filled.duty_id, filled.version(section.field))
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), number)
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph.append(mark)


def _properties(section: Section, filled: Filled, empty: bool) -> BaseOxmlElement:
    tag = tag_of(section, filled.duty_id, filled.version(section.field))
    properties = OxmlElement("w:sdtPr")
    for name, text in (("w:alias", section.title[:60]), ("w:tag", tag), ("w:lock", "sdtLocked")):
        part = OxmlElement(name)
        part.set(qn("w:val"), printable(text))
        properties.append(part)
    if empty and section.kind == "narrative":
        properties.append(OxmlElement("w:showingPlcHdr"))
    return properties


def _table(document: Document, section: Section, texts: list[str]) -> None:
    heads = HEADS[section.kind]
    width = len(heads)
    rows = [texts[at : at + width] for at in range(0, len(texts), width)]
    table = document.add_table(rows=1 + len(rows) + _SPARE, cols=width)
    table.style = "Table Grid"
    set_widths(table, [text_width(document) / width] * width)
    for place, row in enumerate([heads, *rows]):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            for number, line in enumerate(text.split("\n")):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                write_line(paragraph, line, bold=not place, size=13, align=LEFT)
