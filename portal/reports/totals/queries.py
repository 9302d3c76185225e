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
from portal.reports.totals.collected import Collected, LeftOut, Report
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

    Four queries and one reading of each snapshot. The table is that of the newest form among
    the reports; rows keep their codes across versions.
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
    form = _newest_form({one.form for one in reports}, duties)
    left_out = [
        LeftOut(duty.id, duty.unit.name, duty.state, duty.due_on)
        for duty in duties
        if duty.id not in sent
    ]
    left_out.sort(
        key=lambda one: (one.state == "waived", collation_key(one.unit_name), one.duty_id)
    )
    every = {item.code for item in form.indicators}
    not_asked = frozenset(
        (level, code)
        for level in LEVELS
        for code in every - {item.code for item in applicable(form, level).indicators}
    )
    return Collected(plan, kind, form, tuple(reports), tuple(left_out), not_asked)


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


def _newest_form(hashes: set[str], duties: list[Any]) -> FormDefinition:
    """The newest version among the reports, or among the duties while there is none."""
    asked = FormVersion.id.in_([duty.form_id for duty in duties] or [0])
    wanted = FormVersion.sha256.in_(list(hashes)) if hashes else asked
    form = FormVersion.select().where(wanted).order_by(FormVersion.version.desc()).first()
    found = form or current_form()
    if found is None:
        raise LookupError("no report form is loaded")
    return form_of(found)


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
