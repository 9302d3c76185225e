"""Whose portal this is, for the frame of every page."""

import json
from typing import Any

from portal.prepared import Prepared
from portal.publishing.models import Publication


def province() -> dict[str, Any]:
    """The identity of the portal as published; empty before set-up, or once it is withdrawn."""
    (payload,) = next(_SHOWN.rows(), (None,))
    return json.loads(payload) if payload else {}


_SHOWN = Prepared(
    lambda: (
        Publication.select(Publication.payload)
        .where(
            Publication.kind == "province", Publication.current, Publication.state == "published"
        )
        .order_by(Publication.id)
        .tuples()
    )
)
