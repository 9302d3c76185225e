"""What is copied of an earlier plan: its document to be, strands, units, deadlines, lists."""

from dataclasses import replace
from datetime import date

from portal.deadlines.deadline_rule import DeadlineRule
from portal.documents.models import IssuedDocument
from portal.plans.cloning.rules import moved_rule, moved_text
from portal.plans.coverage.models import CoverageMeasure
from portal.plans.item_rules import Subject, Task, item_of, stored_form
from portal.plans.models import Plan, PlanDeadline, PlanItem, Strand, StrandUnit
from portal.plans.queries import WholePlan
from portal.units.models import Unit
from portal.units.queries import name_on
from portal.units.rules import valid_on


def document_of(source: Plan, years: int) -> IssuedDocument | None:
    """The issued document to be: kind, issuer, signer, bases; no number, date or file."""
    old = source.document
    if old is None:
        return None
    return IssuedDocument.create(
        kind=old.kind,
        issuer=old.issuer,
        signer=old.signer,
        signer_title=old.signer_title,
        sign_capacity=old.sign_capacity,
        subject=moved_text(old.subject, source.year, years),
        place=old.place,
        recipients=old.recipients,
        legal_bases=old.legal_bases,
    )


def copy_strands(plan: Plan, whole: WholePlan, years: int, day: date) -> dict[int, Strand]:
    """The strands with units and deadlines, by the id of the strand they were made from."""
    made: dict[int, Strand] = {}
    source_year = whole.plan.year
    for one in whole.strands:
        old = one.strand
        strand = Strand.create(
            plan=plan,
            code=old.code,
            name=moved_text(old.name, source_year, years),
            mode=old.mode,
            method=old.method,
            text=moved_text(old.text, source_year, years),
            position=old.position,
        )
        made[old.id] = strand
        for member in one.members:
            unit = member.unit
            if valid_on(unit.valid_from, unit.valid_to, day):
                StrandUnit.create(
                    strand=strand, unit=unit, name=name_on(unit, day), position=member.position
                )
        for row in one.deadlines:
            PlanDeadline.create(
                strand=strand,
                code=row.code,
                title=moved_text(row.title, source_year, years),
                duty=row.duty,
                rule=moved_rule(DeadlineRule.from_dict(row.rule), years).to_dict(),
                position=row.position,
            )
    return made


def copy_items(
    plan: Plan, whole: WholePlan, strands: dict[int, Strand], years: int, day: date
) -> None:
    """The lists of the plan; ranked units that are gone leave their block."""
    standing = {
        unit.code for unit in Unit.select() if valid_on(unit.valid_from, unit.valid_to, day)
    }
    old_measures = {row.item_id: row for row in CoverageMeasure.select()}
    for rows in whole.lists.values():
        for row in rows:
            item = item_of(row.list_name, row.value)
            if isinstance(item, Task) and item.due:
                item = replace(item, due=moved_rule(item.due, years))
            if isinstance(item, Subject):
                units = tuple(one for one in item.units if one.code in standing)
                if not units:
                    continue
                item = replace(item, units=units)
            value = stored_form(item)
            for name in ("title", "note"):
                if name in value:
                    value[name] = moved_text(value[name], whole.plan.year, years)
            made = PlanItem.create(
                plan=plan,
                list_name=row.list_name,
                code=row.code,
                strand=strands.get(row.strand_id),
                value=value,
                position=row.position,
            )
            measure = old_measures.get(row.id)
            if measure:
                CoverageMeasure.create(
                    item=made,
                    method=measure.method,
                    strand=strands.get(measure.strand_id),
                    level=measure.level,
                    block=measure.block,
                )
