"""Turns a Word file as people make it into one that holds text, tables and lists only.

Mammoth reads the plain parts of the format; what it would leave out (automatic numbers, text
boxes, footnotes, old fonts …) is settled here first, and everything dropped is noted.
"""

import io
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree

from portal.documents.word.boxes import settle_alternatives, take_out_drawings
from portal.documents.word.characters import settle_characters
from portal.documents.word.fields import settle_fields
from portal.documents.word.footnotes import NoteReader
from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.numbers import Counter, counter_of, place_in_list
from portal.documents.word.package import (
    NO_MAIN_PART,
    TOO_LARGE,
    R,
    UnreadableWord,
    W,
    WordPackage,
    drop,
    text_in,
    unwrap,
    w,
)
from portal.documents.word.revisions import accept_revisions, drop_comments, drop_hidden
from portal.documents.word.styles import Styles
from portal.documents.word.tables import settle_tables

_WRAPPERS = tuple(w(name) for name in ("smartTag", "customXml", "bdo", "dir"))
_NOTHING = tuple(
    w(name)
    for name in (
        "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "bookmarkStart",
        "bookmarkEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "sectPr", "pgNum",
    )
)  # fmt: skip
_RUN_LOOKS = tuple(w(name) for name in ("rStyle", "b", "i", "u", "strike", "vertAlign"))
#: Some hundred pages; more would keep the server busy for longer than a browser waits.
MAX_PARAGRAPHS = 12_000
MAX_RUNS = 60_000
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class Preparation:
    """One file on its way in. After `prepared()`, `notes` and `margins` tell what was left out."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.notes = ImportNotes()
        self.margins: list[str] = []
        self._styles_path = next(iter(package.related("styles")), "word/styles.xml")
        self._style_tree = package.optional_tree(self._styles_path)
        self._styles = Styles(self._style_tree)
        numbering = next(iter(package.related("numbering")), "")
        self._counter: Counter = counter_of(package.optional_tree(numbering))
        self._links: dict[str, str] = {}
        self._bullets: list[int] = []

    def prepared(self) -> tuple[bytes, etree._Element]:
        """The plain file for mammoth, and the tree of its body."""
        root = self.package.tree(self.package.main)
        body = root.find(w("body"))
        if body is None:
            raise UnreadableWord(NO_MAIN_PART)
        if _count(root, "p") > MAX_PARAGRAPHS or _count(root, "r") > MAX_RUNS:
            raise UnreadableWord(TOO_LARGE)
        self._settle(body, self.package.main)
        reader = NoteReader(self.package, self._settle)
        noted = reader.put_at_the_end(body)
        if noted:
            self.notes.add("notes", times=noted)
        for paragraph in list(body.iter(w("p"))):
            self._number(paragraph)
        settle_tables(body, self.notes)
        self._strip(body)
        self._note_comments()
        self._read_margins()
        return self._archive(body), body

    def _settle(self, story: etree._Element, path: str) -> None:
        """One story (body, notes, header …) as text with Unicode letters."""
        settle_alternatives(story)
        accept_revisions(story, self.notes)
        drop_comments(story)
        settle_fields(story, self.notes)
        for wrapper in list(story.iter(*_WRAPPERS)):
            unwrap(wrapper)
        for nothing in list(story.iter(*_NOTHING)):
            drop(nothing)
        drop_hidden(story, self._styles, self.notes)
        take_out_drawings(story, self.package, self.notes)
        self._settle_links(story, path)
        settle_characters(story, self._styles, self.notes)

    def _settle_links(self, story: etree._Element, path: str) -> None:
        """Links to places online get an address of their own; the others become plain text."""
        relations = self.package.relations(path)
        for link in list(story.iter(w("hyperlink"))):
            relation = relations.get(link.get(f"{{{R}}}id", ""))
            target = relation.target.strip() if relation and relation.external else ""
            if target.lower().startswith(_SCHEMES):
                own = self._links.setdefault(target, f"link{len(self._links) + 1}")
                link.attrib.clear()
                link.set(f"{{{R}}}id", own)
            else:
                self.notes.add("links")
                unwrap(link)

    def _number(self, paragraph: etree._Element) -> None:
        """Write the automatic number of a paragraph as text; bullets stay bullets."""
        place = place_in_list(paragraph, self._styles, self._counter)
        properties = paragraph.find(w("pPr"))
        own = properties.find(w("numPr")) if properties is not None else None
        if own is not None:
            drop(own)
        level = self._counter.level(*place) if place else None
        if place is None or level is None:
            self._bullets.clear()
            return
        if level.style == "bullet":
            self._set_bullet(paragraph, place[1])
            return
        self._bullets.clear()
        number = self._counter.next(*place)
        if number.strip():
            self.notes.add("numbers")
            # a blank even where the file sets none: clauses are cited and found by their number
            _write_before(paragraph, f"{number.rstrip()} ")

    def _set_bullet(self, paragraph: etree._Element, depth: int) -> None:
        """Bullets inside each other, by the bullets before them only."""
        while self._bullets and self._bullets[-1] > depth:
            self._bullets.pop()
        if not self._bullets or self._bullets[-1] < depth:
            self._bullets.append(depth)
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        listed = etree.SubElement(properties, w("numPr"))
        etree.SubElement(listed, w("ilvl")).set(w("val"), str(len(self._bullets) - 1))
        etree.SubElement(listed, w("numId")).set(w("val"), "1")

    def _strip(self, body: etree._Element) -> None:
        """Leave the looks that the portal keeps; bold by style is written down."""
        for run in body.iter(w("r")):
            bold = self._styles.bold_by_style(run)
            properties = run.find(w("rPr"))
            for look in list(properties) if properties is not None else ():
                if look.tag not in _RUN_LOOKS:
                    properties.remove(look)
            if bold and properties is None:
                properties = etree.Element(w("rPr"))
                run.insert(0, properties)
            if bold:
                etree.SubElement(properties, w("b"))
        for properties in body.iter(w("pPr")):
            for setting in list(properties):
                if setting.tag not in (w("pStyle"), w("numPr")):
                    properties.remove(setting)

    def _note_comments(self) -> None:
        for path in self.package.related("comments"):
            for comment in self.package.tree(path).iter(w("comment")):
                self.notes.add("comments", text_in(comment))

    def _read_margins(self) -> None:
        """Paragraphs of headers and footers, which no web page repeats."""
        for path in [*self.package.related("header"), *self.package.related("footer")]:
            story = self.package.tree(path)
            self._settle(story, path)
            for paragraph in story.iter(w("p")):
                line = text_in(paragraph)
                if line:
                    self.margins.append(line)
                    self.notes.add("margins", line)

    def _archive(self, body: etree._Element) -> bytes:
        document = etree.Element(w("document"), nsmap={"w": W, "r": R})
        document.append(body)
        parts = {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.format(_MAIN).encode(),
            "word/document.xml": etree.tostring(document),
            "word/numbering.xml": _BULLETS.encode(),
            "word/_rels/document.xml.rels": _RELATIONS.format(
                "".join(
                    f'<Relationship Id="{key}" Type="{R}/hyperlink" TargetMode="External"'
                    f" Target={quoteattr(target)}/>"
                    for target, key in self._links.items()
                )
            ).encode(),
        }
        if self._style_tree is not None:
            parts["word/styles.xml"] = etree.tostring(self._style_tree)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()


def _count(root: etree._Element, name: str) -> int:
    return sum(1 for _ in root.iter(w(name)))


def _write_before(paragraph: etree._Element, text: str) -> None:
    """Put text first in a paragraph, in the look of its first words."""
    run = etree.Element(w("r"))
    first = next((one for one in paragraph.iter(w("r")) if one.find(w("t")) is not None), None)
    look = first.find(w("rPr")) if first is not None else None
    if look is not None:
        run.append(etree.fromstring(etree.tostring(look)))
    etree.SubElement(run, w("t")).text = text
    paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, run)


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
_MAIN = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
_BULLETS = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(9))
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
