"""``portal tick``: everything that is due; run by a timer, safe to run at any time."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from portal.accounts.actions import sweep_sign_in
from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.documents.blobs import sweep_incoming
from portal.feedback.actions import forget_contacts
from portal.publishing.scheduling_actions import publish_due
from portal.reports.actions import seal_draft_edits
from portal.reports.reminding.actions import remind
from portal.reports.reminding.weekly_actions import tell_week
from portal.reports.review.acceptances import tell_accepted
from portal.site.search.filling import read_files

#: Far longer than any server lets an upload go on.
UPLOAD_MAY_TAKE = timedelta(hours=1)


def run_due() -> Iterator[str]:
    """Do what is due; yields one Vietnamese line per job that did something."""
    yield from publish_due(now())
    sealed = 0
    while batch := seal_draft_edits(SYSTEM):
        sealed += batch
    if sealed:
        yield f"Nhật ký: đã niêm phong {sealed} lần sửa bản nháp."
    reminded = remind(SYSTEM, today(), now())
    if reminded:
        yield f"Nhắc hạn: đã gửi {reminded} lời nhắc vào hộp tin."
    accepted = tell_accepted(SYSTEM, now())
    if accepted:
        yield f"Chấp nhận: đã báo {accepted} người vào hộp tin."
    leaders = tell_week(SYSTEM, today(), now())
    if leaders:
        yield f"Tổng hợp tuần: đã gửi {leaders} người vào hộp tin."
    swept = sweep_sign_in()
    if swept:
        yield f"Đăng nhập: đã xóa {swept} bản ghi cũ."
    forgotten = forget_contacts()
    if forgotten:
        yield f"Góp ý: đã xóa thông tin liên hệ của {forgotten} người gửi."


def read_published(data: Path) -> Iterator[str]:
    """Put the words of files that became public into the search; one line if there were some."""
    read = read_files(data)
    if read:
        yield f"Tìm kiếm: đã đọc {read} tệp đính kèm."


def sweep_files(data: Path) -> Iterator[str]:
    """Remove what killed processes left in the data folder; one line if there was something."""
    rests = sweep_incoming(data, now() - UPLOAD_MAY_TAKE)
    if rests:
        yield f"Kho tệp: đã xóa {rests} tệp tải lên dở dang."
