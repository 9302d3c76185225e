"""Who signed a document and who gets it: the end of a document by Nghị định 30/2020."""

import re

from portal.plans.importing.facts import KIND_CODES, Fact, plain_text, spelled
from portal.plans.importing.paper import Line
from portal.vietnamese import fold

_CAPACITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\s*\.\s*", re.I)
_TITLE = re.compile(
    r"^(?:quyen )?(?:pho )?(?:chu tich|giam doc|truong ban|chanh van phong|truong doan|bo truong|"
    r"thu truong|bi thu|chanh thanh tra|tong giam doc|cuc truong|truong phong|vien truong|"
    r"thuong truc|chu nhiem|chi cuc truong|hieu truong)\b"
)
_PERSON = re.compile(
    r"^(?:[A-ZĐÀ-Ỵ][a-zà-ỹđ]*|[A-ZĐÀ-Ỵ]+)(?:\s+(?:[A-ZĐÀ-Ỵ][a-zà-ỹđ]*|[A-ZĐÀ-Ỵ]+)){1,4}$"
)
_STAMP = re.compile(r"^\W*(?:đã ký|ký bởi|ký tên|thời gian ký|cơ quan|email|\()", re.I)


def read_signature(lines: list[Line]) -> dict[str, Fact]:
    """Who signed, with title and capacity (TM., KT. …): the first block of titles with a name."""
    for n in range(len(lines)):
        titles = []
        stop = n
        while stop < len(lines) and stop < n + 5 and _is_title(lines[stop].text):
            titles.append(plain_text(lines[stop].text))
            stop += 1
        if not titles:
            continue
        while (
            stop < len(lines)
            and stop < n + 12
            and (_STAMP.match(lines[stop].text) or len(plain_text(lines[stop].text)) < 3)
        ):
            stop += 1
        if stop >= len(lines) or not _is_person(lines[stop].text):
            continue
        name = plain_text(lines[stop].text)
        quote = " / ".join([*titles, name])
        marks = [found[1].upper() for title in titles if (found := _CAPACITY.match(title))]
        chosen = next((mark for mark in ("KT", "TUQ", "TL", "Q", "TM") if mark in marks), "")
        title = spelled(_CAPACITY.sub("", titles[-1]))
        return {
            "signer": Fact(name.title() if name.isupper() else name, quote, "phần ký"),
            "signer_title": Fact(title, quote, "phần ký"),
            "sign_capacity": Fact(f"{chosen}." if chosen else "", quote, "phần ký"),
        }
    return {}


def _is_title(text: str) -> bool:
    plain = plain_text(text)
    bare = _CAPACITY.sub("", plain)
    short = len(plain) < 80 and plain.upper() == plain
    return short and bool(_CAPACITY.match(plain) or _TITLE.match(fold(bare)))


def _is_person(text: str) -> bool:
    plain = plain_text(text)
    return (
        bool(_PERSON.match(plain))
        and len(plain) < 45
        and fold(plain) not in KIND_CODES
        and not _is_title(plain)
    )


def read_recipients(lines: list[Line]) -> list[str]:
    """The lines under “Nơi nhận”, up to “Lưu”."""
    found: list[str] = []
    at = next(
        (n for n, line in enumerate(lines) if fold(plain_text(line.text)).startswith("noi nhan")),
        None,
    )
    if at is None:
        return found
    for line in lines[at + 1 : at + 40]:
        text = line.text
        if not re.match(r"^[-–+•]", text):
            if _is_title(text) or found:
                break
            continue
        found.append(text.lstrip("-–+• ").rstrip(" ;."))
        if fold(text).lstrip("-–+• ").startswith("luu"):
            break
    return found
