"""What a public copy keeps of each story of a Word file: the text, and nothing of its making."""

from lxml import etree

from portal.documents.internal_paths import FILE_NAME, PATH, is_online
from portal.documents.word.fields import complex_fields, discard
from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import R, Relation, W, drop, text_in, unwrap, w
from portal.documents.word.revisions import accept_revisions, drop_comments, drop_hidden
from portal.documents.word.styles import Styles
from portal.documents.word.tables import drop_covered

#: Fields that write who works on which file.
_PERSONAL = frozenset((
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE",
    "COMMENTS", "KEYWORDS", "DOCPROPERTY", "DOCVARIABLE", "INFO",
))  # fmt: skip
_DROPPED = tuple(
    w(name)
    for name in (
        "proofErr", "rsid", "dataBinding", "placeholder", "printerSettings", "permStart", "permEnd",
    )
)  # fmt: skip
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TRACES = (f"{_W14}paraId", f"{_W14}textId", w("author"), w("date"), w("initials"))
_TOLD = ("descr", "title", "alt", "name", "href", "src")


def clean_story(
    root: etree._Element,
    styles: Styles,
    relations: dict[str, Relation],
    notes: ImportNotes,
    margin: bool = False,
) -> None:
    """Settle a story in place; in a `margin` (header, footer) file names go as well as paths."""
    accept_revisions(root, notes)
    drop_comments(root)
    _clean_fields(root, notes)
    drop_hidden(root, styles, notes)
    drop_covered(root, notes)
    _clean_links(root, relations, notes)
    for paragraph in root.iter(w("p")):
        _drop_paths(paragraph, notes, margin)
    clean_markup(root)


def clean_markup(root: etree._Element) -> None:
    """Take out the marks that tie a part to who edited it when."""
    for element in list(root.iter(*_DROPPED)):
        drop(element)
    for element in root.iter():
        for name in list(element.attrib):
            local = etree.QName(name).localname
            if name in _TRACES or (local.startswith("rsid") and name.startswith(f"{{{W}}}")):
                del element.attrib[name]
            elif local in _TOLD and PATH.search(element.get(name, "")):
                element.set(name, "")


def _clean_fields(root: etree._Element, notes: ImportNotes) -> None:
    for simple in list(root.iter(w("fldSimple"))):
        code = simple.get(w("instr"), "")
        kind = (code.split() or [""])[0].upper()
        if kind in _PERSONAL:
            notes.add("fields", text_in(simple))
            drop(simple)
        elif not _harmless(kind, code):
            unwrap(simple)
    for found in complex_fields(root):
        if found.opening.getparent() is None:
            continue
        if found.kind in _PERSONAL:
            notes.add("fields", found.words)
            discard([*found.code, *found.result, *found.marks])
        elif not _harmless(found.kind, found.instruction):
            notes.add("links")
            discard([*found.code, *found.marks])


def _harmless(kind: str, code: str) -> bool:
    """Whether the code of a field names nothing inside the office."""
    if PATH.search(code.replace("\\\\", "\\")):
        return False
    words = code.replace('"', " ").split()
    named = words[1] if kind == "HYPERLINK" and len(words) > 1 else ""
    return not named or named.startswith("\\") or is_online(named)


def _clean_links(root: etree._Element, relations: dict[str, Relation], notes: ImportNotes) -> None:
    """Links that lead nowhere for the reader become plain text; pictures outside are let go."""
    for element in list(root.iter()):
        for name in (f"{{{R}}}id", f"{{{R}}}link", f"{{{R}}}href", f"{{{R}}}pict"):
            relation = relations.get(element.get(name, ""))
            if relation is None or not relation.external or is_online(relation.target):
                continue
            notes.add("links")
            del element.attrib[name]
            if element.tag == w("hyperlink") and not element.get(w("anchor")):
                unwrap(element)
            elif etree.QName(element).localname.startswith("hlink"):
                drop(element)


def _drop_paths(paragraph: etree._Element, notes: ImportNotes, margin: bool) -> None:
    """Cut internal paths out of the text, however many runs they are spread over."""
    parts = [part for part in paragraph.iter(w("t")) if _own(part, paragraph)]
    whole = "".join(part.text or "" for part in parts)
    spans = [found.span() for found in PATH.finditer(whole)]
    if margin:
        spans += [
            found.span()
            for found in FILE_NAME.finditer(whole)
            if not any(start <= found.start() < end for start, end in spans)
        ]
    for start, end in spans:
        notes.add("paths", whole[start:end])
    at = 0
    for part in parts:
        text = part.text or ""
        kept = (
            char
            for place, char in enumerate(text, start=at)
            if not any(start <= place < end for start, end in spans)
        )
        if spans:
            part.text = "".join(kept)
        at += len(text)


def _own(part: etree._Element, paragraph: etree._Element) -> bool:
    """Text of a box inside the paragraph belongs to the paragraphs of the box."""
    return next(part.iterancestors(w("p")), None) is paragraph
