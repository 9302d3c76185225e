"""Copies of the inbox through a real SMTP server: each once, at the hour that was wished."""

import ssl
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portal.clock import HANOI, now
from portal.inbox.copying import send_copies
from portal.inbox.models import InboxItem, Letter, LetterTry
from tests import factories
from tests.inbox.mail_server import Box, run, told

pytestmark = pytest.mark.usefixtures("at_any_hour")


def test_new_items_go_out_as_one_letter_and_never_again(app, box, person):
    told(person)
    told(person, "b", "Báo cáo bị trả lại", 8)
    assert run(app) == ["Thư điện tử: đã gửi 1 thư."]
    assert run(app) == []
    (mail,) = box.taken
    assert mail["To"] == "clerk@yte.gov.vn"
    assert mail["From"] == "cchc@sonla.gov.vn"
    body = mail.get_content()
    assert "2 tin mới" in mail["Subject"]
    assert "https://cchc.example/lam-viec/don-vi/bao-cao/7/" in body
    assert "https://cchc.example/lam-viec/don-vi/bao-cao/8/" in body
    assert "Báo cáo bị trả lại" in body


def test_at_night_and_on_rest_days_nothing_goes_out_and_all_is_caught_up(app, box, person):
    app.config["QUIET_HOURS"] = "20-7"
    told(person)
    for rest in ("2027-03-06 10:00", "2027-03-08 06:59", "2027-03-08 20:00"):
        assert run(app, datetime.fromisoformat(rest).replace(tzinfo=HANOI)) == []
    assert Letter.select().count() == 0
    morning = datetime(2027, 3, 9, 7, 0, tzinfo=HANOI)
    app.config["QUIET_HOURS"] = "tối"
    assert "PORTAL_QUIET_HOURS “tối” không đúng" in run(app, morning)[0]
    app.config["QUIET_HOURS"] = "20-7"
    assert run(app, morning) == ["Thư điện tử: đã gửi 1 thư."]


def test_who_wants_one_letter_a_day_gets_it_in_the_morning(app, box, person, sign_in):
    client = sign_in("unit_editor", user=person)
    client.get("/lam-viec/hop-tin/")
    client.post("/lam-viec/hop-tin/thu", {"address": "clerk@yte.gov.vn", "often": "daily"}, 302)
    assert "mỗi sáng ngày làm việc" in client.get("/lam-viec/hop-tin/").text
    told(person)
    InboxItem.update(at=datetime(2027, 3, 8, 9, 0, tzinfo=HANOI)).execute()
    assert run(app, datetime(2027, 3, 8, 18, 0, tzinfo=HANOI)) == []
    told(person, "b", "Báo cáo bị trả lại", 8)
    InboxItem.update(at=datetime(2027, 3, 9, 8, 0, tzinfo=HANOI)).where(
        InboxItem.key == "b"
    ).execute()
    assert run(app, datetime(2027, 3, 9, 8, 1, tzinfo=HANOI)) == ["Thư điện tử: đã gửi 1 thư."]
    assert run(app, datetime(2027, 3, 9, 19, 0, tzinfo=HANOI)) == []
    (mail,) = box.taken
    assert "bị trả lại" not in mail.get_content()
    run(app, datetime(2027, 3, 10, 7, 5, tzinfo=HANOI))
    assert len(box.taken) == 2


def test_what_was_read_in_the_portal_or_is_nobodys_wish_is_not_mailed(app, box, person):
    told(person)
    InboxItem.update(read_at=now()).execute()
    told(factories.user("unit_head", person.unit), "c")
    assert run(app) == []
    assert box.taken == []


def test_without_a_mail_server_nothing_is_written_and_the_inbox_holds_all(app, person):
    told(person)
    assert run(app) == []
    assert Letter.select().count() == 0
    assert InboxItem.get().title == "Còn 5 ngày"


def test_two_runs_at_once_hand_a_letter_in_once(app, box, person, monkeypatch):
    from portal.inbox import mailing

    told(person)
    moment = now()
    send, started = mailing._deliver, []

    def slow(*args):
        if not started:
            started.append(True)
            assert list(send_copies(app, moment)) == []
        return send(*args)

    monkeypatch.setattr(mailing, "_deliver", slow)
    assert run(app, moment) == ["Thư điện tử: đã gửi 1 thư."]
    assert len(box.taken) == 1


@pytest.mark.parametrize("trusted", [True, False])
def test_name_and_password_go_over_an_encrypted_line_to_a_server_that_is_known(
    app, person, port, certificate, monkeypatch, trusted
):
    asked = []

    def check(server, session, envelope, mechanism, data):
        asked.append((data.login, data.password))
        return AuthResult(success=True)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    held = Box()
    controller = Controller(
        held, hostname="127.0.0.1", port=port, authenticator=check, auth_required=True,
        tls_context=context, require_starttls=True,
    )  # fmt: skip
    app.config.update(MAIL_SERVER=f"127.0.0.1:{port}", MAIL_USER="cchc@x.vn", MAIL_PASSWORD="mk")
    controller.start()
    try:
        told(person)
        run(app)
    finally:
        controller.stop()
    assert asked == ([(b"cchc@x.vn", b"mk")] if trusted else [])
    assert [mail["From"] for mail in held.taken] == (["cchc@x.vn"] if trusted else [])
    if not trusted:
        assert "CERTIFICATE_VERIFY_FAILED" in LetterTry.get().answer
