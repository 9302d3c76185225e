"""Visits, their findings and a conclusion for the world."""

from datetime import timedelta
from typing import Any

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.deadlines.queries import work_calendar
from portal.inspections import conclusion_actions as conclusions
from portal.inspections.conclusion_proposals import conclusion_proposal, remediations_of
from portal.inspections.finding_actions import FindingFacts, add_finding
from portal.inspections.models import Petition, Session, Team, Visit
from portal.inspections.notice_actions import record_notice
from portal.inspections.remediation_actions import report_remediation
from portal.inspections.visit_state_actions import finish_visit
from portal.plans.models import Plan, Strand
from portal.publishing import gate
from portal.publishing.gate import Consent
from portal.units.models import Unit
from tests import factories


def fill_visits(ids: dict[str, Any], plan: Plan, strand: Strand, unit: Unit, team: Team) -> None:
    """A visit ahead, one begun, one unannounced, and one held with its conclusion public."""
    past = today() - timedelta(days=40)
    values = {"strand": strand, "team": team, "method": "Trực tiếp tại đơn vị"}
    calendar = work_calendar()
    day = calendar.next_working(today() + timedelta(days=400))
    ahead = factories.visit(plan, unit, day, **values)
    record_notice(SYSTEM, ahead, ahead.version, today())
    held = factories.visit(plan, unit, past, **values)
    for one in (ahead, held):
        add_finding(SYSTEM, one, FindingFacts("shortcoming", "the-che", "Chậm ban hành"))
        add_finding(SYSTEM, one, FindingFacts("violation", "cong-vu", "Sai thẩm quyền"))
        conclusions.save_draft(SYSTEM, one, 0, conclusions.DraftFacts("Kết luận kiểm tra"))
    begun = factories.visit(plan, unit, past, **values)
    hidden = factories.visit(plan, unit, past, unannounced=True, **values)
    finish_visit(SYSTEM, held, held.version, today())
    row = held.conclusions.get()
    row.visit = Visit.get_by_id(held.id)
    facts = conclusions.IssueFacts("12/TB-ĐKT", past + timedelta(days=5), "Đoàn", "Lê Văn A")
    conclusions.record_issued(SYSTEM, row, row.version, facts)
    first = remediations_of(row.visit)[0]
    report_remediation(SYSTEM, first, first.version, "Đã sửa", past + timedelta(days=9))
    petition = Petition.create(unit=unit, visit=ahead, text="Bổ sung biên chế", created_at=now())
    next_day = calendar.next_working(day + timedelta(days=1))
    Session.create(visit=ahead, code="b2", on=next_day, place="Hội trường")
    consent = Consent("setup", SYSTEM.name, today())
    gate.publish(SYSTEM, conclusion_proposal(row), "first", "Đăng lần đầu", consent)
    ids |= {
        "visit_id": ahead.id, "code": "f1", "held": held.id, "begun": begun.id,
        "hidden": hidden.id, "petition_id": petition.id, "what": "huy",
    }  # fmt: skip
