"""What a plan says in general: what is inspected, which period, how long, who is in the team."""

import re
from dataclasses import dataclass

from portal.plans.importing.kind_labels import kind_of_label
from portal.plans.importing.mentions import find_units
from portal.plans.importing.paper import Line, Paper
from portal.plans.importing.register_names import NameTree
from portal.vietnamese import fold

_CONTENTS = re.compile(r"^noi dung(?:(?: va| trong tam)?.{0,20} kiem tra)?\W*$")
_OTHER = re.compile(r"^(?:phuong phap|doi tuong|thoi gian|thoi ky|thoi han|cach thuc|hinh thuc)\b")
_SENT = re.compile(r"(?:cu|phan cong|bo tri).{0,50}tham gia (?:thanh vien )?doan")
_TEAM = re.compile(r"thanh phan.{0,40}|doan kiem tra(?: gom| cua tinh)?|thanh lap doan")
_VISIT = r"(?:một\s+)?(?:cuộc\s+)?(?:kiểm tra)?"
_PERIOD = re.compile(r"^thời kỳ(?: được)? kiểm tra\s*:?\s*(.+)$", re.I)
_LENGTH = re.compile(rf"^thời hạn {_VISIT}[^:]*:\s*(.+)$", re.I)
_SUB_UNITS = re.compile(
    r"((?:từ\s+)?\d{1,2}\s*(?:đến|-|–)\s*\d{1,2}\s+(?:đơn vị|phòng|cơ quan)[\w\s,]{0,20}?trực "
    r"thuộc)",
    re.I,
)
MOST_CONTENTS = 40


@dataclass(frozen=True)
class General:
    """A fact about the whole plan; ``lines`` for lists."""

    lines: tuple[str, ...]
    quote: str
    place: str


def read_general(paper: Paper, tree: NameTree) -> dict[str, General]:
    """By the name of the field: contents, review_period, visit_days, sub_units, team."""
    found: dict[str, General] = {}
    for line in paper.lines:
        text = line.bare
        for name, pattern in (("review_period", _PERIOD), ("visit_days", _LENGTH)):
            match = pattern.match(text)
            if match and name not in found and len(match[1]) < 200:
                found[name] = General((_sentence(match[1]),), line.text, line.place)
        amount = _SUB_UNITS.search(text)
        if amount and "sub_units" not in found:
            found["sub_units"] = General((_sentence(amount[1]),), line.text, line.place)
    contents = _contents(paper)
    if contents:
        found["contents"] = contents
    team = _team(paper, tree)
    if team:
        found["team"] = team
    return found


def _sentence(text: str) -> str:
    words = text.strip(" .;,:")
    return words[:1].upper() + words[1:]


def _contents(paper: Paper) -> General | None:
    head: Line | None = None
    items: list[str] = []
    for line in paper.lines:
        if head is None:
            plain = fold(line.bare)
            if (
                line.level < 9
                and _CONTENTS.match(plain)
                and len(plain) < 60
                and "doi tuong" not in plain
            ):
                head = line
            continue
        words = line.bare.strip(" .;:")
        if line.level <= head.level or _OTHER.match(fold(words)):
            break
        if kind_of_label(words) and len(words) < 90:
            continue
        if 10 < len(words) < 250 and not words.endswith("nội dung") and not line.text.endswith(":"):
            items.append(words[:1].upper() + words[1:])
    if head is None or not items:
        return None
    return General(tuple(dict.fromkeys(items))[:MOST_CONTENTS], head.text, head.place)


def _team(paper: Paper, tree: NameTree) -> General | None:
    names: dict[str, str] = {}
    first: Line | None = None
    for line in paper.lines:
        if _SENT.search(fold(line.text)) and line.above:
            sent = [one for one in find_units(line.above[-1], tree, strangers=False) if one.code]
            first = first or (line if sent else None)
            names |= {one.code: tree.names[one.code] for one in sent}
        near = fold(" / ".join((*line.above[-2:], line.text)))
        if not _TEAM.search(near) or not re.search(r"doan", near):
            continue
        if not re.search(
            r"gom|lanh dao|cong chuc|thanh phan|cu cong chuc|thuoc cac so|so:", fold(line.text)
        ):
            continue
        mentions = [one for one in find_units(line.text, tree, strangers=False) if one.code]
        if len(mentions) < 2:
            continue
        first = first or line
        names |= {one.code: tree.names[one.code] for one in mentions}
    return General(tuple(names.values()), first.text, first.place) if first else None
