"""What ``portal tick`` does for the inbox: writes letters of what is new and hands them in."""

from collections.abc import Iterator
from datetime import datetime

from flask import Flask

from portal.inbox.actions import write_letters
from portal.inbox.mailing import send_due, server_of
from portal.inbox.models import InboxItem
from portal.inbox.rules import PAGES
from portal.publishing import identity


def send_copies(app: Flask, now: datetime) -> Iterator[str]:
    """Copy new items to those who want it, and try again what waits; a line if it did something.

    Nothing where no mail server is set: the inbox holds everything by itself.
    """
    server = server_of(app.config)
    if server is None:
        return
    base = app.config["LIVE_URL"].rstrip("/")
    addresses = app.url_map.bind("")

    def address(endpoint: str, values: dict[str, int]) -> str:
        return base + addresses.build(endpoint, values) if base else ""

    def link(item: InboxItem) -> str:
        if item.page not in PAGES or item.target is None:
            return ""
        endpoint, name = PAGES[item.page]
        return address(endpoint, {name: item.target})

    portal = identity.province().get("short_title", "")
    write_letters(now, portal, address("inbox.items", {}), link)
    run = send_due(server, now)
    if run.sent:
        yield f"Thư điện tử: đã gửi {run.sent} thư."
    if run.later:
        yield f"Thư điện tử: {run.later} thư chưa gửi được, sẽ thử lại."
    if run.failed:
        yield f"Thư điện tử: {run.failed} thư không gửi được, xem trang Thư điện tử."
