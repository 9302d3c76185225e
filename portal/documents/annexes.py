"""Annexes that a text names and does not hold (DOMAIN 1.11, trap 7)."""

import re
from collections.abc import Iterable

from portal.documents.blocks import Block
from portal.documents.flags import Flag

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\b"
_NUMBER = rf"(?:số\s+)?({_ROMAN}|\d{{1,2}}\b|[A-D]\b(?!\.))"
_NAMED = re.compile(rf"\b[Pp](?:hụ lục|HỤ LỤC)\s+{_NUMBER}(?:\s*(?:,|và)\s*{_NUMBER})?")
_HEADING = re.compile(rf"^\W*(?:PHỤ LỤC|Phụ lục|Phụ Lục)\s*(?:{_NUMBER})?\s*(?:[.:–-]|$|\()", re.M)
_HEADING_BARE = re.compile(rf"^\W*(?:PHỤ LỤC|Phụ lục)\s+{_NUMBER}\s*$")
_ENCLOSED = re.compile(
    r"\b(?P<what>đề cương|phụ lục|biểu mẫu|danh sách)\b[^.;()]{0,40}?\b(?:gửi\s+)?kèm theo\b"
    r"(?!\s+(?:quyết định|công văn|thông báo)\s+(?:số|này))",
    re.I,
)


def missing_annexes(paragraphs: Iterable[Block], attached: Iterable[str] = ()) -> list[Flag]:
    """Annexes that are named and stand nowhere: neither as a heading nor among ``attached``,
    the names of files and documents that go with the text."""
    blocks = list(paragraphs)
    files = " ".join(attached)
    headings = [one for one in blocks if _is_heading(one)]
    held = {number for one in headings for number in _numbers(_NAMED, one.text)}
    held |= set(_numbers(_NAMED, files))
    any_held = bool(headings) or bool(re.search(r"phụ lục|đề cương|danh sách", files, re.I))
    found: dict[str, Flag] = {}
    for block in blocks:
        if block in headings:
            continue
        for match in _NAMED.finditer(block.text):
            for number in filter(None, match.groups()):
                if number not in held:
                    found.setdefault(
                        number,
                        Flag("annex", f"Nhắc đến Phụ lục {number} nhưng không có trong văn bản",
                             _around(block.text, match), block.anchor),
                    )  # fmt: skip
        enclosed = _ENCLOSED.search(block.text)
        if enclosed and not any_held and not found:
            what = enclosed["what"][0].upper() + enclosed["what"][1:].lower()
            found.setdefault(
                what,
                Flag("annex", f"{what} được nói là kèm theo nhưng không có trong văn bản",
                     _around(block.text, enclosed), block.anchor),
            )  # fmt: skip
    return list(found.values())


def _is_heading(block: Block) -> bool:
    """Whether a paragraph opens an annex rather than speaks of one."""
    if len(block.text) > 160:
        return False
    return bool(_HEADING.match(block.text) or _HEADING_BARE.match(block.text))


def _numbers(pattern: re.Pattern[str], text: str) -> list[str]:
    return [one for match in pattern.finditer(text) for one in match.groups() if one]


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(match.start() - 40, 0), match.end() + 40
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
