"""Relations between documents, said from both sides in the payloads of plans."""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date

from portal.documents.rules import KINDS
from portal.plans.models import PlanRelation
from portal.plans.payload import RelationPayload
from portal.plans.queries import WholePlan
from portal.plans.rules import RELATIONS
from portal.vietnamese import legal_date, slug


def relations_of(whole: WholePlan, public: Mapping[str, str]) -> tuple[RelationPayload, ...]:
    """The relations of a plan: documents about it, then what it is a document about.

    A plan without a public page (not in ``public``) is neither linked nor named. ``public``
    holds the titles that readers know by slug, empty for a plan that is published together.
    """
    about = [_relation(one, public.keys()) for one in whole.relations]
    other_side = [
        _relation_from(one, public[one.plan.slug] or one.plan.title)
        for one in whole.related_from
        if one.plan.slug in public
    ]
    return _coded(about + other_side)


def document_label(number: str, issued_on: date | None, subject: str) -> str:
    """How a related document is cited: “Quyết định số 12/QĐ-UBND ngày 05/3/2024 về …”."""
    parts = [
        f"{_kind_by_number(number)} số {number}" if number else "",
        f"ngày {legal_date(issued_on)}" if issued_on else "",
        subject if number or not subject else subject[0].upper() + subject[1:],
    ]
    return " ".join(part for part in parts if part)


def _kind_by_number(number: str) -> str:
    symbol = number.partition("/")[2].rpartition("/")[2].partition("-")[0]
    return next((name for name, mark in KINDS.values() if mark and mark == symbol), "Văn bản")


def _relation(row: PlanRelation, public: Set[str]) -> RelationPayload:
    """A relation as said of the plan it is about."""
    kind, words, _ = RELATIONS[row.kind]
    other = row.other_plan if row.other_plan_id else None
    return RelationPayload(
        code=f"{kind}-{slug(row.number or row.subject, 60)}",
        kind=kind,
        kind_name=words,
        label=document_label(row.number, row.issued_on, row.subject),
        number=row.number,
        issued_on=row.issued_on.isoformat() if row.issued_on else "",
        subject=row.subject,
        plan_slug=other.slug if other and other.slug in public else "",
    )


def _relation_from(row: PlanRelation, title: str) -> RelationPayload:
    """A relation as said of the plan that is the amending (replacing …) document."""
    about, words = row.plan, RELATIONS[row.kind][2]
    issued = about.document if about.document_id else None
    number, day = (issued.number, issued.issued_on) if issued else ("", None)
    kind = {"basis": "basis_of"}.get(row.kind, row.kind)
    return RelationPayload(
        code=f"{kind}-{slug(about.slug)}",
        kind=kind,
        kind_name=words,
        label=document_label(number, day, title),
        number=number,
        issued_on=day.isoformat() if day else "",
        subject=title,
        plan_slug=about.slug,
    )


def _coded(relations: list[RelationPayload]) -> tuple[RelationPayload, ...]:
    """The relations, with -2, -3 … behind codes that would stand twice."""
    seen: dict[str, int] = {}
    made = []
    for one in relations:
        seen[one.code] = seen.get(one.code, 0) + 1
        n = seen[one.code]
        made.append(one if n == 1 else replace(one, code=f"{one.code}-{n}"))
    return tuple(made)
