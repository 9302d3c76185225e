"""The calendar file, the feed, the map of the site and what is new."""

from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from portal.publishing.shelf import Shelf
from portal.site.news import news
from portal.site.unit_names import distinct_name
from tests.browser_client import Client
from tests.site import factories

ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.usefixtures("published")


def events(visitor: Client) -> dict[str, Any]:
    calendar = Calendar.from_ical(visitor.get("/lich-kiem-tra.ics").data)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_has_every_session_and_says_which_are_off(visitor: Client) -> None:
    found = events(visitor)
    assert len(found) == 6
    moved = found["2026-so-ngoai-vu-b1@lich-kiem-tra"]
    assert moved["status"] == "CANCELLED"
    assert "Trùng lịch họp" in moved["description"]
    new = found["2026-so-ngoai-vu-b2@lich-kiem-tra"]
    assert new["status"] == "CONFIRMED"
    assert new.decoded("dtstart").isoformat() == "2026-12-08T08:00:00+07:00"
    whole_day = found["2026-ubnd-xa-mai-son-b1@lich-kiem-tra"]
    assert whole_day.decoded("dtstart").isoformat() == "2026-12-15"


def test_the_calendar_is_the_same_every_time(visitor: Client) -> None:
    first = visitor.get("/lich-kiem-tra.ics").data
    assert visitor.get("/lich-kiem-tra.ics").data == first
    assert max(len(line) for line in first.split(b"\r\n")) <= 75


def test_the_feed_tells_of_major_changes_only(visitor: Client) -> None:
    feed = ElementTree.fromstring(visitor.get("/tin-moi.xml").data)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert "Lịch kiểm tra: 3 cuộc kiểm tra" in titles
    plan = "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026"
    assert titles.count(plan) == 1
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert not [text for text in summaries if text and "Đính chính" in text]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_a_withdrawal_is_news_and_its_earlier_version_is_not() -> None:
    factories.withdraw("conclusion", factories.CONCLUSION, "mistake", "Đăng nhầm.")
    rows = [one for one in news(Shelf(), 50) if one["kind"] == "Kết luận"]
    assert [row["change"] for row in rows] == ["Ngừng đăng"]


def test_markup_in_a_title_does_not_break_the_feed(visitor: Client) -> None:
    factories.publish("2026/la", factories.plan(title="<b>A & B</b>"))
    feed = ElementTree.fromstring(visitor.get("/tin-moi.xml").data)
    assert "<b>A & B</b>" in [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]


def test_the_map_names_pages_that_open(visitor: Client) -> None:
    tree = ElementTree.fromstring(visitor.get("/sitemap.xml").data)
    paths = [
        one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "/ke-hoach/2026/kiem-tra-cchc/" in paths
    assert len(paths) > 15
    for path in paths:
        visitor.get(path)


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Ủy ban nhân dân xã Mai Sơn", "Mai Sơn"),
        ("UBND phường Mộc Châu", "Mộc Châu"),
        ("Sở Tài chính", "Sở Tài chính"),
        ("Ban Quản lý các khu công nghiệp", "Ban Quản lý các khu công nghiệp"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Thanh tra tỉnh", "Thanh tra tỉnh"),
        ("Ủy ban nhân dân thành phố Sơn La", "Sơn La"),
    ],
)
def test_the_alphabet_goes_by_the_name_that_tells_units_apart(name: str, sorted_by: str) -> None:
    assert distinct_name(name) == sorted_by
