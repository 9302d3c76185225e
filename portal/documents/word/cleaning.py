"""A public copy of a Word file: without revisions, comments, names, paths and hidden parts.

Only parts on our list are copied, reached from the main part by relations on our list; what is
new in some version of Word stays behind until somebody has looked at it. Afterwards the copy is
searched raw for what must not be in it (`residue`).
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from portal.documents.internal_paths import is_online
from portal.documents.picture_cleaning import clean_picture
from portal.documents.word.cleaning_text import clean_markup, clean_story
from portal.documents.word.import_notes import ImportNotes, LeftOut
from portal.documents.word.package import R, Relation, UnreadableWord, WordPackage, drop, w
from portal.documents.word.residue import personal_names, residue
from portal.documents.word.styles import Styles

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_STORIES = ("footnotes", "endnotes", "header", "footer")
_KEPT = frozenset((
    *_STORIES, "styles", "numbering", "theme", "fontTable", "settings", "image", "chart",
    "chartStyle", "chartColorStyle", "chartEx", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing",
))  # fmt: skip
_REFUSED = {
    "oleObject": "đối tượng nhúng từ chương trình khác",
    "package": "tệp nhúng bên trong",
    "control": "nút điều khiển ActiveX",
    "aFChunk": "phần chèn từ tệp khác",
    "subDocument": "phần chèn từ tệp khác",
    "vbaProject": "macro",
}
_SETTINGS = frozenset((
    "compat", "defaultTabStop", "evenAndOddHeaders", "footnotePr", "endnotePr", "mirrorMargins",
    "characterSpacingControl", "themeFontLang", "clrSchemeMapping", "decimalSymbol",
    "listSeparator", "mathPr", "autoHyphenation", "hyphenationZone", "doNotHyphenateCaps",
    "gutterAtTop", "displayBackgroundShape", "shapeDefaults", "hdrShapeDefaults",
))  # fmt: skip
_SENTENCES = {
    "names": "Đã bỏ tên người soạn, người sửa, cơ quan và các thuộc tính khác của tệp.",
    "insertions": "Đã chấp nhận {n} chỗ thêm khi theo dõi thay đổi (Track Changes).",
    "deletions": "Đã xóa hẳn {n} chỗ người soạn đã xóa khi theo dõi thay đổi (Track Changes).",
    "comments": "Đã bỏ {n} lời nhận xét (Comment).",
    "hidden": "Đã bỏ {n} chỗ chữ ẩn (Hidden).",
    "covered": "Đã bỏ {n} chỗ chữ nằm khuất dưới ô gộp.",
    "fields": "Đã bỏ {n} trường ghi tên người soạn hoặc tên tệp (Field).",
    "paths": "Đã bỏ {n} đường dẫn hoặc tên tệp trong máy tính nội bộ.",
    "links": "Đã bỏ {n} liên kết tới máy nội bộ; phần chữ vẫn giữ.",
    "pictures": "Đã bỏ thông tin ghi kèm trong {n} hình ảnh.",
}
_FIXED_TIME = (2020, 3, 5, 0, 0, 0)  # the same copy always has the same bytes


class CannotClean(ValueError):
    """The file cannot be made fit for the public; the message says what to do instead."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Không làm sạch được tệp Word này ({why}). Hãy đăng bản PDF đã ký thay cho tệp gốc."
        )


@dataclass(frozen=True)
class Cleaned:
    """The copy, and what is not in it any more."""

    content: bytes
    removed: tuple[LeftOut, ...]


def clean_word(content: bytes) -> Cleaned:
    """The file as it may become public; CannotClean if that cannot be guaranteed."""
    try:
        return _Copy(WordPackage(io.BytesIO(content))).made()
    except UnreadableWord as error:
        raise CannotClean("không đọc được tệp") from error


class _Copy:
    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.notes = ImportNotes(_SENTENCES)
        styles = next(iter(package.related("styles")), "")
        self.styles = Styles(package.optional_tree(styles))
        self.parts: dict[str, bytes] = {}

    def made(self) -> Cleaned:
        names = personal_names(self.package)
        if b"purl.oclc.org/ooxml" in self.package.content(self.package.main):
            raise CannotClean("tệp lưu ở dạng Strict Open XML; hãy lưu lại thành .docx thường")
        self._copy(self.package.main, "main")
        self.notes.add("names")
        for path in self.package.related("comments"):
            comments = self.package.tree(path).iter(w("comment"))
            self.notes.add("comments", times=sum(1 for _ in comments))
        content = self._packed()
        left = residue(content, names)
        if left:
            raise CannotClean(f"vẫn còn {left}")
        return Cleaned(content, self.notes.listed())

    def _copy(self, path: str, kind: str) -> None:
        """Copy a part and what it needs; the names of parts stay."""
        if path in self.parts:
            return
        relations = self._kept_relations(path, kind)
        self.parts[path] = b""
        if path.endswith(".xml"):
            self.parts[path] = self._clean_xml(path, kind, relations)
        else:
            original = self.package.content(path)
            self.parts[path] = clean_picture(original)
            if self.parts[path] != original:
                self.notes.add("pictures")
        for relation in relations.values():
            if not relation.external:
                self._copy(relation.target, relation.kind)
        if relations:
            folder, name = posixpath.split(path)
            self.parts[f"{folder}/_rels/{name}.rels".lstrip("/")] = _relations(path, relations)

    def _kept_relations(self, path: str, kind: str) -> dict[str, Relation]:
        kept = {}
        for key, relation in self.package.relations(path).items():
            if relation.kind in _REFUSED and kind != "chart":
                raise CannotClean(f"tệp có {_REFUSED[relation.kind]}")
            if relation.external:
                if relation.kind == "hyperlink" and is_online(relation.target):
                    kept[key] = relation
            elif relation.kind in _KEPT and self.package.has(relation.target):
                kept[key] = relation
        return kept

    def _clean_xml(self, path: str, kind: str, kept: dict[str, Relation]) -> bytes:
        root = self.package.tree(path)
        if kind == "settings":
            for setting in list(root):
                if etree.QName(setting).localname not in _SETTINGS:
                    drop(setting)
        if kind == "chart":
            # the numbers of the whole worksheet, of which the chart shows a part
            for data in list(root.iter(f"{{{_CHARTS}}}externalData")):
                drop(data)
        if kind in ("main", *_STORIES):
            margin = kind in ("header", "footer")
            clean_story(root, self.styles, self.package.relations(path), self.notes, margin)
            _check_references(root, kept)
        else:
            clean_markup(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _packed(self) -> bytes:
        main = self.package.main
        first = Relation("officeDocument", main, False, f"{R}/officeDocument")
        files = {
            "[Content_Types].xml": _content_types(self.package, set(self.parts)),
            "_rels/.rels": _relations("", {"rId1": first}),
            **self.parts,
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in files.items():
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, part)
        return out.getvalue()


def _check_references(root: etree._Element, kept: dict[str, Relation]) -> None:
    """Every part that the text refers to is in the copy, or Word would call the copy damaged."""
    for element in root.iter():
        for name, key in element.attrib.items():
            if name.startswith(f"{{{R}}}") and key and key not in kept:
                raise CannotClean("tệp vẫn còn thành phần chưa rõ loại")


def _relations(path: str, relations: dict[str, Relation]) -> bytes:
    folder = posixpath.dirname(path)
    rows = []
    for key, one in relations.items():
        target = one.target if one.external else posixpath.relpath(one.target, folder or ".")
        mode = ' TargetMode="External"' if one.external else ""
        rows.append(
            f"<Relationship Id={quoteattr(key)} Type={quoteattr(one.type)} "
            f"Target={quoteattr(target)}{mode}/>"
        )
    listed = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'
    return listed.encode()


def _content_types(package: WordPackage, kept: set[str]) -> bytes:
    """The kinds of the parts that were copied."""
    root = package.tree("[Content_Types].xml")
    endings = {name.rpartition(".")[2].lower() for name in kept}
    for row in list(root):
        part, ending = row.get("PartName", "").lstrip("/"), row.get("Extension", "").lower()
        if (part and part not in kept) or (ending and ending not in endings | {"rels", "xml"}):
            drop(row)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
