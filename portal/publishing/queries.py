"""Named reads at the gate."""

from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from portal.accounts.models import AuditEntry, RoleGrant, User
from portal.accounts.queries import history_of
from portal.accounts.rules import Actor
from portal.publishing import gate
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.requests import Approval, Erasure, PublicationRequest, SiteUpdate
from portal.publishing.rules import OPEN, Deciding
from portal.units.models import Unit


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


def published_by(request: PublicationRequest) -> list[Approval]:
    """What a decided request put on the site, with its approvals."""
    return list(
        Approval.select(Approval, Publication)
        .join(Publication)
        .where(Approval.request == request)
        .order_by(Approval.id)
    )


def waiting_for(kind: str, slug: str) -> PublicationRequest | None:
    """The newest request that touches a slug and has not reached readers yet, if any."""
    for request in open_requests():
        if any((one.kind, one.slug) == (kind, slug) for one in gate.proposals_of(request)):
            return request
    return None


def open_requests() -> list[PublicationRequest]:
    """Requests on their way to readers: waiting for approval, or approved; newest first."""
    return [row for state in OPEN for row in requests(state)]


def forced_requests() -> list[PublicationRequest]:
    """What went out without a second person, or without its issued document; newest first."""
    rows = requests("published") + requests("approved")
    return [
        row
        for row in rows
        if row.approval_mode in ("alone", "forced") or row.missing_document_reason
    ]


def base_of(request: PublicationRequest) -> dict[str, str]:
    """What is public now of the slugs a request touches: {"kind slug": hash, "" for nothing}."""
    found = {}
    for one in gate.proposals_of(request):
        newest = gate.newest_version(one.kind, one.slug)
        found[f"{one.kind} {one.slug}"] = newest.hash if newest else ""
    return found


def deciding(actor: Actor, request: PublicationRequest) -> Deciding:
    """The facts by which ``rules.approval_mode`` says how ``actor`` may approve.

    Demo accounts are no second person to a real one.
    """
    author = request.author if request.author_id else None
    others = (
        User.select()
        .join(RoleGrant)
        .where(RoleGrant.role == "office_approver", User.active, User.id != request.author_id)
    )
    if author is not None and not author.is_demo:
        others = others.where(User.is_demo == False)  # noqa: E712 (SQL comparison)
    is_author = request.author_id is not None and request.author_id == actor.user_id
    return Deciding(actor.has("office_approver"), is_author, others.count())


def history(request: PublicationRequest) -> list[AuditEntry]:
    """What was done with a request, oldest first: who, when, why."""
    return history_of("publication_request", request.id)


def newest(kind: str, slug: str) -> Publication | None:
    """The current version of a slug, published or withdrawn."""
    return gate.newest_version(kind, slug)


def _moved() -> Any:
    """Whether a version only leads on to another address. In the canonical text of a payload a
    quotation mark that somebody typed is escaped: no reason can look like this field."""
    how = Publication.payload.contains('"how":"moved"')
    return (Publication.state == "withdrawn") & Publication.payload.is_null(False) & how


def current_of(kind: str) -> list[Publication]:
    """The current version of everything of a kind, newest first, without payloads. What was
    moved stands once, at the address where it is now."""
    columns = [
        Publication.id, Publication.kind, Publication.slug, Publication.title,
        Publication.version, Publication.state, Publication.published_at,
        Publication.change_kind, Publication.payload.is_null().alias("erased"),
    ]  # fmt: skip
    rows = Publication.select(*columns).where(
        Publication.kind == kind, Publication.current, ~_moved()
    )
    return list(rows.order_by(Publication.published_at.desc(), Publication.id.desc()))


def counts_by_kind() -> dict[str, int]:
    """How many things of each kind ``current_of`` names."""
    rows = (
        Publication.select(Publication.kind, fn.COUNT(Publication.id).alias("many"))
        .where(Publication.current, ~_moved())
        .group_by(Publication.kind)
    )
    return {row.kind: row.many for row in rows}


def readable_version(kind: str, slug: str) -> Publication | None:
    """The newest version of a slug that has something to read, also where it is withdrawn now."""
    found: Publication | None = (
        Publication.select()
        .where(Publication.kind == kind, Publication.slug == slug)
        .where(Publication.state == "published", Publication.payload.is_null(False))
        .order_by(Publication.version.desc())
        .first()
    )
    return found


def versions_of(kind: str, slug: str) -> list[tuple[Publication, Approval | None]]:
    """Every version of a slug with its approval, newest first."""
    rows = list(
        Publication.select()
        .where(Publication.kind == kind, Publication.slug == slug)
        .order_by(Publication.version.desc())
    )
    known = Approval.select().where(Approval.publication.in_(rows))
    approvals = {one.publication_id: one for one in known}
    return [(row, approvals.get(row.id)) for row in rows]


def source_of(kind: str, slug: str) -> str:
    """The page of the workspace from which a slug was last put forward to be published.

    "" where no request published it (loaded with a province). A withdrawal is put forward from
    the page of what is public, so it is passed over.
    """
    row = (
        PublicationRequest.select(PublicationRequest.back_url)
        .join(Approval)
        .join(Publication)
        .where(
            Publication.kind == kind,
            Publication.slug == slug,
            PublicationRequest.change_kind != "withdrawal",
            PublicationRequest.back_url != "",
        )
        .order_by(Publication.version.desc())
        .first()
    )
    return row.back_url if row else ""


def erasures(state: str = "") -> list[Erasure]:
    """Erasures asked for, the newest first; those of a state, or all."""
    rows = Erasure.select().order_by(Erasure.id.desc())
    return list(rows.where(Erasure.state == state) if state else rows)


def erasures_of(kind: str, slug: str) -> list[Erasure]:
    """Erasures of a slug, the newest first."""
    return [one for one in erasures() if (one.kind, one.slug) == (kind, slug)]


def title_of(kind: str, slug: str) -> str:
    """The title under which readers know a slug."""
    row = gate.newest_version(kind, slug)
    return row.title if row else slug


def site_update() -> SiteUpdate | None:
    """How far the frozen site has followed; None before the timer first saw to it."""
    found: SiteUpdate | None = SiteUpdate.select().order_by(SiteUpdate.id).first()
    return found


def naming_unit(unit_id: int, since: datetime) -> list[Publication]:
    """What was published since a moment and names a unit, newest first; set-up left out."""
    code = Unit.select(Unit.code).where(Unit.id == unit_id)
    named = PublicationRef.select(PublicationRef.publication).where(PublicationRef.unit.in_(code))
    rows = (
        Publication.select()
        .join(Approval)
        .where(
            Publication.id.in_(named),
            Publication.current,
            Publication.state == "published",
            Publication.published_at >= since,
            Approval.mode != "setup",
        )
        .order_by(Publication.id.desc())
    )
    return list(rows)


def broken_publications() -> list[int]:
    """Ids of publications whose hash or link does not hold; empty when the chain is whole."""
    broken, expected = [], gate.GENESIS
    for row in Publication.select().order_by(Publication.id).iterator():
        whole = row.payload is None or gate.sha256_of(row.payload) == row.payload_sha256
        if row.previous_hash != expected or row.hash != gate.chain_hash(row) or not whole:
            broken.append(row.id)
        expected = row.hash
    return broken
