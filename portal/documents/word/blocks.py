"""The body of a Word document as plain data, and how it is written or taken from clean HTML."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from docx.document import Document
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import html as lxml_html

from portal.documents.markup import clean_html
from portal.documents.word.layout import (
    BODY,
    CENTRE,
    JUSTIFY,
    LEFT,
    printable,
    repeat_header,
    set_widths,
    text_width,
    write_line,
)


@dataclass(frozen=True)
class Run:
    """A piece of text of one look; ``script``: sub or sup."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    script: str = ""


@dataclass(frozen=True)
class HeadingBlock:
    """A heading of level 1 (I.), 2 (1.) or 3 (a)); numbers are part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class TextBlock:
    """A paragraph; `centred` for titles of parts and appendices, `level` for deeper items."""

    runs: tuple[Run, ...]
    centred: bool = False
    level: int = 0


Cell = str | tuple[Run, ...]


@dataclass(frozen=True)
class TableBlock:
    """A ruled table: head row, rows of the same length, relative column widths.

    Not `headed`: the first row is one like the others.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    headed: bool = True


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page (an appendix)."""


Block = HeadingBlock | TextBlock | TableBlock | PageBreak


def text_block(text: str, *, bold: bool = False, italic: bool = False) -> TextBlock:
    """A paragraph of one look."""
    return TextBlock((Run(text, bold, italic),))


def write_blocks(document: Document, blocks: Iterable[Block]) -> None:
    """Append the blocks to the document."""
    for block in blocks:
        if isinstance(block, HeadingBlock):
            document.add_heading(printable(block.text), min(max(block.level, 1), 3))
        elif isinstance(block, TextBlock):
            _write_text(document, block)
        elif isinstance(block, TableBlock):
            _write_table(document, block)
        else:
            document.add_page_break()


def blocks_from_html(html: str) -> tuple[Block, ...]:
    """The blocks of rich text typed in the portal or imported from Word; unsafe parts go."""
    root = lxml_html.fragment_fromstring(clean_html(html), create_parent="div")
    blocks: list[Block] = []
    if root.text and root.text.strip():
        blocks.append(text_block(root.text.strip()))
    for element in root:
        blocks += _blocks_of(element)
        if element.tail and element.tail.strip():
            blocks.append(text_block(element.tail.strip()))
    return tuple(blocks)


def _blocks_of(element: lxml_html.HtmlElement) -> list[Block]:
    if element.tag in ("h2", "h3", "h4"):
        return [HeadingBlock(_squeezed(element.text_content()), int(element.tag[1]) - 1)]
    if element.tag == "table":
        return _table_of(element)
    if element.tag in ("ul", "ol"):
        return _list_of(element)
    if element.tag == "blockquote":
        return [block for child in element for block in _blocks_of(child)]
    runs = tuple(_runs_of(element))
    return [TextBlock(runs)] if "".join(run.text for run in runs).strip() else []


def _list_of(element: lxml_html.HtmlElement) -> list[Block]:
    """Items as administrative documents write them: a dash, or their number."""
    blocks: list[Block] = []
    for position, item in enumerate(element.iterchildren("li"), start=1):
        mark = f"{position}. " if element.tag == "ol" else "- "
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        blocks.append(TextBlock((Run(mark), *_runs_of(item))))
        for child in inner:
            blocks += _list_of(child)
    return blocks


def _table_of(element: lxml_html.HtmlElement) -> list[Block]:
    """A table with merged cells spread out: the text stands in the first cell."""
    rows = []
    for row in element.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            cells.append(_squeezed(cell.text_content()))
            cells += [""] * (int(cell.get("colspan", "1")) - 1)
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    if not width:
        return []
    full = [tuple(row + [""] * (width - len(row))) for row in rows]
    return [TableBlock(full[0], tuple(full[1:]))]


def _runs_of(element: lxml_html.HtmlElement, bold: bool = False, italic: bool = False) -> list[Run]:
    bold = bold or element.tag in ("strong", "b", "th")
    italic = italic or element.tag in ("em", "i")
    runs = [Run("\n")] if element.tag == "br" else []
    if element.text:
        runs.append(Run(element.text, bold, italic))
    for child in element:
        runs += _runs_of(child, bold, italic)
        if child.tail:
            runs.append(Run(child.tail, bold, italic))
    return runs


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _write_text(document: Document, block: TextBlock) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE if block.centred else JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(0 if block.centred else 10)
    if block.level:
        paragraph.paragraph_format.left_indent = Mm(7 * block.level)
    _write_runs(paragraph, block.runs)


def _write_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    for piece in runs:
        run = paragraph.add_run(printable(piece.text))
        run.bold, run.italic = piece.bold, piece.italic
        if piece.underline:
            run.underline = True
        if piece.script:
            run.font.subscript = piece.script == "sub"
            run.font.superscript = piece.script == "sup"


def _write_table(document: Document, block: TableBlock) -> None:
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.header))
    table.style = "Table Grid"
    shares = block.widths or (1.0,) * len(block.header)
    set_widths(table, [text_width(document) * share / sum(shares) for share in shares])
    for position, row in enumerate((block.header, *block.rows)):
        head = position == 0 and block.headed
        for cell, text in zip(table.rows[position].cells, row, strict=True):
            line = cell.paragraphs[0]
            words = text if isinstance(text, str) else ""
            write_line(line, words, size=BODY - 1, bold=head, align=CENTRE if head else LEFT)
            if not isinstance(text, str):
                _write_runs(line, (replace(run, bold=run.bold or head) for run in text))
                for run in line.runs:
                    run.font.size = Pt(BODY - 1)
    if block.headed:
        repeat_header(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
