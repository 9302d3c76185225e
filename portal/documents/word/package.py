"""The parts of a Word file, read safely: no document types, no oversized trees, both dialects.

A .docx is a ZIP archive of XML parts that name each other by relationships. Files saved as
“Strict Open XML” use other namespaces for the same names; they are read as the usual ones.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from portal.documents.archive_faults import ZIP_FAULTS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
#: What a file may take to read: a document of some hundred pages stays below all of them.
MAX_PART = 48 * 1024 * 1024
MAX_XML = 16 * 1024 * 1024
MAX_TAGS = 600_000  # of all parts that are read

_UNREADABLE = (
    "Không đọc được tệp Word. Hãy mở tệp bằng Word hoặc WPS, chọn Lưu thành… .docx rồi gửi lại."
)
NO_MAIN_PART = (
    "Tệp Word thiếu phần nội dung chính. "
    "Hãy mở tệp bằng Word hoặc WPS, chọn Lưu thành… .docx rồi gửi lại."
)
TOO_LARGE = "Nội dung tệp Word quá lớn. Hãy chia nhỏ tệp, hoặc đăng bản PDF thay cho tệp này."


class UnreadableWord(ValueError):
    """The Word file cannot be read; the message is for the person who sent it."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to: `kind` is the last word of the relationship type."""

    kind: str
    target: str
    external: bool
    type: str = ""


class WordPackage:
    """An opened Word file; `main` is the path of its main part. UnreadableWord if it is none."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._tags = 0
            self._archive = zipfile.ZipFile(file)
            self._names = {name.lower(): name for name in self._archive.namelist()}
            self.main = self._main_part()
        except UnreadableWord:
            raise
        except ZIP_FAULTS as error:
            raise UnreadableWord(_UNREADABLE) from error

    def names(self) -> list[str]:
        """Paths of all parts."""
        return [name for name in self._archive.namelist() if not name.endswith("/")]

    def has(self, path: str) -> bool:
        """Whether there is such a part; case does not count, as in Word."""
        return path.lower() in self._names

    def content(self, path: str) -> bytes:
        """The bytes of a part; UnreadableWord if it is not there or damaged."""
        try:
            entry = self._archive.getinfo(self._names[path.lower()])
            with self._archive.open(entry) as part:
                content = part.read(MAX_PART + 1)
        except ZIP_FAULTS as error:
            raise UnreadableWord(_UNREADABLE) from error
        if len(content) > MAX_PART:
            raise UnreadableWord(TOO_LARGE)
        return content

    def tree(self, path: str) -> etree._Element:
        """The XML of a part; UnreadableWord if it is damaged, too large or has a document type."""
        content = self.content(path)
        self._tags += content.count(b"<")
        if self._tags > MAX_TAGS or len(content) > MAX_XML:
            raise UnreadableWord(TOO_LARGE)
        for strict, usual in _STRICT.items():
            if strict in content:
                content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableWord(_UNREADABLE) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableWord(_UNREADABLE)
        return root

    def optional_tree(self, path: str) -> etree._Element | None:
        """The XML of a part, or None if the file has no such part."""
        return self.tree(path) if path and self.has(path) else None

    def relations(self, path: str = "") -> dict[str, Relation]:
        """What the part at `path` refers to, by relationship id; of the file itself if empty."""
        folder, name = posixpath.split(path)
        listed = self.optional_tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for row in listed.iter(f"{_PACKAGE}Relationship") if listed is not None else ():
            external = row.get("TargetMode") == "External"
            target = row.get("Target", "")
            if not external:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            full = row.get("Type", "")
            kind = full.rpartition("/")[2]
            found[row.get("Id", "")] = Relation(kind, target, external, full)
        return found

    def related(self, kind: str) -> list[str]:
        """Paths of the parts of one kind that the main part refers to, in order of their ids."""
        rows = sorted(self.relations(self.main).items(), key=lambda row: _natural(row[0]))
        targets = [one.target for _, one in rows if one.kind == kind and not one.external]
        return [target for target in dict.fromkeys(targets) if self.has(target)]

    def _main_part(self) -> str:
        relations = self.relations().values()
        named = [one.target for one in relations if one.kind == "officeDocument"]
        for target in [*named, "word/document.xml"]:
            if self.has(target):
                return target
        raise UnreadableWord(NO_MAIN_PART)


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def value(element: etree._Element | None, default: str = "") -> str:
    """The `w:val` of an element, or `default` where there is none."""
    return default if element is None else element.get(w("val"), default)


def switched_on(element: etree._Element) -> bool:
    """Whether a property such as `<w:b/>` is on."""
    return value(element, "true") not in ("0", "false", "off", "none")


def drop(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def text_in(element: etree._Element) -> str:
    """The visible characters under an element, tabs and breaks as blanks."""
    pieces = []
    for part in element.iter(w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen"), w("p")):
        if part.tag == w("t"):
            pieces.append(part.text or "")
        elif part.tag == w("noBreakHyphen"):
            pieces.append("-")
        # tab stops of a paragraph are settings, not text
        elif part.tag != w("tab") or part.getparent().tag == w("r"):
            pieces.append(" ")
    return "".join(pieces).strip()


def _natural(text: str) -> list[tuple[int, str]]:
    return [
        (int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", text)
    ]
