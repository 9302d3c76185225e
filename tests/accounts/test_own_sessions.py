"""Where one is signed in, said plainly; ending one session, the others, nobody else's."""

from datetime import timedelta

import pytest

from portal.accounts import actions
from portal.accounts.device_rules import address_part, device_words
from portal.accounts.models import SignInSession
from portal.accounts.rules import SYSTEM
from portal.clock import now
from tests.browser_client import Client

SIGN_IN, HERE = "/tai-khoan/dang-nhap", "/tai-khoan/phien/"
PASSWORD = "Mật khẩu dài 2026"
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome trên máy Windows"),
        (WINDOWS + " Edg/130.0", "Edge trên máy Windows"),
        (WINDOWS.replace("Chrome", "coc_coc_browser/130.0 Chrome"), "Cốc Cốc trên máy Windows"),
        (PHONE, "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
         "Firefox trên máy Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36",
         "Chrome trên điện thoại Android"),
        ("curl/8", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
        ("<script>", "Trình duyệt không rõ"),
    ],
)  # fmt: skip
def test_a_device_is_named_as_people_name_it(agent, words):
    assert device_words(agent) == words


@pytest.mark.parametrize(
    ("address", "part"),
    [("10.1.2.33", "10.1.2.x"), ("::ffff:10.1.2.33", "10.1.2.x"),
     ("2001:db8:1:2:3::9", "2001:db8:1::…"), ("", ""), ("máy lạ", "")],
)  # fmt: skip
def test_the_machine_is_left_out_of_an_address(address, part):
    assert address_part(address) == part


@pytest.fixture
def clerk(database):
    return actions.add_user(
        SYSTEM, "an.nguyen", "Nguyễn Văn An", ["office_editor"], PASSWORD, 1, must_change=False
    )


def enter(app, agent):
    client = Client(app)
    client.http.environ_base["HTTP_USER_AGENT"] = agent
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"username": "an.nguyen", "password": PASSWORD}, 302)
    return client


def test_another_session_is_seen_and_ended(app, clerk):
    desk, phone = enter(app, WINDOWS), enter(app, PHONE)
    page = desk.get(HERE).text
    assert "Chrome trên máy Windows" in page
    assert "Safari trên iPhone" in page
    assert "127.0.0.x" in page
    row = SignInSession.get(SignInSession.device.contains("iPhone"))
    desk.post(f"{HERE}ket-thuc", {"session": str(row.id)}, 302)
    phone.get(HERE, 302)
    assert "Safari trên iPhone" not in desk.get(HERE).text


def test_a_session_that_is_over_is_not_listed(app, clerk):
    desk = enter(app, WINDOWS)
    enter(app, PHONE)
    long_ago = now() - timedelta(hours=app.config["SESSION_HOURS"] + 1)
    phone = SignInSession.device.contains("iPhone")
    SignInSession.update(started_at=long_ago).where(phone).execute()
    assert "iPhone" not in desk.get(HERE).text


def test_nobody_ends_the_session_of_somebody_else(app, clerk, sign_in):
    phone = enter(app, PHONE)
    row = SignInSession.get(SignInSession.device.contains("iPhone"))
    stranger = sign_in("admin")
    assert "iPhone" not in stranger.get(HERE).text
    for value in (str(row.id), "-1", "x", ""):
        stranger.post(f"{HERE}ket-thuc", {"session": value}, 302)
    phone.get(HERE)


def test_all_others_end_at_once_and_with_a_new_password(app, clerk):
    desk, phone = enter(app, WINDOWS), enter(app, PHONE)
    desk.get(HERE)
    desk.post(f"{HERE}khac", {}, 302)
    phone.get(HERE, 302)
    tablet = enter(app, PHONE)
    desk.get("/tai-khoan/doi-mat-khau")
    desk.post("/tai-khoan/doi-mat-khau", {"old": PASSWORD, "new": "một câu rất dài"}, 302)
    tablet.get(HERE, 302)
    desk.get(HERE)
