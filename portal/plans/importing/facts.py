"""A fact of a document with its place, and the spelling of words in capitals."""

import re
from dataclasses import dataclass

from portal.documents.rules import KINDS
from portal.vietnamese import fold


@dataclass(frozen=True)
class Fact:
    """A value, the line that says it, and how sure that is; ``note``: what is odd about it."""

    value: str
    quote: str = ""
    place: str = ""
    confidence: str = "high"
    note: str = ""


def plain_text(text: str) -> str:
    """A line without the signs around it."""
    return text.strip(" *:_-–.")


KIND_CODES = {fold(name): code for code, (name, _) in KINDS.items()}

_PLACE_WORDS = ("Tỉnh", "Thành phố", "Huyện", "Thị xã", "Xã", "Phường", "Đặc khu", "Thị trấn")
_SHORT, _VOWEL = frozenset({"UBND", "UBMTTQ"}), re.compile("[aeiouy]")


def spelled(text: str) -> str:
    """Capitals as running text writes them: “ỦY BAN NHÂN DÂN HUYỆN A” is “Ủy ban nhân dân
    huyện A”."""
    words = " ".join(text.split())
    if words.upper() != words:
        return words
    short = [
        word
        for word in re.findall(r"[\w&-]+", words)
        if word in _SHORT or not _VOWEL.search(fold(word))
    ]
    plain = words.capitalize()
    for word in short:
        plain = re.sub(rf"\b{word}\b", word, plain, flags=re.I)
    for place in _PLACE_WORDS:
        found = re.search(rf"\b{place}\b\s+(.+)$", plain, re.I)
        if found:
            start = plain[: found.start()]
            return f"{start}{place.lower() if start else place} {found[1].title()}"
    for name in ("nội vụ", "tài chính", "tư pháp", "y tế", "công thương", "xây dựng"):
        plain = re.sub(rf"\b{name}\b", name.capitalize(), plain)
    plain = re.sub(r"\bsở (?=[A-ZĐ])", "Sở ", plain)
    plain = re.sub(r"\bchánh văn phòng\b", "Chánh Văn phòng", plain, flags=re.I)
    return re.sub(r"\b(chủ tịch|giám đốc|trưởng ban)\b", lambda one: one[0].capitalize(), plain)
