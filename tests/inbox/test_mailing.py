"""Copies of the inbox through a real SMTP server: taken once, nothing lost while it is down."""

import socket
import ssl
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from portal.accounts.models import AuditEntry
from portal.accounts.rules import Actor
from portal.clock import HANOI, now
from portal.inbox.actions import set_mailbox, tell
from portal.inbox.copying import send_copies
from portal.inbox.models import InboxItem, Letter, LetterTry
from portal.inbox.rules import Notice
from portal.inbox.start import panels
from tests import factories

PAGE = "/lam-viec/dieu-hanh/thu-dien-tu/"


class Box:
    """What the mail server took; ``refuse`` is its answer to a recipient, if not taken."""

    def __init__(self):
        self.taken, self.refuse, self.kept_until = [], "", ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.kept_until:
            return self.kept_until
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture(autouse=True)
def at_any_hour(app):
    """The hour at which a test runs is no fact about it."""
    app.config["QUIET_HOURS"] = ""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def box(app, port):
    """A mail server that runs, and the portal told of it."""
    held = Box()
    controller = Controller(held, hostname="127.0.0.1", port=port)
    app.config.update(MAIL_SERVER=f"127.0.0.1:{port}", MAIL_SECURITY="none",
                      MAIL_FROM="cchc@sonla.gov.vn", LIVE_URL="https://cchc.example")  # fmt: skip
    controller.start()
    yield held
    controller.stop()


@pytest.fixture
def person(database):
    made = factories.user("unit_editor", factories.unit("Sở Y tế"))
    actor = Actor(made.id, made.full_name, frozenset({"unit_editor"}))
    set_mailbox(actor, "clerk@yte.gov.vn", now())
    return made


def told(person, key="a", title="Còn 5 ngày", target=7):
    sender = factories.actor("office_editor")
    tell(sender, [person], Notice("reminder", key, title, "Nộp sớm.", "unit_duty", target), now())


def run(app, at=None):
    return list(send_copies(app, at or now()))


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


def test_a_server_that_is_down_costs_nothing_but_time(app, person, port):
    app.config.update(MAIL_SERVER=f"127.0.0.1:{port}", MAIL_SECURITY="none")
    told(person)
    start = now()
    assert run(app, start) == ["Thư điện tử: 1 thư chưa gửi được, sẽ thử lại."]
    assert run(app, start + timedelta(minutes=1)) == []
    held = Box()
    controller = Controller(held, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        assert run(app, start + timedelta(minutes=6)) == ["Thư điện tử: đã gửi 1 thư."]
    finally:
        controller.stop()
    assert len(held.taken) == 1
    assert [(one.taken, bool(one.answer)) for one in LetterTry.select().order_by(LetterTry.id)] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_a_refused_address_is_a_task_of_the_office_until_it_is_dealt_with(
    app, box, person, sign_in
):
    box.refuse = "550 no such mailbox"
    told(person)
    assert run(app) == ["Thư điện tử: 1 thư không gửi được, xem trang Thư điện tử."]
    client = sign_in("office_editor")
    assert "Thư điện tử không gửi được (1)" in client.get("/lam-viec/").text
    assert "no such mailbox" in client.get(PAGE).text
    letter = Letter.get()
    box.refuse = ""
    client.post(f"{PAGE}gui-lai", {"thu": letter.id}, 302)
    assert run(app, now() + timedelta(seconds=1)) == ["Thư điện tử: đã gửi 1 thư."]
    assert Letter.get().state == "sent"


def test_settled_by_phone_it_is_no_task_any_more(app, box, person, sign_in):
    box.refuse = "550 no such mailbox"
    told(person)
    run(app)
    client = sign_in("office_approver")
    client.get(PAGE)
    client.post(f"{PAGE}da-bao", {"thu": Letter.get().id}, 302)
    with app.test_request_context():
        assert panels(factories.actor("office_editor"), now().date()) == []
    assert AuditEntry.select().where(AuditEntry.action == "settle-letter").count() == 1
    client.post(f"{PAGE}da-bao", {"thu": 999}, 404)


def test_a_letter_that_is_never_taken_is_given_up_after_two_days(app, box, person):
    box.kept_until = "451 try later"
    told(person)
    at, seen = now(), []
    while Letter.select().where(Letter.state == "waiting").exists() or not seen:
        seen += run(app, at)
        at += timedelta(hours=24)
    assert seen[-1].endswith("xem trang Thư điện tử.")
    assert LetterTry.select().count() == 8
    assert "451 try later" in LetterTry.select().first().answer


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


@pytest.fixture
def certificate(tmp_path):
    """A key and a certificate for 127.0.0.1 that nobody but the test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


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
