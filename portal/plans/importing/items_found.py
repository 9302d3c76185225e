"""The lists of an index plan: steps with their time, who is asked, who is ranked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.deadlines.deadline_rule import DeadlineRule
from portal.plans.importing.blocks_found import FoundBlock, read_blocks
from portal.plans.importing.dates_in_text import dates_in
from portal.plans.importing.paper import Grid, Paper
from portal.plans.importing.register_names import NameTree
from portal.plans.importing.windows import window_in
from portal.vietnamese import fold

_STEP = {
    "title": r"^noi dung|^nhiem vu|cong viec|hoat dong",
    "due": r"thoi gian|thoi han|hoan thanh",
    "lead": r"chu tri",
    "support": r"phoi hop",
    "note": r"ghi chu|san pham",
}
_GROUP = {
    "name": r"doi tuong|nguoi tra loi",
    "code": r"ma phieu|ky hieu|loai phieu",
    "ballots": r"so luong|so phieu",
}
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){0,2}$")
_CODE = re.compile(r"^[A-ZĐ][\wĐđ]{0,7}(?:-[\wĐđ]{1,8}){0,2}$")
_RULE = re.compile(r"\s*\(([^()]*\d[^()]*[*x×][^()]*)\)\s*$")
#: Blocks in the words of a row that says who is assessed.
_RATED = {
    "so-ban-nganh": r"\bso\b|co quan chuyen mon",
    "huyen": r"\bhuyen\b|\bthi xa\b",
    "xa": r"(?<!thi )\bxa\b|(?<!dia )\bphuong\b",
    "nganh-doc": r"nganh doc",
}
MOST = 200


@dataclass(frozen=True)
class FoundStep:
    """A step (nhiệm vụ). ``due_words`` as the cell says; ``due`` None where it names no time."""

    number: str
    title: str
    due_words: str
    due: DeadlineRule | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    note: str
    quote: str
    place: str


@dataclass(frozen=True)
class FoundGroup:
    """Who is asked: ``mode`` online or paper; ``rule`` how the number of ballots comes about;
    ``rates``: the blocks that the row says they assess."""

    code: str
    name: str
    mode: str
    ballots: int | None
    rule: str
    quote: str
    place: str
    rates: tuple[str, ...] = ()


@dataclass
class FoundItems:
    """All three lists; ``note``: the sum of ballots that does not fit its parts."""

    steps: list[FoundStep] = field(default_factory=list)
    groups: list[FoundGroup] = field(default_factory=list)
    blocks: list[FoundBlock] = field(default_factory=list)
    note: str = ""


def read_items(paper: Paper, tree: NameTree, year: int) -> FoundItems:
    """The lists of an index plan, each row once."""
    found = FoundItems(blocks=list(read_blocks(paper, tree)))
    for grid in paper.grids:
        steps, groups = _columns(grid, _STEP), _columns(grid, _GROUP)
        if {"name", "code"} <= groups.keys():
            _read_groups(grid, groups, found)
        elif {"title", "due"} <= steps.keys() and steps.keys() & {"lead", "support"}:
            found.steps += _steps(grid, steps, year)
    found.steps = list({one.number: one for one in reversed(found.steps)}.values())[::-1][:MOST]
    found.groups = list({one.code: one for one in reversed(found.groups)}.values())[::-1][:MOST]
    return found


def _columns(grid: Grid, wanted: dict[str, str]) -> dict[str, int]:
    head = grid.rows[0] if grid.rows else ()
    found: dict[str, int] = {}
    for name, pattern in wanted.items():
        for x, cell in enumerate(head):
            if x not in found.values() and name not in found and re.search(pattern, fold(cell)):
                found[name] = x
    return found


def _steps(grid: Grid, columns: dict[str, int], year: int) -> Iterator[FoundStep]:
    rows: list[list[str]] = []
    for row in grid.rows[1:]:
        number = row[0].strip(" .")
        if _NUMBER.match(number):
            rows.append([number, *row[1:]])
        elif not number and rows:
            # a row that a page break cut in two
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], row, strict=True)]
    for step in rows:
        cells = {name: " ".join(step[x].split()) for name, x in columns.items()}
        if not cells["title"]:
            continue
        lead, _, with_it = re.sub(
            r"\s*,?\s*(?:chủ trì,?\s*)?phối hợp với\s*", "\n;;", cells.get("lead", ""), flags=re.I
        ).partition("\n;;")
        yield FoundStep(
            step[0], cells["title"].strip(" ."), cells["due"], due_of(cells["due"], year),
            _names(lead), (*_names(with_it), *_names(cells.get("support", ""))),
            cells.get("note", ""), " | ".join(filter(None, step)),
            f"bảng {grid.number}, {grid.place}",
        )  # fmt: skip


def due_of(words: str, year: int) -> DeadlineRule | None:
    """“Trước ngày 01/9/2023”, “Tháng 10, 11 năm 2023”, “Ngày 15/11/2023” as a rule."""
    if not words:
        return None
    text = f"Thời gian: {words}"
    plain = "".join(fold(c)[:1] or c for c in text)
    window = window_in(plain, text, year)
    if window:
        return window
    day = next(dates_in(text, year), None)
    if day is None:
        return None
    lead = plain[: day.start]
    if re.search(r"truoc\s*(?:ngay\s*)?$", lead):
        return DeadlineRule("before_date", day=day.day)
    on = re.search(r"(?:thoi gian: |\bngay |\bvao )$", lead)
    late = re.search(r"cham nhat|muon nhat|den het|truoc het|den ngay|het ngay", lead)
    return DeadlineRule("on_date" if on and not late else "by_date", day=day.day)


def _names(cell: str) -> tuple[str, ...]:
    """The bodies of a cell; commas stand within a name (“Các cơ quan, đơn vị, địa phương”)."""
    parts = (one.strip(" .,-–") for one in re.split(r"[;\n]", cell))
    return tuple(dict.fromkeys(filter(None, parts)))


def _read_groups(grid: Grid, columns: dict[str, int], found: FoundItems) -> None:
    near = fold(" ".join(grid.above[-2:]) or grid.title)
    mode = "online" if re.search(r"truc tuyen|phan mem", near) else "paper"
    total, counted = None, 0
    for row in grid.rows[1:]:
        cells = {name: " ".join(row[x].split()) for name, x in columns.items()}
        ballots = _amount(cells.get("ballots", ""))
        if re.match(r"tong", fold(row[0] or cells["name"])):
            total = ballots
            continue
        if not cells["name"] or not _CODE.match(cells["code"]):
            continue
        rule, name = _RULE.search(cells["name"]), _RULE.sub("", cells["name"]).strip(" .")
        counted += ballots or 0
        found.groups.append(
            FoundGroup(
                cells["code"], name, mode, ballots,
                rule[1].strip() if rule else "", " | ".join(filter(None, row)),
                f"bảng {grid.number}, {grid.place}", rated_in(name),
            )
        )  # fmt: skip
    if total is not None and total != counted:
        found.note = f"Văn bản ghi tổng {total} phiếu, cộng các dòng được {counted} phiếu."


def rated_in(name: str) -> tuple[str, ...]:
    """The blocks that “Đại biểu HĐND tỉnh đánh giá sở, huyện và cơ quan ngành dọc” assesses, in
    the usual order; none where the row does not say whom."""
    _, _, whom = fold(name).partition("danh gia ")
    return tuple(block for block, words in _RATED.items() if re.search(words, whom))


def _amount(text: str) -> int | None:
    digits = re.sub(r"[.\s]", "", text)
    return int(digits) if digits.isdigit() and 0 < int(digits) < 10**7 else None
