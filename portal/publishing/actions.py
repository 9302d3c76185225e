"""Named writes at the gate: propose, recall, refuse, approve, approve on paper, publish.

``scheduling_actions`` plans the hour of a publication, ``erasure_actions`` erases by law;
``request_states`` holds the named errors.
"""

import json
from datetime import date, datetime

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from portal.documents.models import Blob
from portal.features import FEATURES, load
from portal.publishing import gate
from portal.publishing.gate import Consent, Proposal
from portal.publishing.lint import check_open
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.queries import base_of, deciding
from portal.publishing.request_states import (
    ApproverIsAuthor,
    NothingToPublish,
    NotWaiting,
    PublicChanged,
    Saw,
    moved,
)
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import approval_mode, touched_since

__all__ = ["ApproverIsAuthor", "NotWaiting", "NothingToPublish", "PublicChanged", "Saw"]

#: The log's name for each way to approve.
_LOGGED = {
    "portal": "approve-publication",
    "paper": "record-paper-approval",
    "alone": "approve-alone",
    "forced": "force-publication",
}


def propose(
    actor: Actor,
    title: str,
    proposals: list[Proposal],
    change_kind: str,
    change_note: str,
    missing_document_reason: str = "",
    back_url: str = "",
    major: bool | None = None,
) -> PublicationRequest:
    """Ask for approval to publish; unchanged proposals are left out.

    ``missing_document_reason`` says why something is published before its issued document
    is recorded; ``back_url`` leads to the object in the workspace; ``major``: whether followers
    are told (None: as the kind of change says). The same proposal again, as by a double click,
    is the same request. NothingToPublish if readers would see no change. What was approved for
    a later hour stands: whichever comes second stops and says so.
    """
    changed = [one for one in proposals if _is_news(one)]
    if not changed:
        raise NothingToPublish
    with write():
        waiting = waiting_requests_for(changed)
        for known in waiting:
            same = (known.author_id, known.change_note, known.change_kind, known.major) == (
                actor.user_id, change_note, change_kind, major,
            )  # fmt: skip
            if same and gate.pack(gate.proposals_of(known)) == gate.pack(changed):
                return known
        for open_request in waiting:
            note = "Được thay bằng phiếu trình mới."
            moved(open_request, ("waiting",), "recalled", actor.name, note)
        request = PublicationRequest.create(
            title=title,
            proposals=gate.pack(changed),
            change_kind=change_kind,
            change_note=change_note,
            missing_document_reason=missing_document_reason,
            back_url=back_url,
            major=major,
            author=actor.user_id,
            created_at=now(),
        )
        record(actor, "propose-publication", request, after={"title": title}, reason=change_note)
    return request


def _is_news(offered: Proposal) -> bool:
    newest = gate.newest_version(offered.kind, offered.slug)
    if newest is None:
        return offered.state == "published"
    same = newest.payload_sha256 == gate.sha256_of(gate.canonical(offered.payload))
    return not (same and newest.state == offered.state)


def waiting_requests_for(proposals: list[Proposal]) -> list[PublicationRequest]:
    """Requests still waiting that touch one of the same slugs."""
    keys = {(one.kind, one.slug) for one in proposals}
    waiting = PublicationRequest.select().where(PublicationRequest.state == "waiting")
    return [
        request
        for request in waiting
        if keys & {(one.kind, one.slug) for one in gate.proposals_of(request)}
    ]


def approve(
    actor: Actor,
    request: PublicationRequest,
    reason: str = "",
    at: datetime | None = None,
    later: bool = False,
    saw: Saw | None = None,
) -> list[Publication]:
    """Approve a request, and publish it: at once, at the hour ``at``, or ``later`` by hand.

    The approver is another person than the author. The author may approve only with a
    ``reason``, as the office's one approver or by force; without one ApproverIsAuthor.
    FindingsOpen (of ``lint``) while something that must be mended is neither mended nor explained.
    """
    mode = approval_mode(deciding(actor, request))
    if not mode or (mode != "portal" and not reason.strip()):
        raise ApproverIsAuthor
    consent = Consent(mode, actor.name, today(), request=request.id)
    return _approved(actor, request, consent, reason if mode != "portal" else "", at, later, saw)


def record_paper_approval(
    actor: Actor,
    request: PublicationRequest,
    approved_by: str,
    approved_on: date,
    scan: Blob,
    at: datetime | None = None,
    later: bool = False,
    saw: Saw | None = None,
) -> list[Publication]:
    """Record that a request was approved on paper, with the scan of the signed slip, and
    publish it as ``approve`` does."""
    consent = Consent("paper", approved_by, approved_on, scan.sha256, request.id)
    return _approved(actor, request, consent, "", at, later, saw)


def _approved(
    actor: Actor,
    request: PublicationRequest,
    consent: Consent,
    reason: str,
    at: datetime | None,
    later: bool,
    saw: Saw | None,
) -> list[Publication]:
    check_open(request)
    with write():
        base = base_of(request)
        _check_seen(request, saw, base)
        moved(
            request, ("waiting",), "approved", consent.approved_by,
            approval_mode=consent.mode, approved_by=consent.approved_by,
            approved_on=consent.approved_on, approval_reason=reason, scan=consent.scan,
            base=gate.canonical(base), publish_at=at,
        )  # fmt: skip
        record(actor, _LOGGED[consent.mode], request, after={"mode": consent.mode}, reason=reason)
        if at is not None:
            record(actor, "schedule-publication", request, after={"at": at.isoformat()})
        return [] if at is not None or later else publish_approved(actor, request)


def _check_seen(request: PublicationRequest, saw: Saw | None, base: dict[str, str]) -> None:
    if saw is None:
        return
    if saw.version != PublicationRequest.get_by_id(request.id).version:
        raise NotWaiting
    if saw.base != gate.sha256_of(gate.canonical(base)):
        raise PublicChanged(sorted(base))


def publish_approved(actor: Actor, request: PublicationRequest) -> list[Publication]:
    """Put an approved request before readers, unless they see something else by now than
    when it was approved (PublicChanged). NotWaiting if it was published meanwhile."""
    with write():
        row = PublicationRequest.get_by_id(request.id)
        touched = touched_since(json.loads(row.base or "{}"), base_of(row))
        if row.state == "approved" and touched:
            raise PublicChanged(touched)
        moved(row, ("approved",), "published", row.approved_by, publish_at=None, failure="")
        consent = Consent(
            row.approval_mode, row.approved_by, row.approved_on or today(), row.scan_id, row.id
        )
        rows = [
            gate.publish(actor, one, change.kind, change.note, consent, change.major)
            for one, change in gate.changes_of(row)
        ]
        for feature in FEATURES:
            if feature.published:
                for published in rows:
                    load(feature.published)(actor, published)
    return rows


def refuse(actor: Actor, request: PublicationRequest, reason: str) -> None:
    """Send a request back to its author, with the reason."""
    with write():
        moved(request, ("waiting",), "refused", actor.name, reason)
        record(actor, "refuse-publication", request, reason=reason)


def recall(actor: Actor, request: PublicationRequest, reason: str = "") -> None:
    """Take a request back before readers see it; anyone of the office may."""
    with write():
        moved(request, ("waiting", "approved"), "recalled", actor.name, reason, publish_at=None)
        record(actor, "recall-publication", request, reason=reason)


def withdrawal(row: Publication, how: str, reason: str, successor: str = "") -> Proposal:
    """The proposal that takes a publication off the site, leaving a tombstone page.

    ``how`` is a key of ``rules.WITHDRAWALS``, or “moved” for an old address; ``successor`` is
    the public path of what replaces it.
    """
    tombstone = {
        "title": row.title,
        "withdrawn_on": today().isoformat(),
        "how": how,
        "reason": reason,
        "successor": successor,
        "version": row.version,
    }
    units = PublicationRef.select().where(PublicationRef.publication == row)
    refs = tuple({"kind": ref.kind, "unit": ref.unit, "on": None} for ref in units)
    return Proposal(row.kind, row.slug, row.title, tombstone, refs, "withdrawn")


def erase(actor: Actor, row: Publication, reason: str) -> None:
    """Erase the bytes of a payload by law; hash, reason and approval remain in the chain.

    ``erasure_actions.confirm_erasure`` is the way of the office, with its second person; it
    clears requests and files as well.
    """
    with write():
        Publication.update(payload=None).where(Publication.id == row.id).execute()
        PublicationRef.delete().where(PublicationRef.publication == row).execute()
        if row.current:
            gate.keep_lookups(row, None)
        record(actor, "erase-payload", row, reason=reason)
