"""Decisions of the gate, without a database."""

from typing import Any

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
#: Changes that readers who follow the site are told of.
MAJOR = frozenset({"first", "update", "amended", "withdrawal"})


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
