"""What the log keeps is told in words: no JSON, no code, no English on the screen."""

import ast
import json

import pytest

from portal.accounts.audit import record
from portal.accounts.audit_fields import FIELDS
from portal.accounts.audit_told import told
from portal.accounts.rules import SYSTEM
from portal.config import ROOT
from portal.db import write

LOG = "/lam-viec/quan-tri/nhat-ky/"


def lines(before, after):
    packed = ["" if one is None else json.dumps(one, ensure_ascii=False) for one in (before, after)]
    return [str(line) for line in told(*packed)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, []),
        (None, {"ended": 1}, ["Số phiên kết thúc: 1"]),
        ({"due_on": "2026-11-13"}, {"due_on": "2026-11-14"}, ["Hạn: 13/11/2026 → 14/11/2026"]),
        ({"name": "A", "public": True}, {"name": "B", "public": True}, ["Tên: A → B"]),
        ({"text": "Cũ"}, {"text": ""}, ["Nội dung: Cũ → (trống)"]),
        ("open", "submitted", ["chưa gửi → đã gửi"]),
        ("", "2026-04-29", ["(trống) → 29/04/2026"]),
        ({"name": "Bỏ đi"}, None, ["Tên (trước đó): Bỏ đi"]),
        (None, {"username": "admin", "roles": ["admin"], "unit": None},
         ["Tên đăng nhập: admin", "Vai trò: Quản trị hệ thống"]),
        (None, {"2026-09-02": {"kind": "rest", "name": "Quốc khánh", "provisional": False}},
         ["02/09/2026: loại nghỉ, tên Quốc khánh"]),
        (["2026-11-18 morning"], ["2026-11-26 afternoon"],
         ["buổi sáng 18/11/2026 → buổi chiều 26/11/2026"]),
        (None, {"sha256": "a" * 64}, ["Mã tệp: aaaaaaaaaaaa…"]),
        (None, {"at": "2026-11-22T01:30:00+00:00"}, ["Lúc: 08:30 ngày 22/11/2026"]),
        (None, {"body_html": "<p>Một &amp; hai</p>"}, ["Toàn văn: Một & hai"]),
        (None, {"on": "2026-99-99"}, ["Ngày: 2026-99-99"]),
    ],
)  # fmt: skip
def test_an_entry_in_words(before, after, expected):
    assert lines(before, after) == expected


def named() -> set[str]:
    """The fields that calls of ``record`` write out in their before and after."""
    found = set()
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(getattr(node, "func", None), "id", "")
            if not isinstance(node, ast.Call) or called != "record":
                continue
            for part in (*node.args[3:], *(one.value for one in node.keywords)):
                found |= {
                    key.value
                    for one in ast.walk(part)
                    if isinstance(one, ast.Dict)
                    for key in one.keys
                    if isinstance(key, ast.Constant)
                }
    return found


def test_every_field_that_is_written_has_a_name():
    fields = named()
    assert len(fields) > 40
    assert fields <= set(FIELDS), fields - set(FIELDS)


def test_the_page_shows_no_braces_and_folds_what_is_long(sign_in):
    admin = sign_in("admin")
    with write():
        record(
            SYSTEM, "edit-plan", ("plan", 1), {"title": "Kế hoạch cũ"}, {"title": "Kế hoạch mới"}
        )
        record(SYSTEM, "add-finding", ("finding", 1), after={"text": "Dài " * 90, "public": True})
    page = admin.get(LOG).text
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    assert not set("{}[]") & set(body)
    assert "<strong>Tên:</strong> Kế hoạch cũ" in body
    assert body.count("<details") == 1
    fold = body.partition("<details")[2].partition("</details>")[0]
    assert "Dài Dài" in fold
    assert "Kế hoạch mới" not in fold
