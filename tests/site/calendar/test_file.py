"""The calendar file: sessions that were moved or cancelled, and the rules of the format."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.browser_client import Client
from tests.site import inspection_factories, publishing

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
    first = inspection_factories.session(
        "b1", "2026-11-19", state="moved", moved_to="b2", reason="Bão"
    )
    other = inspection_factories.session("b9", "2026-12-20")
    third = inspection_factories.session("b3", "2026-12-10", time="từ 8 giờ đến 11h30")

    def publish(*sessions: Any) -> Any:
        publishing.correct(slug, inspection_factories.visit("so-ngoai-vu", *sessions), "Đổi lịch.")
        found = events(visitor, path)
        return found[uid], found

    before, _ = publish(first, inspection_factories.session("b2", "2026-12-08"), other)
    again = replace(inspection_factories.session("b2", "2026-12-08"), state="moved", moved_to="b3")
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
        inspection_factories.session(code, f"2026-12-0{day}", state="moved", moved_to="b3")
        for code, day in (("b1", 1), ("b2", 2))
    ]
    publishing.publish(
        "2026/so-noi-vu",
        inspection_factories.visit(
            "so-noi-vu", *both, inspection_factories.session("b3", "2026-12-09")
        ),
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
    publishing.withdraw("visit", "2026/so-ngoai-vu", "mistake", "Đăng nhầm.")
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
