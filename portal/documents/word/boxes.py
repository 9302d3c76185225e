"""Drawn things in a Word file: text boxes come out as text, pictures and objects are counted."""

from lxml import etree

from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import WordPackage, drop, text_in, unwrap, w

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWN_URIS = ("/chart", "/diagram", "/chartex", "/slicer", "/ink")


def settle_alternatives(root: etree._Element) -> None:
    """Of each pair that says the same for new and for old programs keep one, the new if it is
    read here."""
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        new, old = choice.find(f"{_MC}Choice"), choice.find(f"{_MC}Fallback")
        kept = old if new is None else new
        if kept is None:
            drop(choice)
            continue
        choice[:] = list(kept)
        unwrap(choice)


def take_out_drawings(root: etree._Element, package: WordPackage, notes: ImportNotes) -> None:
    """Text boxes become paragraphs after the one they hang on; the rest goes, with a note."""
    for formula in list(root.iter(f"{_M}oMath")):
        _formula_as_text(formula, notes)
    last: dict[etree._Element, etree._Element] = {}
    while boxes := [one for one in root.iter(w("txbxContent")) if not _in_another(one)]:
        for box in boxes:
            _move_box(box, last, notes)
    for element in list(root.iter(w("object"), w("drawing"), w("pict"), w("contentPart"))):
        if element.getparent() is not None:
            _note_drawing(element, notes)
            drop(element)
    for element in list(root.iter(w("altChunk"), w("subDoc"))):
        notes.add("foreign")
        drop(element)
    if any(one.kind == "objects" for one in notes.listed()):
        for words in _words_in_drawings(package):
            notes.add("objects", words, times=0)


def _in_another(box: etree._Element) -> bool:
    return next(box.iterancestors(w("txbxContent")), None) is not None


def _move_box(
    box: etree._Element, last: dict[etree._Element, etree._Element], notes: ImportNotes
) -> None:
    """Put the blocks of a text box after the paragraph that it hangs on, and after those of its
    other boxes; `last` keeps where that is."""
    anchor = next(box.iterancestors(w("p")), None)
    blocks = list(box)
    drop(box)
    if anchor is None:
        notes.add("objects", " ".join(map(text_in, blocks)))
        return
    if any(text_in(block) for block in blocks):
        notes.add("boxes")
    after = last.get(anchor, anchor)
    for block in blocks:
        after.addnext(block)
        after = block
    last[anchor] = after


def _note_drawing(element: etree._Element, notes: ImportNotes) -> None:
    if element.tag in (w("object"), w("contentPart")):
        notes.add("objects")
        return
    for art in element.iter(f"{_V}textpath"):
        notes.add("wordart", art.get("string", ""))
    data = [one.get("uri", "") for one in element.iter(f"{_A}graphicData")]
    words = " ".join(part.text or "" for part in element.iter(f"{_A}t"))
    if words or any(uri.endswith(_DRAWN_URIS) for uri in data):
        notes.add("objects", words)
    pictures = len(list(element.iter(f"{_A}blip", f"{_V}imagedata")))
    if pictures:
        notes.add("images", times=pictures)


def _words_in_drawings(package: WordPackage) -> list[str]:
    """What stands in charts and diagrams."""
    found = []
    for kind in ("diagramData", "chart", "chartEx"):
        for path in package.related(kind):
            parts = package.tree(path).iter(f"{_A}t", f"{_CHART}v")
            found.append(" ".join(part.text or "" for part in parts))
    return found


def _formula_as_text(formula: etree._Element, notes: ImportNotes) -> None:
    words = "".join(part.text or "" for part in formula.iter(f"{_M}t"))
    notes.add("formulas")
    run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = words
    parent = formula.getparent()
    if parent.tag == f"{_M}oMathPara":
        parent.addprevious(run)
        drop(formula)
        if parent.find(f"{_M}oMath") is None:
            drop(parent)
    else:
        parent.replace(formula, run)
