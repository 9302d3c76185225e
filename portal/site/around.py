"""The frame of the public site for pages that are not in its registry: feedback, receipts, errors.

They are live and answer one reader, so they are no publications; yet who opens them came from
the public site and goes on there, so its menu, search box and footer stand around them.
"""

from typing import Any

from flask import request

from portal.publishing.shelf import Shelf
from portal.site.pages import path_to
from portal.site.rendering import NAVIGATION, frame_of, live_url

#: Pages below these have the frame of the workspace.
_WORKSPACE = ("/lam-viec/", "/tai-khoan/")


def public_frame() -> dict[str, Any]:
    """What ``site/layout.html`` shows around a live page; nothing for pages of the workspace."""
    if request.path.startswith(_WORKSPACE):
        return {}
    return {
        "footer_links": frame_of(Shelf())["footer_links"],
        "site_nav": [
            {"text": text, "href": path_to(name), "current": False} for text, name in NAVIGATION
        ],
        "live_url": live_url(),
        "page_url": path_to,
    }
