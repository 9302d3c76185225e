"""The calendar file, the feed, the map of the site and what is new."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from icalendar import Calendar

from portal.publishing.shelf import Shelf
from portal.site import machine_pages
from portal.site.news import news
from portal.site.unit_names import distinct_name
from tests.browser_client import Client
from tests.site import factories

ATOM = "{http://www.w3.org/2005/Atom}"
MOVED = "2026.so-ngoai-vu.b1@tinh-son-la.lich-kiem-tra"

pytestmark = pytest.mark.usefixtures("published")


def events(visitor: Client, path: str = "/lich-kiem-tra.ics") -> dict[str, Any]:
    calendar = Calendar.from_ical(visitor.get(path).data)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_a_session_lives_on_in_the_one_it_was_moved_to(visitor: Client) -> None:
    found = events(visitor)
    assert len(found) == 5
    moved = found[MOVED]
    assert moved["status"] == "CONFIRMED"
    assert moved.decoded("dtstart").isoformat() == "2026-12-08T08:00:00+07:00"
    assert "Dời từ buổi sáng ngày 19/11/2026: Trùng lịch họp" in moved["description"]
    whole_day = found["2026.ubnd-xa-mai-son.b1@tinh-son-la.lich-kiem-tra"]
    assert whole_day.decoded("dtstart").isoformat() == "2026-12-15"
    assert whole_day.decoded("dtend").isoformat() == "2026-12-16"


def test_programs_are_told_of_a_move_and_of_a_cancellation(visitor: Client) -> None:
    """The same UID, a higher SEQUENCE, a later DTSTAMP; other sessions are left as they were."""
    path, uid = "/don-vi/so-ngoai-vu/lich.ics", MOVED
    slug = "2026/so-ngoai-vu"
    first = factories.session("b1", "2026-11-19", state="moved", moved_to="b2", reason="Bão")
    other = factories.session("b9", "2026-12-20")
    third = factories.session("b3", "2026-12-10", time="từ 8 giờ đến 11h30")

    def publish(*sessions: Any) -> Any:
        factories.correct(slug, factories.visit("so-ngoai-vu", *sessions), "Đổi lịch.")
        found = events(visitor, path)
        return found[uid], found

    before, _ = publish(first, factories.session("b2", "2026-12-08"), other)
    again = replace(factories.session("b2", "2026-12-08"), state="moved", moved_to="b3")
    moved, found = publish(first, again, third, other)
    assert moved.decoded("dtstart").isoformat() == "2026-12-10T08:00:00+07:00"
    assert moved.decoded("dtend").isoformat() == "2026-12-10T11:30:00+07:00"
    assert moved["sequence"] > before["sequence"]
    assert moved.decoded("dtstamp") >= before.decoded("dtstamp")
    kept = found[uid.replace(".b1@", ".b9@")]
    assert kept["sequence"] == before["sequence"]
    off, found = publish(first, again, replace(third, state="cancelled", reason="Lũ"), other)
    assert (off["status"], off["sequence"]) == ("CANCELLED", moved["sequence"] + 1)
    assert off["summary"].startswith("ĐÃ HỦY")
    assert "Lũ" in off["description"]
    assert set(found) == {uid, uid.replace(".b1@", ".b9@")}
    assert events(visitor)[uid]["sequence"] == off["sequence"]


def test_two_sessions_moved_into_one_are_one_event_and_one_cancelled(visitor: Client) -> None:
    both = [
        factories.session(code, f"2026-12-0{day}", state="moved", moved_to="b3")
        for code, day in (("b1", 1), ("b2", 2))
    ]
    factories.publish(
        "2026/so-noi-vu", factories.visit("so-noi-vu", *both, factories.session("b3", "2026-12-09"))
    )
    found = events(visitor, "/don-vi/so-noi-vu/lich.ics")
    assert [(uid.split("@")[0][-2:], str(one["status"])) for uid, one in found.items()] == [
        ("b2", "CANCELLED"),
        ("b1", "CONFIRMED"),
    ]


def test_a_unit_keeps_its_calendar_when_its_visit_is_withdrawn(visitor: Client) -> None:
    """Programs that follow it must learn that nothing is left, and nothing must be left."""
    visitor.get("/don-vi/so-noi-vu/lich.ics", 404)
    path = "/don-vi/so-ngoai-vu/lich.ics"
    assert 'href="/don-vi/so-ngoai-vu/lich.ics"' in visitor.get("/don-vi/so-ngoai-vu/").text
    factories.withdraw("visit", "2026/so-ngoai-vu", "mistake", "Đăng nhầm.")
    assert events(visitor, path) == {}
    assert not [uid for uid in events(visitor) if "so-ngoai-vu" in uid]


@pytest.mark.parametrize("path", ["/lich-kiem-tra.ics", "/don-vi/so-ngoai-vu/lich.ics"])
def test_the_calendar_keeps_to_the_rules_that_programs_check(visitor: Client, path: str) -> None:
    """RFC 5545: lines of 75 octets that break between characters, CRLF, a definition for every
    TZID, stamps in UTC, one of each property that may stand once, a start before the end."""
    raw = visitor.get(path).data
    assert visitor.get(path).data == raw
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    for line in raw.split(b"\r\n"):
        line.decode()
    calendar = Calendar.from_ical(raw)
    assert not [one for part in calendar.walk() for one in part.errors]
    assert (calendar["version"], "method" in calendar) == ("2.0", False)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in raw
    zones = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    for event in calendar.walk("VEVENT"):
        assert event.decoded("dtstamp").utcoffset() == timedelta(0)
        assert event["dtstart"].params.get("TZID", "Asia/Ho_Chi_Minh") in zones
        once = ("uid", "dtstamp", "dtstart", "summary", "status", "sequence", "transp")
        assert not [name for name in once if isinstance(event[name], list)]


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


def entries(visitor: Client, path: str) -> dict[str, Any]:
    feed = ElementTree.fromstring(visitor.get(path).data)
    return {str(one.findtext(f"{ATOM}id")): one for one in feed.iter(f"{ATOM}entry")}


def test_news_told_together_keeps_its_id_when_one_of_it_is_withdrawn(visitor: Client) -> None:
    before = entries(visitor, "/tin-moi.xml")
    factories.withdraw("visit", max(Shelf().slugs("visit")), "mistake", "Đăng nhầm.")
    after = entries(visitor, "/tin-moi.xml")
    assert set(after) > set(before)
    titles = {one.findtext(f"{ATOM}title") for one in after.values()}
    assert "Lịch kiểm tra: 2 cuộc kiểm tra" in titles


def test_there_is_a_feed_for_plans_for_conclusions_and_for_a_unit(visitor: Client) -> None:
    everything = set(entries(visitor, "/tin-moi.xml"))
    plans, conclusions = (
        entries(visitor, path) for path in ("/ke-hoach/tin-moi.xml", "/ket-luan/tin-moi.xml")
    )
    assert plans
    assert conclusions
    assert set(plans) < everything
    assert set(conclusions) < everything
    titles = [
        str(one.findtext(f"{ATOM}title"))
        for one in entries(visitor, "/don-vi/so-ngoai-vu/tin-moi.xml").values()
    ]
    assert [title for title in titles if "Sở Ngoại vụ" in title]
    assert not [title for title in titles if "Sở Tài chính" in title]
    assert "/don-vi/so-ngoai-vu/tin-moi.xml" in visitor.get("/don-vi/so-ngoai-vu/").text
    visitor.get("/don-vi/so-noi-vu/tin-moi.xml", 404)


def test_the_json_feed_says_the_same(app: Flask, visitor: Client) -> None:
    atom = entries(visitor, "/tin-moi.xml")
    told = json.loads(visitor.get("/tin-moi.json").data)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in told["items"]] == list(atom)
    assert not [one for one in told["items"] if "url" in one]
    app.config["PUBLIC_URL"] = "https://cchc.example.vn/"
    told = json.loads(visitor.get("/tin-moi.json").data)
    assert told["feed_url"] == "https://cchc.example.vn/tin-moi.json"
    assert all(one["url"].startswith("https://cchc.example.vn/") for one in told["items"])


def test_the_map_says_when_a_page_changed_and_is_cut_where_it_grows_too_long(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sitemap(visitor, "/sitemap.xml", "url")
    assert whole["/ke-hoach/2026/kiem-tra-cchc/"].endswith("Z")
    entry = Shelf().find("unit", "so-noi-vu")
    assert entry is not None
    assert entry.published_at is not None
    stamp = entry.published_at.replace(microsecond=0).isoformat()
    assert whole["/don-vi/so-noi-vu/"] == stamp.replace("+00:00", "Z")
    monkeypatch.setattr(machine_pages, "MOST", 10)
    parts = sitemap(visitor, "/sitemap.xml", "sitemap")
    found = [path for part in parts for path in sitemap(visitor, part, "url")]
    assert found == list(whole)
    visitor.get(f"/sitemap-{len(parts) + 1}.xml", 404)


def sitemap(visitor: Client, path: str, tag: str) -> dict[str, str]:
    names = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ElementTree.fromstring(visitor.get(path).data)
    return {
        str(one.findtext(f"{names}loc")): str(one.findtext(f"{names}lastmod") or "")
        for one in tree.iter(f"{names}{tag}")
    }


def test_the_head_of_a_page_names_its_one_address_only_where_the_site_knows_its_own(
    app: Flask, visitor: Client
) -> None:
    path = "/ke-hoach/2026/kiem-tra-cchc/"
    assert "canonical" not in visitor.get(path).text
    assert "Sitemap" not in visitor.get("/robots.txt").text
    app.config["PUBLIC_URL"] = "https://cchc.example.vn/kt/"
    head = visitor.get(path).text.partition("</head>")[0]
    for said in (
        f'<link rel="canonical" href="https://cchc.example.vn/kt{path}">',
        f'<meta property="og:url" content="https://cchc.example.vn/kt{path}">',
        '<meta property="og:title" content="Kế hoạch kiểm tra',
        '<meta property="og:locale" content="vi_VN">',
        'type="application/atom+xml"',
    ):
        assert head.count(said) == 1, said
    assert 'content="noindex"' in visitor.get(f"{path}phien-ban/1/").text
    assert "Sitemap: https://cchc.example.vn/kt/sitemap.xml" in visitor.get("/robots.txt").text


def test_every_kind_of_page_describes_itself(visitor: Client) -> None:
    paths = (
        "/", "/ke-hoach/", "/ke-hoach/2026/kiem-tra-cchc/", "/lich-kiem-tra/", "/ket-luan/",
        "/ket-luan/2026/ket-luan-so-tai-chinh/", "/khac-phuc-sau-kiem-tra/", "/don-vi/",
        "/don-vi/so-noi-vu/", "/du-lieu/", "/xac-thuc/",
    )  # fmt: skip
    found = [
        visitor.get(path).text.partition('<meta name="description" content="')[2].partition('"')[0]
        for path in paths
    ]
    assert len(set(found)) == len(paths)
    assert min(len(one) for one in found) > 50
    assert not [one for one in found if "<" in one]


def test_who_is_lost_can_search(visitor: Client) -> None:
    for path, status in (("/404.html", 200), ("/khong-co-gi/", 404)):
        text = visitor.get(path, status).text
        assert "/tim-kiem/" in text.partition("<main")[2]
        assert 'href="/don-vi/"' in text.partition("<main")[2]
