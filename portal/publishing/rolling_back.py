"""Back to the build before: what was taken off the site since is never shown again unnoticed."""

import json
from datetime import datetime

from flask import Flask

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


def roll_back(app: Flask, builds: Builds, allowed: str) -> Build:
    """Show the build before the one shown; the audit log tells of it.

    FreezeRefused when there is none, or when it shows what was taken off the site since and
    nobody said why that may be (``allowed``).
    """
    with app.app_context(), db.connection(app):
        target = builds.before_shown()
        titles = taken_off_since(target.frozen_at)
        if titles and not allowed:
            named = ", ".join(f"“{one}”" for one in titles[:_NAMED])
            raise FreezeRefused(
                f"Bản số {target.number} được dựng trước khi ngừng đăng {len(titles)} nội dung: "
                f"{named}{'…' if len(titles) > _NAMED else ''}; quay lại bản đó là đăng lại các "
                "nội dung này. Bản đang hiện giữ nguyên. Nếu vẫn cần, chạy “portal rollback "
                '--allow-withdrawn "lý do"” rồi dựng lại sớm bằng “portal freeze”.'
            )
        build = builds.roll_back()
        with write():
            known = site_update()
            subject = ("site_update", known.id if known else 0)
            record(SYSTEM, ROLLED_BACK, subject, after={"build": build.number}, reason=allowed)
        return build


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
