"""Reads a Word file: clean HTML with headings and stable anchors, warnings, and flags."""

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree
from lxml import html as lxml_html

from portal.documents.clauses import Outline, clause_of
from portal.documents.flags import Flag, flags_in
from portal.documents.markup import clean_html, text_of

_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h2:fresh",
        "p[style-name='heading 1'] => h2:fresh",
        "p[style-name='heading 2'] => h3:fresh",
        *(f"p[style-name='heading {level}'] => h4:fresh" for level in (3, 4, 5, 6)),
        "u => u",
    ]
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_LIMIT = 300
_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_GLUED = re.compile(
    rf"(?P<roman></(?:em|strong)><strong>)(?=[IVX]+\. [{_UPPER}])"
    rf"|(?<=[{_UPPER}]{{2}})(?P<arabic>)(?=\d{{1,2}}\. [{_UPPER}])"
)


class UnreadableWord(ValueError):
    """The Word file cannot be read; the message is for the person who sent it."""


@dataclass(frozen=True)
class Imported:
    """`html` is clean; `warnings` say what may have been lost, `flags` what must be looked at."""

    html: str
    warnings: tuple[str, ...]
    flags: tuple[Flag, ...]


def import_docx(file: BinaryIO) -> Imported:
    """Turn a Word file into HTML for the portal. UnreadableWord if it cannot be read.

    Paragraphs numbered I., 1., a) and wholly bold become h2, h3, h4 whatever Word style they
    have; every numbered clause gets an anchor that depends on its numbers only.
    """
    dropped: list[str] = []

    def no_image(_image: object) -> list[object]:
        dropped.append("image")
        return []

    try:
        found = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=no_image)
        margins = _margin_lines(file)
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, IndexError, OSError) as error:
        raise UnreadableWord(_UNREADABLE) from error
    except (ExpatError, etree.XMLSyntaxError, RecursionError) as error:
        raise UnreadableWord(_UNREADABLE) from error
    cleaned, splits = _split_glued(clean_html(found.value))
    warnings = _warnings(cleaned, len(dropped), splits)
    flags = flags_in(text_of(cleaned).split("\n")) + flags_in(margins, "margin")
    return Imported(_structured(cleaned), warnings, flags)


_UNREADABLE = "Không đọc được tệp Word. Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại."


def _margin_lines(file: BinaryIO) -> list[str]:
    """Paragraphs of headers and footers, which the conversion leaves out."""
    lines = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
                root = etree.fromstring(archive.read(name), parser)
                for paragraph in root.iter(f"{_W}p"):
                    lines.append("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))
    return [line for line in lines if line.strip()]


def _split_glued(html: str) -> tuple[str, int]:
    """Start a new paragraph where a bold clause number is glued to the text before it."""
    count = 0

    def split(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        if match["roman"]:
            return match["roman"].replace("<strong>", "</p><p><strong>")
        return "</strong></p><p><strong>"

    def bold_parts(paragraph: re.Match[str]) -> str:
        return _GLUED.sub(split, paragraph[0]) if "<strong>" in paragraph[0] else paragraph[0]

    return re.sub(r"<p>(?:(?!</p>).)*</p>", bold_parts, html, flags=re.S), count


def _structured(html: str) -> str:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    outline = Outline()
    for element in root.iterchildren("p", "h2", "h3", "h4"):
        text = element.text_content().strip()
        clause = clause_of(text)
        if clause is None:
            continue
        # a roman clause in capitals is a heading even where the bold got lost
        in_capitals = clause.level == 1 and clause.tag == "h2" and text.isupper()
        is_heading = element.tag != "p" or in_capitals or _is_bold(element)
        element.set("id", outline.anchor(clause))
        element.tag = clause.tag if is_heading and len(text) <= _HEADING_LIMIT else "p"
    for heading in list(root.iter("h2", "h3", "h4")):
        for strong in list(heading.iter("strong", "b")):
            strong.drop_tag()
        if not heading.text_content().strip():
            heading.drop_tree()
    for table in root.iter("table"):
        _mark_header(table)
    inner = (root.text or "") + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )
    return clean_html(inner, keep_anchors=True)


def _is_bold(element: lxml_html.HtmlElement) -> bool:
    """Whether all the text of the element is bold."""
    bold = "".join(part.text_content() for part in element.iter("strong", "b"))
    whole = element.text_content()
    return bool(whole.strip()) and "".join(bold.split()) == "".join(whole.split())


def _mark_header(table: lxml_html.HtmlElement) -> None:
    """A first row in bold is the head of the table; the letterhead is no such table."""
    rows = list(table.iter("tr"))
    if len(rows) < 2 or "Độc lập" in table.text_content():
        return
    cells = list(rows[0].iterchildren("td"))
    filled = [cell for cell in cells if cell.text_content().strip()]
    if filled and all(_is_bold(cell) for cell in filled):
        for cell in cells:
            cell.tag = "th"
            cell.set("scope", "col")


def _warnings(html: str, images: int, splits: int) -> tuple[str, ...]:
    broken = [line for line in text_of(html).split("\n") if line[0].islower() and len(line) > 40]
    broken = [line for line in broken if clause_of(line) is None]
    said = [
        (images, f"Đã bỏ {images} hình ảnh; hãy đính kèm riêng nếu cần."),
        ("<ol>" in html, "Tệp có đánh số tự động của Word; hãy kiểm tra lại số mục."),
        (splits, f"Đã tách {splits} chỗ đề mục dính liền với đoạn trước; hãy kiểm tra lại."),
        (broken, f"Có {len(broken)} đoạn bắt đầu bằng chữ thường, có thể bị ngắt giữa câu."),
    ]
    return tuple(sentence for present, sentence in said if present)
