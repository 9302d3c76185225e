"""The accepted reports of a plan, read once for every total; what is left out and why."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from portal.plans.models import Plan
from portal.reports.form_version import FormDefinition, applicable
from portal.reports.models import Duty, FormVersion, Submission
from portal.reports.queries import current_form, form_of
from portal.reports.totals.collected import NUMBERLESS, Collected, LeftOut, Report
from portal.reports.totals.models import TotalsTemplate
from portal.reports.totals.restating_rules import Restatement, is_whole_year, restated
from portal.units.models import Unit, UnitBlock
from portal.units.rules import BLOCKS, LEVELS, TYPES, valid_on
from portal.vietnamese import collation_key

UNSORTED = "Chưa xếp khối"


@dataclass(frozen=True)
class Choice:
    """Reports of one kind that a plan asks for: how many, how many of them count."""

    plan_id: int
    plan_title: str
    kind: str
    owed: int
    accepted: int


def choices() -> list[Choice]:
    """What can be added up, newest plan first. One query."""
    accepted = fn.SUM(Case(None, [(Duty.state == "accepted", 1)], 0))
    rows: Any = (
        Duty.select(Plan.id, Plan.title, Duty.kind, fn.COUNT(Duty.id), accepted)
        .join(Plan)
        .where(Duty.form.is_null(False), Duty.state != "waived")
        .group_by(Plan.id, Plan.title, Plan.year, Duty.kind)
        .order_by(Plan.year.desc(), Plan.title, Plan.id, Duty.kind)
        .tuples()
    )
    return [Choice(*row) for row in rows]


def collect(plan: Plan, kind: str, day: date) -> Collected:
    """The accepted reports of ``plan`` and what is left out; groups as of ``day``.

    Five queries and one reading of each snapshot. The table is that of the newest form among
    the reports, of the general one where units of some kinds have forms of their own; rows keep
    their codes across versions and forms.
    """
    duties: Any = list(
        Duty.select(Duty, Unit)
        .join(Unit)
        .where(Duty.plan == plan, Duty.kind == kind, Duty.form.is_null(False))
        .order_by(Duty.id)
    )
    blocks = _blocks(day)
    sent = _accepted([duty.id for duty in duties if duty.state == "accepted"])
    reports = [
        _report(duty, sent[duty.id], blocks.get(duty.unit_id, UNSORTED))
        for duty in duties
        if duty.id in sent
    ]
    reports.sort(key=lambda one: (collation_key(one.unit_name), one.duty_id))
    form, forms = _forms({one.form for one in reports}, duties)
    counted = {one.duty_id for one in reports if one.has_numbers}
    left_out = [
        LeftOut(duty.id, duty.unit.name, NUMBERLESS if duty.id in sent else duty.state, duty.due_on)
        for duty in duties
        if duty.id not in counted
    ]
    left_out.sort(
        key=lambda one: (one.state == "waived", collation_key(one.unit_name), one.duty_id)
    )
    every = {item.code for item in form.indicators}
    not_asked = frozenset(
        (level, code) for level in LEVELS for code in every - _asked(level, reports, forms, form)
    )
    added = tuple(one for one in reports if one.has_numbers)
    wordy = tuple(one for one in reports if not one.has_numbers)
    return Collected(plan, kind, form, added, wordy, tuple(left_out), not_asked)


def restatements(collected: Collected) -> list[Restatement]:
    """Where a unit says another number for last year than its accepted report of that year."""
    ids = [report.unit_id for report in collected.reports]
    then = _last_year(ids, collected.year - 1, collected.form.code)
    found = []
    for report in collected.reports:
        values = then.get(report.unit_id)
        if values is None:
            continue
        cutoff = str(values.get("cutoff") or "")
        for item in collected.form.indicators:
            differs = restated(
                item, values.get(item.field("current")), report.values.get(item.field("previous"))
            )
            if differs:
                found.append(
                    Restatement(
                        report.unit_name, report.duty_id, report.number, item, *differs,
                        cutoff, is_whole_year(cutoff),
                        str(report.values.get(item.field("reason")) or ""),
                    )
                )  # fmt: skip
    return found


def template() -> TotalsTemplate | None:
    """The office's own template of the provincial report; None: the shipped one is used."""
    rows = TotalsTemplate.select().where(TotalsTemplate.retired_at.is_null())
    return rows.order_by(TotalsTemplate.id.desc()).first()


def _accepted(duties: list[int]) -> dict[int, Submission]:
    rows = (
        Submission.select(
            Submission.duty, Submission.number, Submission.receipt, Submission.snapshot
        )
        .where(Submission.duty.in_(duties or [0]), Submission.state == "accepted")
        .order_by(Submission.number)
    )
    return {row.duty_id: row for row in rows}


def _report(duty: Duty, sent: Submission, block: str) -> Report:
    snapshot = json.loads(sent.snapshot)
    unit = duty.unit
    return Report(
        duty_id=duty.id,
        number=sent.number,
        receipt=sent.receipt,
        unit_id=unit.id,
        unit_name=snapshot["unit"]["name"],
        groups={
            "khoi": BLOCKS.get(block, block),
            "loai": TYPES.get(unit.type, unit.type),
            "cap": LEVELS.get(snapshot["unit"]["level"], snapshot["unit"]["level"]),
        },
        level=snapshot["unit"]["level"],
        form=(snapshot.get("form") or {}).get("sha256", ""),
        values=snapshot.get("values") or {},
    )


def _blocks(day: date) -> dict[int, str]:
    rows = UnitBlock.select().order_by(UnitBlock.id)
    return {row.unit_id: row.block for row in rows if valid_on(row.valid_from, row.valid_to, day)}


def _forms(hashes: set[str], duties: list[Any]) -> tuple[FormDefinition, dict[str, FormDefinition]]:
    """The form of the table, and every form of the reports by its hash.

    The newest version among the reports, or among the duties while there is none.
    """
    asked = FormVersion.id.in_([duty.form_id for duty in duties] or [0])
    wanted = FormVersion.sha256.in_(list(hashes)) if hashes else asked
    rows = FormVersion.select().where(wanted).order_by(FormVersion.version.desc(), FormVersion.id)
    found = {row.sha256: form_of(row) for row in rows}
    general = [form for form in found.values() if not form.meant_for]
    present = current_form()
    if present is None and not found:
        raise LookupError("no report form is loaded")
    chosen = next(iter(general or found.values()), None)
    return chosen or form_of(present), found  # type: ignore[arg-type]


def _asked(
    level: str, reports: list[Report], forms: dict[str, FormDefinition], form: FormDefinition
) -> set[str]:
    """The indicators that the units of ``level`` were asked for, on whichever form."""
    used = {one.form for one in reports if one.level == level and one.form in forms}
    own = [forms[sha256] for sha256 in sorted(used) if forms[sha256].meant_for]
    asked = own if own and len(own) == len(used) else [*own, form]
    return {item.code for one in asked for item in applicable(one, level).indicators}


def _last_year(units: list[int], year: int, code: str) -> dict[int, dict[str, Any]]:
    rows: Any = (
        Submission.select(Duty.unit, Submission.snapshot)
        .join(Duty)
        .join(FormVersion)
        .where(
            Duty.unit.in_(units or [0]),
            Duty.year == year,
            Submission.state == "accepted",
            FormVersion.code == code,
        )
        .order_by(Submission.id)
        .tuples()
    )
    return {unit: json.loads(snapshot).get("values") or {} for unit, snapshot in rows}
