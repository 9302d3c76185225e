"""Loads the plans of a province profile into the tables; it publishes nothing."""

from datetime import date
from pathlib import Path
from typing import Any

from portal.accounts.audit import record
from portal.accounts.rules import Actor
from portal.clock import now
from portal.db import write
from portal.documents.models import IssuedDocument
from portal.plans.content import InvalidPlan, PlanContent, read_plans
from portal.plans.content_items import ItemContent
from portal.plans.models import Plan, PlanDeadline, PlanItem, Strand, StrandUnit
from portal.plans.rules import naming_day
from portal.units.models import Unit
from portal.units.queries import absence, name_on


def load_plans(actor: Actor, province_dir: Path, today: date) -> list[Plan]:
    """Make the tables hold the plans of ``province_dir/plans``; returns them all.

    A second load changes nothing. A plan that a person has edited since is left as it is.
    InvalidPlan if a file is faulty or names a unit that the register lacks, or that did not
    exist on the day of the plan.
    """
    units = {unit.code: unit for unit in Unit.select()}
    plans = []
    for content in read_plans(province_dir, lambda code, day: name_on(units[code], day), today):
        missing = {code for codes in content.units.values() for code in codes} - set(units)
        if missing:
            raise InvalidPlan(
                f"{content.plan['slug']}: không có đơn vị {', '.join(sorted(missing))}."
            )
        day = naming_day(content.document["issued_on"], content.plan["year"], today)
        absent = [absence(units[code], day) for codes in content.units.values() for code in codes]
        if any(absent):
            raise InvalidPlan(f"{content.plan['slug']}: {next(filter(None, absent))}")
        named = {
            strand: [(units[code], name_on(units[code], day)) for code in codes]
            for strand, codes in content.units.items()
        }
        plans.append(_load(actor, content, named))
    return plans


def _load(actor: Actor, content: PlanContent, named: dict[str, list[tuple[Unit, str]]]) -> Plan:
    with write():
        plan = Plan.get_or_none(Plan.slug == content.plan["slug"])
        if plan is not None and plan.updated_by_id is not None:
            return plan
        if plan is None:
            plan = Plan.create(**content.plan, created_at=now(), updated_at=now())
            changed = True
        else:
            changed = _update(plan, content.plan)
        changed |= _load_document(plan, content.document)
        strands = {}
        for position, columns in enumerate(content.strands):
            strand, made = Strand.get_or_create(
                plan=plan, code=columns["code"], defaults={**columns, "position": position}
            )
            changed |= made or _update(strand, {**columns, "position": position})
            changed |= _load_units(strand, named[columns["code"]])
            changed |= _load_deadlines(strand, content.deadlines[columns["code"]])
            strands[strand.code] = strand
        changed |= _load_items(plan, strands, content.items)
        if changed:
            Plan.update(updated_at=now()).where(Plan.id == plan.id).execute()
            record(actor, "load-plan", plan, after={"slug": plan.slug, "title": plan.title})
    return plan


def _update(row: Any, columns: dict[str, Any]) -> bool:
    """Write what differs; whether anything did."""
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if different:
        for name, value in different.items():
            setattr(row, name, value)
        row.save(only=list(different))
    return bool(different)


def _load_document(plan: Plan, columns: dict[str, Any]) -> bool:
    if plan.document_id is not None:
        return _update(plan.document, columns)
    plan.document = IssuedDocument.create(**columns)
    plan.save(only=["document"])
    return True


def _load_units(strand: Strand, named: list[tuple[Unit, str]]) -> bool:
    present = [
        (row.unit_id, row.name)
        for row in StrandUnit.select()
        .where(StrandUnit.strand == strand)
        .order_by(StrandUnit.position, StrandUnit.id)
    ]
    if present == [(unit.id, name) for unit, name in named]:
        return False
    StrandUnit.delete().where(StrandUnit.strand == strand).execute()
    rows = [
        {"strand": strand, "unit": unit, "name": name, "position": position}
        for position, (unit, name) in enumerate(named)
    ]
    StrandUnit.insert_many(rows).execute()
    return True


def _load_deadlines(strand: Strand, listed: list[dict[str, Any]]) -> bool:
    changed = False
    for position, columns in enumerate(listed):
        row, made = PlanDeadline.get_or_create(
            strand=strand, code=columns["code"], defaults={**columns, "position": position}
        )
        changed |= made or _update(row, {**columns, "position": position})
    return changed


def _load_items(plan: Plan, strands: dict[str, Strand], listed: list[ItemContent]) -> bool:
    """Make the lists of the plan hold exactly what the file has."""
    present = {
        (row.list_name, row.code): row for row in PlanItem.select().where(PlanItem.plan == plan)
    }
    changed = False
    for position, item in enumerate(listed):
        strand = strands[item.strand].id if item.strand else None
        columns = {"value": item.value, "source": item.source, "position": position}
        row = present.pop((item.list_name, item.code), None)
        if row is None:
            PlanItem.create(
                plan=plan, list_name=item.list_name, code=item.code, strand=strand, **columns
            )
            changed = True
        else:
            changed |= _update(row, {**columns, "strand_id": strand})
    for row in present.values():
        row.delete_instance()
        changed = True
    return changed
