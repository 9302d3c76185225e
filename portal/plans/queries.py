"""Named reads of plans."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from peewee import JOIN

from portal.documents.models import Blob, IssuedDocument
from portal.plans.models import (
    Plan,
    PlanDeadline,
    PlanItem,
    PlanRelation,
    Strand,
    StrandUnit,
)
from portal.publishing.gate import proposals_of
from portal.publishing.models import Publication
from portal.publishing.payload import canonical
from portal.publishing.requests import PublicationRequest
from portal.publishing.rules import OPEN
from portal.units.models import Unit


@dataclass
class WholeStrand:
    """A strand with its units and deadline rules, in order."""

    strand: Strand
    members: list[StrandUnit] = field(default_factory=list)
    deadlines: list[PlanDeadline] = field(default_factory=list)


@dataclass
class WholePlan:
    """A plan with everything that belongs to it. ``lists``: rows by the name of their list, in
    order. ``related_from``: relations of other plans
    whose document is this plan."""

    plan: Plan
    strands: list[WholeStrand] = field(default_factory=list)
    lists: dict[str, list[PlanItem]] = field(default_factory=dict)
    relations: list[PlanRelation] = field(default_factory=list)
    related_from: list[PlanRelation] = field(default_factory=list)


def plan_by_slug(slug: str) -> Plan | None:
    """The plan under ``<year>/<name>``."""
    return Plan.get_or_none(Plan.slug == slug)


def plan_by_id(plan_id: int) -> Plan | None:
    """The plan of that id, with its issued document and original file."""
    return _plans().where(Plan.id == plan_id).first()


def every_plan() -> list[Plan]:
    """All plans, newest year first."""
    return list(_plans().order_by(Plan.year.desc(), Plan.title, Plan.id))


def _plans():  # type: ignore[no-untyped-def]
    signed, copy = Blob.alias(), Blob.alias()
    return (
        Plan.select(Plan, IssuedDocument, Blob, signed, copy)
        .join_from(Plan, IssuedDocument, join_type=JOIN.LEFT_OUTER)
        .join_from(
            IssuedDocument,
            signed,
            join_type=JOIN.LEFT_OUTER,
            on=(IssuedDocument.signed_file == signed.sha256),
            attr="signed_file",
        )
        .join_from(Plan, Blob, join_type=JOIN.LEFT_OUTER, on=(Plan.original == Blob.sha256))
        .join_from(
            Plan, copy, JOIN.LEFT_OUTER, Plan.public_original == copy.sha256, "public_original"
        )
    )


def whole_plans(plans: Iterable[Plan]) -> list[WholePlan]:
    """The plans with everything that belongs to them; six queries, however many plans."""
    found = {plan.id: WholePlan(plan) for plan in plans}
    wanted = list(found)
    strands: dict[int, WholeStrand] = {}
    rows = Strand.select().where(Strand.plan.in_(wanted)).order_by(Strand.position, Strand.id)
    for row in rows:
        strands[row.id] = WholeStrand(row)
        found[row.plan_id].strands.append(strands[row.id])
    members = (
        StrandUnit.select(StrandUnit, Unit)
        .join(Unit)
        .where(StrandUnit.strand.in_(list(strands)))
        .order_by(StrandUnit.position, StrandUnit.id)
    )
    for member in members:
        strands[member.strand_id].members.append(member)
    deadlines = (
        PlanDeadline.select()
        .where(PlanDeadline.strand.in_(list(strands)))
        .order_by(PlanDeadline.position, PlanDeadline.id)
    )
    for deadline in deadlines:
        strands[deadline.strand_id].deadlines.append(deadline)
    items = PlanItem.select().where(PlanItem.plan.in_(wanted))
    for item in items.order_by(PlanItem.position, PlanItem.id):
        found[item.plan_id].lists.setdefault(item.list_name, []).append(item)
    about, document = Plan.alias(), Plan.alias()
    relations = (
        PlanRelation.select(PlanRelation, about, document, IssuedDocument)
        .join_from(PlanRelation, about, on=(PlanRelation.plan == about.id), attr="plan")
        .join_from(
            PlanRelation,
            document,
            join_type=JOIN.LEFT_OUTER,
            on=(PlanRelation.other_plan == document.id),
            attr="other_plan",
        )
        .join_from(
            about,
            IssuedDocument,
            join_type=JOIN.LEFT_OUTER,
            on=(about.document == IssuedDocument.id),
            attr="document",
        )
        .where(PlanRelation.plan.in_(wanted) | PlanRelation.other_plan.in_(wanted))
        .order_by(PlanRelation.id)
    )
    for relation in relations:
        if relation.plan_id in found:
            found[relation.plan_id].relations.append(relation)
        if relation.other_plan_id in found:
            found[relation.other_plan_id].related_from.append(relation)
    return list(found.values())


def whole_plan(plan: Plan) -> WholePlan:
    """One plan with everything that belongs to it."""
    return whole_plans([plan])[0]


def strands_of(plan: Plan) -> list[Strand]:
    """The strands of a plan, in order."""
    return list(Strand.select().where(Strand.plan == plan).order_by(Strand.position, Strand.id))


def strand_of(plan: Plan, strand_id: int) -> Strand | None:
    """One strand of a plan; None when it belongs to another."""
    return Strand.get_or_none(Strand.id == strand_id, Strand.plan == plan)


def members_of(strand: Strand) -> list[StrandUnit]:
    """The units a strand names, each with its unit."""
    return list(
        StrandUnit.select(StrandUnit, Unit)
        .join(Unit)
        .where(StrandUnit.strand == strand)
        .order_by(StrandUnit.position, StrandUnit.id)
    )


def named_elsewhere(strand: Strand) -> set[int]:
    """The ids of the units that the other kinds of inspection of the plan name."""
    rows = StrandUnit.select(StrandUnit.unit).join(Strand)
    others = rows.where(Strand.plan == strand.plan_id, StrandUnit.strand != strand)
    return {row.unit_id for row in others}


def deadline_of(strand: Strand, deadline_id: int) -> PlanDeadline | None:
    """One deadline rule of a strand; None when it belongs to another."""
    return PlanDeadline.get_or_none(PlanDeadline.id == deadline_id, PlanDeadline.strand == strand)


def deadline_for(strand: Strand, duty: str) -> PlanDeadline | None:
    """The first rule of a strand for a duty of ``rules.DUTIES``; None when it has none."""
    return (
        PlanDeadline.select()
        .where(PlanDeadline.strand == strand, PlanDeadline.duty == duty)
        .order_by(PlanDeadline.position, PlanDeadline.id)
        .first()
    )


def plans_for_choice() -> list[tuple[str, str]]:
    """(id, title with its year) of every plan, newest first, for a select."""
    rows = Plan.select(Plan.id, Plan.title, Plan.year).order_by(Plan.year.desc(), Plan.title)
    return [
        (str(row.id), row.title if str(row.year) in row.title else f"{row.title} ({row.year})")
        for row in rows
    ]


def contents_of(plan: Plan) -> list[tuple[str, str]]:
    """(code, title) of what the plan inspects; findings refer to the codes."""
    return [(row["code"], row["title"]) for row in plan.contents]


def relation_of(plan: Plan, relation_id: int) -> PlanRelation | None:
    """One relation of a plan; None when it belongs to another."""
    return PlanRelation.get_or_none(PlanRelation.id == relation_id, PlanRelation.plan == plan)


def current_publications() -> list[Publication]:
    """The current publication of every plan that has a public page, without its payload."""
    return list(
        Publication.select(
            Publication.id,
            Publication.slug,
            Publication.title,
            Publication.version,
            Publication.state,
            Publication.payload_sha256,
            Publication.payload.is_null().alias("erased"),
        ).where(Publication.kind == "plan", Publication.current)
    )


def public_versions(slug: str) -> list[Publication]:
    """Every publication of a plan, newest first."""
    return list(
        Publication.select()
        .where(Publication.kind == "plan", Publication.slug == slug)
        .order_by(Publication.version.desc())
    )


def waiting_requests() -> dict[str, tuple[PublicationRequest, str]]:
    """What is on its way to readers (waiting for approval, or approved), by the slug of the plan:
    the request and its canonical payload; one that waits comes before one that is approved."""
    open_now = PublicationRequest.state.in_(OPEN)
    rows = PublicationRequest.select().where(open_now)
    rows = rows.order_by(PublicationRequest.state, PublicationRequest.id)
    return {
        offered.slug: (request, canonical(offered.payload))
        for request in rows
        for offered in proposals_of(request)
        if offered.kind == "plan"
    }


def last_refusal(back_url: str) -> PublicationRequest | None:
    """The newest request of the plan at ``back_url`` if it was refused, with its reason."""
    newest = (
        PublicationRequest.select()
        .where(PublicationRequest.back_url == back_url)
        .order_by(PublicationRequest.id.desc())
        .first()
    )
    return newest if newest and newest.state == "refused" else None
