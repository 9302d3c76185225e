"""The legal bases of a document: each with its kind, number, date and what it is about."""

import re
from dataclasses import dataclass
from datetime import date

from portal.plans.importing.dates_in_text import dates_in
from portal.plans.importing.letterhead import Letterhead
from portal.plans.importing.paper import Line, Paper

_OPENS = re.compile(
    r"^(?:căn cứ|thực hiện|triển khai|theo|xét|tiếp tục thực hiện|thi hành)\s+", re.I
)
_KIND = (
    r"Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Công điện|Kế hoạch|"
    r"Thông báo|Kết luận|Chương trình|Công văn|Hướng dẫn|Quy định|Đề án|Hiến pháp|Văn bản"
)
_ITEM = re.compile(rf"^(?:các\s+|và\s+)?(?P<kind>{_KIND})\b", re.I)
_NUMBER = re.compile(
    r"(?:số\s*:?\s*)?(\d{1,6}[\w.]*\s*[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&Đđ-]*(?:/[\w-]+)?)"
)
_ENACTS = re.compile(
    r"[,;.]\s*(?:[UuỦủ][Yyỷỵ] ban|UBND|Chủ tịch|Sở|Ban|Giám đốc|Hội đồng|Huyện|Thành "
    r"phố)[^,;]{0,60}"
    r"\s(?:ban hành|xây dựng|triển khai|tổ chức)\s.*$"
)
_END = re.compile(r"^(?:[IVX]+\s*[.)]|QUYẾT ĐỊNH|Điều 1|PHẦN|A\.|1\.)")
_PROPOSED = re.compile(r"^(?:theo|xét)\s+(?:đề nghị|tờ trình)", re.I)
MOST = 60


@dataclass(frozen=True)
class Basis:
    """A document that another rests on. ``number`` and ``day`` are empty where it gives none."""

    text: str
    kind: str
    number: str
    day: date | None
    title: str
    quote: str
    place: str


def read_bases(paper: Paper, head: Letterhead) -> list[Basis]:
    """The bases between the subject and the first clause; a proposal (tờ trình) is none."""
    found: dict[str, Basis] = {}
    for line in _sentences(paper.lines[head.body_from : head.body_from + 60]):
        opened = _OPENS.match(line.text)
        if not opened or _PROPOSED.match(line.text):
            continue
        text = _ENACTS.sub("", line.text[opened.end() :]).strip()
        for part in re.split(r";\s*", text):
            for item in _apart(part.strip()):
                basis = _basis(item, line)
                if basis:
                    found.setdefault(basis.text, basis)
    return list(found.values())[:MOST]


def _sentences(lines: list[Line]) -> list[Line]:
    """Lines up to the first clause, those that were broken put together again."""
    whole: list[Line] = []
    for line in lines:
        if _END.match(line.text):
            break
        open_end = whole and not re.search(r"[;.:]$", whole[-1].text)
        if open_end and not _OPENS.match(line.text) and not line.text.isupper():
            last = whole.pop()
            line = Line(last.number, f"{last.text} {line.text}", last.place)
        whole.append(line)
    return whole


def _apart(text: str) -> list[str]:
    """“Nghị định số 61…, Nghị định số 107…”: several documents in one part."""
    return re.split(rf",\s+(?=(?:{_KIND})\s+số\s)", text)


def _basis(text: str, line: Line) -> Basis | None:
    item = _ITEM.match(text)
    if not item:
        return None
    text = text.rstrip(" .,;:")[:1000]
    if text.lower().startswith("các "):
        text = text[4].upper() + text[5:]
    number = _NUMBER.search(text)
    dates = [one for one in dates_in(text, None) if not number or one.start > number.start()]
    day = dates[0] if dates else None
    rest = text[max(day.end if day else 0, number.end() if number else 0) :]
    if not number and not day:
        rest = text[item.end("kind") :]
    elif not number and day:
        rest = re.sub(r"\s*ngày\s*$", "", text[item.end("kind") : day.start])
    title = re.sub(
        r"^\W*(?:của\s+.*?(?=\b(?:về|ban hành|phê duyệt|quy định|sửa đổi)\b))?", "", rest
    ).strip()
    return Basis(
        text, item["kind"].capitalize(), re.sub(r"\s+", "", number[1]) if number else "",
        day.day if day else None, title, line.text, f"dòng {line.number}",
    )  # fmt: skip
