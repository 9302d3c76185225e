"""The way of a request from state to state, and the named errors on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.clock import now
from portal.publishing.requests import PublicationRequest


class ApproverIsAuthor(Exception):
    """Who proposed may not approve: a second person does, or a reason must be stated."""


class NotWaiting(Exception):
    """The request was decided, recalled or changed by somebody else already."""


class NothingToPublish(Exception):
    """What is proposed equals what is public."""


class PublicChanged(Exception):
    """Something else is public of a slug than when the person looked or approved."""

    def __init__(self, touched: list[str]) -> None:
        super().__init__(", ".join(touched))
        self.touched = touched


@dataclass(frozen=True)
class Saw:
    """What the person had before them: the version of the request, what was public then."""

    version: int
    base: str


def moved(
    request: PublicationRequest,
    states: Iterable[str],
    state: str,
    by: str,
    note: str = "",
    **values: Any,
) -> None:
    """Bring a request from one of ``states`` to ``state``; NotWaiting if it left them."""
    changed = (
        PublicationRequest.update(
            state=state,
            decided_at=now(),
            decided_by=by,
            decision_note=note,
            version=PublicationRequest.version + 1,
            **values,
        )
        .where(PublicationRequest.id == request.id, PublicationRequest.state.in_(list(states)))
        .execute()
    )
    if not changed:
        raise NotWaiting
