"""How many units a document says that a kind of inspection has (“03 đơn vị”)."""

import re

_GENERAL = r"cơ quan|đơn vị|địa phương"
_SAID = re.compile(
    rf"(?<![\d/.,-])(?P<n>\d{{1,3}})\s+(?P<what>{_GENERAL}|sở|huyện|thị xã|thành phố|xã|phường)\b"
    r"(?!\s+(?:trực thuộc|thuộc))",
    re.I,
)
#: “từ 02 đến 03 đơn vị”, “ít nhất 02 đơn vị”: no number to compare with.
_ABOUT = re.compile(r"(?:đến|tối thiểu|tối đa|ít nhất|khoảng|trên|[-–])\s*$", re.I)


def count_said(lead: str, text: str) -> int | None:
    """How many units ``lead`` announces; None where it announces no certain number.

    “10 đơn vị, gồm 04 huyện và 06 sở” are ten; “06 sở (…), 04 huyện (…)” are the sum of the
    numbers that stand in the whole ``text``.
    """
    first = _first(lead)
    if first is None:
        return None
    if re.fullmatch(_GENERAL, first["what"], re.I):
        return int(first["n"])
    return sum(int(found["n"]) for found in _SAID.finditer(text) if not _vague(text, found))


def _first(lead: str) -> re.Match[str] | None:
    found = _SAID.search(lead)
    return None if found is None or _vague(lead, found) else found


def _vague(text: str, found: re.Match[str]) -> bool:
    return bool(_ABOUT.search(text[: found.start()]))


def count_words(said: int, read: int) -> str:
    """What to look at when another number was read than the document says; "" when it is so."""
    if said == read:
        return ""
    return f"Văn bản ghi {said:02d} đơn vị, đọc được {read:02d} tên; hãy rà lại."
