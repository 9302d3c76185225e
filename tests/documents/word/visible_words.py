"""The visible words of a Word file, read straight from its XML, apart from the code that is tried.

Knows only what Word shows: no deleted text, no copy for old programs of what new ones draw. What
is hidden counts as visible here: it must be accounted for as well.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STORY = re.compile(r"word/(document|footnotes|endnotes|(header|footer)\d*)\.xml")
_BLANKS = {f"{_W}tab", f"{_W}br", f"{_W}cr"}
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words_in(text: str) -> Counter[str]:
    """The words of a text, without their case; numbers apart."""
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return Counter(_WORD.findall(plain.casefold()))


def visible_words(content: bytes) -> Counter[str]:
    """Every word of every story of the file."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if _STORY.fullmatch(name):
                pieces: list[str] = []
                _collect(ET.fromstring(archive.read(name)), pieces)
                found += words_in("".join(pieces))
    return found


def _collect(element: ET.Element, pieces: list[str]) -> None:
    if element.tag in (f"{_W}moveFrom", _FALLBACK, f"{_W}pPr", f"{_W}rPr"):
        return
    if element.tag == f"{_W}tr" and element.find(f"{_W}trPr/{_W}del") is not None:
        return
    if element.tag == f"{_W}txbxContent":
        pieces.append("\n")
    if element.tag == f"{_W}t":
        pieces.append(element.text or "")
    elif element.tag in _BLANKS:
        pieces.append(" ")
    for child in element:
        _collect(child, pieces)
    if element.tag == f"{_W}p" and not _runs_on(element):
        pieces.append("\n")


def _runs_on(paragraph: ET.Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
