"""More time for the remediation report is more time for the findings it is about."""

from datetime import date, datetime
from typing import Any

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import HANOI
from portal.inspections.conclusion_actions import IssueFacts, record_issued
from portal.inspections.models import Conclusion, Remediation, Visit
from portal.inspections.remediation_actions import report_remediation, verify_remediation
from portal.reports.models import Duty
from portal.reports.review.actions import extend
from tests import factories
from tests.inspections.factories import finding, issued, planned

FIRST, LATER, GIVEN = date(2024, 7, 31), date(2024, 9, 30), date(2024, 8, 31)
DECIDED = datetime(2024, 7, 25, 9, tzinfo=HANOI)
WHY = "Chờ nâng cấp phần mềm"


@pytest.fixture
def office(database: Any) -> Any:
    return factories.actor("office_editor")


def concluded(*days: date) -> Any:
    """A concluded visit, a finding for each day it is due on."""
    visit = planned()
    for place, day in enumerate(days):
        finding(visit, f"Chậm {place}", due_rule={"kind": "by_date", "day": day.isoformat()})
    issued(visit)
    return visit


def give(office: Any, until: date = GIVEN, at: datetime = DECIDED) -> None:
    extend(office, Duty.get(Duty.kind == "remediation_report"), until, WHY, at)


def days() -> list[date]:
    return [row.due_on for row in Remediation.select().order_by(Remediation.id)]


def report(office: Any, place: int, on: date) -> None:
    row = list(Remediation.select().order_by(Remediation.id))[place]
    report_remediation(office, row, row.version, "Đã làm", on)


def test_what_is_not_reported_gets_the_time_and_a_later_day_of_its_own_stays(office: Any) -> None:
    concluded(FIRST, LATER)
    give(office)
    assert days() == [GIVEN, LATER]
    row = Remediation.select().order_by(Remediation.id).first()
    assert row.due_sentence.startswith("Chậm nhất hết ngày 31/8/2024 (được gia hạn ngày 25/7/2024")
    assert WHY not in row.due_sentence, "what readers may see"
    give(office)
    moved = AuditEntry.select().where(AuditEntry.action == "move-remediation-deadline")
    assert [entry.reason for entry in moved] == [WHY]


def test_what_was_reported_or_verified_before_keeps_its_day(office: Any) -> None:
    concluded(FIRST, FIRST, FIRST)
    report(office, 0, date(2024, 7, 24))
    row = list(Remediation.select().order_by(Remediation.id))[1]
    verify_remediation(office, row, row.version, "verified", "Đã thấy", date(2024, 7, 24))
    give(office)
    assert days() == [FIRST, FIRST, GIVEN]


def test_a_late_report_stays_late_and_one_after_the_decision_is_in_time(office: Any) -> None:
    concluded(FIRST, FIRST)
    report(office, 0, date(2024, 8, 5))
    give(office, at=datetime(2024, 8, 6, 9, tzinfo=HANOI))
    report(office, 1, date(2024, 8, 20))
    assert days() == [FIRST, GIVEN]


def test_a_conclusion_corrected_later_leaves_the_time_given(office: Any) -> None:
    visit = concluded(FIRST, FIRST)
    give(office)
    report(office, 0, date(2024, 8, 20))
    row = Conclusion.get(Conclusion.visit == visit)
    row.visit = Visit.get_by_id(visit.id)
    facts = IssueFacts("13/TB-ĐKT", date(2024, 7, 2), "Đoàn kiểm tra", "Trần Văn Minh")
    record_issued(office, row, row.version, facts)
    assert days() == [GIVEN, GIVEN]


def test_the_unit_reads_the_new_day_beside_its_finding(office: Any, sign_in: Any) -> None:
    visit = concluded(FIRST)
    give(office)
    text = sign_in("unit_editor", visit.unit).get(f"/lam-viec/don-vi/kiem-tra/{visit.id}/").text
    assert "31/08/2024" in text.partition("Hạn báo cáo:")[2][:200]
