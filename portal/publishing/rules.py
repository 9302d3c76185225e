"""Decisions of the gate, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

CHANGE_KINDS = {
    "first": "Đăng lần đầu",
    "update": "Cập nhật nội dung",
    "correction": "Đính chính lỗi đăng",
    "amended": "Theo văn bản sửa đổi, thay thế",
    "withdrawal": "Ngừng đăng",
}
WITHDRAWALS = {
    "mistake": "Đăng nhầm",
    "replaced": "Được thay thế",
    "stopped": "Ngừng đăng",
}
#: How an address ended, as its page says it: withdrawals, and what is not chosen in a form.
OUTCOMES = {
    **WITHDRAWALS,
    "moved": "Chuyển sang địa chỉ mới",
    "erased": "Đã xóa theo quy định của pháp luật",
}
#: Changes that readers who follow the site are told of, unless the person chose otherwise.
MAJOR = frozenset({"first", "update", "amended", "withdrawal"})
#: Changes that readers are always told of: a page that is new, gone, or changed by a document.
ALWAYS_TOLD = frozenset({"first", "amended", "withdrawal"})
#: So long after its hour a planned publication may still be on its way.
MAY_BE_LATE = timedelta(minutes=15)
#: States of a request that has not reached readers yet and still may.
OPEN = ("waiting", "approved")


def differences(before: Any, after: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """Leaves that differ between two JSON values, as (path, before, after).

    Lists of dicts that carry a ``code`` are matched by it, so that one changed row of a
    table shows as one change, not as a shift of all rows below.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        found = []
        for key in sorted({*before, *after}):
            found += differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
        return found
    if isinstance(before, list) and isinstance(after, list) and _coded(before + after):
        old = {row["code"]: row for row in before}
        new = {row["code"]: row for row in after}
        found = []
        for code in [*new, *(c for c in old if c not in new)]:
            found += differences(old.get(code), new.get(code), f"{path}[{code}]")
        return found
    return [] if before == after else [(path, before, after)]


def _coded(rows: list[Any]) -> bool:
    return bool(rows) and all(isinstance(row, dict) and row.get("code") for row in rows)


def is_major(change_kind: str, chosen: bool | None) -> bool:
    """Whether a change enters the feed and the notices: as chosen, else as its kind says."""
    if change_kind in ALWAYS_TOLD or chosen is None:
        return change_kind in MAJOR
    return chosen


class Change(NamedTuple):
    """How a change is told: its kind, its note, and whether followers are told (None: by kind)."""

    kind: str
    note: str
    major: bool | None = None

    def of_one(self, state: str, public: bool, title: str) -> "Change":
        """What a request named ``title`` says on one of its pages, by what becomes of that page
        and whether it is ``public`` already.

        A page that is new says so, whatever is asked for the others. A page that stands already
        and changes only because another beside it appears or goes is updated because of that
        one, of which alone followers are told.
        """
        if state == "withdrawn":
            return self
        if not public:
            return self._replace(kind="first")
        if self.kind in ("first", "withdrawal"):
            return Change("update", f"Cập nhật liên kết theo nội dung “{title}”.", False)
        return self


@dataclass(frozen=True)
class Deciding:
    """Who may decide on a request: facts about the person and the office.

    ``others`` counts the people besides the author who may approve.
    """

    may_approve: bool
    is_author: bool
    others: int


def approval_mode(facts: Deciding) -> str:
    """How a person may approve: “portal” as the second person; “alone” as the office's only
    approver, “forced” without waiting for the other one, both with a reason; “” not at all."""
    if not facts.may_approve:
        return ""
    if not facts.is_author:
        return "portal"
    return "forced" if facts.others else "alone"


def schedule_problem(at: datetime, now: datetime) -> str:
    """Why an hour cannot be promised, in Vietnamese; empty when it can."""
    if at <= now:
        return "Giờ hẹn đăng phải ở tương lai. Muốn đăng ngay, hãy chọn “Đăng ngay”."
    if (at - now).days > 366:
        return "Chỉ hẹn đăng trong vòng một năm; hãy xem lại năm."
    return ""


def is_late(at: datetime, now: datetime) -> bool:
    """Whether a planned hour is so long past that nothing but a timer that stands still explains
    it: ``portal tick`` runs every few minutes."""
    return now - at > MAY_BE_LATE


def time_left(at: datetime, now: datetime) -> str:
    """How far an hour is away: “còn 2 ngày”, “còn 3 giờ”, “còn 20 phút”, “đã tới giờ”."""
    seconds = (at - now).total_seconds()
    if seconds <= 0:
        return "đã tới giờ"
    if seconds >= 86_400:
        return f"còn {int(seconds // 86_400)} ngày"
    if seconds >= 3600:
        return f"còn {int(seconds // 3600)} giờ"
    return f"còn {max(1, int(seconds // 60))} phút"


def touched_since(base: dict[str, str], now_public: dict[str, str]) -> list[str]:
    """The slugs (“kind slug”) of which something else is public than at approval."""
    return sorted(key for key in base if now_public.get(key, "") != base[key])


def told_units(refs: Iterable[dict[str, Any]]) -> set[str]:
    """The codes of the units that look-up rows name: whose start page tells of a change."""
    return {ref["unit"] for ref in refs if ref["unit"]}
