"""Decisions about units: types, levels, dates, and matching of names as people write them."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from portal.vietnamese import fold

TYPES = {
    "authority": "Ủy ban nhân dân cấp tỉnh",
    "department": "Sở, ban, ngành",
    "agency": "Cơ quan khác thuộc tỉnh",
    "management_board": "Ban quản lý",
    "vertical": "Cơ quan ngành dọc",
    "district": "Ủy ban nhân dân cấp huyện",
    "commune": "Ủy ban nhân dân xã",
    "ward": "Ủy ban nhân dân phường",
    "special_zone": "Ủy ban nhân dân đặc khu",
    "service_unit": "Đơn vị sự nghiệp công lập",
}
LEVELS = {
    "province": "Cấp tỉnh",
    "vertical": "Ngành dọc",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "service_unit": "Đơn vị sự nghiệp",
}
BLOCKS = {
    "so-ban-nganh": "Khối sở, ban, ngành",
    "nganh-doc": "Khối cơ quan ngành dọc",
    "huyen": "Khối huyện, thành phố",
    "xa": "Khối xã, phường",
}
SUCCESSIONS = {
    "merge": "Sáp nhập",
    "split": "Chia tách",
    "rename": "Đổi tên",
    "dissolve": "Giải thể, kết thúc hoạt động",
    "transfer": "Nhận một phần chức năng, địa bàn",
}
#: Written short in plans and minutes; the long form is what the register holds.
SHORTENED = (
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bh\.\s*", "huyen "),
    (r"\btp\.?\s*", "thanh pho "),
    (r"\btx\.\s*", "thi xa "),
    (r"\bp\.\s*", "phuong "),
    (r"\bx\.\s*", "xa "),
    (r"\bban quan ly\b", "bql"),
    (r"\bkhu cong nghiep\b", "kcn"),
)
_GROUP = re.compile(r"^(?:ubnd\s+)?(?:cac|nhung)?\s*(so|huyen|xa|phuong|thanh pho)\s*:\s*(.+)$")
_NOISE = re.compile(r"\b(uy ban nhan dan|cac|tinh|va|thuoc|don vi)\b|[^a-z0-9đ ]")


@dataclass(frozen=True)
class Match:
    """A written name and the code of the unit it means; no code when none or several fit."""

    written: str
    code: str = ""
    candidates: tuple[str, ...] = ()


def valid_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether something dated (both ends inclusive, None open) holds on ``day``."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def shortened(name: str) -> str:
    """A name as titles and letters have it: “UBND xã Mai Sơn”."""
    return name.replace("Ủy ban nhân dân", "UBND")


def match_names(text: str, names: Iterable[tuple[str, ...]]) -> list[Match]:
    """Match a pasted list to units, tolerant of accents, case and abbreviations.

    ``names`` holds (code, name, other names …). “UBND các huyện: Mai Sơn, Mộc Châu” is read
    as two names. A name that fits several units equally well is returned with candidates.
    """
    index: dict[str, set[str]] = {}
    for code, *written in names:
        for name in written:
            if name.strip():
                index.setdefault(name_key(name), set()).add(code)
    return [_match(written, kind, index) for written, kind in _written_names(text, index)]


def _match(written: str, kind: str, index: dict[str, set[str]]) -> Match:
    keys = [name_key(f"{kind} {written}")] if kind else []
    keys.append(name_key(written))
    for key in keys:
        codes = index.get(key, set())
        if len(codes) == 1:
            return Match(written, next(iter(codes)))
        if codes:
            return Match(written, "", tuple(sorted(codes)))
    close = sorted(
        {code for name, codes in index.items() if name.endswith(keys[0]) for code in codes}
    )
    return Match(written, close[0] if len(close) == 1 else "", tuple(close))


def _written_names(text: str, known: Container[str]) -> list[tuple[str, str]]:
    found = []
    for line in re.split(r"[\n;]", text):
        line = line.strip(" +-–*•.\t")
        if line and name_key(line) in known:  # some names hold a comma
            found.append((line, ""))
            continue
        group = _GROUP.match(fold(line))
        kind = group.group(1) if group else ""
        listed = line.split(":", 1)[1] if group else line
        for name in listed.split(","):
            name = name.strip(" .\t")
            if name:
                found.append((name, kind))
    return found


def name_key(name: str) -> str:
    """What stays of a name without accents, case, abbreviations and words that say little."""
    key = fold(name)
    for pattern, full in SHORTENED:
        key = re.sub(pattern, full, key)
    return " ".join(_NOISE.sub(" ", key).split())
