"""The check before publishing: what stands out in a request, and what was decided about it.

Texts are checked here, for every kind of publication. A feature adds what only its own working
data can tell: ``Feature.lint`` names a function (proposal) -> (findings, addresses by the start
of a payload path). What is checked is what would become public, word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.features import FEATURES, load
from portal.publishing import gate
from portal.publishing.findings import Finding, in_order, text_findings
from portal.publishing.gate import Proposal
from portal.publishing.labels import field_label
from portal.publishing.lint_models import AcceptedFinding
from portal.publishing.requests import PublicationRequest


@dataclass(frozen=True)
class Checked:
    """A finding with the reason for which it stays, if somebody gave one."""

    finding: Finding
    accepted: AcceptedFinding | None = None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the request from being approved."""
        return self.finding.severity == "block" and self.accepted is None


class NoSuchFinding(LookupError):
    """The request has no finding with that key that may be accepted."""


class FindingsOpen(Exception):
    """What must be mended, or explained, before the request may be approved."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__("; ".join(titles))
        self.titles = titles


def findings_for(request: PublicationRequest) -> list[Finding]:
    """Everything that stands out in what a request would publish, most serious first."""
    found = []
    for one in gate.proposals_of(request):
        if one.state == "published":
            found += _findings_of(one, request.back_url)
    return in_order(found)


def checked(request: PublicationRequest) -> list[Checked]:
    """The findings of a request with the reasons that were given, here or in an earlier request."""
    return _with_reasons(findings_for(request))


def _with_reasons(found: list[Finding]) -> list[Checked]:
    subjects = {one.subject for one in found}
    rows = AcceptedFinding.select().where(AcceptedFinding.subject.in_(list(subjects)))
    reasons = {(row.subject, row.key): row for row in rows.order_by(AcceptedFinding.id)}
    return [Checked(one, reasons.get((one.subject, one.key))) for one in found]


def check_open(request: PublicationRequest) -> None:
    """FindingsOpen if something that must be mended before publishing is neither mended nor,
    where that may be, explained. Only words of the payload are that serious, so that no
    feature is asked and a command may approve as well."""
    found = [
        replace(one, subject=f"{offered.kind} {offered.slug}")
        for offered in gate.proposals_of(request)
        if offered.state == "published"
        for one in text_findings(offered.payload)
        if one.severity == "block"
    ]
    left = [one.finding.title for one in _with_reasons(found) if one.blocks]
    if left:
        raise FindingsOpen(left)


def accept(actor: Actor, request: PublicationRequest, key: str, reason: str) -> AcceptedFinding:
    """Leave a finding as it is, saying why; a second reason takes the place of the first.
    NoSuchFinding if the request has none by that key, or it must be mended."""
    found = next((one for one in findings_for(request) if one.key == key), None)
    if found is None or not found.acceptable:
        raise NoSuchFinding(key)
    with write():
        row, _ = AcceptedFinding.get_or_create(
            request=request,
            key=key,
            defaults={
                "subject": found.subject, "title": found.title, "quote": found.quote,
                "reason": reason, "accepted_by": actor.user_id, "accepted_at": now(),
            },
        )  # fmt: skip
        before = row.reason if row.reason != reason else None
        if before is not None:
            row.reason, row.accepted_by, row.accepted_at = reason, actor.user_id, now()
            row.save()
        record(actor, "accept-finding", request, before, {"title": found.title}, reason)
    accepted: AcceptedFinding = row
    return accepted


def _findings_of(offered: Proposal, back_url: str) -> list[Finding]:
    own: list[Finding] = []
    links: dict[str, str] = {}
    for feature in FEATURES:
        if feature.lint:
            found, where = load(feature.lint)(offered)
            own += found
            links |= where
    attached = [row["label"] for row in offered.payload.get("relations", ())]
    subject = f"{offered.kind} {offered.slug}"
    return [
        placed(one, links, subject, back_url)
        for one in [*text_findings(offered.payload, attached), *own]
    ]


def placed(one: Finding, links: Mapping[str, str], subject: str, otherwise: str) -> Finding:
    """A finding with the words for its place and the address where it is mended: that of the
    longest start of its path in ``links``, or ``otherwise``."""
    fitting = [start for start in links if start and one.path.startswith(start)]
    link = one.link or links.get(max(fitting, key=len, default=""), otherwise)
    label = field_label(one.path)
    place = one.place or (label[:1].upper() + label[1:])
    return replace(one, link=link, place=place, subject=subject)
