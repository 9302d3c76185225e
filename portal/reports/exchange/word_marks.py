"""Content controls of a Word file made into lines of text, so that the portal's reader, which
knows no controls, gives them back in their places."""

import io
import re
import zipfile

from lxml import etree

from portal.documents.word.package import WordPackage, value, w
from portal.reports.exchange.outline_texts import read_bookmark, read_tag
from portal.reports.form_version import FormDefinition

#: A line before (“mo”) or after (“dong”) what a control holds, with the control's tag.
MARK = re.compile(r"\[\[cchc-(mo|dong) ([a-z0-9.\-@]+)\]\]")


def with_marks(
    content: bytes, definition: FormDefinition
) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """The same file with a line before and after each control of ours; the versions that its
    bookmarks tell: section code → (report, version)."""
    package = WordPackage(io.BytesIO(content))
    root = package.tree(package.main)
    for control in list(root.iter(w("sdt"))):
        tag = value(control.find(f"{w('sdtPr')}/{w('tag')}"))
        if not read_tag(tag):
            continue
        inline = next(control.iterancestors(w("p")), None)
        whole = control if inline is None else inline
        if whole.getparent() is None or whole.getparent().tag in (w("tbl"), w("tr")):
            continue
        whole.addprevious(_mark("mo", tag))
        whole.addnext(_mark("dong", tag))
    names = (mark.get(w("name"), "") for mark in root.iter(w("bookmarkStart")))
    versions = dict(filter(None, (read_bookmark(definition, name) for name in names)))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as marked,
    ):
        for name in archive.namelist():
            is_main = name.lower() == package.main.lower()
            data = etree.tostring(root, encoding="UTF-8") if is_main else archive.read(name)
            marked.writestr(name, data)
    return out.getvalue(), versions


def _mark(kind: str, tag: str) -> etree._Element:
    paragraph = etree.Element(w("p"))
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = f"[[cchc-{kind} {tag}]]"
    return paragraph
