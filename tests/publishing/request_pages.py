"""Where a request stands in the workspace, and what its page must be sent back with."""

import re

from portal.publishing import gate
from portal.publishing.requests import PublicationRequest

BASE = "/lam-viec/dieu-hanh/dang/"


def page(request: PublicationRequest, rest: str = "") -> str:
    """The address of a request, or of a page below it."""
    return f"{BASE}{request.id}/{rest}"


def address(request: PublicationRequest) -> str:
    """Where readers find what the request publishes."""
    return f"/ke-hoach/{gate.proposals_of(request)[0].slug}/"


def hidden(text: str, name: str) -> str:
    """The value of a hidden input of a page."""
    return re.findall(rf'name="{name}"[^>]*value="([^"]*)"', text)[0]


def stamp(text: str) -> dict[str, str]:
    """What shows that a page is not stale."""
    return {"version": hidden(text, "version"), "base": hidden(text, "base")}


def state(request: PublicationRequest) -> str:
    """The state of a request as it is stored."""
    return PublicationRequest.get_by_id(request.id).state
