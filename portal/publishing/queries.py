"""Named reads at the gate."""

import json
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from portal.accounts.models import User
from portal.publishing import gate
from portal.publishing.gate import Proposal
from portal.publishing.models import Publication
from portal.publishing.requests import Approval, PublicationRequest
from portal.publishing.rules import differences


@dataclass(frozen=True)
class Compared:
    """A proposal beside what is public now: nothing yet, or the current version."""

    proposal: Proposal
    current: Publication | None
    changes: list[tuple[str, Any, Any]]


def requests(state: str = "") -> list[PublicationRequest]:
    """Requests of a state (all when empty), newest first."""
    rows = (
        PublicationRequest.select(PublicationRequest, User)
        .join(User, join_type=JOIN.LEFT_OUTER)
        .order_by(PublicationRequest.id.desc())
        .limit(200)
    )
    return list(rows.where(PublicationRequest.state == state) if state else rows)


def request_by_id(request_id: int) -> PublicationRequest | None:
    """One request with its author."""
    return (
        PublicationRequest.select(PublicationRequest, User)
        .join(User, join_type=JOIN.LEFT_OUTER)
        .where(PublicationRequest.id == request_id)
        .first()
    )


def compared(request: PublicationRequest) -> list[Compared]:
    """What a request would change, field by field."""
    rows = []
    for one in gate.proposals_of(request):
        current = gate.newest_version(one.kind, one.slug)
        before = json.loads(current.payload) if current and current.payload else {}
        changes = differences(before, one.payload) if current else []
        rows.append(Compared(one, current, changes))
    return rows


def published_by(request: PublicationRequest) -> list[Approval]:
    """What a decided request put on the site, with its approvals."""
    return list(
        Approval.select(Approval, Publication)
        .join(Publication)
        .where(Approval.request == request)
        .order_by(Approval.id)
    )


def waiting_for(kind: str, slug: str) -> PublicationRequest | None:
    """The waiting request that touches a slug, if any."""
    for request in requests("waiting"):
        if any((one.kind, one.slug) == (kind, slug) for one in gate.proposals_of(request)):
            return request
    return None


def broken_publications() -> list[int]:
    """Ids of publications whose hash or link does not hold; empty when the chain is whole."""
    broken, expected = [], gate.GENESIS
    for row in Publication.select().order_by(Publication.id).iterator():
        whole = row.payload is None or gate.sha256_of(row.payload) == row.payload_sha256
        if row.previous_hash != expected or row.hash != gate.chain_hash(row) or not whole:
            broken.append(row.id)
        expected = row.hash
    return broken
