"""Step 4: visits are planned, published, moved; an unannounced one stays unseen."""

import re
from datetime import date, timedelta
from typing import Any

from portal.vietnamese import format_date
from tests.browser.plan_steps import UNIT, approve

MOVED_BECAUSE = "Đơn vị họp giao ban với Bộ"


def plan_visit(
    editor: Any, plan_path: str, on: date, unannounced: bool = False, place: str = "Phòng họp số 1"
) -> str:
    """Plan a visit with one session at the demo unit; its path."""
    plan_id = plan_path.rstrip("/").rpartition("/")[2]
    page = editor.open(f"/lam-viec/dieu-hanh/lich-kiem-tra/them/{plan_id}/")
    page.select_option("[name=strand]", index=1)
    options = page.locator("[name=unit] option").all_inner_texts()
    page.select_option("[name=unit]", label=next(o for o in options if UNIT in o))
    page.fill("[name=sessions-0-on]", format_date(on))
    page.select_option("[name=sessions-0-part]", "morning")
    page.fill("[name=sessions-0-place]", place)
    if unannounced:
        page.check("[name=unannounced]")
    return _save_visit(editor)


def _save_visit(editor: Any) -> str:
    """Save; when clashes are shown first, say “Vẫn lưu” as the page asks."""
    page = editor.page
    editor.press("Lưu cuộc kiểm tra")
    if page.locator("[name=accept]").count():
        page.check("[name=accept]")
        editor.press("Lưu cuộc kiểm tra")
    assert re.search(r"/lich-kiem-tra/\d+/", page.url), page.inner_text("main")
    return page.url.removeprefix(editor.served.address)


def publish_schedule(editor: Any, approver: Any, plan_path: str, note: str) -> None:
    """Propose the schedule of a plan and let the second person publish it."""
    plan_id = plan_path.rstrip("/").rpartition("/")[2]
    page = editor.open(f"/lam-viec/dieu-hanh/lich-kiem-tra/dang/{plan_id}/")
    page.fill("[name=change_note]", note)
    editor.press("Trình đăng")
    assert "/dang/" in page.url, page.inner_text("main")
    approve(approver, page.url.removeprefix(editor.served.address))


def move_visit(editor: Any, visit_path: str, to: date) -> None:
    """Move the first session, seeing which deadlines move before saving."""
    page = editor.open(visit_path)
    editor.follow("Dời")
    page.fill("[name=on]", format_date(to))
    page.fill("[name=reason]", MOVED_BECAUSE)
    editor.press("Xem trước thay đổi")
    editor.must_see("Thời hạn tính theo lịch")
    if page.locator("[name=accept]").count():
        page.check("[name=accept]")
    editor.press("Dời lịch")
    editor.must_see(format_date(to))


def public_schedule_shows(reader: Any, plan_page: str, old: date, new: date) -> None:
    """The old date is struck through with its reason, the new one stands beside."""
    reader.open("/lich-kiem-tra/")
    reader.must_see(MOVED_BECAUSE)
    page = reader.open(plan_page)
    reader.must_see(format_date(new))
    struck = page.locator("s, del").all_inner_texts()
    assert any(format_date(old) in text for text in struck), struck


def nowhere(reader: Any, unit_editor: Any, secret: str, secret_day: date) -> None:
    """An unannounced visit: neither its place nor its day is seen outside the office."""
    for path in ("/", "/lich-kiem-tra/", "/lich-kiem-tra.ics", "/tin-moi.xml", "/sitemap.xml"):
        body = reader.page.request.get(reader.served.address + path).text()
        assert secret not in body, path
        assert format_date(secret_day) not in body, path
        assert secret_day.strftime("%Y%m%d") not in body, path
    for path in ("/lam-viec/", "/lam-viec/don-vi/", "/lam-viec/don-vi/kiem-tra/"):
        page = unit_editor.open(path)
        assert secret not in page.content(), path
        assert format_date(secret_day) not in page.content(), path


def soon(days: int, start: date) -> date:
    """A working-looking day about ``days`` ahead (never a weekend)."""
    day = start + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
