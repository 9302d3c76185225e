"""Signing in and out, first password, shared accounts, expired sessions."""

import pytest

from portal.accounts import actions
from portal.accounts.models import AuditEntry, SignInAttempt, SignInSession, User
from portal.accounts.rules import FAILURES_PER_PAIR, SYSTEM
from tests import factories
from tests.browser_client import Client

SIGN_IN = "/tai-khoan/dang-nhap"
START = "/lam-viec/"


@pytest.fixture
def clerk(database):
    """An account with a known password that was changed already."""
    return actions.add_user(
        SYSTEM, "an.nguyen", "Nguyễn Văn An", ["office_editor"], "Mật khẩu dài 2026", 1,
        must_change=False,
    )  # fmt: skip


def enter(visitor: Client, password: str, status: int = 302, **extra: str):
    visitor.get(SIGN_IN)
    return visitor.post(
        SIGN_IN, {"username": "an.nguyen", "password": password, **extra}, status=status
    )


def test_signs_in_and_sees_the_start_page(visitor, clerk):
    visitor.follow(enter(visitor, "Mật khẩu dài 2026"))
    assert "Việc cần làm" in visitor.get(START).text


def test_password_typed_with_composed_or_decomposed_letters_is_the_same(visitor, clerk):
    import unicodedata

    enter(visitor, unicodedata.normalize("NFD", "Mật khẩu dài 2026"))
    visitor.get(START)


def test_wrong_password_says_so_and_keeps_the_name(visitor, clerk):
    page = enter(visitor, "sai hoàn toàn", status=422)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.text
    assert 'value="an.nguyen"' in page.text


def test_one_address_is_throttled_but_the_account_stays_open_elsewhere(visitor, clerk, app):
    for _ in range(FAILURES_PER_PAIR):
        enter(visitor, "sai hoàn toàn", status=422)
    page = enter(visitor, "Mật khẩu dài 2026", status=429)
    assert "thử lại sau 15 phút" in page.text
    elsewhere = Client(app)
    elsewhere.http.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    enter(elsewhere, "Mật khẩu dài 2026")


def test_signing_out_ends_the_session_on_the_server(visitor, clerk, app):
    enter(visitor, "Mật khẩu dài 2026")
    visitor.get(START)
    stolen = visitor.http.get_cookie("session").value
    visitor.post("/tai-khoan/dang-xuat")
    thief = app.test_client()
    thief.set_cookie("session", stolen)
    assert thief.get(START).status_code == 302


def test_first_password_must_be_changed_before_anything_else(visitor, clerk):
    actions.reset_password(SYSTEM, clerk, "lần đầu 1234", 1)
    enter(visitor, "lần đầu 1234")
    assert visitor.get(START, status=302).headers["Location"].endswith("doi-mat-khau")
    visitor.get("/tai-khoan/doi-mat-khau")
    short = visitor.post(
        "/tai-khoan/doi-mat-khau", {"old": "lần đầu 1234", "new": "ngắn"}, status=422
    )
    assert "ít nhất 10 ký tự" in short.text
    visitor.post("/tai-khoan/doi-mat-khau", {"old": "lần đầu 1234", "new": "một câu thật dài"})
    visitor.get(START)


def test_shared_account_asks_who_is_typing(app, database):
    unit = factories.unit()
    client = factories.signed_in_client(app, "unit_editor", unit, is_shared=True)
    assert "nguoi-nhap" in client.get(START, status=302).headers["Location"]
    client.get("/tai-khoan/nguoi-nhap")
    client.post("/tai-khoan/nguoi-nhap", {"name": "Lò Thị Hoa", "phone": "0212 000 000"})
    client.get(START)
    assert SignInSession.select().where(SignInSession.typist_name == "Lò Thị Hoa").count() == 1


def test_what_was_posted_after_the_session_ended_is_sent_again_after_signing_in(
    visitor, clerk, sign_in, database
):
    editor = sign_in("admin")
    editor.get("/lam-viec/quan-tri/tai-khoan/them")
    SignInSession.delete().execute()
    sent = {"username": "moi", "full_name": "Tòng Văn Mới", "roles": "supervisor"}
    page = editor.post(
        "/lam-viec/quan-tri/tai-khoan/them", sent, status=401,
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    assert "Phiên làm việc đã hết" in page.text
    assert "Tòng Văn Mới" in page.text
    kept = actions.add_user(
        SYSTEM, "quan.tri", "Quản trị", ["admin"], "một câu thật dài", 1, must_change=False
    )
    from tests.page_checks import Page

    fields = {str(f["name"]): str(f.get("value") or "") for f in Page(page.text).inputs}
    again = editor.post(
        SIGN_IN, {**fields, "username": kept.username, "password": "một câu thật dài"}, status=200
    )
    assert "Nội dung vừa nhập vẫn còn" in again.text
    assert "Tòng Văn Mới" in again.text


def test_a_post_from_another_site_is_refused(sign_in):
    client = sign_in("admin")
    answer = client.http.post(
        "/lam-viec/quan-tri/tai-khoan/them",
        data={"username": "x"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 400
    assert User.get_or_none(User.username == "x") is None


def test_a_demo_account_is_refused_outside_demo_mode(visitor, database, app):
    actions.add_user(
        SYSTEM, "an.nguyen", "An", ["admin"], "Mật khẩu dài 2026", 1, is_demo=True,
        must_change=False,
    )  # fmt: skip
    enter(visitor, "Mật khẩu dài 2026", status=422)
    app.config["DEMO"] = True
    enter(visitor, "Mật khẩu dài 2026")


def test_the_next_address_never_leads_to_another_site(visitor, clerk):
    answer = enter(visitor, "Mật khẩu dài 2026", next="https://example.com/")
    assert answer.headers["Location"].endswith("/lam-viec/")


def test_attempts_and_entries_are_kept(visitor, clerk):
    enter(visitor, "Mật khẩu dài 2026")
    assert SignInAttempt.select().where(SignInAttempt.succeeded).count() == 1
    assert AuditEntry.select().where(AuditEntry.action == "sign-in").count() == 1


def test_a_user_name_keeps_to_the_alphabet_and_a_unit_role_needs_a_unit(sign_in):
    admin = sign_in("admin")
    path = "/lam-viec/quan-tri/tai-khoan/them"
    sent = {"username": "Lò Văn An", "full_name": "Lò Văn An", "roles": ["unit_editor"]}
    admin.get(path)
    page = admin.post(path, sent, status=422)
    assert "chữ thường không dấu" in page.text
    assert "hãy chọn đơn vị" in page.text
    assert 'value="Lò Văn An"' in page.text
    admin.post(path, {**sent, "username": "Lo.Van_An", "roles": ["supervisor"]}, status=200)
    assert User.get(User.username == "lo.van_an")
