"""Why the last freeze of a portal failed: a small file beside the builds, until one goes well."""

import json
import os
from datetime import datetime
from pathlib import Path

from peewee import DatabaseError

from portal.clock import local
from portal.site.freezing.builds import Builds, Busy, FreezeRefused
from portal.web.storage import status_of

_FAILURE = ".loi.json"


def last_failure(data: Path) -> str | None:
    """Why the site of the portal on ``data`` could not be frozen last; None when it could."""
    try:
        said = json.loads((Builds.in_data(data).home / _FAILURE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    at = local(datetime.fromisoformat(said["at"])).strftime("%H:%M ngày %d/%m/%Y")
    return f"Dựng bản công bố lúc {at} không xong: {said['why']}"


def note_failure(builds: Builds, at: datetime, error: Exception) -> None:
    """Keep why a freeze failed; that another one is running is no failure.

    A disk so full that not even this can be written leaves no note: the command said why.
    """
    if isinstance(error, Busy) or not builds.home.is_dir():
        return
    waiting = builds.home / f"{_FAILURE}.moi"
    try:
        text = json.dumps({"at": at.isoformat(), "why": why_not(error)}, ensure_ascii=False)
        waiting.write_text(text, encoding="utf-8")
        os.replace(waiting, builds.home / _FAILURE)
    except OSError:
        waiting.unlink(missing_ok=True)


def note_success(builds: Builds) -> None:
    """Forget why an earlier freeze failed."""
    (builds.home / _FAILURE).unlink(missing_ok=True)


def why_not(error: Exception) -> str:
    """One sentence on what stopped a freeze; what readers see is whole in any case."""
    if isinstance(error, FreezeRefused):
        return str(error)
    status = status_of(error)
    if isinstance(error, DatabaseError) and status is None:
        return "Chưa đọc được cơ sở dữ liệu; hãy chạy “portal init” trước."
    if not isinstance(error, DatabaseError | OSError):
        return f"Lỗi của phần mềm ({type(error).__name__}); bản đang hiện vẫn nguyên vẹn."
    full = "hết chỗ lưu" if status == 507 else "không ghi được dữ liệu (có thể đã hết chỗ lưu)"
    return (
        f"Máy chủ {full} nên chưa dựng được bản công bố; bản đang hiện vẫn nguyên vẹn. "
        "Hãy dọn chỗ rồi chạy lại."
    )
