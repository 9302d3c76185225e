"""A portal with a mail server at its side, and somebody who wants copies."""

import socket
from datetime import timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from portal.accounts.rules import Actor
from portal.clock import now
from portal.inbox.actions import set_mailbox
from tests import factories
from tests.inbox.mail_server import Box


@pytest.fixture
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
