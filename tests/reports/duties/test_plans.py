"""Duties of the plan itself: self-inspection plan and report, civil service twice a year."""

from datetime import date

import pytest

from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.config import ROOT
from portal.deadlines.queries import work_calendar
from portal.deadlines.rules import DeadlineRule, resolve
from portal.inbox.models import InboxItem
from portal.inspections.models import Visit
from portal.inspections.notice_actions import record_notice
from portal.plans.models import PlanDeadline, PlanRelation, StrandUnit
from portal.plans.rules import duty_fits
from portal.publishing.models import Publication, PublicationRef
from portal.reports.duties.kinds import KINDS
from portal.reports.duties.owing import owe
from portal.reports.duties.plans import create_plan_duties, follow_plan
from portal.reports.forms_loading import load_form
from portal.reports.models import Duty, DutyHistory
from portal.reports.overview import overview
from portal.reports.queries import definition_of
from portal.reports.timeliness.rules import Move, timing
from portal.units.models import Succession, Unit
from tests import factories
from tests.reports import office_factories

HALF = DeadlineRule("before_date", day=date(2024, 6, 15))
YEAR = DeadlineRule("before_date", day=date(2024, 12, 1))
OWN = DeadlineRule("by_date", day=date(2024, 3, 1))


@pytest.fixture
def office(database):
    return factories.actor("office_editor")


@pytest.fixture
def plan(database):
    """A plan whose civil-service strand names one unit, its self-inspection none (all)."""
    office_factories.form()
    made, named = factories.plan(), factories.unit()
    factories.unit()
    service = factories.strand(made, (named,), "onsite")
    factories.deadline(service, "civil_service_half", HALF)
    factories.deadline(service, "civil_service_year", YEAR)
    factories.deadline(factories.strand(made, (), "self_inspection"), "self_inspection_plan", OWN)
    return made


def owed(kind):
    return list(Duty.select().where(Duty.kind == kind).order_by(Duty.id))


def test_civil_service_reports_fall_due_twice_for_the_named_units(office, plan):
    create_plan_duties(office, plan)
    (half,), (year,) = owed("civil_service_half"), owed("civil_service_year")
    assert (half.due_on, year.due_on) == (date(2024, 6, 14), date(2024, 11, 30))
    assert "06 tháng đầu năm 2024" in half.title
    assert half.form_id is None


def test_every_unit_owes_a_plan_of_its_self_inspection(office, plan):
    create_plan_duties(office, plan)
    assert {duty.due_on for duty in owed("self_inspection_plan")} == {date(2024, 3, 1)}
    assert len(owed("self_inspection_plan")) == 2


def test_an_inspection_by_report_alone_asks_its_units_for_that_report(office, plan):
    named = factories.unit("Công an tỉnh")
    strand = factories.strand(plan, (named,), "report")
    factories.deadline(strand, "self_inspection_report", YEAR)
    create_plan_duties(office, plan)
    assert [(duty.unit, duty.due_on) for duty in owed("self_inspection_report")] == [
        (named, date(2024, 11, 30))
    ]


def test_publishing_again_doubles_nothing(office, plan):
    follow_plan(office, plan)
    before = Duty.select().count()
    follow_plan(office, plan)
    assert Duty.select().count() == before == 4


def test_a_deadline_changed_by_the_plan_moves_the_open_reports_alone(office, plan):
    create_plan_duties(office, plan)
    sent, waiting = owed("self_inspection_plan")
    Duty.update(state="submitted").where(Duty.id == sent.id).execute()
    later = DeadlineRule("by_date", day=date(2024, 3, 15))
    PlanDeadline.update(rule=later.to_dict()).where(
        PlanDeadline.duty == "self_inspection_plan"
    ).execute()
    follow_plan(office, plan)
    assert Duty.get_by_id(waiting.id).due_on == date(2024, 3, 15)
    assert Duty.get_by_id(sent.id).due_on == date(2024, 3, 1)
    (moved,) = DutyHistory.select()
    assert (moved.duty_id, moved.cause, moved.old_due_on) == (waiting.id, "", date(2024, 3, 1))


def test_a_date_the_office_gave_outlives_a_changed_plan(office, plan):
    create_plan_duties(office, plan)
    Duty.update(due_rule=None, due_on=date(2024, 4, 1)).execute()
    PlanDeadline.update(rule=YEAR.to_dict()).execute()
    follow_plan(office, plan)
    assert {duty.due_on for duty in Duty.select()} == {date(2024, 4, 1)}


def test_a_visit_whose_rule_came_later_gets_its_report_when_the_plan_is_published(office, plan):
    unit = factories.unit()
    strand = factories.strand(plan, (unit,))
    factories.visit(plan, unit, date(2024, 6, 12), strand)
    hidden = factories.visit(plan, factories.unit(), date(2024, 6, 12), strand, unannounced=True)
    factories.deadline(strand)
    follow_plan(office, plan)
    assert [duty.unit for duty in owed("visit_report")] == [unit]
    assert not Duty.select().where(Duty.visit == hidden).exists()


def test_only_the_report_before_a_visit_counts_back_from_it():
    before = DeadlineRule("days_before_visit", n=5)
    refused = {kind for kind in KINDS if duty_fits(kind, before)}
    assert refused == set(KINDS) - {"visit_report"}


def test_a_vertical_agency_is_asked_on_its_own_form_where_the_province_has_one(office, plan):
    department, agency = factories.unit(), factories.unit(type="vertical", level="vertical")
    load_form(SYSTEM, ROOT / "content", "son-la")
    own = load_form(SYSTEM, ROOT / "content", "son-la", "bao-cao-cchc-nganh-doc")
    due = resolve(OWN, work_calendar())
    forms = {unit.level: owe(office, unit, plan, "visit_report", due).form
             for unit in (department, agency)}  # fmt: skip
    assert (forms["province"].code, forms["vertical"].id) == ("bao-cao-cchc", own.id)
    asked = definition_of(Duty.get(Duty.unit == agency))
    assert {"2.4-dung-han", "6.3-van-ban-di"} <= {item.code for item in asked.indicators}
    assert not asked.indicator("2.4-dung-han").optional
    assert asked.indicator("5.3-mot-phan") is None
    assert asked.section("p2.ii.2.a-nganh-doc")


def test_a_vertical_agency_is_asked_for_no_number_of_another_ministry(office, plan):
    department, agency = factories.unit(), factories.unit(type="vertical", level="vertical")
    gaps = {}
    for unit in (department, agency):
        duty = office_factories.duty(unit, plan)
        gaps[unit.level] = {gap.part for gap in overview(duty).gaps}
    assert gaps == {"province": {"outline", "tasks", "statistics"}, "vertical": gaps["vertical"]}
    assert "outline" in gaps["vertical"]
    assert [gap for gap in overview(duty).gaps if gap.part == "statistics"][1:] == []


def test_a_unit_the_plan_drops_owes_no_more_until_it_is_named_again(office, plan):
    follow_plan(office, plan)
    (duty,), member = owed("civil_service_half"), StrandUnit.get()
    clerk = factories.user("unit_editor", member.unit)
    PlanRelation.create(plan=plan, kind="amends", number="9/QĐ-UBND", issued_on=date(2024, 4, 1))
    member.delete_instance()
    StrandUnit.create(strand=member.strand, unit=factories.unit(), name="Sở khác")
    for _ in range(2):
        follow_plan(office, plan)
    assert [one.state for one in owed("civil_service_half")] == ["waived", "open"]
    (closed,) = DutyHistory.select().where(DutyHistory.duty == duty)
    assert (closed.cause, closed.reason) == (
        "dropped", "Không còn phải nộp theo Quyết định số 9/QĐ-UBND ngày 01/4/2024",
    )  # fmt: skip
    told = InboxItem.select().where(InboxItem.user == clerk, InboxItem.kind == "dropped")
    assert told.count() == 2, "one for each report"
    StrandUnit.create(strand=member.strand, unit=member.unit_id, name="Sở cũ")
    for _ in range(2):
        follow_plan(office, plan)
    assert [one.state for one in owed("civil_service_half")] == ["open", "open"]
    assert duty.history.count() == 2
    found = timing(duty.due_on, [Move(r.at, r.old_due_on, None, r.cause) for r in duty.history],
                   None, None)  # fmt: skip
    assert found.due_on == duty.due_on


def publish(plan, *units):
    """A version of the plan was published that named ``units``."""
    row = Publication.create(
        kind="plan", slug=plan.slug, version=1, title=plan.title, payload="{}", payload_sha256="0",
        change_kind="first", change_note="", approval_sha256="0", published_at=now(),
        previous_hash="0", hash="1",
    )  # fmt: skip
    for unit in units:
        PublicationRef.create(publication=row, kind="plan-unit", unit=unit.code)


def test_a_planned_visit_of_a_dropped_unit_asks_for_no_report_until_its_notice_goes_out(
    office, plan
):
    named, noticed, outside = (factories.unit() for _ in range(3))
    strand = factories.strand(plan, (named, noticed, factories.unit()))
    factories.deadline(strand)
    for unit in (named, noticed, outside):
        factories.visit(plan, unit, date(2024, 6, 12), strand)
    publish(plan, named, noticed)
    follow_plan(office, plan)
    Visit.update(noticed_on=date(2024, 6, 1)).where(Visit.unit == noticed).execute()
    StrandUnit.delete().where(StrandUnit.unit.in_([named, noticed])).execute()
    for _ in range(2):
        follow_plan(office, plan)
    assert {duty.unit_id: duty.state for duty in owed("visit_report")} == {
        named.id: "waived", noticed.id: "open", outside.id: "open",
    }, "one stands on its notice, one was never the plan's to name"  # fmt: skip
    (closed,) = DutyHistory.select()
    assert (closed.cause, closed.duty.unit_id) == ("dropped", named.id)
    record_notice(office, Visit.get(Visit.unit == named), 1, date(2024, 6, 2))
    assert {duty.state for duty in owed("visit_report")} == {"open"}


def test_what_was_sent_stays_and_the_heir_of_a_named_unit_stands_in_its_place(office, plan):
    follow_plan(office, plan)
    (duty,), member = owed("civil_service_half"), StrandUnit.get()
    heir = factories.unit()
    Duty.update(unit=heir).where(Duty.kind == "civil_service_year").execute()
    Succession.create(
        predecessor=member.unit, successor=heir, on=date(2024, 7, 1), kind="merge", document=""
    )
    Unit.update(valid_to=date(2024, 6, 30)).where(Unit.id == member.unit_id).execute()
    follow_plan(office, plan)
    assert [one.state for one in owed("civil_service_year")] == ["open"]
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    PlanDeadline.delete().where(PlanDeadline.duty.startswith("civil")).execute()
    follow_plan(office, plan)
    assert [one.state for one in owed("civil_service_half")] == ["submitted"]
    assert [one.state for one in owed("civil_service_year")] == ["waived"]
