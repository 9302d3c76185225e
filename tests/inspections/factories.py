"""Rows of this feature with sane defaults."""

from datetime import date
from typing import Any

from portal.accounts.models import User
from portal.accounts.rules import Actor
from portal.deadlines.rules import DeadlineRule
from portal.inspections.actions import SessionPlan, VisitPlan, plan_visit
from portal.inspections.conclusion_actions import (
    DraftFacts,
    IssueFacts,
    record_issued,
    save_draft,
)
from portal.inspections.finding_actions import FindingFacts, add_finding
from portal.inspections.models import Conclusion, Finding, Team, TeamMember, Visit
from portal.plans.models import Plan, Strand
from portal.units.models import Unit
from tests import factories

WEDNESDAY = date(2024, 6, 12)


def planned(
    actor: Actor | None = None,
    unit: Unit | None = None,
    days: tuple[date, ...] = (WEDNESDAY,),
    **values: Any,
) -> Visit:
    """A visit planned through the action, under a strand with a report and a notice rule."""
    unit = unit or factories.unit()
    plan = values.pop("plan", None) or factories.plan()
    strand = values.pop("strand", None) or strand_with_rules(plan, unit)
    wanted = VisitPlan(plan, unit, strand, **values)
    sessions = [SessionPlan(on, "morning", place="Hội trường tầng 2") for on in days]
    return plan_visit(actor or factories.actor(), wanted, sessions)


def strand_with_rules(plan: Plan, *units: Unit) -> Strand:
    """A strand whose report is due 5 days, whose notice 10 days before the visit."""
    strand = factories.strand(plan, tuple(units))
    factories.deadline(strand)
    factories.deadline(strand, "schedule_notice", DeadlineRule("days_before_visit", n=10))
    return strand


def team(plan: Plan, *members: tuple[str, str, Unit | None, User | None]) -> Team:
    """A team with members given as (name, role, agency, account)."""
    made = Team.create(plan=plan, name="Đoàn kiểm tra số 1")
    for name, role, agency, account in members:
        TeamMember.create(team=made, name=name, role=role, agency=agency, user=account)
    return made


def finding(visit: Visit, text: str = "Chưa niêm yết đủ thủ tục.", **values: Any) -> Finding:
    """A shortcoming of the visit, public unless told."""
    facts = FindingFacts(
        **{"kind": "shortcoming", "domain": "thu-tuc-hanh-chinh", "text": text, **values}
    )
    return add_finding(factories.actor(), visit, facts)


def draft(visit: Visit, summary: str = "Đã thực hiện tốt.") -> Conclusion:
    """The draft of a conclusion."""
    facts = DraftFacts(f"Kết luận kiểm tra tại {visit.unit_name}", summary)
    return save_draft(factories.actor(), visit, 0, facts)


def issued(visit: Visit, on: date = date(2024, 7, 1), **values: Any) -> Conclusion:
    """A conclusion recorded as issued."""
    row = draft(visit)
    facts = IssueFacts("12/TB-ĐKT", on, "Đoàn kiểm tra", "Trần Văn Minh", **values)
    return record_issued(factories.actor(), row, row.version, facts)
