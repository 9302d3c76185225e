"""Normal form, search folding, slugs and the order of the Vietnamese alphabet."""

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+|[^\s]", re.UNICODE)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks and overrides
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"  # separators, BOM, noncharacters, surrogates
)

CollationKey = tuple[tuple[tuple[int, int, str, tuple[int, ...], tuple[int, ...]], ...], str]


def nfc(text: str) -> str:
    """The text in Unicode NFC, the only form stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Search form: lower case, no marks, đ as d. `Kế hoạch Điện Biên` → `ke hoach dien bien`."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


@lru_cache(maxsize=4_096)
def slug(text: str, max_length: int = 100) -> str:
    """ASCII words joined by hyphens, cut at a word; empty when the text has no letter or digit.

    The limit keeps folder names of the frozen site under what file systems accept.
    """
    whole = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(whole) <= max_length:
        return whole
    cut = whole[: max_length + 1].rpartition("-")[0]
    return cut or whole[:max_length]


def collation_key(text: str) -> CollationKey:
    """Sort key by the Vietnamese alphabet (a ă â b … d đ …), syllable by syllable.

    Tones decide between equal letters within one syllable before the next one is
    looked at (Hà Nội before Hạ Long), digits sort by value (Phường 2 before Phường 10).
    """
    return tuple(_syllable_key(word) for word in _WORDS.findall(nfc(text))), text


def person_key(name: str) -> tuple[CollationKey, CollationKey]:
    """Sort key of a person: given name (the last syllable), then family and middle names."""
    rest, _, given = nfc(name).strip().rpartition(" ")
    return collation_key(given), collation_key(rest)


def has_control(text: str) -> bool:
    """True if the text holds NUL, control, bidirectional or otherwise unstorable characters."""
    return _CONTROL.search(text) is not None


@lru_cache(maxsize=4_096)
def _syllable_key(word: str) -> tuple[int, int, str, tuple[int, ...], tuple[int, ...]]:
    """(class, length of a number, number or sign, letter ranks, tones): signs, numbers, letters."""
    if word[0] in "0123456789":
        digits = word.lstrip("0")
        return 1, len(digits), digits, (), ()
    if not word[0].isalpha():
        return 0, 0, word, (), ()
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(word.lower()):
        letter, tone = _split_tone(char)
        letters.append(_RANK.get(letter, len(_ALPHABET) + ord(letter[0])))
        tones.append(tone)
    return 2, 0, "", tuple(letters), tuple(tones)


def _split_tone(char: str) -> tuple[str, int]:
    """`ệ` → (`ê`, nặng)."""
    marks = unicodedata.normalize("NFD", char)
    tone = max((_TONES.get(mark, 0) for mark in marks), default=0)
    return nfc("".join(mark for mark in marks if mark not in _TONES)) or char, tone
