"""Tracked changes, comments and hidden text of a Word file: settled, so that only text is left."""

from lxml import etree

from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import drop, text_in, unwrap, w
from portal.documents.word.styles import Styles

_DELETED = (w("del"), w("moveFrom"))
_INSERTED = (w("ins"), w("moveTo"))
_FORMER = tuple(
    w(name)
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange",
        "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
        "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    )
)  # fmt: skip
_COMMENT_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_PROPERTIES = (w("rPr"), w("trPr"), w("numPr"))


def accept_revisions(root: etree._Element, notes: ImportNotes) -> None:
    """Keep what was inserted or moved in, drop what was deleted or moved away, in place."""
    _drop_deleted_cells(root, notes)
    for element in list(root.iter(*_DELETED)):
        if element.getparent() is not None and element.getparent().tag not in _PROPERTIES:
            words = _deleted_text(element)
            if words:
                notes.add("deletions", words)
            drop(element)
    marks = [mark for mark in root.iter(*_DELETED) if _is_paragraph_mark(mark)]
    # from the last one on, so that each piece of text moves once
    for mark in reversed(marks):
        _merge_with_next(mark.getparent().getparent().getparent())
    for element in list(root.iter(*_INSERTED)):
        if element.getparent().tag in _PROPERTIES:
            drop(element)
            continue
        if text_in(element):
            notes.add("insertions")
        unwrap(element)
    for element in list(root.iter(*_DELETED, *_FORMER)):
        drop(element)


def drop_comments(root: etree._Element) -> None:
    """Take the places of comments out of the text, and the runs that held nothing else."""
    for mark in list(root.iter(*_COMMENT_MARKS)):
        holder = mark.getparent()
        drop(mark)
        if holder.tag == w("r") and all(child.tag == w("rPr") for child in holder):
            drop(holder)


def drop_hidden(root: etree._Element, styles: Styles, notes: ImportNotes) -> None:
    """Take out the runs that Word does not show."""
    for run in list(root.iter(w("r"))):
        if styles.hidden(run):
            words = text_in(run)
            if words:
                notes.add("hidden", words)
            drop(run)


def _drop_deleted_cells(root: etree._Element, notes: ImportNotes) -> None:
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            notes.add("deletions", _deleted_text(row))
            _drop_row(row)
    for cell in list(root.iter(w("tc"))):
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            notes.add("deletions", _deleted_text(cell))
            drop(cell)


def _is_paragraph_mark(mark: etree._Element) -> bool:
    holder = mark.getparent()
    return holder.tag == w("rPr") and holder.getparent().tag == w("pPr")


def _merge_with_next(paragraph: etree._Element) -> None:
    """A paragraph whose end was deleted runs on into the next one, as Word shows it."""
    rest = [child for child in paragraph if child.tag != w("pPr")]
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        at = 1 if following.find(w("pPr")) is not None else 0
        for child in reversed(rest):
            following.insert(at, child)
        drop(paragraph)
    elif not rest and following is not None:
        drop(paragraph)


def _deleted_text(element: etree._Element) -> str:
    words = [part.text or "" for part in element.iter(w("delText"), w("t"))]
    return "".join(words).strip()


def _drop_row(row: etree._Element) -> None:
    table = row.getparent()
    drop(row)
    if table is not None and table.find(w("tr")) is None:
        drop(table)
