"""Requests for more time that nobody needs to answer any more."""

from datetime import datetime

from portal.reports.extending.models import ExtensionRequest


def lapse(duty: int, now: datetime) -> None:
    """Close what waits, inside the caller's transaction: the report was sent. Should it
    come back with a new day, an old wish answered then would take time away."""
    ExtensionRequest.update(state="lapsed", decided_at=now).where(
        ExtensionRequest.duty == duty, ExtensionRequest.state == "asked"
    ).execute()
