"""Back to the build before: what was taken off the site since is never shown again unnoticed."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from peewee import DatabaseError

from portal import db
from portal.accounts.audit import record
from portal.accounts.rules import SYSTEM
from portal.db import write
from portal.publishing.models import Publication
from portal.publishing.queries import site_update
from portal.site.freezing.build import Build
from portal.site.freezing.builds import Builds, FreezeRefused

#: The action under which it stands in the audit log.
ROLLED_BACK = "roll-back-build"
#: Ways to end a document that leave it readable.
_READABLE = ("replaced", "moved")
_NAMED = 5
_UNREADABLE = (
    "Không đọc hoặc không ghi được cơ sở dữ liệu nên không biết nội dung nào đã ngừng đăng; quay "
    "lại bản trước có thể đăng lại nội dung đó. Bản đang hiện giữ nguyên. Nếu vẫn phải quay lại "
    "ngay, chạy “portal rollback --unchecked”."
)


@dataclass(frozen=True)
class RolledBack:
    """The build shown now; ``checked``: whether it could be told what was taken off since."""

    build: Build
    checked: bool


def roll_back(app: Flask, builds: Builds, allowed: str, unchecked: bool = False) -> RolledBack:
    """Show the build before the one shown; the audit log tells of it.

    FreezeRefused when there is none, when it shows what was taken off the site since and nobody
    said why that may be (``allowed``), or when the database cannot be read. With ``unchecked``
    that last one stops nothing, for a site that is wrong cannot wait until a database is mended;
    neither is there a log to write to then. A database that can be read is asked in any case.
    """
    target = builds.before_shown()
    try:
        with app.app_context(), db.connection(app):
            titles = taken_off_since(target.frozen_at)
            if titles and not allowed:
                raise _shows_again(target, titles)
            with write():
                known = site_update()
                subject = ("site_update", known.id if known else 0)
                record(SYSTEM, ROLLED_BACK, subject, after={"build": target.number}, reason=allowed)
            checked = True
    except DatabaseError as error:
        if not unchecked:
            raise FreezeRefused(_UNREADABLE) from error
        checked = False
    # after the log is safe: a full disk must not leave another site shown and nothing said of it
    return RolledBack(builds.roll_back(), checked)


def _shows_again(target: Build, titles: list[str]) -> FreezeRefused:
    named = ", ".join(f"“{one}”" for one in titles[:_NAMED])
    return FreezeRefused(
        f"Bản số {target.number} được dựng trước khi ngừng đăng {len(titles)} nội dung: "
        f"{named}{'…' if len(titles) > _NAMED else ''}; quay lại bản đó là đăng lại các "
        "nội dung này. Bản đang hiện giữ nguyên. Nếu vẫn cần, chạy “portal rollback "
        '--allow-withdrawn "lý do"” rồi dựng lại sớm bằng “portal freeze”.'
    )


def taken_off_since(moment: datetime) -> list[str]:
    """Titles of what was published by mistake or stopped after ``moment``, and still is."""
    rows = Publication.select().where(
        Publication.current,
        Publication.state == "withdrawn",
        Publication.published_at > moment,
    )
    return [
        row.title
        for row in rows.order_by(Publication.id)
        if json.loads(row.payload or "{}").get("how") not in _READABLE
    ]
