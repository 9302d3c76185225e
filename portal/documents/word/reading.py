"""Reads a Word file: clean HTML with headings and stable anchors, warnings, and flags."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree
from lxml import html as lxml_html

from portal.documents.clauses import Outline, clause_of
from portal.documents.flags import Flag, flags_in
from portal.documents.markup import clean_html, text_of
from portal.documents.word.footnotes import ANCHOR
from portal.documents.word.import_notes import LeftOut
from portal.documents.word.package import UnreadableWord, WordPackage, text_in, w
from portal.documents.word.preparing import Preparation
from portal.vietnamese import nfc

_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h2:fresh",
        "p[style-name='heading 1'] => h2:fresh",
        "p[style-name='heading 2'] => h3:fresh",
        *(f"p[style-name='heading {level}'] => h4:fresh" for level in (3, 4, 5, 6)),
        "u => u",
    ]
)
_LETTERS = re.compile(r"\w+")
_HEADING_LIMIT = 300
_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_GLUED = re.compile(
    rf"(?P<roman></(?:em|strong)><strong>)(?=[IVX]+\. [{_UPPER}])"
    rf"|(?<=[{_UPPER}]{{2}})(?P<arabic>)(?=\d{{1,2}}\. [{_UPPER}])"
)


@dataclass(frozen=True)
class Imported:
    """`html` is clean; `left_out` says what was dropped or changed and accounts for its words,
    `flags` are the places that must be looked at."""

    html: str
    left_out: tuple[LeftOut, ...]
    flags: tuple[Flag, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of what was left out or changed."""
        return tuple(one.sentence for one in self.left_out)


def import_docx(file: BinaryIO, bold_heads: bool = True) -> Imported:
    """Turn a Word file into HTML for the portal. UnreadableWord if it cannot be read.

    Paragraphs numbered I., 1., a) and wholly bold become h2, h3, h4 whatever Word style they
    have; every numbered clause gets an anchor that depends on its numbers only. ``bold_heads``:
    a first row in bold is the head of its table, too; otherwise only one that Word repeats.
    """
    try:
        preparation = Preparation(WordPackage(file))
        plain, body = preparation.prepared()
        found = mammoth.convert_to_html(io.BytesIO(plain), style_map=_STYLES)
    except UnreadableWord:
        raise
    except (KeyError, ValueError, AttributeError, IndexError, OSError, TypeError) as error:
        raise UnreadableWord(_UNREADABLE) from error
    except (ExpatError, etree.XMLSyntaxError, RecursionError) as error:
        raise UnreadableWord(_UNREADABLE) from error
    notes = preparation.notes
    cleaned = clean_html(_with_anchors(found.value), keep_anchors=True)
    for word in lost_words(body, cleaned):
        notes.add("lost", word)
    cleaned, splits = _split_glued(cleaned)
    lines = text_of(cleaned).split("\n")
    notes.add("glued", times=splits)
    notes.add("broken", times=sum(map(_is_broken, lines)))
    flags = flags_in(lines) + flags_in(preparation.margins, "margin")
    return Imported(_structured(cleaned, bold_heads), notes.listed(), flags)


_UNREADABLE = (
    "Không đọc được tệp Word. Hãy mở tệp bằng Word hoặc WPS, chọn Lưu thành… .docx rồi gửi lại."
)


def lost_words(body: etree._Element, html: str) -> list[str]:
    """The words of the prepared text that did not come through, each as often as it is missing."""
    blocks = (text_in(block) for block in body.iter(w("p")))
    before = Counter(word for text in blocks for word in _LETTERS.findall(nfc(text)))
    after = Counter(_LETTERS.findall(text_of(html)))
    return sorted((before - after).elements()) if before - after else []


def _with_anchors(html: str) -> str:
    """Places that notes are reached at stand on their paragraph."""
    return re.sub(
        rf'<p>((?:<sup>|<strong>|<em>)*)<a id="({ANCHOR}-\d+)"></a>', r'<p id="\2">\1', html
    )


def _is_broken(line: str) -> bool:
    return line[:1].islower() and len(line) > 40 and clause_of(line) is None


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

    return re.sub(r"<p[^>]*>(?:(?!</p>).)*</p>", bold_parts, html, flags=re.S), count


def _structured(html: str, bold_heads: bool) -> str:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    outline = Outline()
    for element in root.iterchildren("p", "h2", "h3", "h4"):
        text = element.text_content().strip()
        clause = clause_of(text)
        if clause is None or element.get("id"):
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
        _mark_header(table, bold_heads)
    inner = (root.text or "") + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )
    return clean_html(inner, keep_anchors=True)


def _is_bold(element: lxml_html.HtmlElement) -> bool:
    """Whether all the text of the element is bold."""
    bold = "".join(part.text_content() for part in element.iter("strong", "b"))
    whole = element.text_content()
    return bool(whole.strip()) and "".join(bold.split()) == "".join(whole.split())


def _mark_header(table: lxml_html.HtmlElement, bold_heads: bool) -> None:
    """A first row in bold is the head of the table; the letterhead is no such table."""
    # rows of tables inside this one are not its own
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for cell in table.iter("th"):
        cell.set("scope", "col")
    if not bold_heads or len(rows) < 2 or "Độc lập" in table.text_content():
        return
    cells = list(rows[0].iterchildren("td"))
    filled = [cell for cell in cells if cell.text_content().strip()]
    if filled and all(_is_bold(cell) for cell in filled):
        for cell in cells:
            cell.tag = "th"
            cell.set("scope", "col")
