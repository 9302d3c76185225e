"""Addresses that ended: the list for servers of files says what the live site answers."""

from typing import Any

import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import today
from portal.publishing import gate
from portal.publishing.actions import erase, withdrawal
from portal.publishing.gate import Consent
from portal.publishing.shelf import Shelf
from portal.site.gone import Gone, gone_addresses
from tests.browser_client import Client
from tests.site import factories, publishing
from tests.site.factories import PLAN
from tests.site.inspection_factories import CONCLUSION

PAGE = "/ke-hoach/2026/kiem-tra-cchc/"

pytestmark = pytest.mark.usefixtures("published")


def take_off(kind: str, slug: str, how: str, successor: str = "") -> Any:
    row = gate.newest_version(kind, slug)
    assert row is not None
    offered = withdrawal(row, how, "Lý do", successor)
    consent = Consent("setup", SYSTEM.name, today())
    return gate.publish(SYSTEM, offered, "withdrawal", "Lý do", consent)


def test_nothing_has_gone_where_nothing_was_withdrawn() -> None:
    assert gone_addresses(Shelf()) == []


@pytest.mark.parametrize(
    ("how", "status", "successor"),
    [
        ("mistake", 410, ""), ("replaced", 200, "/ke-hoach/2027/moi/"), ("stopped", 200, ""),
        ("moved", 301, "/ke-hoach/2027/moi/"),
    ],
)  # fmt: skip
def test_the_list_says_what_the_live_site_answers(
    visitor: Client, how: str, status: int, successor: str
) -> None:
    take_off("plan", PLAN, how, successor)
    left = [
        one for one in gone_addresses(Shelf()) if not one.path.startswith("/tinh-hinh-nop-bao-cao/")
    ]
    assert left == [Gone(PAGE, how, status, successor)]
    answer = visitor.get(PAGE, status)
    if status == 301:
        assert answer.headers["Location"].endswith(successor)


def test_what_was_erased_is_listed_and_its_page_says_so(visitor: Client) -> None:
    row = gate.newest_version("conclusion", CONCLUSION)
    assert row is not None
    erase(SYSTEM, row, "Bản án")
    assert [(one.how, one.status) for one in gone_addresses(Shelf())] == [("erased", 410)]
    text = visitor.get("/ket-luan/2026/ket-luan-so-tai-chinh/", 410).text
    assert "Đã xóa theo quy định của pháp luật" in text


def test_what_is_erased_after_a_mistake_stays_gone(visitor: Client) -> None:
    withdrawn = publishing.withdraw("conclusion", CONCLUSION, "mistake", "Đăng nhầm tệp")
    erase(SYSTEM, withdrawn, "Bản án")
    assert [one.status for one in gone_addresses(Shelf())] == [410]
    visitor.get("/ket-luan/2026/ket-luan-so-tai-chinh/", 410)


def test_a_minor_change_stays_out_of_the_feed(visitor: Client) -> None:
    def publish(title: str, major: bool) -> None:
        offered = gate.proposal(PLAN, factories.plan(title=title))
        consent = Consent("setup", SYSTEM.name, today())
        gate.publish(SYSTEM, offered, "update", title, consent, major)

    publish("Kế hoạch sửa nhỏ", False)
    assert "Kế hoạch sửa nhỏ" not in visitor.get("/tin-moi.xml").text
    publish("Kế hoạch sửa lớn", True)
    assert "Kế hoạch sửa lớn" in visitor.get("/tin-moi.xml").text
