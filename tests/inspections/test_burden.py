"""What a unit bears in a year; what a calendar knows a session by."""

from datetime import date

from portal.accounts.models import AuditEntry
from portal.inspections import actions
from portal.inspections.burden_queries import burden_of_year
from portal.inspections.clash_rules import Clash
from portal.inspections.models import Session, Team, Visit
from portal.inspections.payload import calendar_marks
from tests import factories


def test_visits_days_and_moves_are_counted_per_unit_and_year(database, sign_in):
    plan, unit, other = factories.plan(), factories.unit("Sở Nhiều việc"), factories.unit()
    for _ in range(3):
        factories.visit(plan, unit)
    gone = factories.visit(plan, unit)
    Visit.update(state="cancelled").where(Visit.id == gone.id).execute()
    factories.visit(plan, other)
    year = Session.select().first().on.year
    first, second = burden_of_year(year)
    assert (first.unit.id, first.visits, first.many) == (unit.id, 3, True)
    assert first.days == len(
        {
            row.on
            for row in Session.select()
            .join(Visit)
            .where(Visit.unit == unit, Visit.state != "cancelled")
        }
    )
    assert (second.visits, second.many) == (1, False)
    text = sign_in("supervisor").get(f"/lam-viec/dieu-hanh/ganh-nang-kiem-tra/{year}/").text
    assert "Sở Nhiều việc" in text
    assert "Trên 2 cuộc" in text


def session(code: str, state: str = "planned", moved_to: str = "") -> dict:
    return {"code": code, "state": state, "moved_to": moved_to}


def test_a_session_moved_twice_is_one_entry_whose_sequence_rose_twice():
    rows = [
        session("b1", "moved", "b3"),
        session("b2"),
        session("b3", "moved", "b4"),
        session("b4"),
    ]
    marks = calendar_marks("2026/so-y-te", rows)
    assert set(marks) == {"b2", "b4"}
    assert (marks["b4"].uid, marks["b4"].sequence) == ("2026-so-y-te-b1@lich-kiem-tra", 2)
    assert (marks["b2"].uid, marks["b2"].sequence) == ("2026-so-y-te-b2@lich-kiem-tra", 0)


def test_cancelling_raises_the_sequence_of_the_same_entry():
    rows = [session("b1", "moved", "b2"), session("b2", "cancelled")]
    marks = calendar_marks("2026/so-y-te", rows)
    assert (marks["b2"].uid, marks["b2"].sequence) == ("2026-so-y-te-b1@lich-kiem-tra", 2)


def test_a_circle_in_the_data_ends():
    rows = [session("b1", "planned", "b2"), session("b2", "planned", "b1")]
    assert all(mark.sequence <= 2 for mark in calendar_marks("2026/a", rows).values())


def test_two_who_rename_a_team_do_not_overwrite_each_other(database, sign_in):
    plan = factories.plan()
    team = Team.create(plan=plan, name="Đoàn số 1")
    path = f"/lam-viec/dieu-hanh/doan-kiem-tra/{team.id}/ten/"
    office = sign_in("office_editor")
    mine = {"name": "Đoàn số 1 (mới)", "decision_number": "412/QĐ-UBND", "version": "1"}
    office.post(path, {**mine, "decision_on": "05/03/2024"})
    stored = Team.get_by_id(team.id)
    assert (stored.name, stored.decision.number) == ("Đoàn số 1 (mới)", "412/QĐ-UBND")
    assert stored.decision.issued_on == date(2024, 3, 5)
    text = office.post(path, {"name": "Tên khác", "version": "1"}, 409).text
    assert "Đoàn số 1 (mới)" in text
    assert "Tên khác" in text
    assert Team.get_by_id(team.id).name == "Đoàn số 1 (mới)"


def test_the_log_keeps_the_warnings_and_why_they_were_overridden(database):
    visit = factories.visit(factories.plan(), factories.unit())
    clash = Clash("rest_day", "Chủ nhật là ngày nghỉ.")
    told = actions.overridden([clash], "Đơn vị đề nghị")
    plan = actions.SessionPlan(date(2024, 6, 16))
    actions.add_session(factories.actor(), visit, visit.version, plan, told)
    reason = AuditEntry.get(AuditEntry.action == "add-session").reason
    assert "Chủ nhật là ngày nghỉ" in reason
    assert "Đơn vị đề nghị" in reason
    assert actions.overridden((), "không có gì để nói") == ""
