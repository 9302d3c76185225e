"""Duties: made from a plan's rules, moved with a visit, silent about unannounced ones."""

from datetime import date, timedelta

import pytest

from portal.clock import now
from portal.deadlines.rules import DeadlineRule
from portal.inbox.models import InboxItem
from portal.inspections.models import Session, Visit
from portal.reports.duties.plans import create_plan_duties
from portal.reports.duties.visit_queries import due_note
from portal.reports.duties.visits import (
    create_visit_duties,
    move_visit_duties,
    preview_visit_duties,
)
from portal.reports.history_queries import history_of
from portal.reports.models import Duty, DutyHistory
from portal.reports.office_queries import history
from tests import factories

CALENDAR = DeadlineRule("before_date", day=date(2024, 10, 30))


@pytest.fixture
def office(database):
    return factories.actor("office_editor")


@pytest.fixture
def visit(database):
    plan, unit = factories.plan(), factories.unit()
    strand = factories.strand(plan, (unit,))
    factories.deadline(strand)
    return factories.visit(plan, unit, date(2024, 6, 12), strand)


def move(visit, day):
    Session.update(on=day).where(Session.visit == visit).execute()


def test_the_report_is_due_five_days_before_the_first_session(office, visit):
    Session.create(visit=visit, code="b2", on=date(2024, 6, 13))
    (duty,) = create_visit_duties(office, visit)
    assert (duty.due_on, duty.kind, duty.state) == (date(2024, 6, 7), "visit_report", "open")
    assert duty.due_at.isoformat() == "2024-06-07T16:59:59+00:00"
    assert "07/6/2024" in duty.due_sentence
    assert "12/6/2024" in duty.due_sentence


def test_asking_again_makes_no_second_duty(office, visit):
    first = create_visit_duties(office, visit)
    assert create_visit_duties(office, visit) == first
    assert Duty.select().count() == 1


def test_an_unannounced_visit_owes_nothing_until_released(office, visit):
    visit.unannounced = True
    assert create_visit_duties(office, visit) == []
    visit.released = True
    assert len(create_visit_duties(office, visit)) == 1


def test_a_cancelled_visit_owes_nothing(office, visit):
    visit.state = "cancelled"
    assert create_visit_duties(office, visit) == []


def test_without_sessions_the_deadline_is_not_known_yet(office, visit):
    Session.delete().execute()
    (duty,) = create_visit_duties(office, visit)
    assert duty.due_on is None
    assert duty.due_sentence


def test_a_moved_visit_moves_its_deadline_and_remembers(office, visit):
    create_visit_duties(office, visit)
    move(visit, date(2024, 6, 19))
    (moved,) = move_visit_duties(office, visit, "Đoàn bận họp")
    assert moved.due_on == date(2024, 6, 14)
    history = DutyHistory.get()
    assert (history.old_due_on, history.new_due_on, history.reason) == (
        date(2024, 6, 7), date(2024, 6, 14), "Đoàn bận họp",
    )  # fmt: skip
    assert move_visit_duties(office, visit, "lần nữa") == []


def test_moved_sessions_do_not_count(office, visit):
    Session.create(visit=visit, code="b0", on=date(2024, 6, 1), state="moved")
    (duty,) = create_visit_duties(office, visit)
    assert duty.due_on == date(2024, 6, 7)


def test_a_preview_shows_the_new_deadline_and_writes_nothing(office, visit):
    create_visit_duties(office, visit)
    (shown,) = preview_visit_duties(visit, date(2024, 6, 19))
    assert shown.shift.days == 7
    assert Duty.get().due_on == date(2024, 6, 7)


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted"])
def test_a_date_the_unit_already_met_or_was_given_stays(office, visit, state):
    create_visit_duties(office, visit)
    Duty.update(state=state).execute()
    move(visit, date(2024, 6, 19))
    assert move_visit_duties(office, visit, "dời") == []
    assert Duty.get().due_on == date(2024, 6, 7)


def test_a_report_that_came_before_the_move_says_by_which_day_it_is_judged(office, visit, sign_in):
    (duty,) = create_visit_duties(office, visit)
    Duty.update(state="accepted").execute()
    assert due_note(Duty.get()) == ""
    Session.update(state="moved").execute()
    Session.create(visit=visit, code="b9", on=date(2024, 6, 10))
    said = due_note(Duty.get())
    assert "07/06/2024" in said
    assert "05/06/2024" in said
    client = sign_in("office_editor")
    assert said in client.get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/").text
    assert said in client.get(f"/lam-viec/dieu-hanh/lich-kiem-tra/{visit.id}/").text
    assert (
        said in sign_in("unit_head", visit.unit).get(f"/lam-viec/don-vi/kiem-tra/{visit.id}/").text
    )


def test_the_days_of_one_visit_moved_one_by_one_are_one_move_in_the_history(office, visit, sign_in):
    other = Session.create(visit=visit, code="b2", on=date(2024, 6, 13))
    (duty,) = create_visit_duties(office, visit)
    first = Session.get(Session.code != "b2")
    for session, day in ((first, 26), (other, 27)):
        Session.update(on=date(2024, 6, day)).where(Session.id == session.id).execute()
        move_visit_duties(office, visit, "Bận họp")
    assert DutyHistory.select().count() == 2
    (told,) = history_of(duty)
    assert (told.old_due_on, told.new_due_on) == (date(2024, 6, 7), date(2024, 6, 21))
    assert history(duty) == [told]
    page = sign_in("unit_head", visit.unit).get(f"/lam-viec/don-vi/bao-cao/{duty.id}/").text
    assert "21/06/2024" in page
    assert "08/06/2024" not in page
    # a move of another day, and what the office gave, stand for themselves
    DutyHistory.update(at=now() - timedelta(hours=1)).execute()
    Session.update(on=date(2024, 7, 3)).execute()
    move_visit_duties(office, visit, "Bận họp")
    moved = [(row.old_due_on.day, row.new_due_on.day) for row in history_of(duty)]
    assert moved == [(7, 21), (21, 28)]
    # there and back within minutes was no move
    Session.update(on=date(2024, 6, 26)).execute()
    move_visit_duties(office, visit, "Nhầm")
    assert [row.new_due_on.day for row in history_of(duty)] == [21]
    DutyHistory.update(cause="extended").execute()
    assert len(history_of(duty)) == DutyHistory.select().count()


def test_a_cancelled_visit_waives_its_duties(office, visit):
    create_visit_duties(office, visit)
    Visit.update(state="cancelled").execute()
    move_visit_duties(office, Visit.get(), "hủy")
    assert Duty.get().state == "waived"


def self_inspection(plan, units=()):
    strand = factories.strand(plan, units, mode="self_inspection")
    factories.deadline(strand, "self_inspection_report", CALENDAR)


def test_named_units_owe_a_self_inspection_report(office):
    plan, named, _other = factories.plan(), factories.unit(), factories.unit()
    self_inspection(plan, (named,))
    (duty,) = create_plan_duties(office, plan)
    assert (duty.unit, duty.due_on) == (named, date(2024, 10, 29))
    assert create_plan_duties(office, plan) == [duty]


def test_when_none_is_named_every_unit_owes_one(office):
    plan, first, second = factories.plan(), factories.unit(), factories.unit()
    factories.unit(type="authority")
    factories.unit(valid_to=date(2020, 1, 1))
    self_inspection(plan)
    assert {duty.unit for duty in create_plan_duties(office, plan)} == {first, second}


def test_a_plan_may_spare_the_units_it_visits(office):
    plan, visited, other = factories.plan(), factories.unit(), factories.unit()
    factories.strand(plan, (visited,))
    self_inspection(plan)
    made = create_plan_duties(office, plan, except_inspected=True)
    assert [duty.unit for duty in made] == [other]


def test_a_moved_deadline_is_told_to_those_who_write_the_report(office, visit):
    (duty,) = create_visit_duties(office, visit)
    clerk = factories.user("unit_editor", visit.unit)
    factories.user("unit_viewer", visit.unit)
    move(visit, date(2024, 6, 20))
    move_visit_duties(office, visit, "Đoàn bận họp")
    (item,) = InboxItem.select()
    assert (item.user_id, item.page, item.target) == (clerk.id, "unit_duty", duty.id)
    assert item.title == "Thời hạn báo cáo đổi: 15/06/2024"
    assert "Hạn cũ: 07/06/2024. Lý do: Đoàn bận họp" in item.text
