"""Footnotes and endnotes of a Word file, put at the end of the text under one numbering."""

from collections.abc import Callable

from lxml import etree

from portal.documents.word.package import WordPackage, drop, w

#: Word begins the name of each bookmark for a note with it; the anchors of the page follow.
ANCHOR = "chu-thich"


class NoteReader:
    """Finds the notes that a text refers to. `settle` makes a story plain (see `Preparation`)."""

    def __init__(self, package: WordPackage, settle: Callable[[etree._Element, str], None]) -> None:
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            for path in package.related(f"{kind}s"):
                story = package.tree(path)
                settle(story, path)
                for note in story.iter(w(kind)):
                    self._notes[kind, note.get(w("id"), "")] = note

    def put_at_the_end(self, body: etree._Element) -> int:
        """Number the references in reading order, append the notes; how many there were."""
        count = 0
        for reference in list(body.iter(w("footnoteReference"), w("endnoteReference"))):
            kind = "footnote" if reference.tag == w("footnoteReference") else "endnote"
            note = self._notes.pop((kind, reference.get(w("id"), "")), None)
            if note is None:
                drop(reference)
                continue
            count += 1
            run = reference.getparent()
            drop(reference)
            run.addprevious(_reference(count))
            for number, block in enumerate(list(note)):
                body.append(block)
                if number == 0 and block.tag == w("p"):
                    _mark(block, count)
        return count


def _reference(count: int) -> etree._Element:
    """`[1]` above the line, leading to its note."""
    link = etree.Element(w("hyperlink"))
    link.set(w("anchor"), f"{ANCHOR}-{count}")
    run = etree.SubElement(link, w("r"))
    look = etree.SubElement(run, w("rPr"))
    etree.SubElement(look, w("vertAlign")).set(w("val"), "superscript")
    etree.SubElement(run, w("t")).text = f"[{count}]"
    return link


def _mark(paragraph: etree._Element, count: int) -> None:
    """Begin a note with its number and the place that its reference leads to."""
    at = 1 if paragraph.find(w("pPr")) is not None else 0
    place = etree.Element(w("bookmarkStart"))
    place.set(w("name"), f"{ANCHOR}-{count}")
    run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = f"[{count}] "
    paragraph.insert(at, run)
    paragraph.insert(at, place)
