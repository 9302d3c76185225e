"""Writes of visits and sessions: once, with an audit entry, or a named error."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.inspections import actions, notice_actions, visit_state_actions
from portal.inspections.actions import ChangedMeanwhile, NotPossible, SessionPlan
from portal.inspections.models import Session, Visit
from portal.reports.models import Duty
from tests import factories
from tests.inspections.factories import WEDNESDAY, planned, team

pytestmark = pytest.mark.usefixtures("database")
LATER = WEDNESDAY + timedelta(days=14)


def sessions(visit: Visit) -> list[Session]:
    return list(Session.select().where(Session.visit == visit).order_by(Session.id))


def actions_of(row: Visit) -> list[str]:
    entries = AuditEntry.select().where(
        AuditEntry.subject_kind == "visit", AuditEntry.subject_id == str(row.id)
    )
    return [entry.action for entry in entries]


def test_planning_makes_sessions_and_the_duty_of_the_unit():
    visit = planned(days=(WEDNESDAY, WEDNESDAY + timedelta(days=1)))
    assert visit.slug == f"2024/{visit.unit.code}"
    assert [row.code for row in sessions(visit)] == ["b1", "b2"]
    duty = Duty.get(Duty.visit == visit)
    assert duty.due_on == date(2024, 6, 7)
    assert actions_of(visit) == ["plan-visit"]


def test_an_unannounced_visit_makes_no_duty_until_released():
    actor = factories.actor()
    visit = planned(actor, unannounced=True)
    assert visit.slug.endswith("-dot-xuat")
    assert not Duty.select().where(Duty.visit == visit).exists()
    visit_state_actions.release_visit(actor, visit, visit.version, "Trưởng đoàn cho phép")
    assert Visit.get_by_id(visit.id).released
    assert Duty.select().where(Duty.visit == visit).count() == 1
    with pytest.raises(NotPossible):
        visit_state_actions.release_visit(actor, visit, visit.version, "lần nữa")


def test_members_of_the_inspected_agency_stay_away():
    plan, unit = factories.plan(), factories.unit()
    made = team(plan, ("Lê Hà", "member", unit, None))
    visit = planned(unit=unit, plan=plan, team=made)
    assert visit.excluded_agencies == [unit.code]


def test_moving_keeps_the_old_session_and_moves_the_deadline():
    actor = factories.actor()
    visit = planned(actor)
    (row,) = sessions(visit)
    (new,) = actions.move_session(actor, visit, 1, row, LATER, "afternoon", "Trùng lịch họp")
    old = Session.get_by_id(row.id)
    assert (old.state, old.reason, old.moved_to) == ("moved", "Trùng lịch họp", new.code)
    assert (new.on, new.part, new.place) == (LATER, "afternoon", row.place)
    assert Duty.get(Duty.visit == visit).due_on == date(2024, 6, 21)
    assert actions_of(visit) == ["plan-visit", "move-session"]


def test_following_sessions_move_along_but_not_earlier_ones():
    actor = factories.actor()
    days = tuple(WEDNESDAY + timedelta(days=n) for n in range(3))
    visit = planned(actor, days=days)
    _, second, _ = sessions(visit)
    new_on = second.on + timedelta(days=7)
    actions.move_session(actor, visit, 1, second, new_on, "morning", "Lý do", with_following=True)
    standing = [row.on for row in sessions(visit) if row.state == "planned"]
    assert standing == [days[0], days[1] + timedelta(days=7), days[2] + timedelta(days=7)]
    assert Duty.get(Duty.visit == visit).due_on == date(2024, 6, 7)


def test_a_second_click_moves_nothing_twice():
    actor = factories.actor()
    visit = planned(actor)
    (row,) = sessions(visit)
    actions.move_session(actor, visit, 1, row, LATER, "morning", "Lý do")
    with pytest.raises(NotPossible):
        actions.move_session(actor, visit, 2, row, LATER, "morning", "Lý do")
    assert len(sessions(visit)) == 2


def test_a_stale_version_writes_nothing():
    actor = factories.actor()
    visit = planned(actor)
    actions.add_session(actor, visit, 1, SessionPlan(LATER))
    again = Visit.get_by_id(visit.id)
    with pytest.raises(ChangedMeanwhile):
        actions.add_session(actor, again, 1, SessionPlan(LATER))
    assert len(sessions(visit)) == 2


def test_changing_a_session_never_changes_its_day():
    actor = factories.actor()
    visit = planned(actor)
    (row,) = sessions(visit)
    actions.change_session(actor, visit, 1, row, SessionPlan(LATER, "day", place="Phòng 2"))
    kept = Session.get_by_id(row.id)
    assert (kept.on, kept.part, kept.place) == (WEDNESDAY, "day", "Phòng 2")


def test_cancelling_the_visit_cancels_what_is_left_and_waives_the_duty():
    actor = factories.actor()
    visit = planned(actor, days=(WEDNESDAY, LATER))
    first, _ = sessions(visit)
    visit_state_actions.finish_session(actor, visit, 1, first, WEDNESDAY)
    visit_state_actions.cancel_visit(actor, visit, visit.version, "Thiên tai")
    assert [row.state for row in sessions(visit)] == ["done", "cancelled"]
    assert Duty.get(Duty.visit == visit).state == "waived"
    with pytest.raises(NotPossible):
        visit_state_actions.cancel_visit(actor, visit, visit.version, "Lần nữa")


def test_the_only_session_is_cancelled_with_its_visit():
    actor = factories.actor()
    visit = planned(actor, days=(WEDNESDAY, LATER))
    first, second = sessions(visit)
    visit_state_actions.cancel_session(actor, visit, 1, first, "Đổi chương trình")
    assert Duty.get(Duty.visit == visit).due_on == date(2024, 6, 21)
    with pytest.raises(NotPossible):
        visit_state_actions.cancel_session(actor, visit, 2, second, "Đổi chương trình")


def test_a_visit_is_held_session_by_session():
    actor = factories.actor()
    visit = planned(actor, days=(WEDNESDAY, LATER))
    first, second = sessions(visit)
    with pytest.raises(NotPossible):
        visit_state_actions.finish_session(actor, visit, 1, first, WEDNESDAY - timedelta(days=1))
    visit_state_actions.finish_session(actor, visit, 1, first, WEDNESDAY)
    assert visit.state == "under_way"
    with pytest.raises(NotPossible):
        visit_state_actions.finish_visit(actor, visit, 2, WEDNESDAY)
    visit_state_actions.finish_session(actor, visit, 2, second, LATER)
    assert Visit.get_by_id(visit.id).state == "visited"


def test_the_notice_has_its_day():
    actor = factories.actor()
    visit = planned(actor)
    notice_actions.record_notice(actor, visit, 1, date(2024, 6, 1))
    assert Visit.get_by_id(visit.id).noticed_on == date(2024, 6, 1)
