"""Decisions about a unit's people: codes, user names, who may make whom what. Pure."""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from portal.accounts.rules import UNIT_ADMIN, UNIT_ROLES
from portal.vietnamese import show_date, slug

#: No 0 and O, no 1 and I: what is printed must be typed again.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 16
VALID_FOR = timedelta(days=30)
#: Wrong codes that one address may try within the window of sign-in.
WRONG_CODES = 10
#: A delegation longer than this is more likely a slip of the year.
LONGEST_DELEGATION = timedelta(days=366)
_GROUP = 4
_ALIKE = re.compile("[01IO]")


def grouped(code: str) -> str:
    """A code as it is printed: ``ABCD-EFGH-JKLM-NPQR``."""
    return "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """The code somebody typed, with or without hyphens, in any case; "" when it is none."""
    code = re.sub(r"[\s.–—-]+", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def code_problem(typed: str) -> str:
    """Why ``typed`` is no code, in Vietnamese; empty when it could be one."""
    if read_code(typed):
        return ""
    if _ALIKE.search(typed.upper()):
        return "Mã không có số 0, số 1, chữ O, chữ I. Hãy xem lại chữ in trong thư."
    return f"Mã có {CODE_LENGTH} chữ và số, chia thành bốn nhóm. Hãy nhập đủ."


def username_for(name: str, is_taken: Callable[[str], bool]) -> str:
    """A user name from a person's name: ``nguyen.van.an``, with a number where it is taken."""
    base = slug(name, 50).replace("-", ".") or "nguoi-dung"
    if len(base) < 2:
        base = f"{base}.1"
    found, number = base, 1
    while is_taken(found):
        number += 1
        found = f"{base}.{number}"
    return found


def may_give(giver: Collection[str]) -> tuple[str, ...]:
    """The roles that somebody with these roles may give to people of the own unit.

    Who signs for the unit is made by one who does, or by the office: never by a clerk.
    """
    if "unit_head" in giver:
        return (*UNIT_ROLES, UNIT_ADMIN)
    return ("unit_editor", "unit_viewer", UNIT_ADMIN) if UNIT_ADMIN in giver else ()


def may_lock(giver: Collection[str], held: Collection[str]) -> bool:
    """Whether somebody with these roles may lock one who holds ``held``."""
    return bool(giver) and set(held) <= set(may_give(giver))


def is_open(
    used: datetime | None, revoked: datetime | None, expires: datetime, now: datetime
) -> bool:
    """Whether a code can still be used."""
    return used is None and revoked is None and now < expires


def delegation_problems(
    issued: date | None, begins: date | None, ends: date | None, today: date
) -> dict[str, str]:
    """What is wrong with a paper and its window: field → message in Vietnamese.

    None is a day that could not be read. Nobody signs by a paper that is not signed itself yet.
    """
    found = {}
    if issued and issued > today:
        found["issued_on"] = f"Ngày văn bản ở sau ngày hôm nay ({show_date(today)})."
    elif issued and begins and begins < issued:
        found["valid_from"] = f"Không ký được trước ngày văn bản ({show_date(issued)})."
    if begins and ends and ends < begins:
        found["valid_to"] = "Ngày kết thúc phải từ ngày bắt đầu trở đi."
    elif ends and ends < today:
        found["valid_to"] = f"Ngày kết thúc đã qua (hôm nay {show_date(today)})."
    elif begins and ends and ends - begins > LONGEST_DELEGATION:
        found["valid_to"] = "Ủy quyền dài nhất một năm; hãy xem lại năm đã nhập."
    return found


def anonymised_name(user_id: int) -> str:
    """What a person who left long ago is called from then on."""
    return f"Người dùng cũ số {user_id}"


def anonymous_from(ended: date | None, years: int) -> date | None:
    """The day from which the name may be taken off an account that ended on ``ended``.

    None while the account is in use, or where names are kept for good (``years`` 0).
    """
    if ended is None or years <= 0:
        return None
    leap_day = (ended.month, ended.day) == (2, 29)
    return ended.replace(year=ended.year + years, day=28 if leap_day else ended.day)
