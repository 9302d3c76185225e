"""Searches a cleaned Word file, raw and part by part, for what must not be in it any more."""

import io
import re
import zipfile

from lxml import etree

from portal.documents.internal_paths import PATH, is_online
from portal.documents.word.package import W, WordPackage, w

_VISIBLE = ("t", "v")  # text of paragraphs, drawings, formulas and charts
_FORBIDDEN = frozenset(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "comment", "rsids",
        "commentReference", "commentRangeStart", "delText", "docVar", "attachedTemplate",
    )
)  # fmt: skip
_FORBIDDEN_PARTS = re.compile(
    r"docProps/|customXml/|word/(?:comments|people|glossary|vba|printerSettings|webSettings)", re.I
)
_PROPERTIES = ("creator", "lastModifiedBy", "Manager", "Company")
#: Names that programs write and that say nothing of a person.
_COMMON = frozenset(
    (
        "admin",
        "administrator",
        "user",
        "windows user",
        "microsoft",
        "python-docx",
        "hewlett-packard",
    )
)
# long enough that the bytes of a picture do not look like one by chance
_RAW_PATHS = (
    re.compile(rb"[A-Za-z]:\\[ -~]{6,}"),
    re.compile(rb"(?:[A-Za-z]\x00:\x00\\\x00)(?:[ -~]\x00){4,}"),
    re.compile(rb"file:///", re.I),
)


def personal_names(package: WordPackage) -> frozenset[str]:
    """The names of people and offices that the file remembers outside its text."""
    found: set[str] = set()
    for path in ("docProps/core.xml", "docProps/app.xml"):
        root = package.optional_tree(path)
        for element in root.iter() if root is not None else ():
            if etree.QName(element).localname in _PROPERTIES and element.text:
                found.add(element.text)
    for path in package.names():
        if path.startswith("word/") and path.endswith(".xml"):
            for element in package.tree(path).iter():
                for name, text in element.attrib.items():
                    if etree.QName(name).localname == "author":
                        found.add(text)
    names = {" ".join(name.split()) for name in found}
    return frozenset(name for name in names if len(name) > 3 and name.lower() not in _COMMON)


def residue(content: bytes, names: frozenset[str]) -> str:
    """What is left, in the words of the message to the user; "" if the copy is clean."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for path in archive.namelist():
            if _FORBIDDEN_PARTS.match(path):
                return "phần phụ của tệp"
            part = archive.read(path)
            found = (
                _in_markup(etree.fromstring(part), names)
                if path.endswith((".xml", ".rels"))
                else _in_bytes(part, names)
            )
            if found:
                return found
    return ""


def _in_markup(root: etree._Element, names: frozenset[str]) -> str:
    for element in root.iter():
        if element.tag in _FORBIDDEN:
            return "dấu vết sửa đổi hoặc nhận xét"
        if element.get("TargetMode") == "External" and not is_online(element.get("Target", "")):
            return "liên kết tới máy nội bộ"
        visible = etree.QName(element).localname in _VISIBLE
        told = [] if visible else [element.text or ""]
        for name, text in element.attrib.items():
            if name.startswith(f"{{{W}}}rsid"):
                return "mã phiên soạn thảo"
            told.append(text)
        if any(PATH.search(text) for text in [*told, element.text or ""]):
            return "đường dẫn máy tính nội bộ"
        if any(name in text for name in names for text in told):
            return "tên người soạn"
    return ""


def _in_bytes(part: bytes, names: frozenset[str]) -> str:
    if any(pattern.search(part) for pattern in _RAW_PATHS):
        return "đường dẫn máy tính nội bộ trong hình ảnh"
    for name in names:
        if name.encode() in part or name.encode("utf-16-le") in part:
            return "tên người soạn trong hình ảnh"
    return ""
