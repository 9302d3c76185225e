"""What a signed PDF says beside the data of its report: signatures in plain words, numbers of the
statistics table that differ. Pure.

The signed document is the master copy. Its text is searched for the name of each indicator; the
numbers that follow must be those of the data, in their order.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.documents.pdf_signatures import PdfSignature
from portal.reports.form_version import FormDefinition
from portal.reports.layout import StatLine, lay_out
from portal.vietnamese import fold

#: state → (words, tone)
STATES = {
    "valid": ("Chữ ký số hợp lệ", "green"),
    "untrusted": ("Chưa xác minh được người ký", "orange"),
    "revoked": ("Chứng thư số đã bị thu hồi", "red"),
    "altered": ("Chữ ký số không hợp lệ", "red"),
    "unreadable": ("Không đọc được chữ ký số", "red"),
}
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")
#: Of the rows with numbers, so many must be found, or the file has no such table.
_FOUND_AT_LEAST = 0.3
_SHOWN = 12


@dataclass(frozen=True)
class RowDifference:
    """A row whose numbers are not those of the data, as words."""

    label: str
    data: str
    file: str


@dataclass(frozen=True)
class TextCheck:
    """``state``: no_text (a scan), no_table, compared, no_data (nothing to compare with)."""

    state: str
    compared: int = 0
    differences: tuple[RowDifference, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignedCheck:
    """All that is told of a signed PDF."""

    signatures: tuple[PdfSignature, ...]
    text: TextCheck

    @property
    def grave(self) -> bool:
        """Whether the unit should look before it sends: altered, or other numbers."""
        broken = any(one.state in ("revoked", "altered", "unreadable") for one in self.signatures)
        return broken or bool(self.text.differences)


def sentence(one: PdfSignature) -> str:
    """What the state of a signature means, for a clerk."""
    issuer = f" do {one.issuer} cấp" if one.issuer else ""
    return {
        "valid": f"Văn bản không bị sửa sau khi ký; chứng thư{issuer} được tin cậy.",
        "untrusted": (
            f"Văn bản không bị sửa sau khi ký, nhưng chứng thư{issuer} không dẫn đến chứng thư gốc "
            "nào mà cổng tin cậy, nên chưa chắc người ký là ai."
        ),
        "revoked": (
            f"Văn bản không bị sửa sau khi ký, nhưng chứng thư{issuer} đã bị thu hồi và không có "
            "dấu thời gian chứng tỏ văn bản được ký trước lúc đó. Hãy ký lại bằng chứng thư còn "
            "hiệu lực."
        ),
        "altered": "Văn bản đã bị sửa sau khi ký. Hãy dùng đúng tệp đã ký, hoặc ký lại.",
        "unreadable": "Phần chữ ký trong tệp bị hỏng hoặc theo kiểu cổng không đọc được.",
    }[one.state]


def revocation_words(one: PdfSignature, at: str) -> str:
    """Whether the certificate was revoked, by what the file holds; nothing of an unread one.

    ``at`` is ``revocation_moment`` in words.
    """
    if one.state == "unreadable":
        return ""
    return {
        "good": f"Chứng thư chưa thu hồi (theo dữ liệu kèm trong tệp, tính đến {at}).",
        "revoked": f"Chứng thư đã thu hồi lúc {at} (theo dữ liệu kèm trong tệp).",
        "unknown": "Chưa kiểm tra được thu hồi: tệp không kèm đủ dữ liệu, cổng không hỏi qua mạng.",
    }[one.revocation]


def check_text(
    form: FormDefinition, values: Mapping[str, Any], year: int, pages: Sequence[str]
) -> TextCheck:
    """The statistics of ``values`` compared with the text of the file, page by page."""
    words = _words(" ".join(pages))
    if len(words) < _SHOWN:
        return TextCheck("no_text")
    rows = [line for line in lay_out(form, values, year).statistics if line.field]
    rows = [line for line in rows if any(state == "value" for state, _ in line.cells.values())]
    if not rows:
        return TextCheck("no_data")
    places = _places(rows, words)
    found = [place for place in places if place]
    if len(found) < _FOUND_AT_LEAST * len(rows):
        return TextCheck("no_table")
    starts = sorted(place[0] for place in found)
    differences, missing = [], []
    for line, place in zip(rows, places, strict=True):
        label = f"{line.number} {line.label}".strip()
        if place is None:
            missing.append(label)
            continue
        stop = next((start for start in starts if start >= place[1]), place[1] + 60)
        told = words[place[1] : min(stop, place[1] + 60)]
        wanted = [number for _, text in line.cells.values() for number in _numbers(_words(text))]
        unit = _words(line.unit)
        rest = told[len(unit) :] if told[: len(unit)] == unit else told
        given = _numbers(rest)
        if given[: len(wanted)] != wanted:
            shown = "; ".join(filter(None, (text for _, text in line.cells.values())))
            numbers = [word for word in rest if word[0].isdigit()][: len(wanted) + 1]
            differences.append(RowDifference(label, shown, " · ".join(numbers) or "(không có số)"))
    return TextCheck("compared", len(found), tuple(differences), tuple(missing))


def _places(rows: list[StatLine], words: list[str]) -> list[tuple[int, int] | None]:
    """Where the name of each row stands, one after the other: (first word, word after it)."""
    places: list[tuple[int, int] | None] = []
    at = 0
    for line in rows:
        label = _words(line.label)
        place = _find(words, label, at)
        if place is not None:
            at = place + len(label)
        places.append(None if place is None else (place, at))
    return places


def _find(words: list[str], wanted: list[str], start: int) -> int | None:
    if not wanted:
        return None
    first = wanted[0]
    at = start
    while True:
        try:
            at = words.index(first, at)
        except ValueError:
            return None
        if words[at : at + len(wanted)] == wanted:
            return at
        at += 1


def _words(text: str) -> list[str]:
    """Words and numbers without accents: a PDF often keeps those apart from their letters."""
    return _WORD.findall(fold(text))


def _numbers(words: list[str]) -> list[Decimal]:
    return [
        Decimal(word.replace(".", "").replace(",", ".", 1).replace(",", ""))
        for word in words
        if word[0].isdigit()
    ]
