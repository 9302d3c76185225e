"""One text as a cell of Phụ lục II: pasted from Excel, read from a file, or typed. Pure.

The page types a pair or a share into two inputs; everywhere else a cell is one text, such as
“1.204/1.250 hồ sơ = 96,3 %”. ``read_text`` and ``one_text`` are each other's inverse.

Numbers are read as Vietnamese write them (``vn``: 1.234,5). A block that comes from a spreadsheet
in English settings has them the other way round (``en``: 1,234.5); ``guess_style`` finds out as
far as the texts tell, and “1.234” alone does not. Style "" is not known: read as ``vn``, but a
percent “1.234” is refused until somebody says what it means.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from portal.reports.form_version import WORDED, Indicator
from portal.reports.rules import BadValue
from portal.reports.showing import FLAGS, show_number, state_of
from portal.reports.statistics.rules import is_state_word, read_cell, share_of, typed_again
from portal.vietnamese import parse_number

STYLES = {"vn": "1.234,5 (kiểu Việt Nam)", "en": "1,234.5 (kiểu Anh, Mỹ)"}
TWO_PARTS = ("pair", "count_percent")

_TOKEN = re.compile(r"\d[\d.,]*\d|\d", re.ASCII)
_WRITTEN = {
    "vn": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", re.ASCII),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII),
}
#: What only one of the two styles can mean.
_TELLS = {
    "vn": re.compile(r"\d,(?:\d{1,2}|\d{4,})(?![\d.,])|\d\.\d{3}(?:\.|,\d)", re.ASCII),
    "en": re.compile(r"\d\.(?:\d{1,2}|\d{4,})(?![\d.,])|\d,\d{3}(?:,|\.\d)", re.ASCII),
}
_DATE = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d(?:[T ][\d:.]+)?|\d{1,2}-[A-Za-z]{3}(?:-\d+)?"
    r"|[A-Za-z]{3}-\d{2,4}",
    re.ASCII,
)
_EXCEL_FAULT = re.compile(r"#[A-Z/0?!]+|#{2,}", re.IGNORECASE)
#: “1.204 / 1.250 hồ sơ = 96,3 %”: count, total, words, the share if it was written.
_PARTS = re.compile(
    r"(?P<first>[\d.,\s]*?)\s*/\s*(?P<second>[\d.,\s]*?)(?:\s*[^\W\d_][^=/]*)?"
    r"(?:\s*=\s*(?P<share>[\d.,]+)\s*%?)?"
)
_WITHOUT_TOTAL = re.compile(r"[\d.,\s]+[^=/\d]*=\s*[\d.,]+\s*%")


class Reading(NamedTuple):
    """A way to read what was refused: the texts to type instead, in which style."""

    texts: list[str]
    style: str


def read_text(indicator: Indicator, text: str, style: str = "") -> dict[str, Any] | None:
    """The stored value of a cell that is one text; None for blank, BadValue names the fault."""
    return read_cell(indicator, split_text(indicator, text, style))


def one_text(indicator: Indicator, value: Any) -> str:
    """A stored value as one text: “1.204”, “1.204/1.250”, “98,5”, “Có”, “kps”, “kad”, or ""."""
    texts = [text for text in typed_again(indicator, value) if text]
    if indicator.type == "flag" and state_of(value) == "value":
        return FLAGS.get(texts[0], texts[0])
    if indicator.type in TWO_PARTS and state_of(value) == "value":
        return "/".join([*typed_again(indicator, value), ""][:2]).removesuffix("/")
    return "".join(texts)


def split_text(indicator: Indicator, text: str, style: str = "") -> list[str]:
    """One text as what stands in the inputs of the cell: one text, or the two parts."""
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    two = indicator.type in TWO_PARTS
    if not text or is_state_word(text):
        return [text, ""] if two else [text]
    if _EXCEL_FAULT.fullmatch(text):
        raise BadValue(f"Ô trong Excel báo lỗi “{text}”, không có số.")
    if indicator.type in WORDED:
        return [text]
    if _DATE.fullmatch(text):
        raise BadValue(f"“{text}” là ngày tháng; có thể Excel đã tự đổi số thành ngày.")
    if indicator.type == "flag":
        return [text]
    text = in_style(text, style) if style else text
    return _two_parts(text) if two else [text]


def in_style(text: str, style: str) -> str:
    """The numbers in ``text``, read in ``style``, as they are read here whatever the style.

    A group of digits that is no number in ``style`` stays as it is, to be refused with a reason.
    """

    def plain(found: re.Match[str]) -> str:
        token = found[0]
        if not _WRITTEN[style].fullmatch(token):
            return token
        return token.replace(".", "") if style == "vn" else token.replace(",", "").replace(".", ",")

    return _TOKEN.sub(plain, text)


def guess_style(texts: Iterable[str]) -> str:
    """The style of a block: “vn” or “en” where its numbers tell and agree, else ""."""
    found = {style for text in texts for style, tell in _TELLS.items() if tell.search(text)}
    return found.pop() if len(found) == 1 else ""


def is_ambiguous(text: str) -> bool:
    """Whether a text holds a number that each style reads differently: “1.234”, “1,234”."""
    return any(re.fullmatch(r"\d{1,3}[.,]\d{3}", token) for token in _TOKEN.findall(text))


def readings(indicator: Indicator, texts: list[str]) -> list[Reading]:
    """How ``texts``, which were refused, could have been meant: to be asked, never guessed."""
    found: list[Reading] = []
    if indicator.type in WORDED:
        return found
    for style in STYLES:
        meant = [in_style(text, style) for text in texts]
        try:
            value = read_cell(indicator, meant)
        except BadValue:
            continue
        if meant != texts and state_of(value) == "value":
            found.append(Reading(typed_again(indicator, value), style))
    return found


def _two_parts(text: str) -> list[str]:
    found = _PARTS.fullmatch(text)
    if not found:
        if _WITHOUT_TOTAL.fullmatch(text):
            raise BadValue("Thiếu tổng số: ghi như 1.204/1.250, tỷ lệ do cổng tự tính.")
        return [text, ""]
    parts = [found["first"].strip(), found["second"].strip()]
    if found["share"]:
        _check_share(parts, found["share"])
    return parts


def _check_share(parts: list[str], written: str) -> None:
    """A share that was typed must be the one that its parts give, up to its last place."""
    try:
        count, total, share = (parse_number(text) for text in (*parts, written))
    except ValueError as error:
        raise BadValue(str(error)) from error
    computed = share_of(f"{count:f}", f"{total:f}")
    exponent = share.as_tuple().exponent
    place = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if computed and abs(Decimal(computed) - share) > place:
        raise BadValue(
            f"Tỷ lệ ghi {show_number(share)}% không khớp: {'/'.join(parts)} là "
            f"{show_number(computed)}%."
        )
