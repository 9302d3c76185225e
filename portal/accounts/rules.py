"""Decisions about accounts: roles, passwords, throttling. Pure; time is an argument."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

ROLES = {
    "unit_editor": "Cán bộ nhập liệu của đơn vị",
    "unit_head": "Thủ trưởng đơn vị",
    "unit_viewer": "Người xem của đơn vị",
    "unit_admin": "Quản lý tài khoản của đơn vị",
    "team_member": "Thành viên Đoàn kiểm tra",
    "team_secretary": "Thư ký Đoàn kiểm tra",
    "team_head": "Trưởng đoàn kiểm tra",
    "office_editor": "Chuyên viên Sở Nội vụ",
    "office_approver": "Người duyệt đăng",
    "appraiser": "Thành viên Hội đồng thẩm định",
    "supervisor": "Lãnh đạo theo dõi",
    "admin": "Quản trị hệ thống",
}
#: How an account stands, as the list of accounts can be asked for it.
STANDINGS = {
    "never": "Chưa từng đăng nhập",
    "locked": "Đã khóa",
    "shared": "Dùng chung của đơn vị",
}
UNIT_ROLES = ("unit_editor", "unit_head", "unit_viewer")
#: Invites and locks people of the own unit; reads no report by it.
UNIT_ADMIN = "unit_admin"
TEAM_ROLES = ("team_member", "team_secretary", "team_head")
OFFICE_ROLES = ("office_editor", "office_approver")
#: Who must have a second step where the province asks for it (SECOND_STEP).
MUST_HAVE_SECOND_STEP = frozenset({*OFFICE_ROLES, "admin"})

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
PASSWORD_MIN = 10
#: Failures that one address may have on one account before it has to wait.
FAILURES_PER_PAIR = 5
#: Failures that one address may have in all: a whole office sits behind one address.
FAILURES_PER_ADDRESS = 100
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, or the portal itself (``user_id`` None)."""

    user_id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    unit_id: int | None = None
    typist: str = ""

    def has(self, *roles: str) -> bool:
        """Whether the actor holds one of ``roles``."""
        return bool(self.roles.intersection(roles))


SYSTEM = Actor(None, "Hệ thống")


def account_faults(
    username: str, roles: Collection[str], has_unit: bool, shared: bool
) -> dict[str, str]:
    """What is wrong with a new account: field → message in Vietnamese; empty when nothing is."""
    faults = {}
    if not _USERNAME.fullmatch(username):
        faults["username"] = (
            "Tên đăng nhập có 2 đến 60 ký tự: chữ thường không dấu, chữ số, dấu chấm, "
            "gạch nối, gạch dưới; bắt đầu bằng chữ hoặc số."
        )
    if not has_unit and set(roles) & {*UNIT_ROLES, UNIT_ADMIN}:
        faults["unit"] = "Vai trò của đơn vị cần có đơn vị; hãy chọn đơn vị."
    elif not has_unit and shared:
        faults["unit"] = "Tài khoản dùng chung thuộc về một đơn vị; hãy chọn đơn vị."
    return faults


def normalise_password(password: str) -> str:
    """The password in NFC: keyboards compose Vietnamese letters in two ways."""
    return unicodedata.normalize("NFC", password)


def password_problem(password: str, username: str) -> str | None:
    """Why ``password`` is not good enough, in Vietnamese; None when it is."""
    text = normalise_password(password)
    if len(text) < PASSWORD_MIN:
        return f"Mật khẩu phải có ít nhất {PASSWORD_MIN} ký tự."
    if len(text) > 200:
        return "Mật khẩu không được dài quá 200 ký tự."
    if username and username.lower() in text.lower():
        return "Mật khẩu không được chứa tên đăng nhập."
    if len(set(text)) < 5:
        return "Mật khẩu quá dễ đoán. Hãy dùng một cụm từ dài hơn."
    return None


def may_try(pair_failures: int, address_failures: int) -> bool:
    """Whether a sign-in may be tried, given the failures within ``WINDOW``.

    Failures count per address *and* account, so that a stranger who guesses at a unit's
    account locks only himself out, never the unit.
    """
    return pair_failures < FAILURES_PER_PAIR and address_failures < FAILURES_PER_ADDRESS


def session_is_over(
    started: datetime, last_seen: datetime, now: datetime, hours: int, idle_minutes: int
) -> bool:
    """Whether a session has lasted ``hours`` or stood idle for ``idle_minutes``."""
    return now - started > timedelta(hours=hours) or now - last_seen > timedelta(
        minutes=idle_minutes
    )
