"""Where plans stand on their way to readers, and what a proposal for one contains."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from portal.clock import local
from portal.plans.item_publication import stored_lists
from portal.plans.models import Plan
from portal.plans.payload import PlanPayload, RelationPayload, StrandPayload
from portal.plans.publication import payloads, to_payload
from portal.plans.queries import (
    current_publications,
    public_versions,
    waiting_requests,
    whole_plan,
)
from portal.plans.rules import Offer, State, state_of
from portal.publishing.gate import Proposal, proposal
from portal.publishing.payload import PublicFile, UnitRef, canonical, sha256_of
from portal.publishing.requests import PublicationRequest
from portal.publishing.shared import PublicDeadline, PublicDocument
from portal.publishing.shelf import as_entry


def states(plans: Iterable[Plan]) -> dict[int, State]:
    """The state of each plan by its id; the number of queries does not grow with the plans."""
    plans = list(plans)
    public = {row.slug: row for row in current_publications()}
    waiting = waiting_requests()
    made = payloads(plans)
    found = {}
    for plan in plans:
        text = canonical(made[plan.id])
        row, offered = public.get(plan.slug), waiting.get(plan.slug)
        if offered:
            changed = offered[1] != text
        else:
            changed = row is None or row.payload_sha256 != sha256_of(text)
        version = row.version if row else 0
        withdrawn = bool(row and (row.erased or row.state == "withdrawn"))
        state = state_of(version, withdrawn, bool(offered), changed)
        if offered and offered[0].state == "approved":
            state = replace(state, text=_approved_words(offered[0], changed))
        found[plan.id] = state
    return found


def _approved_words(request: PublicationRequest, changed: bool) -> str:
    if request.failure:
        return "Đã duyệt mà không đăng được: rút phiếu, trình lại"
    at = request.publish_at
    hour = f"hẹn đăng {local(at):%H:%M %d/%m/%Y}" if at else "chưa hẹn giờ"
    return f"Đã duyệt đăng, {hour}" + (", đã sửa thêm sau khi trình" if changed else "")


def proposals_for(plan: Plan) -> list[Proposal]:
    """What publishing ``plan`` puts before readers: itself, and each public plan that a
    relation of it touches, of which nothing but the relations changes.
    """
    offered = [proposal(plan.slug, to_payload(plan))]
    whole = whole_plan(plan)
    near: list[Any] = [row.other_plan for row in whole.relations if row.other_plan_id]
    near += [row.plan for row in whole.related_from]
    unique = {other.id: other for other in near}
    made = payloads(unique.values(), also_public={plan.slug}) if unique else {}
    for other in unique.values():
        entry = next(map(as_entry, public_versions(other.slug)), None)
        if entry and not entry.withdrawn:
            stored = from_stored(entry.payload)
            relations = made[other.id].relations
            if stored.relations != relations:
                offered.append(proposal(other.slug, replace(stored, relations=relations)))
    return offered


def offer_of(plan: Plan, change_kind: str, reason: str) -> Offer:
    """The facts by which ``rules.offer_problems`` judges a proposal."""
    versions = [as_entry(row) for row in public_versions(plan.slug)]
    public = next((entry.payload for entry in versions if not entry.withdrawn), None)
    used = {
        row["label"]
        for entry in versions
        if entry.change_kind == "amended" and not entry.withdrawn
        for row in entry.payload["relations"]
    }
    proposed = proposal(plan.slug, to_payload(plan)).payload
    return Offer(change_kind, proposed, public, reason, frozenset(used))


def from_stored(stored: dict[str, Any]) -> PlanPayload:
    """The payload that a publication keeps as JSON."""
    document = dict(stored["document"])
    document["signed_file"] = _file(document["signed_file"])
    for name in ("legal_bases", "recipients"):
        document[name] = tuple(document[name])
    strands = [
        {
            **row,
            "units": tuple(UnitRef(**unit) for unit in row["units"]),
            "deadlines": tuple(PublicDeadline(**one) for one in row["deadlines"]),
        }
        for row in stored["strands"]
    ]
    return PlanPayload(
        **{
            **stored,
            "document": PublicDocument(**document),
            "strands": tuple(StrandPayload(**row) for row in strands),
            "team": tuple(stored["team"]),
            "contents": tuple(stored.get("contents", ())),
            "original": _file(stored["original"]),
            "relations": tuple(RelationPayload(**row) for row in stored["relations"]),
            **stored_lists(stored),
        }
    )


def _file(stored: dict[str, Any] | None) -> PublicFile | None:
    return PublicFile(**stored) if stored else None
