"""Deadlines in the words of a plan, with the boundary word each is said with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from portal.deadlines.deadline_rule import DeadlineRule, InvalidRule
from portal.plans.importing.dates_in_text import YEAR, dates_in
from portal.plans.importing.paper import Line, Paper
from portal.plans.importing.windows import window_in
from portal.vietnamese import fold

_BY = re.compile(
    r"(?:cham nhat|muon nhat|khong qua|den het|het)(?: la)?(?: vao)?(?: het)?(?: ngay)?\W*$"
)
_BEFORE = re.compile(r"truoc(?: ngay)?\W*$")
_ON = re.compile(r"(?:vao|dung) ngay\W*$")
_DAYS = r"(?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?ngay(?P<work>\s*lam viec)?"
_VISIT = r"(?:\w+\s+){0,5}?(?:kiem tra|lam viec|tien hanh)"
_RELATIVE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"truoc\s+(?:ngay|khi|thoi gian|thoi diem|buoi|cuoc)\s+{_VISIT}\W+(?:it nhat|toi thieu"
        rf"|cham nhat)?\s*(?:la\s+)?{_DAYS}",
        rf"(?:it nhat|toi thieu|cham nhat|muon nhat)\s*(?:la\s+)?{_DAYS}\W+truoc\s+(?:ngay|khi"
        rf"|thoi gian|thoi diem|buoi|cuoc)?\s*{_VISIT}",
        rf"truoc\s+(?:it nhat\s+|toi thieu\s+|cham nhat\s+)?{_DAYS}\W*(?:,\s*)?(?:tinh den|ke tu"
        rf"|so voi)?\s*(?:ngay|thoi diem|khi|buoi|cuoc)?\s*{_VISIT}",
        rf"{_DAYS}\s+truoc\s+(?:ngay|khi|thoi gian|thoi diem|buoi)\s+{_VISIT}",
        rf"truoc\s+(?:it nhat\s+)?{_DAYS}(?=\W*(?:de|cho|$))",
    )
)
_AFTER = re.compile(
    rf"(?:trong\s+(?:thoi han|vong|thoi gian)?\s*|sau\s+|cham nhat\s+(?:la\s+)?(?:sau\s+)?"
    rf"|khong qua\s+)"
    rf"(?:khong qua\s+)?{_DAYS}\W*(?:ke tu|tinh tu|sau)\s+(?:ngay|khi|thoi "
    rf"diem)?\s*(?P<event>[^,;.()]+)"
)
_DUE_WORDS = re.compile(
    r"bao cao|gui|hoan thanh|nop|khac phuc|thong bao|trinh|tong hop|ban hanh|xay dung|dang ky"
    r"|ket thuc"
)
#: “gửi báo cáo về … trong tháng 8”: when something is due, not when one inspects.
_HANDED_IN = re.compile(
    r"(?:(?:gui|nop|lap|xay dung|hoan thanh|tong hop|trinh)\b[^.;]{0,80}bao cao"
    r"|bao cao (?:ket qua|ve|ubnd|uy ban|so noi vu|chu tich))[^.;]{0,80}?"
    r"(?=\s*,?\s*(?:trong |vao )?(?:thang \d|quy [iv]))"
)
_TITLES = {
    "visit_report": "Gửi báo cáo trước cuộc kiểm tra",
    "schedule_notice": "Thông báo lịch kiểm tra",
    "self_inspection_report": "Gửi báo cáo kết quả tự kiểm tra",
    "remediation_report": "Báo cáo kết quả khắc phục sau kiểm tra",
    "civil_service_half": "Báo cáo kết quả kiểm tra công vụ 06 tháng",
    "civil_service_year": "Báo cáo kết quả kiểm tra công vụ cả năm",
}
MOST = 60


@dataclass(frozen=True)
class FoundDeadline:
    """A deadline as found. ``window`` true: the time in which something goes on, not a date by
    which something is due. ``note``: what is odd about it."""

    title: str
    duty: str
    rule: DeadlineRule
    quote: str
    place: str
    line: int
    window: bool = False
    note: str = ""

    @property
    def sort(self) -> str:
        """What it comes to, so that the same deadline said twice counts once."""
        return f"{self.duty}|{self.rule.to_dict()}|{self.title if self.duty == 'other' else ''}"


def read_deadlines(paper: Paper, year: int) -> list[FoundDeadline]:
    """Every deadline, once, where it stands first; two boundary words for one day are noted."""
    found: dict[str, FoundDeadline] = {}
    for line in [*paper.lines, *_cells(paper)]:
        if (
            re.match(r"^\W*(?:căn cứ|thực hiện|triển khai|số\s*:)", line.text, re.I)
            and line.number < 40
        ):
            continue
        for one in _in_line(line, year):
            found.setdefault(one.sort, one)
    return _doubted(list(found.values())[:MOST])


def _cells(paper: Paper) -> list[Line]:
    """Cells that tell of a duty with its day, each under the words of its row."""
    found: list[Line] = []
    for grid in paper.grids:
        for row in grid.rows:
            for cell in dict.fromkeys(row):
                if len(cell) > 20 and _DUE_WORDS.search(fold(cell)) and re.search(r"\d", cell):
                    above = (
                        *grid.above,
                        " ".join(one for one in dict.fromkeys(row) if one != cell),
                    )
                    found.append(Line(grid.line + 1000, cell, f"bảng {grid.number}", above))
    return found[:MOST]


def _in_line(line: Line, year: int) -> Iterator[FoundDeadline]:
    text, plain = line.text, _aligned(line.text)
    own_year = YEAR.search(text)
    year = int(own_year[1]) if own_year and int(own_year[1]) in (year, year + 1) else year
    window = window_in(plain, text, year)
    # ranges that tell which period is inspected are no window of the inspection
    handed_in = window and window.kind != "range" and _HANDED_IN.search(plain)
    if window and handed_in:
        yield _found(line, window, handed_in.end(), plain)
    elif window and not re.search(r"thoi ky kiem tra|giai doan|so lieu", plain):
        yield FoundDeadline(
            "Thời gian kiểm tra", "other", window, text, line.place, line.number, True
        )
    for rule, at in _relative(plain, text):
        yield _found(line, rule, at, plain)
    if window and window.kind == "range":
        return
    for one in dates_in(text, year):
        lead = plain[max(0, one.start - 40) : one.start]
        kind = "by_date" if _BY.search(lead) else "before_date" if _BEFORE.search(lead) else ""
        if not kind and _ON.search(lead) and _DUE_WORDS.search(plain) and "can cu" not in plain:
            kind = "on_date"
        if kind and (one.whole or one.day.year == year):
            note = "" if one.whole else f"Văn bản không ghi năm, hiểu là năm {one.day.year}."
            rule = DeadlineRule(kind, day=one.day)  # type: ignore[arg-type]
            yield replace(_found(line, rule, one.start, plain), note=note)


def _aligned(text: str) -> str:
    """Folded letter by letter, so that places in it are places in ``text``."""
    return "".join(fold(c)[:1] or c for c in text)


def _relative(plain: str, text: str) -> Iterator[tuple[DeadlineRule, int]]:
    taken: list[tuple[int, int]] = []
    for pattern in _RELATIVE:
        for found in pattern.finditer(plain):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            if pattern is _RELATIVE[-1] and not re.search("kiem tra|doan", plain):
                continue
            taken.append(found.span())
            rule = _rule("days_before_visit", int(found["n"]), found["work"])
            if rule:
                yield rule, found.start()
    for found in _AFTER.finditer(plain):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        event = " ".join(text[found.start("event") : found.end("event")].split()[:12])
        event = event if re.match(r"ngày|khi", event) else f"ngày {event}"
        rule = _rule("days_after", int(found["n"]), found["work"], event)
        if rule:
            yield rule, found.start()


def _rule(kind: str, n: int, work: str | None, event: str = "") -> DeadlineRule | None:
    try:
        return DeadlineRule(kind, n=n, event=event, counting="working" if work else "calendar")  # type: ignore[arg-type]
    except InvalidRule:
        return None


def _found(line: Line, rule: DeadlineRule, at: int, plain: str) -> FoundDeadline:
    start = max(plain.rfind(";", 0, at), plain.rfind(". ", 0, at)) + 1
    said = plain[start:]
    above = fold(" ".join(line.above[-2:]))
    duty = _duty(said, plain, above, rule)
    title = _TITLES.get(duty) or _clipped(line.text[start:at], line)
    return FoundDeadline(title, duty, rule, line.text, line.place, line.number)


def _duty(said: str, plain: str, above: str, rule: DeadlineRule) -> str:
    before = rule.kind == "days_before_visit"
    if before:
        told = (
            re.search(r"thong bao|gui lich|lich kiem tra", said) and "xay dung bao cao" not in said
        )
        return "schedule_notice" if told else "visit_report" if "bao cao" in plain else "other"
    if "bao cao" in plain and re.search(r"kiem tra cong vu", plain):
        if re.search(r"\b0?6 thang", said):
            return "civil_service_half"
        if re.search(r"\b(ca|12 thang|hang) nam\b|\b12 thang\b", said):
            return "civil_service_year"
    own = re.search(r"tu kiem tra|gian tiep", above)
    if "khac phuc" in said and "bao cao" in plain and not own:
        return "remediation_report"
    if own or "tu kiem tra" in plain:
        return "self_inspection_report" if "bao cao" in plain else "other"
    return "other"


def _clipped(text: str, line: Line) -> str:
    words = re.sub(r"^[\s\W\d]*(?:[a-zđ]\))?\s*", "", text)
    words = re.sub(
        r"(?:[\s(]+(?:trước|chậm nhất|muộn nhất|vào|đến hết|hết|trong|sau)(?:\s+(?:là|ngày))*)\W*$",
        "",
        words,
        flags=re.I,
    )
    words = words.strip(" ,:;-–(")
    if len(words) < 15:
        lead = re.sub(r"^\W+", "", line.text).split(",")[0]
        words = f"{lead}: {words}" if words and words not in lead else lead
    return (words[0].upper() + words[1:])[:200] if words else "Thời hạn"


def _doubted(found: list[FoundDeadline]) -> list[FoundDeadline]:
    """Mark deadlines of one duty on one day that are said with two boundary words."""
    said: dict[tuple[str, date], set[str]] = {}
    for one in found:
        if one.rule.day and one.duty != "other":
            said.setdefault((one.duty, one.rule.day), set()).add(one.rule.kind)
    note = "Văn bản ghi hai cách cho cùng một việc: “trước ngày” và “chậm nhất ngày”; hãy chọn một."
    return [
        replace(one, note=note)
        if one.rule.day and len(said.get((one.duty, one.rule.day), ())) > 1
        else one
        for one in found
    ]
