"""A session whose end was not told: how long it lasts in a calendar."""

from dataclasses import replace

import pytest

from tests.browser_client import Client
from tests.site import inspection_factories, publishing
from tests.site.calendar.test_file import MOVED, events

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize(
    ("part", "time", "end"),
    [
        ("morning", "8 giờ", "12:00"),
        ("morning", "11:45", "17:00"),
        ("afternoon", "13h30", "17:00"),
        ("day", "07:30", "17:00"),
        ("day", "11h đến 10h", "17:00"),
        ("afternoon", "22:30", "00:30"),
    ],
)
def test_a_session_with_an_hour_and_no_end_lasts_and_says_so(
    visitor: Client, part: str, time: str, end: str
) -> None:
    said = "Giờ kết thúc chưa công bố."
    path = "/don-vi/so-ngoai-vu/lich.ics"
    lasting = replace(inspection_factories.session("b9", "2026-12-20", time=time), part=part)
    whole = inspection_factories.session("b8", "2026-12-21", time="8h-11h30")
    publishing.correct(
        "2026/so-ngoai-vu", inspection_factories.visit("so-ngoai-vu", lasting, whole), "Giờ."
    )
    found = events(visitor, path)
    event = found[MOVED.replace(".b1@", ".b9@")]
    assert f"{event.decoded('dtend'):%H:%M}" == end
    assert event.decoded("dtend") > event.decoded("dtstart")
    assert said in event["description"]
    assert said not in str(found[MOVED.replace(".b1@", ".b8@")].get("description"))
