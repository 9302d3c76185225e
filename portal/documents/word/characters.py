"""The letters of a Word file as plain Unicode: old encodings, symbol fonts, split letters."""

import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import groupby, pairwise

from lxml import etree

from portal.documents.word.import_notes import ImportNotes
from portal.documents.word.package import drop, w
from portal.documents.word.styles import Styles
from portal.documents.word.symbols import SYMBOL_FONTS, UNKNOWN, is_private, sign_of
from portal.vietnamese.legacy import (
    from_legacy,
    legacy_encoding,
    mended_words,
    reads_as_unicode,
)

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# a paragraph of more pieces or letters has each piece converted for itself
_MANY = 300
_LONG = 20_000
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
Look = tuple[str, bool]  # encoding, shown in capitals by the font


def settle_characters(root: etree._Element, styles: Styles, notes: ImportNotes) -> None:
    """Write every character of the text in Unicode, in place."""
    for run in list(root.iter(w("r"))):
        _plain_parts(run, styles, notes)
    paragraphs = [_pieces(paragraph) for paragraph in root.iter(w("p"))]
    texts = ["".join(part.text or "" for part in parts) for parts in paragraphs]
    hints = [legacy_encoding(text) for text in texts]
    found = [hint for hint in hints if hint]
    # where much of a file is in an old encoding, its single words are as well
    general = max(set(found), key=found.count) if len(found) > 2 else ""
    for parts, text, hint in zip(paragraphs, texts, hints, strict=True):
        _join_marks(parts)
        if _to_unicode(parts, text, hint or general, styles):
            notes.add("legacy", text)
        for part in parts:
            _finish(part, styles)


def _plain_parts(run: etree._Element, styles: Styles, notes: ImportNotes) -> None:
    """Signs and special hyphens of a run as text, line ends in one way."""
    font = next(iter(styles.fonts(run)), "")
    for part in list(run):
        if part.tag == w("sym"):
            code = part.get(w("char"), "")
            known = _sign(part.get(w("font"), ""), code)
            _become_text(part, known or UNKNOWN)
            notes.add("signs" if known else "symbols")
        elif part.tag == w("noBreakHyphen"):
            _become_text(part, "-")
        elif part.tag == w("softHyphen"):
            # dropped at the end, unless the font is TCVN3, where it is ư
            _become_text(part, "\u00ad")
        elif part.tag == w("cr"):
            part.tag = w("br")
        elif part.tag == w("ptab"):
            part.tag = w("tab")
        elif part.tag == w("t") and part.text:
            shown, unknown = _signs(part.text, font)
            if shown != part.text:
                notes.add("signs", part.text if font in SYMBOL_FONTS else "")
            if unknown:
                notes.add("symbols", times=unknown)
            part.text = shown


def _signs(text: str, font: str) -> tuple[str, int]:
    """Text of a symbol font as Unicode, and how many signs nobody knows."""
    if font not in SYMBOL_FONTS and not any(map(is_private, text)):
        return text, 0
    signs = [sign_of(font, ord(char)) if char != " " else " " for char in text]
    shown = [
        sign or (UNKNOWN if is_private(char) else char)
        for sign, char in zip(signs, text, strict=True)
    ]
    return "".join(shown), shown.count(UNKNOWN)


def _sign(font: str, code: str) -> str | None:
    try:
        return sign_of(font, int(code, 16))
    except ValueError:
        return None


def _become_text(part: etree._Element, text: str) -> None:
    part.tag = w("t")
    part.attrib.clear()
    part.text = text


def _pieces(paragraph: etree._Element) -> list[etree._Element]:
    return [part for part in paragraph.iter(w("t")) if part.getparent().tag == w("r")]


def _join_marks(parts: list[etree._Element]) -> None:
    """A letter typed in two signs stays whole where its signs stand in two runs."""
    for before, after in pairwise(parts):
        text = after.text or ""
        marks = len(text) - len(text.lstrip("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))
        if marks and before.text:
            before.text += text[:marks]
            after.text = text[marks:]


def _to_unicode(parts: list[etree._Element], text: str, hint: str, styles: Styles) -> bool:
    """Decode what is in an old encoding; whether anything changed."""
    changed = False
    by_font = text and not reads_as_unicode(text)
    groups = groupby(parts, key=lambda part: _look(part, styles) if by_font else ("", False))
    for (encoding, capitals), group in groups:
        if encoding:
            decode = partial(from_legacy, encoding=encoding, capitals=capitals)
            changed |= _convert(list(group), decode)
        elif hint:
            changed |= _convert(list(group), partial(mended_words, encoding=hint))
    return changed


def _look(part: etree._Element, styles: Styles) -> Look:
    """The encoding that the font of a piece of text stands for."""
    for name in styles.fonts(part.getparent()):
        lowered = name.lower()
        if lowered.startswith(".vn"):
            return "tcvn3", lowered.endswith("h")
        if lowered.startswith("vni"):
            return "vni", False
    return "", False


def _convert(parts: list[etree._Element], decode: Callable[[str], str]) -> bool:
    """Decode the pieces as one text, since a letter may be split between two of them."""
    texts = [part.text or "" for part in parts]
    whole = "".join(texts)
    if len(parts) > _MANY or len(whole) > _LONG:
        decoded = [decode(text) for text in texts]
    else:
        made, at, ends = decode(whole), 0, [0]
        for text in texts:
            at += len(text)
            ends.append(len(decode(whole[:at])))
        ends[-1] = len(made)
        decoded = [made[start:end] for start, end in pairwise(ends)]
    for part, text in zip(parts, decoded, strict=True):
        part.text = text
    # letters that mean the same in both say nothing of the encoding
    return "".join(decoded).casefold() != unicodedata.normalize("NFC", whole).casefold()


def _finish(part: etree._Element, styles: Styles) -> None:
    text = (part.text or "").translate(_INVISIBLE)
    run = part.getparent()
    part.text = text.upper() if styles.capitals(run) else text
    part.set(_SPACE, "preserve")
    if not part.text:
        drop(part)
