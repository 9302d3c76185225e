"""The audit log answers who did what and when, page by page and as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts import audit_log
from portal.accounts.audit import record
from portal.accounts.models import AuditEntry, User
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from tests import factories

LOG = "/lam-viec/quan-tri/nhat-ky/"
AN = Actor(901, "Nguyễn Thị Ân", frozenset())
BINH = Actor(902, "Trần Bình", frozenset(), None, "Lò Văn Đức")


def entry(actor=AN, action="edit-plan", reason="", at=None, about=("plan", 1)):
    with write():
        record(actor, action, about, after={"title": "Tên"}, reason=reason)
        newest = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
        if at:
            AuditEntry.update(at=at).where(AuditEntry.id == newest.id).execute()
    return newest


def rows(client, query="", status=200):
    answer = client.get(f"{LOG}?{query}", status)
    return answer.text.partition("<tbody")[2].partition("</tbody>")[0]


@pytest.fixture
def admin(sign_in):
    return sign_in("admin")


@pytest.mark.parametrize("typed", ["thị ân", "THI AN", "nguyen"])
def test_a_part_of_a_name_finds_with_marks_or_without(admin, typed):
    entry(AN, reason="của Ân")
    entry(BINH, reason="của Bình")
    found = rows(admin, f"ai={typed}")
    assert "của Ân" in found
    assert "của Bình" not in found


def test_who_typed_in_a_shared_account_is_found(admin):
    entry(BINH, reason="của Đức")
    assert "của Đức" in rows(admin, "ai=van+duc")
    assert "Trần Bình (Lò Văn Đức)" in rows(admin, "ai=van+duc")


def test_one_kind_of_deed(admin):
    entry(action="edit-plan", reason="sửa")
    entry(action="add-plan", reason="thêm")
    found = rows(admin, "viec=add-plan")
    assert "thêm" in found
    assert "sửa" not in found


def test_days_are_those_of_the_province_and_both_count(admin):
    """17:30 UTC is half past midnight in Hà Nội."""
    for hour, reason in ((16, "trước nửa đêm"), (18, "sau nửa đêm")):
        entry(reason=reason, at=datetime(2026, 3, 4, hour, tzinfo=UTC))
    assert "trước nửa đêm" in rows(admin, "tu_ngay=04/3/2026&den_ngay=04/3/2026")
    assert "sau nửa đêm" not in rows(admin, "tu_ngay=04/3/2026&den_ngay=04/3/2026")
    assert "sau nửa đêm" in rows(admin, "tu_ngay=5/3/2026&den_ngay=5/3/2026")
    assert "trước nửa đêm" not in rows(admin, "tu_ngay=5/3/2026")


@pytest.mark.parametrize(
    ("query", "message", "kept"),
    [
        ("tu_ngay=31/2/2026", "tháng 2 năm 2026 chỉ có 28 ngày", ["31/2/2026"]),
        (
            "tu_ngay=5/3/2026&den_ngay=4/3/2026", "Ngày cuối phải từ ngày đầu trở đi.",
            ["05/03/2026", "04/03/2026"],
        ),
        ("viec=khong-co&ai=nguyen", "danh sách", ["nguyen"]),
    ],
)  # fmt: skip
def test_a_wrong_filter_is_told_at_its_field(admin, query, message, kept):
    entry(reason="vẫn thấy")
    answer = admin.get(f"{LOG}?{query}", 422)
    assert message in answer.text
    assert "vẫn thấy" in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in kept)


def test_pages_keep_the_filter(admin, monkeypatch):
    monkeypatch.setattr(audit_log, "A_PAGE", 2)
    for number in range(5):
        entry(AN, reason=f"lần {number}")
    entry(BINH, reason="người khác")
    first = admin.get(f"{LOG}?ai=nguyen").text
    assert "<strong>5</strong> mục" in first
    assert "lần 4" in first
    assert "lần 2" not in first
    assert "ai=nguyen&amp;trang=3" in first
    last = rows(admin, "ai=nguyen&trang=3")
    assert "lần 0" in last
    assert "người khác" not in last
    assert "lần 0" in rows(admin, "ai=nguyen&trang=99")


@pytest.mark.parametrize("query", ["endpoint=x", "_scheme=ftp", "_anchor=a", "_method=GET"])
def test_what_the_filter_does_not_know_is_left_out_of_its_addresses(admin, query):
    entry(AN)
    page = admin.get(f"{LOG}?ai=nguyen&{query}").text
    assert 'bang.csv?ai=nguyen"' in page


def test_a_wrong_filter_gives_no_table(admin):
    entry(reason="vẫn thấy")
    answer = admin.get(f"{LOG}bang.csv?tu_ngay=31/2/2026", 422)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "tháng 2 năm 2026 chỉ có 28 ngày" in answer.text
    assert f'href="{LOG}bang.csv"' in answer.text


def test_nothing_found_says_so(admin):
    assert "Không có mục nào đúng điều đã lọc" in admin.get(f"{LOG}?ai=khong-ai").text


def test_the_table_holds_what_was_asked_and_runs_nothing(admin):
    entry(AN, reason="=1+1")
    entry(BINH, reason="người khác")
    answer = admin.get(f"{LOG}bang.csv?ai=nguyen")
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = answer.text.splitlines()
    assert lines[0] == "\ufeffLúc;Ai;Việc;Đối tượng;Nội dung;Lý do"
    assert len(lines) == 2
    assert lines[1].endswith(";'=1+1")
    assert "Nguyễn Thị Ân;Sửa thông tin kế hoạch;kế hoạch 1;Tên: Tên" in lines[1]


def test_an_account_is_called_by_its_sign_in_name(admin):
    user = factories.user("unit_editor", factories.unit())
    entry(about=("user", user.id))
    assert f"tài khoản {user.username}" in rows(admin)


def test_a_name_that_was_taken_off_finds_nothing_and_stands_nowhere(admin):
    user = factories.user("unit_editor", factories.unit())
    entry(Actor(user.id, "Cầm Thị Mai", frozenset()), reason="việc cũ")
    entry(about=("user", user.id), reason="về người ấy")
    User.update(
        full_name="Người dùng 7", username="cu-7", anonymised_at=now() - timedelta(days=1)
    ).where(User.id == user.id).execute()
    assert "việc cũ" not in rows(admin, "ai=cam+thi+mai")
    assert "việc cũ" in rows(admin, "ai=nguoi+dung+7")
    for text in (rows(admin), admin.get(f"{LOG}bang.csv").text):
        assert "Cầm Thị Mai" not in text
        assert "việc cũ" in text
        (line,) = [one for one in text.replace("<tr", "\n").split("\n") if "về người ấy" in one]
        assert "Tên" not in line


def test_a_day_of_next_year_finds_nothing(admin):
    entry()
    assert rows(admin, f"tu_ngay={today().year + 1}-01-01") == ""
