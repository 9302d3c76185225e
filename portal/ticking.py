"""``portal tick``: everything that is due; run by a timer, safe to run at any time."""

from collections.abc import Iterator

from portal.accounts.actions import sweep_sign_in
from portal.accounts.rules import SYSTEM
from portal.reports.actions import seal_draft_edits


def run_due() -> Iterator[str]:
    """Do what is due; yields one Vietnamese line per job that did something."""
    sealed = seal_draft_edits(SYSTEM)
    if sealed:
        yield f"Nhật ký: đã niêm phong {sealed} lần sửa bản nháp."
    swept = sweep_sign_in()
    if swept:
        yield f"Đăng nhập: đã xoá {swept} bản ghi cũ."
