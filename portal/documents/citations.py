"""Documents cited in a text: number, symbol and date, and citations that contradict each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.documents.flags import Flag
from portal.vietnamese import fold, legal_date

#: Kinds of document by the first part of their symbol.
SYMBOLS = {
    "NQ": "Nghị quyết", "NĐ": "Nghị định", "QĐ": "Quyết định", "CT": "Chỉ thị", "TT": "Thông tư",
    "CĐ": "Công điện", "KH": "Kế hoạch", "TB": "Thông báo", "BC": "Báo cáo", "TTr": "Tờ trình",
    "HD": "Hướng dẫn", "KL": "Kết luận",
}  # fmt: skip
_NAMES = "|".join(sorted({*SYMBOLS.values(), "Luật", "Công văn"}, key=len, reverse=True))
_CITED = re.compile(
    rf"(?:\b(?P<kind>{_NAMES})\s+)?(?:số\s*:?\s*)?"
    r"(?P<number>\d{1,5}(?:/\d{4})?\s*/[A-ZĐ][\w-]*(?:-[A-ZĐ][\w-]*)*)"
    r"(?:\s*,?\s*(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*"
    r"(?:/|năm)\s*(?P<year>\d{4}))?",
    re.I,
)


@dataclass(frozen=True)
class Citation:
    """A document as a text cites it; ``kind`` is the word before the number, ``day`` its date."""

    number: str
    kind: str = ""
    day: date | None = None
    excerpt: str = ""

    @property
    def symbol(self) -> str:
        """What follows the number: “CT-TTg” of “26/CT-TTg”."""
        return self.number.partition("/")[2]

    @property
    def key(self) -> str:
        """How two citations of one document are matched."""
        return citation_key(self.number)


def citation_key(number: str) -> str:
    """A number without blanks, in one case: “61/2018/nd-cp”."""
    return fold("".join(number.split()))


def citations_in(text: str) -> list[Citation]:
    """Every document that a text cites by number, in reading order."""
    found = []
    for match in _CITED.finditer(text):
        number = "".join(match["number"].split())
        if number[-1:] == "-" or not re.search(r"/[A-ZĐ]{2}", number):
            continue
        found.append(Citation(number, _named(match["kind"] or ""), _day(match), match[0].strip()))
    return found


def _named(kind: str) -> str:
    return kind[:1].upper() + kind[1:].lower() if kind else ""


def _day(match: re.Match[str]) -> date | None:
    if not match["year"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def citation_faults(lines: Iterable[str]) -> list[Flag]:
    """Citations of one text that cannot both be right (trap 5): the kind says one thing and the
    symbol another; one symbol and date with two numbers; one number with two dates."""
    cited = [one for line in lines for one in citations_in(line)]
    found = [fault for one in cited if (fault := _kind_fault(one))]
    by_day: dict[tuple[str, date], dict[str, Citation]] = {}
    by_number: dict[str, dict[date, Citation]] = {}
    for one in cited:
        if one.day:
            by_day.setdefault((fold(one.symbol), one.day), {}).setdefault(one.key, one)
            by_number.setdefault(one.key, {}).setdefault(one.day, one)
    for (_, day), group in by_day.items():
        # an authority may issue several decisions a day; directives of that kind it does not
        if len(group) > 1 and next(iter(group.values())).symbol.upper().startswith("CT-"):
            numbers = " và ".join(one.number for one in group.values())
            found.append(Flag("citation", f"Cùng ngày {legal_date(day)} mà dẫn hai số: {numbers}",
                              list(group.values())[-1].excerpt))  # fmt: skip
    for days in by_number.values():
        if len(days) > 1:
            said = " và ".join(legal_date(day) for day in days)
            found.append(Flag("citation", f"Cùng một số mà dẫn hai ngày: {said}",
                              list(days.values())[-1].excerpt))  # fmt: skip
    return list(dict.fromkeys(found))


def _kind_fault(one: Citation) -> Flag | None:
    mark = re.split(r"[/-]", one.symbol.partition("/")[2] or one.symbol)[0]
    meant = SYMBOLS.get(mark)
    if one.kind and meant and one.kind != meant and one.kind != "Luật":
        label = f"Ghi “{one.kind}” nhưng ký hiệu là của {meant[0].lower() + meant[1:]}"
        return Flag("citation", label, one.excerpt)
    return None
