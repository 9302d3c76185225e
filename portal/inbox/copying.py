"""What ``portal tick`` does for the inbox: writes letters of what is new and hands them in."""

from collections.abc import Iterator
from datetime import datetime

from flask import Flask

from portal.clock import local
from portal.deadlines.queries import work_calendar
from portal.inbox.actions import write_letters
from portal.inbox.mailing import send_due, server_of
from portal.inbox.models import InboxItem
from portal.inbox.rules import MORNING, address_of, last_morning, quiet_hours
from portal.publishing import identity


def send_copies(app: Flask, now: datetime) -> Iterator[str]:
    """Copy new items to those who want it, and try again what waits; a line if it did something.

    Nothing where no mail server is set: the inbox holds everything by itself. Nothing in quiet
    hours: what waits then goes out in the first run after them.
    """
    server = server_of(app.config)
    if server is None:
        return
    try:
        here, quiet = local(now), quiet_hours(app.config["QUIET_HOURS"])
    except ValueError:
        setting = app.config["QUIET_HOURS"]
        yield f"Thư điện tử: chưa gửi, PORTAL_QUIET_HOURS “{setting}” không đúng (ví dụ: 20-7)."
        return
    if quiet and quiet.hold(here, rest_day=not work_calendar().is_working(here.date())):
        return
    morning = last_morning(here, quiet.ends % 24 if quiet else MORNING)
    base = app.config["LIVE_URL"].rstrip("/")
    addresses = app.url_map.bind("")

    def address(endpoint: str, values: dict[str, int]) -> str:
        return base + addresses.build(endpoint, values) if base else ""

    def link(item: InboxItem) -> str:
        at = address_of(item.page, item.target)
        return address(*at) if at else ""

    portal = identity.province().get("short_title", "")
    write_letters(now, portal, address("inbox.items", {}), link, morning)
    run = send_due(server, now)
    if run.sent:
        yield f"Thư điện tử: đã gửi {run.sent} thư."
    if run.later:
        yield f"Thư điện tử: {run.later} thư chưa gửi được, sẽ thử lại."
    if run.failed:
        yield f"Thư điện tử: {run.failed} thư không gửi được, xem trang Thư điện tử."
