"""Detects text typed in the old TCVN3 (ABC) and VNI encodings, which shows as mangled Latin-1.

Conservative: a word counts only if it is no Vietnamese syllable as it stands and becomes
one when decoded, and two different such words are needed. Foreign names stay untouched.
"""

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# a mark written after its vowel: tone alone, circumflex (+ tone), breve (+ tone)
_VNI_MARKS = dict(
    zip(
        "ùøûõïâáàåãäêéèúüë",
        ["\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
        + ["\u0302" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")]
        + ["\u0306" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")],
        strict=True,
    )
)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|uyu|iêu|yêu|uôi|ươi|ươu|uây|oai|oay|oao|oeo|ia|iê|iu|yê|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[A-Za-z\u00a1-\u00fe]{2,8}")


def looks_legacy(text: str) -> bool:
    """True if the text holds TCVN3 or VNI words, such as `Céng hoµ` or `Coäng hoøa`."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        lowered = word.lower()
        if word.isascii() or lowered in found or _is_syllable(lowered):
            continue
        if _is_syllable(_from_tcvn3(word)) or _is_syllable(_from_vni(lowered)):
            found.add(lowered)
            if len(found) == 2:
                return True
    return False


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", _TONE.sub("", marks))
    return len(_TONE.findall(marks)) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _from_tcvn3(word: str) -> str:
    # the case is kept until here: Ê and ê are two letters of the old code table
    return "".join(_TCVN3.get(char, char) for char in word).lower()


def _from_vni(word: str) -> str:
    decoded = ""
    for char in word:
        if decoded[-1:] in ("a", "e", "o", "u", "y", "ơ", "ư") and char in _VNI_MARKS:
            decoded += _VNI_MARKS[char]
        else:
            decoded += _VNI_SINGLE.get(char, char)
    return unicodedata.normalize("NFC", decoded)
