"""The second step: a code of the phone or of paper, each once; nothing opens before it."""

import re

import pyotp
import pytest

from portal.accounts import actions
from portal.accounts.models import AuditEntry, RecoveryCode, SecondStep, SignInSession, User
from portal.accounts.rules import FAILURES_PER_PAIR, SYSTEM
from portal.accounts.second_step_actions import secret_of
from portal.accounts.second_step_rules import counter_of, read_recovery_code
from tests import factories
from tests.browser_client import Client

SIGN_IN, START = "/tai-khoan/dang-nhap", "/lam-viec/"
HERE = "/tai-khoan/hai-buoc/"
PASSWORD = "Mật khẩu dài 2026"
PAPER = re.compile(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def clerk(database):
    return actions.add_user(
        SYSTEM, "an.nguyen", "Nguyễn Văn An", ["office_editor"], PASSWORD, 1, must_change=False
    )


def enter(app):
    client = Client(app)
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"username": "an.nguyen", "password": PASSWORD}, 302)
    return client


def code_of(app, clerk, steps=0):
    """The code of the app, ``steps`` half minutes from now."""
    secret = secret_of(clerk, app.config["SECRET_KEY"])
    last = SecondStep.get(SecondStep.user == clerk).last_counter
    totp = pyotp.TOTP(secret)
    if last:
        # the next one that was not used: a clock that is a step ahead is still taken
        return totp.generate_otp(last + 1 + steps)
    return totp.now()


@pytest.fixture
def codes(app, clerk):
    """The second step turned on; the codes that were printed."""
    client = enter(app)
    client.get(HERE)
    client.post(f"{HERE}bat-dau/", {}, 302)
    page = client.get(f"{HERE}thiet-lap/")
    assert "data:image/svg+xml" in page.text
    assert "trên giấy" not in page.text  # there is none yet
    client.post(f"{HERE}thiet-lap/", {"code": "000000x"}, 422)
    shown = client.post(f"{HERE}thiet-lap/", {"code": code_of(app, clerk)}, 200)
    return PAPER.findall(shown.text)


def test_a_password_alone_opens_nothing_any_more(app, clerk, codes):
    assert len(set(codes)) == 10
    client = enter(app)
    for path in (START, "/lam-viec/dieu-hanh/don-vi/", "/tai-khoan/doi-mat-khau", HERE):
        answer = client.get(path, 302)
        assert answer.headers["Location"].startswith(f"{HERE}ma/"), path
    client.get(f"{HERE}ma/?next={START}")
    client.post(f"{HERE}ma/", {"code": "000000", "next": START}, 422)
    answer = client.post(f"{HERE}ma/", {"code": code_of(app, clerk), "next": START}, 302)
    assert answer.headers["Location"] == START
    client.get(START)


def test_the_code_of_the_phone_is_taken_once(app, clerk, codes):
    code, first, second = code_of(app, clerk), enter(app), enter(app)
    for client, status in ((first, 302), (second, 422)):
        client.get(f"{HERE}ma/")
        client.post(f"{HERE}ma/", {"code": code}, status)


def test_a_code_on_paper_is_taken_once_and_counted(app, clerk, codes):
    for status in (302, 422):
        client = enter(app)
        client.get(f"{HERE}ma/")
        client.post(f"{HERE}ma/", {"code": codes[0].lower()}, status)
    assert RecoveryCode.select().where(RecoveryCode.used_at.is_null()).count() == 9
    stored = " ".join(row.code_hash for row in RecoveryCode.select())
    assert not any(code.replace("-", "") in stored for code in codes)


def test_new_paper_makes_the_old_worthless(app, clerk, codes):
    client = enter(app)
    client.get(f"{HERE}ma/")
    client.post(f"{HERE}ma/", {"code": codes[0]}, 302)
    client.get(HERE)
    client.post(f"{HERE}ma-khoi-phuc/", {"code": "123"}, 422)
    page = client.post(f"{HERE}ma-khoi-phuc/", {"code": code_of(app, clerk)}, 200)
    new = PAPER.findall(page.text)
    other = enter(app)
    other.get(f"{HERE}ma/")
    other.post(f"{HERE}ma/", {"code": codes[1]}, 422)
    other.post(f"{HERE}ma/", {"code": new[1]}, 302)


def test_guessing_has_an_end(app, clerk, codes):
    client = enter(app)
    client.get(f"{HERE}ma/")
    for _ in range(FAILURES_PER_PAIR - 1):  # one went wrong while it was set up
        client.post(f"{HERE}ma/", {"code": "111111"}, 422)
    assert "thử lại sau 15 phút" in client.post(f"{HERE}ma/", {"code": codes[0]}, 429).text


def test_an_administrator_takes_it_away_from_who_lost_everything(app, clerk, codes, sign_in):
    waiting, open_already = enter(app), enter(app)
    open_already.get(f"{HERE}ma/")
    open_already.post(f"{HERE}ma/", {"code": codes[0], "next": START}, 302)
    open_already.get(START)
    admin = sign_in("admin")
    admin.get("/lam-viec/quan-tri/tai-khoan/")
    admin.post(f"/lam-viec/quan-tri/tai-khoan/{clerk.id}/bo-hai-buoc", {}, 302)
    for client in (waiting, open_already):
        assert client.get(START, 302).headers["Location"].startswith("/tai-khoan/dang-nhap")
    enter(app).get(START)
    assert AuditEntry.select().where(AuditEntry.action == "reset-second-step").count() == 1
    assert SecondStep.select().count() == RecoveryCode.select().count() == 0


def test_the_secret_lies_sealed_and_is_worth_nothing_under_another_key(app, clerk, codes):
    row = SecondStep.get()
    secret = secret_of(clerk, app.config["SECRET_KEY"])
    assert len(secret) == 32
    assert secret not in row.secret
    assert secret_of(clerk, "another key") == ""
    assert not any(secret in entry.after for entry in AuditEntry.select())


def test_where_the_province_asks_for_it_the_office_sets_it_up_first(app, clerk, sign_in):
    app.config["SECOND_STEP"] = True
    client = enter(app)
    assert client.get(START, 302).headers["Location"] == HERE
    client.get(HERE)
    sign_in("unit_editor", factories.unit()).get(START)


def test_a_shared_account_has_no_phone(app, sign_in):
    shared = factories.user("unit_editor", factories.unit(), is_shared=True)
    client = sign_in("unit_editor", user=shared)
    SignInSession.update(typist_name="Ai").execute()
    assert "Tài khoản dùng chung" in client.get(HERE).text
    client.post(f"{HERE}bat-dau/", {}, 302)
    assert SecondStep.select().count() == 0


def test_what_has_begun_and_was_not_confirmed_asks_for_nothing(app, clerk):
    client = enter(app)
    client.get(HERE)
    client.post(f"{HERE}bat-dau/", {}, 302)
    enter(app).get(START)
    assert not User.get_by_id(clerk.id).second_step


@pytest.mark.parametrize(
    ("drift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_half_a_minute_off(drift, taken):
    at = 1_800_000_000
    code = pyotp.TOTP(SECRET).generate_otp(at // 30 + drift)
    assert (counter_of(SECRET, f"{code[:3]} {code[3:]}", at, 0) is not None) is taken


def test_a_code_of_the_past_is_not_taken_after_a_later_one():
    at = 1_800_000_000
    totp = pyotp.TOTP(SECRET)
    used = counter_of(SECRET, totp.generate_otp(at // 30), at, 0)
    assert counter_of(SECRET, totp.generate_otp(at // 30), at, used) is None
    assert counter_of(SECRET, totp.generate_otp(at // 30 - 1), at, used) is None
    assert counter_of(SECRET, "١٢٣٤٥٦", at, 0) is None


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-FGHJ0", "123456"])
def test_what_is_no_code_on_paper(typed):
    assert read_recovery_code(typed) == ""
