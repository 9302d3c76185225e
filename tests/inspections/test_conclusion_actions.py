"""Findings, conclusions, remediation, petitions and teams: their writes."""

from datetime import date

import pytest

from portal.accounts.models import AuditEntry
from portal.inspections import (
    conclusion_actions,
    finding_actions,
    remediation_actions,
    team_actions,
)
from portal.inspections.actions import ChangedMeanwhile, NotPossible
from portal.inspections.conclusion_actions import DraftFacts
from portal.inspections.conclusion_proposals import remediations_of
from portal.inspections.finding_actions import FindingFacts
from portal.inspections.models import Conclusion, Finding, Petition, Remediation, Visit
from portal.inspections.queries import findings_of
from portal.inspections.remediation_actions import PetitionFacts
from portal.inspections.team_actions import MemberFacts
from tests import factories
from tests.inspections.factories import draft, finding, issued, planned, team

pytestmark = pytest.mark.usefixtures("database")


def test_findings_keep_their_order_and_codes():
    visit = planned()
    one, two, three = (finding(visit, text) for text in ("một", "hai", "ba"))
    finding_actions.swap_finding(factories.actor(), three, up=True)
    assert [row.text for row in findings_of(visit)] == ["một", "ba", "hai"]
    finding_actions.swap_finding(factories.actor(), one, up=True)
    assert [row.text for row in findings_of(visit)] == ["một", "ba", "hai"]
    finding_actions.remove_finding(factories.actor(), two)
    assert finding(visit, "bốn").code == "f4"


def test_a_finding_changed_elsewhere_is_not_overwritten():
    row = finding(planned())
    facts = FindingFacts("violation", "cong-vu", "mới")
    finding_actions.change_finding(factories.actor(), row, 1, facts)
    finding_actions.change_finding(factories.actor(), row, 1, facts)
    other = FindingFacts("violation", "cong-vu", "mới nữa")
    with pytest.raises(ChangedMeanwhile):
        finding_actions.change_finding(factories.actor(), row, 1, other)
    kept = Finding.get_by_id(row.id)
    assert (kept.text, kept.version) == ("mới", 2)


def test_the_same_form_sent_twice_is_one_result():
    visit, actor = planned(), factories.actor()
    first = finding(visit)
    assert finding(visit) == first
    assert draft(visit) == draft(visit)
    issued_row = Conclusion.get()
    facts = conclusion_actions.IssueFacts("1/TB", date(2024, 7, 1), "Đoàn", "Trần Văn Minh")
    conclusion_actions.record_issued(actor, issued_row, issued_row.version, facts)
    (owed,) = remediations_of(visit)
    for _ in range(2):
        remediation_actions.report_remediation(actor, owed, 1, "Đã làm", date(2024, 8, 2))
    assert Remediation.get().version == 2
    entries = AuditEntry.select().where(AuditEntry.action == "report-remediation")
    assert entries.count() == 1


def test_issue_seals_findings_and_asks_for_remediation():
    visit = planned()
    own_rule = {"kind": "days_after", "n": 30}
    bad = finding(visit, due_rule=own_rule)
    finding(visit, "Kế hoạch đúng hạn.", kind="strength")
    row = issued(visit, date(2024, 7, 1))
    assert row.state == "issued"
    assert Visit.get_by_id(visit.id).state == "concluded"
    (owed,) = remediations_of(visit)
    assert (owed.finding_id, owed.due_on) == (bad.id, date(2024, 7, 31))
    for call in (
        lambda: finding(visit, "thêm"),
        lambda: finding_actions.remove_finding(factories.actor(), bad),
        lambda: finding_actions.swap_finding(factories.actor(), bad, up=True),
    ):
        with pytest.raises(NotPossible, match="đã ban hành"):
            call()


def test_a_corrected_issue_date_moves_the_due_date_and_keeps_the_report():
    visit = planned()
    finding(visit, due_rule={"kind": "days_after", "n": 10})
    row = issued(visit, date(2024, 7, 1))
    (owed,) = remediations_of(visit)
    remediation_actions.report_remediation(
        factories.actor(), owed, owed.version, "Đã làm", date(2024, 7, 5)
    )
    facts = conclusion_actions.IssueFacts("12/TB-ĐKT", date(2024, 7, 3), "Đoàn", "Trần Văn Minh")
    row.visit = Visit.get_by_id(visit.id)
    conclusion_actions.record_issued(factories.actor(), row, row.version, facts)
    (owed,) = remediations_of(visit)
    assert (owed.due_on, owed.reported_text) == (date(2024, 7, 13), "Đã làm")
    assert Remediation.select().count() == 1


def test_without_a_rule_the_due_date_is_open():
    visit = planned()
    finding(visit)
    issued(visit)
    (owed,) = remediations_of(visit)
    assert owed.due_on is None
    assert "Chưa ấn định" in owed.due_sentence


def test_two_drafts_at_once_are_one():
    visit = planned()
    first = draft(visit, "bản đầu")
    with pytest.raises(ChangedMeanwhile):
        draft(visit, "bản hai")
    changed = conclusion_actions.save_draft(
        factories.actor(), visit, first.version, DraftFacts("Tiêu đề", "bản sửa")
    )
    assert (changed.summary, Conclusion.select().count()) == ("bản sửa", 1)


def test_reported_and_verified_are_separate_facts():
    visit, actor = planned(), factories.actor("unit_editor")
    finding(visit)
    issued(visit)
    (row,) = remediations_of(visit)
    remediation_actions.verify_remediation(
        factories.actor(), row, 1, "insufficient", "Chưa đủ", date(2024, 8, 1)
    )
    kept = Remediation.get_by_id(row.id)
    assert (kept.reported_on, kept.outcome) == (None, "insufficient")
    with pytest.raises(ChangedMeanwhile):
        remediation_actions.report_remediation(actor, kept, 1, "Đã làm", date(2024, 8, 2))
    remediation_actions.report_remediation(actor, kept, 2, "Đã làm", date(2024, 8, 2))
    again = Remediation.get_by_id(row.id)
    assert (again.reported_text, again.outcome, again.verified_on) == ("Đã làm", "", None)
    remediation_actions.verify_remediation(
        factories.actor(), again, 3, "verified", "Đạt", date(2024, 8, 9)
    )
    done = Remediation.get_by_id(row.id)
    assert (done.reported_on, done.verified_on) == (date(2024, 8, 2), date(2024, 8, 9))
    with pytest.raises(NotPossible):
        remediation_actions.report_remediation(actor, done, 4, "Nữa", date(2024, 8, 10))


def test_petitions_are_not_doubled():
    visit, actor = planned(), factories.actor()
    texts = ["Bổ sung biên chế", " Bổ sung biên chế ", "", "Cấp kinh phí"]
    made = remediation_actions.create_petitions(actor, visit.unit, visit, texts, "Báo cáo 1")
    assert [row.text for row in made] == ["Bổ sung biên chế", "Cấp kinh phí"]
    assert remediation_actions.create_petitions(actor, visit.unit, visit, texts, "Báo cáo 2") == []
    assert remediation_actions.create_petitions(actor, visit.unit, None, texts[:1], "Khác")
    assert Petition.select().count() == 3


def test_an_answered_petition_stays():
    visit, actor = planned(), factories.actor()
    (row,) = remediation_actions.create_petitions(actor, visit.unit, visit, ["Một"], "")
    answer = PetitionFacts("Một", "Sở Tài chính", None, "Đã cấp", date(2024, 9, 1), True)
    remediation_actions.change_petition(actor, row, 1, answer)
    with pytest.raises(ChangedMeanwhile):
        remediation_actions.change_petition(actor, row, 1, PetitionFacts("Hai"))
    with pytest.raises(NotPossible):
        remediation_actions.remove_petition(actor, Petition.get_by_id(row.id))


def test_a_team_has_one_head_and_each_person_once():
    plan, actor = factories.plan(), factories.actor()
    account = factories.user("team_member")
    made = team(plan, ("Lê Hà", "head", None, account))
    for facts in (
        MemberFacts("Trần Minh", "head"),
        MemberFacts("Lê Hà", "member"),
        MemberFacts("Trần Minh", "member", user=account),
    ):
        with pytest.raises(NotPossible):
            team_actions.add_member(actor, made, facts)
    assert team_actions.add_member(actor, made, MemberFacts("Trần Minh", "secretary")).id


def test_a_new_member_of_the_inspected_agency_is_kept_away_at_once():
    plan, unit, actor = factories.plan(), factories.unit(), factories.actor()
    made = team(plan)
    visit = planned(unit=unit, plan=plan, team=made)
    assert visit.excluded_agencies == []
    row = team_actions.add_member(actor, made, MemberFacts("Lê Hà", "member", unit))
    assert Visit.get_by_id(visit.id).excluded_agencies == [unit.code]
    team_actions.remove_member(actor, row)
    assert Visit.get_by_id(visit.id).excluded_agencies == []


def test_a_team_with_a_visit_is_not_deleted():
    plan, actor = factories.plan(), factories.actor()
    used, free = team(plan), team_actions.create_team(actor, plan, "Đoàn số 2")
    planned(plan=plan, team=used)
    with pytest.raises(NotPossible):
        team_actions.delete_team(actor, used)
    team_actions.delete_team(actor, free)
    assert AuditEntry.select().where(AuditEntry.action == "delete-team").count() == 1


def test_a_deadline_that_a_conclusion_sets_names_its_day_once():
    visit = planned()
    finding(visit, due_rule={"kind": "by_date", "day": "2024-07-31"})
    issued(visit)
    (row,) = remediations_of(visit)
    assert row.due_sentence.startswith("Chậm nhất hết ngày 31/")
    assert row.due_sentence.count("2024") == 1
