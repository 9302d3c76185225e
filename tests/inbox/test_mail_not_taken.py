"""Letters that a server does not take: tried again, given up, a task of the office."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller

from portal.accounts.models import AuditEntry
from portal.clock import now
from portal.inbox.models import Letter, LetterTry
from portal.inbox.start import panels
from tests import factories
from tests.inbox.mail_server import Box, run, told

pytestmark = pytest.mark.usefixtures("at_any_hour")
PAGE = "/lam-viec/dieu-hanh/thu-dien-tu/"


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
