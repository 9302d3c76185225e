"""Everyone reads the own inbox and nobody else's; the same event is told once."""

import pytest

from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.inbox.actions import mark_read, tell
from portal.inbox.models import InboxItem, Mailbox
from portal.inbox.queries import mailbox_of
from portal.inbox.rules import Notice
from portal.inbox.start import panels
from tests import factories
from tests.reports import factories as reports

PAGE = "/lam-viec/hop-tin/"
NOTICE = Notice("reminder", "duty:1:-5", "Còn 5 ngày", "Báo cáo năm 2024", "unit_duty", 1)


@pytest.fixture
def unit(database):
    return factories.unit("Sở Y tế")


@pytest.fixture
def person(unit):
    return factories.user("unit_editor", unit)


@pytest.fixture
def office(database):
    return factories.actor("office_editor")


def test_an_event_is_told_once_however_often_it_is_said(office, person):
    assert tell(office, [person], NOTICE, now()) == 1
    assert tell(office, [person], NOTICE, now()) == 0
    late = factories.user("unit_head", person.unit)
    assert tell(office, [person, late], NOTICE, now()) == 1
    assert InboxItem.select().count() == 2


def test_nobody_is_told_of_what_they_did(office, person):
    self_told = tell(office, [User.get_by_id(office.user_id), person], NOTICE, now())
    assert self_told == 1
    assert [row.user_id for row in InboxItem.select()] == [person.id]


def test_opening_an_item_reads_it_and_leads_to_the_report(office, unit, person, sign_in):
    duty = reports.duty(unit)
    notice = Notice("reminder", "k", "Còn 5 ngày", "Phụ lục II còn trống", "unit_duty", duty.id)
    tell(office, [person], notice, now())
    client = sign_in("unit_editor", unit, user=person)
    assert "1 tin chưa đọc" in client.get("/lam-viec/").text
    page = client.get(PAGE).text
    assert "Phụ lục II còn trống" in page
    item = InboxItem.get()
    answer = client.post(f"{PAGE}mo", {"tin": item.id}, 302)
    assert answer.headers["Location"] == f"/lam-viec/don-vi/bao-cao/{duty.id}/"
    assert InboxItem.get().read_at is not None
    assert "tin chưa đọc" not in client.get("/lam-viec/").text


def test_anothers_item_is_not_there(office, unit, person, sign_in):
    tell(office, [person], NOTICE, now())
    other = sign_in("unit_editor", unit)
    assert "Còn 5 ngày" not in other.get(PAGE).text
    led = other.post(f"{PAGE}mo", {"tin": InboxItem.get().id}, 302)
    assert led.headers["Location"] == PAGE
    other.post(f"{PAGE}da-doc", {"den": 999}, 302)
    assert InboxItem.get().read_at is None


def test_what_is_anothers_is_neither_marked_nor_shown(office, person):
    tell(office, [person], NOTICE, now())
    mark_read(office, InboxItem.get(), now())
    assert InboxItem.get().read_at is None
    Mailbox.create(user=person, address="a@sonla.gov.vn", since=now())
    assert mailbox_of(office) is None


def test_what_came_after_the_page_was_shown_stays_unread(office, person, sign_in):
    tell(office, [person], NOTICE, now())
    client = sign_in("unit_editor", person.unit, user=person)
    seen = InboxItem.get().id
    tell(office, [person], Notice("returned", "k2", "Trả lại"), now())
    client.get(PAGE)
    client.post(f"{PAGE}da-doc", {"den": seen}, 302)
    assert [row.key for row in InboxItem.select().where(InboxItem.read_at.is_null())] == ["k2"]


def test_an_address_is_kept_changed_and_removed_and_a_bad_one_refused(person, sign_in):
    client = sign_in("unit_editor", person.unit, user=person)
    client.get(PAGE)
    page = client.post(f"{PAGE}thu", {"address": "không phải địa chỉ", "often": "each"}, 422).text
    assert "viết không đúng" in page
    assert "không phải địa chỉ" in page
    client.post(f"{PAGE}thu", {"address": "a@sonla.gov.vn", "often": "each"}, 302)
    client.post(f"{PAGE}thu", {"address": "b@sonla.gov.vn", "often": "each"}, 302)
    assert [box.address for box in Mailbox.select()] == ["b@sonla.gov.vn"]
    client.post(f"{PAGE}thu", {"address": "", "often": "each"}, 302)
    assert Mailbox.select().count() == 0


def test_the_start_page_shows_the_newest_unread_items(app, office, person):
    for number in range(7):
        tell(office, [person], Notice("reminder", str(number), f"Tin {number}"), now())
    reader = factories.actor("unit_editor")
    mine = Actor(person.id, "", frozenset({"unit_editor"}), person.unit_id)
    with app.test_request_context():
        assert panels(reader, today()) == []
        (panel,) = panels(mine, today())
    assert panel.title == "Hộp tin (7 tin chưa đọc)"
    assert [row.text for row in panel.rows] == [f"Tin {number}" for number in (6, 5, 4, 3, 2)]


@pytest.mark.parametrize(
    ("role", "said"),
    [("unit_editor", "bị trả lại, tin sẽ hiện"), ("office_editor", "đơn vị xin gia hạn")],
)
def test_an_empty_box_says_what_will_come_to_whom(sign_in, unit, role, said):
    client = sign_in(role, unit) if role.startswith("unit") else sign_in(role)
    assert said in client.get(PAGE).text
