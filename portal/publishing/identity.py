"""Whose portal this is, for the frame of every page."""

import json
from typing import Any

from portal.publishing.models import Publication


def province() -> dict[str, Any]:
    """The identity of the portal as published; empty before set-up, or once it is withdrawn."""
    row = Publication.get_or_none(
        Publication.kind == "province", Publication.current, Publication.state == "published"
    )
    return json.loads(row.payload) if row and row.payload else {}
