"""The units an index plan ranks together (khối), from the clause on who is ranked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.plans.importing.mentions import find_units
from portal.plans.importing.paper import Line, Paper
from portal.plans.importing.register_names import NameTree
from portal.vietnamese import fold

_RANKED = re.compile(r"doi tuong (?:danh gia|xep hang|cham diem|xac dinh)|xep hang")
_COUNT = re.compile(
    r"(?<!\d)(\d{1,3})\s+(?:cơ quan|đơn vị|địa phương|sở|huyện|xã|phường|tỉnh)", re.I
)
#: “(trừ …)”, “(không bao gồm …)”: the bracket names who is left out.
_LEFT_OUT = re.compile(r"\W*(?:ngoai )?(?:tru|khong (?:bao gom|gom|tinh|xep hang|danh gia|ke))\b")
_COUNCIL = r"(?:uy ban nhan dan|ubnd) (?:(?:cac|\d+) )*"
#: Blocks by the words of a line, the narrower first; with the group of units each stands for.
_BLOCKS = (
    ("nganh-doc", "vertical", r"nganh doc"),
    ("xa", "commune", rf"{_COUNCIL}(?:xa|phuong|dac khu|cap xa)"),
    ("huyen", "district", rf"{_COUNCIL}(?:huyen|thi xa|thanh pho|cap hu)"),
    ("so-ban-nganh", "department", r"co quan chuyen mon|so, ban|cac so\b"),
)


@dataclass(frozen=True)
class FoundBlock:
    """Units ranked together: named ones by code, else those of ``level`` but ``without``;
    ``said``: how many the document counts."""

    block: str
    level: str
    units: tuple[str, ...]
    said: int | None
    quote: str
    place: str
    without: tuple[str, ...] = ()


def read_blocks(paper: Paper, tree: NameTree) -> Iterator[FoundBlock]:
    """The blocks that the lines below “đối tượng đánh giá, xếp hạng” name, each once."""
    seen = set()
    for line in paper.lines:
        if not (line.above and _RANKED.search(fold(line.above[-1]))) or line.heading:
            continue
        found = _block(line, tree)
        if found and found.block not in seen:
            seen.add(found.block)
            yield found


def _block(line: Line, tree: NameTree) -> FoundBlock | None:
    plain, count = fold(line.text), _COUNT.search(line.text)
    fits = next(((b, level) for b, level, words in _BLOCKS if re.search(words, plain)), None)
    if fits is None:
        return None
    named: list[str] = []
    without: list[str] = []
    for within in re.findall(r"\(([^()]+)\)", line.text):
        codes = [one.code for one in find_units(within, tree, strangers=False) if one.code]
        (without if _LEFT_OUT.match(fold(within)) else named).extend(codes)
    return FoundBlock(
        *fits, tuple(dict.fromkeys(named)), int(count[1]) if count else None,
        line.text, line.place, tuple(dict.fromkeys(without)),
    )  # fmt: skip
