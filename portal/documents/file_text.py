"""The words of stored PDF, Word and Excel files, read in a process of its own with limits.

A file that is damaged, too slow or too large to read has no words here; people still fetch it.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from portal.documents.blobs import path_of
from portal.documents.file_types import DOCX, PDF, XLSX
from portal.documents.process_apart import made_apart

READABLE = frozenset({PDF, DOCX, XLSX})
_LETTERS, _PAGES = 240_000, 400
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACES = re.compile(r"\s+")
_HEADS = {b"%PDF": "pdf", b"PK\x03\x04": "office"}


def lines_of(data: Path, sha256: str) -> list[str]:
    """The text of a stored file by page, paragraph or row of a table; empty when it has none.

    At most about a hundred printed pages of it.
    """
    path = path_of(data, sha256)
    return list(made_apart(lambda: list(_limited(_lines(path)))) or [])


def _limited(lines: Iterator[str]) -> Iterator[str]:
    length = 0
    for line in lines:
        text = _SPACES.sub(" ", line).strip()
        length += len(text)
        if text:
            yield text
        if length > _LETTERS:
            return


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        kind = _HEADS.get(file.read(4))
    if kind == "pdf":
        yield from _pdf_lines(path)
    elif kind == "office":
        with zipfile.ZipFile(path) as archive:
            is_sheet = any(name.startswith("xl/") for name in archive.namelist())
        yield from _sheet_lines(path) if is_sheet else _word_lines(path)


def _pdf_lines(path: Path) -> Iterator[str]:
    """A line a page: where a printed line ends is no end of a sentence."""
    from pypdf import PdfReader

    for page in PdfReader(path).pages[:_PAGES]:
        yield page.extract_text()


def _word_lines(path: Path) -> Iterator[str]:
    from portal.documents.markup import text_of
    from portal.documents.word.reading import import_docx

    with path.open("rb") as file:
        yield from text_of(import_docx(file).html).split("\n")


def _sheet_lines(path: Path) -> Iterator[str]:
    """A line a row, sheet by sheet, whatever the sheets are called."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        shared = []
        if "xl/sharedStrings.xml" in names:
            with archive.open("xl/sharedStrings.xml") as part:
                shared = [_text_in(one) for one in etree.parse(part, _parser()).iter(f"{_MAIN}si")]
        for name in sorted(names):
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                with archive.open(name) as part:
                    for row in etree.parse(part, _parser()).iter(f"{_MAIN}row"):
                        cells = (_cell(one, shared) for one in row.iter(f"{_MAIN}c"))
                        yield " · ".join(filter(None, cells))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _text_in(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_MAIN}t"))


def _cell(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text_in(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value
