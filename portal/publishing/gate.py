"""``publish()``: the gate itself. Nothing else writes a publication."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from portal.documents.models import Blob
from portal.features import FEATURES, load
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.payload import Payload, canonical, files_in, sha256_of
from portal.publishing.requests import Approval, PublicationRequest
from portal.publishing.rules import Change

GENESIS = "0" * 64
CHAINED = (
    "kind", "slug", "version", "state", "title", "payload_sha256", "change_kind",
    "change_note", "approval_sha256", "published_at", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """One thing proposed for publication, exactly as it would become public."""

    kind: str
    slug: str
    title: str
    payload: dict[str, Any]
    refs: tuple[dict[str, Any], ...] = ()
    state: str = "published"


@dataclass(frozen=True)
class Consent:
    """Who allowed a publication, on which day, with which scan.

    ``mode``: "portal" (a second person), "paper", "alone" (the office's only approver),
    "forced" (without waiting for the second person) or "setup".
    """

    mode: str
    approved_by: str
    approved_on: date
    scan: str | None = None
    request: int | None = None


class MissingFile(Exception):
    """A payload names a file that is not stored; nothing was published."""


def proposal(slug: str, payload: Payload) -> Proposal:
    """The payload, ready for the gate (JSON values, look-up rows)."""
    return Proposal(
        payload.kind,
        slug,
        payload.headline(),
        json.loads(canonical(payload)),
        tuple(json.loads(canonical(ref)) for ref in payload.refs()),
    )


def set_up(actor: Actor, slug: str, payload: Payload, note: str) -> Publication | None:
    """Publish what set-up brings (units, pages, identity); None when it is public already."""
    offered = proposal(slug, payload)
    newest = newest_version(offered.kind, slug)
    if newest and newest.payload_sha256 == sha256_of(canonical(offered.payload)):
        return None
    kind = "update" if newest else "first"
    return publish(actor, offered, kind, note, Consent("setup", actor.name, today()))


def publish(
    actor: Actor,
    offered: Proposal,
    change_kind: str,
    change_note: str,
    consent: Consent,
    major: bool | None = None,
) -> Publication:
    """Write one publication with its look-up rows and approval; the newest becomes current.

    ``major``: whether followers are told; None leaves it to the kind of change.
    """
    text = canonical(offered.payload)
    _check_files(offered)
    with write():
        newest = newest_version(offered.kind, offered.slug)
        last = Publication.select(Publication.hash).order_by(Publication.id.desc()).first()
        approval = Approval(
            mode=consent.mode,
            approved_by=consent.approved_by,
            approved_on=consent.approved_on,
            scan=consent.scan,
            request=consent.request,
            nonce=secrets.token_hex(16),
        )
        row = Publication(
            kind=offered.kind,
            slug=offered.slug,
            version=newest.version + 1 if newest else 1,
            state=offered.state,
            title=offered.title,
            payload=text,
            payload_sha256=sha256_of(text),
            change_kind=change_kind,
            change_note=change_note,
            major=major,
            approval_sha256=approval_hash(approval),
            published_at=now(),
            previous_hash=last.hash if last else GENESIS,
        )
        row.hash = chain_hash(row)
        if newest:
            Publication.update(current=False).where(Publication.id == newest.id).execute()
        row.save(force_insert=True)
        approval.publication = row
        approval.save(force_insert=True)
        write_lookups(row, offered)
        record(
            actor,
            "publish",
            row,
            after={"kind": row.kind, "slug": row.slug, "version": row.version},
            reason=change_note,
        )
    return row


def newest_version(kind: str, slug: str) -> Publication | None:
    """The current version of a slug, published or withdrawn."""
    return Publication.get_or_none(
        Publication.kind == kind, Publication.slug == slug, Publication.current
    )


def write_lookups(row: Publication, offered: Proposal) -> None:
    """The rows that readers look the publication up by."""
    for ref in offered.refs:
        PublicationRef.create(publication=row, kind=ref["kind"], unit=ref["unit"], on=ref["on"])
    keep_lookups(row, offered.payload)


def keep_lookups(row: Publication, payload: dict[str, Any] | None) -> None:
    """Let features bring their look-up rows in line; ``payload`` None: it was erased."""
    for feature in FEATURES:
        if feature.lookups:
            load(feature.lookups)(row, payload)


def chain_hash(row: Publication) -> str:
    """The hash that chains a publication to the one before it."""
    values = {name: getattr(row, name) for name in CHAINED}
    values["published_at"] = row.published_at.isoformat()
    if row.major is not None:
        values["major"] = bool(row.major)
    return sha256_of(canonical(values))


def approval_hash(approval: Approval) -> str:
    """A hash that stands for the approval in public; the nonce hides the name in it."""
    return sha256_of(
        canonical(
            [
                approval.mode,
                approval.approved_by,
                approval.approved_on.isoformat(),
                approval.scan_id or "",
                approval.nonce,
            ]
        )
    )


def _check_files(offered: Proposal) -> None:
    wanted = set(shas_in(offered.payload))
    if not wanted:
        return
    stored = {row.sha256 for row in Blob.select(Blob.sha256).where(Blob.sha256.in_(wanted))}
    if wanted - stored:
        raise MissingFile(sorted(wanted - stored)[0])


def shas_in(value: Any) -> Any:
    """Every file hash named anywhere in a JSON payload."""
    return (file["sha256"] for file in files_in(value))


def proposals_of(request: PublicationRequest) -> list[Proposal]:
    """The proposals kept in a request."""
    found = []
    for row in json.loads(request.proposals):
        row.pop("text", None)  # requests of an earlier release kept a search text
        found.append(Proposal(**{**row, "refs": tuple(row["refs"])}))
    return found


def changes_of(request: PublicationRequest) -> list[tuple[Proposal, Change]]:
    """The proposals of a request, each with how its page tells of it."""
    asked = Change(request.change_kind, request.change_note, request.major)
    return [
        (
            one,
            asked.of_one(one.state, newest_version(one.kind, one.slug) is not None, request.title),
        )
        for one in proposals_of(request)
    ]


def pack(proposals: list[Proposal]) -> str:
    """Proposals as kept in a request."""
    return canonical([asdict(one) for one in proposals])
