"""Named reads of conclusions, remediation and petitions, within what an actor may see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.models import AuditEntry
from portal.accounts.rules import Actor
from portal.inspections.models import Conclusion, Finding, Petition, Remediation, Visit
from portal.inspections.petitions.queries import STATES, state_of
from portal.inspections.queries import visits_for
from portal.plans.models import Plan


def remediations_for(actor: Actor, audience: str, plan_id: int | None = None) -> list[Remediation]:
    """Remediation rows with finding, visit and plan, earliest due first. One query."""
    scope = visits_for(actor, audience).select(Visit.id)
    if plan_id:
        scope = scope.where(Visit.plan == plan_id)
    rows = list(
        Remediation.select(Remediation, Finding, Visit, Plan)
        .join(Finding)
        .join(Visit)
        .join(Plan)
        .where(Finding.visit.in_(scope))
    )
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.id))


def conclusion_of(visit: Visit) -> Conclusion | None:
    """The conclusion of the visit, drafted or issued."""
    return Conclusion.get_or_none(Conclusion.visit == visit)


def found_remediation(visit: Visit, code: str) -> Remediation | None:
    """The remediation of one finding of the visit, by the finding's code."""
    return (
        Remediation.select(Remediation, Finding)
        .join(Finding)
        .where(Finding.visit == visit, Finding.code == code)
        .first()
    )


@dataclass(frozen=True)
class EarlierReport:
    """A report that a later one replaced (days as ISO), with what the office said of it; the
    last two are "" where it was replaced before anybody had looked."""

    on: str
    text: str
    judged_on: str
    remark: str


def earlier_reports(row: Remediation) -> list[EarlierReport]:
    """What the unit reported on a finding before its present report, oldest first.

    The row holds the latest; the log has what each report overwrote. The caller may see the row.
    """
    entries = AuditEntry.select(AuditEntry.before).where(
        AuditEntry.subject_kind == Remediation._meta.table_name,
        AuditEntry.subject_id == str(row.id),
        AuditEntry.action == "report-remediation",
    )
    replaced = [json.loads(entry.before) for entry in entries.order_by(AuditEntry.id)]
    return [
        EarlierReport(
            was["reported_on"], was["reported_text"], was["verified_on"] or "", was["verified_text"]
        )
        for was in replaced
        if was["reported_on"]
    ]


def conclusion_missing(scope: Any) -> list[Visit]:
    """Visits of ``scope`` that were held but have no issued conclusion."""
    issued = Conclusion.select(Conclusion.visit).where(Conclusion.state == "issued")
    return list(scope.where(Visit.state == "visited", Visit.id.not_in(issued)).order_by(Visit.id))


def petition_of(visit: Visit, petition_id: int) -> Petition | None:
    """One petition of the visit."""
    return Petition.get_or_none(Petition.visit == visit, Petition.id == petition_id)


@dataclass(frozen=True)
class ReportedPetition:
    """A proposal of a report as it stands: its row, its state in words, the tone of the tag."""

    row: Petition
    state: tuple[str, str]


def petitions_of_report(
    unit_id: int, visit_id: int | None, receipts: Sequence[str], texts: Sequence[str], today: date
) -> list[ReportedPetition]:
    """What became of the proposals of a report: by its receipts, and by their words where an
    earlier report of the unit made the same proposal. The caller may see the report."""
    visit = Petition.visit.is_null() if visit_id is None else Petition.visit == visit_id
    sources = [f"Báo cáo {receipt}" for receipt in receipts] or [""]
    made = Petition.source.in_(sources) | Petition.text.in_(list(texts) or [""])
    rows = Petition.select().where(Petition.unit == unit_id, visit, made).order_by(Petition.id)
    return [ReportedPetition(row, STATES[state_of(row, today)]) for row in rows]
