"""Named writes at the gate: propose, recall, refuse, approve, approve on paper, withdraw."""

from datetime import date

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.db import write
from portal.documents.models import Blob
from portal.features import FEATURES, load
from portal.publishing import gate
from portal.publishing.gate import Consent, Proposal
from portal.publishing.models import Publication, PublicationRef
from portal.publishing.requests import PublicationRequest


class ApproverIsAuthor(Exception):
    """Who proposed may not approve: a second person does."""


class NotWaiting(Exception):
    """The request was decided or recalled already."""


class NothingToPublish(Exception):
    """What is proposed equals what is public."""


def propose(
    actor: Actor,
    title: str,
    proposals: list[Proposal],
    change_kind: str,
    change_note: str,
    missing_document_reason: str = "",
    back_url: str = "",
) -> PublicationRequest:
    """Ask for approval to publish; unchanged proposals are left out.

    ``missing_document_reason`` says why something is published before its issued document
    is recorded; ``back_url`` leads to the object in the workspace. The same proposal again,
    as by a double click, is the same request. NothingToPublish if readers would see no change.
    """
    changed = [one for one in proposals if _is_news(one)]
    if not changed:
        raise NothingToPublish
    with write():
        waiting = waiting_requests_for(changed)
        for known in waiting:
            same = known.author_id == actor.user_id and known.change_note == change_note
            if same and gate.pack(gate.proposals_of(known)) == gate.pack(changed):
                return known
        for open_request in waiting:
            _close(open_request, "recalled", actor.name, "Được thay bằng phiếu trình mới.")
        request = PublicationRequest.create(
            title=title,
            proposals=gate.pack(changed),
            change_kind=change_kind,
            change_note=change_note,
            missing_document_reason=missing_document_reason,
            back_url=back_url,
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


def approve(actor: Actor, request: PublicationRequest) -> list[Publication]:
    """Publish a request in the portal; the approver is another person than the author."""
    if request.author_id is not None and request.author_id == actor.user_id:
        raise ApproverIsAuthor
    consent = Consent("portal", actor.name, today(), request=request.id)
    return _publish_all(actor, request, consent)


def record_paper_approval(
    actor: Actor, request: PublicationRequest, approved_by: str, approved_on: date, scan: Blob
) -> list[Publication]:
    """Publish a request that was approved on paper; the signed slip's scan is kept."""
    consent = Consent("paper", approved_by, approved_on, scan.sha256, request.id)
    return _publish_all(actor, request, consent)


def _publish_all(actor: Actor, request: PublicationRequest, consent: Consent) -> list[Publication]:
    with write():
        _decide(request, "published", consent.approved_by)
        rows = [
            gate.publish(actor, one, request.change_kind, request.change_note, consent)
            for one in gate.proposals_of(request)
        ]
        for feature in FEATURES:
            if feature.published:
                for row in rows:
                    load(feature.published)(actor, row)
    return rows


def refuse(actor: Actor, request: PublicationRequest, reason: str) -> None:
    """Send a request back to its author, with the reason."""
    with write():
        _decide(request, "refused", actor.name, reason)
        record(actor, "refuse-publication", request, reason=reason)


def recall(actor: Actor, request: PublicationRequest) -> None:
    """Take a request back before it is decided; anyone of the office may."""
    with write():
        _decide(request, "recalled", actor.name)
        record(actor, "recall-publication", request)


def _decide(request: PublicationRequest, state: str, by: str, note: str = "") -> None:
    if not _close(request, state, by, note):
        raise NotWaiting


def _close(request: PublicationRequest, state: str, by: str, note: str) -> bool:
    return bool(
        PublicationRequest.update(state=state, decided_at=now(), decided_by=by, decision_note=note)
        .where(PublicationRequest.id == request.id, PublicationRequest.state == "waiting")
        .execute()
    )


def withdrawal(row: Publication, how: str, reason: str, successor: str = "") -> Proposal:
    """The proposal that takes a publication off the site, leaving a tombstone page.

    ``how`` is a key of ``rules.WITHDRAWALS``; ``successor`` is the public path of what
    replaces it.
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
    return Proposal(row.kind, row.slug, row.title, tombstone, refs, "", "withdrawn")


def erase(actor: Actor, row: Publication, reason: str) -> None:
    """Erase the bytes of a payload by law; hash, reason and approval remain in the chain."""
    with write():
        Publication.update(payload=None).where(Publication.id == row.id).execute()
        row.texts.model.delete().where(row.texts.model.publication == row).execute()
        if row.current:
            gate.keep_lookups(row, None)
        record(actor, "erase-payload", row, reason=reason)
