"""Text typed in the old TCVN3 (ABC) and VNI encodings: seen, and turned into Unicode.

Without the font's word for it the judgement is conservative: a word counts only if it is no
Vietnamese syllable as it stands and becomes one when decoded, and two different such words are
needed. Foreign names stay untouched.
"""

import re
import unicodedata

from portal.vietnamese.legacy_tables import TCVN3, VNI_BASES, VNI_MARKS, VNI_SINGLE

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|uyu|iêu|yêu|uôi|ươi|ươu|uây|oai|oay|oao|oeo|ia|iê|iu|yê|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[A-Za-z\u00a1-\u00fe\u03bc]+")
_LONGEST = 8
_STOPS = ("c", "ch", "p", "t")
# letters that neither old encoding can hold: the text is Unicode already
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]"
)


def looks_legacy(text: str) -> bool:
    """True if the text holds TCVN3 or VNI words, such as `Céng hoµ` or `Coäng hoøa`."""
    return legacy_encoding(text) != ""


def legacy_encoding(text: str) -> str:
    """``tcvn3`` or ``vni``, whichever more of the mangled words are in, or "" if there are none."""
    found: dict[str, set[str]] = {"tcvn3": set(), "vni": set()}
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        lowered = word.lower()
        if word.isascii() or not 2 <= len(word) <= _LONGEST or _is_syllable(lowered):
            continue
        for encoding, seen in found.items():
            # the case is kept until here: Ê and ê are two letters of the old code table
            if _is_syllable(_decoded(word, encoding).lower()):
                seen.add(lowered)
    if len(found["tcvn3"] | found["vni"]) < 2:
        return ""
    return max(found, key=lambda encoding: len(found[encoding]))


def reads_as_unicode(text: str) -> bool:
    """Whether text set in an old font is Unicode all the same (someone converted the letters).

    A letter that the old encodings cannot hold settles it; otherwise more Vietnamese syllables
    as it stands than decoded do.
    """
    if _UNICODE.search(unicodedata.normalize("NFC", text)):
        return True
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    as_is = sum(_is_syllable(word.lower()) for word in words)
    decoded = max(
        sum(_is_syllable(_decoded(word, encoding).lower()) for word in words)
        for encoding in ("tcvn3", "vni")
    )
    return as_is > decoded


def from_legacy(text: str, encoding: str, *, capitals: bool = False) -> str:
    """Text of one encoding (``tcvn3``, ``vni``) in Unicode NFC.

    ``capitals``: the font shows small letters as capitals (TCVN3 fonts that end in H). TCVN3 has
    no capitals with tones, so `CéNG` in an ordinary font is taken for `CỘNG`.
    """
    plain = [char for char in text if char.isascii() and char.isalpha()]
    if capitals or (encoding == "tcvn3" and len(plain) > 1 and all(map(str.isupper, plain))):
        return _decoded(text, encoding).upper()
    return re.sub(r"[^\s]+", lambda word: _word(word[0], encoding), text)


def mended_words(text: str, encoding: str) -> str:
    """Decode only the words that are mangled, and leave the others of a mixed text as they are."""
    mixed = _UNICODE.search(unicodedata.normalize("NFC", text)) is not None

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        if word.isascii() or (mixed and _is_syllable(word.lower())):
            return word
        decoded = _word(word, encoding)
        return decoded if _is_syllable(decoded.lower()) else word

    return _WORD.sub(mended, text)


def _word(word: str, encoding: str) -> str:
    decoded = _decoded(word, encoding)
    plain = [char for char in word if char.isascii() and char.isalpha()]
    capitals = encoding == "tcvn3" and len(plain) > 1 and all(map(str.isupper, plain))
    return decoded.upper() if capitals else decoded


def _decoded(text: str, encoding: str) -> str:
    if encoding == "tcvn3":
        return "".join(TCVN3.get(char, char) for char in text)
    decoded = ""
    for char in text:
        if decoded[-1:] in VNI_BASES and char in VNI_MARKS:
            decoded += VNI_MARKS[char]
        else:
            decoded += VNI_SINGLE.get(char, char)
    return unicodedata.normalize("NFC", decoded)


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", _TONE.sub("", marks))
    tones = _TONE.findall(marks)
    if len(tones) > 1 or _SYLLABLE.fullmatch(bare) is None:
        return False
    # what ends in a stop carries sắc or nặng only: thùc is no syllable, thực is
    return not (tones and bare.endswith(_STOPS) and tones[0] not in "\u0301\u0323")
