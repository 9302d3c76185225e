"""What the clauses above a line are about: who is inspected, how, or something else."""

import re

from portal.plans.importing.found_kind import FoundKind
from portal.plans.importing.paper import Line
from portal.vietnamese import fold

_AWAY = re.compile(
    r"thanh phan|to chuc thuc hien|trach nhiem|noi nhan|nhiem vu, quyen han|kinh phi|doan kiem "
    r"tra gom|"
    r"doan kiem tra (?:cua|lien nganh)|muc dich|yeu cau|quyet dinh|dieu \d|de cuong|thong ke|"
    r"bieu mau|phieu (?:dieu tra|khao sat)|mau so"
)
_ARTICLE = re.compile(r"dieu \d+\W+")
#: An article that is no part of the plan: its team, who carries it out, the plan as an annex.
_OFFICIAL = re.compile(
    r"thanh lap|thanh phan|doan kiem tra|to kiem tra|trach nhiem|thi hanh|hieu luc|quyet dinh"
    r"|chanh van phong|thu truong|giam doc"
)
_PLANNED = re.compile(r"\bke hoach\b|kiem tra|hinh thuc|doi tuong|thoi (?:gian|han|ky)")
SUBJECTS = re.compile(
    r"doi tuong|don vi.{0,30}kiem tra|dia diem|danh sach|pham vi|co quan.{0,30}kiem tra|lich "
    r"kiem tra|thoi gian"
)
_METHOD = re.compile(r"phuong phap|cach thuc|hinh thuc|quy trinh")


def headings(above: tuple[str, ...]) -> str:
    """The clauses above, folded, without the articles that carry the plan itself (“Điều 1. Phê
    duyệt Kế hoạch kiểm tra … với các nội dung sau”): their clauses are those of a plan."""
    return " / ".join(plain for one in above if not _carries(plain := fold(one)))


def is_away(above: str, text: str = "") -> bool:
    """Whether the clause (as ``headings`` gives it) or the line itself is on something else than
    who is inspected."""
    plain = fold(text)
    return bool(_AWAY.search(above) or _AWAY.match(plain) or re.match(r"noi nhan|de cuong", plain))


def is_about(line: Line, kind: FoundKind) -> bool:
    """Whether the clause is on who is inspected, not on what or how."""
    for heading in reversed(line.above):
        plain = fold(heading)
        if SUBJECTS.search(plain) or _METHOD.search(plain) or "noi dung" in plain:
            return bool(SUBJECTS.search(plain)) and ("noi dung" not in plain or _carries(plain))
    return kind.mode == "self_inspection"


def is_method(line: Line) -> bool:
    """Whether the line stands near a heading on how an inspection goes."""
    near = fold(" / ".join(line.above[-2:]))
    return bool(_METHOD.search(near)) and "noi dung" not in near


def names_ways(above: str) -> bool:
    """Whether the clause is on the ways of inspecting: “Trực tiếp: …” below it is one."""
    return "hinh thuc" in above or "phuong thuc" in above


def _carries(plain: str) -> bool:
    opened = _ARTICLE.match(plain)
    words = plain[opened.end() :] if opened else ""
    return bool(words and _PLANNED.search(words) and not _OFFICIAL.search(words))
