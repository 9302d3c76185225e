"""``portal tick`` reminds those who write a report, once a step, of nothing that is a secret."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.accounts.rules import SYSTEM
from portal.clock import now
from portal.inbox.models import InboxItem
from portal.reports.models import Duty
from portal.reports.reminders import NothingOwed
from portal.reports.reminding.actions import nudge, remind
from portal.reports.reminding.models import ReminderStep
from portal.ticking import run_due
from tests import factories
from tests.reports import factories as reports

DUE = date(2026, 6, 30)


@pytest.fixture
def unit(database):
    return factories.unit("Sở Y tế")


@pytest.fixture
def duty(unit):
    return reports.duty(unit, plan=factories.plan(2026), due_on=DUE)


@pytest.fixture
def people(unit):
    factories.user("unit_viewer", unit)
    factories.user("unit_editor")
    return [factories.user("unit_editor", unit), factories.user("unit_head", unit)]


def run(offset):
    return remind(SYSTEM, DUE + timedelta(days=offset), now())


def ledger():
    rows = ReminderStep.select().order_by(ReminderStep.step, ReminderStep.id)
    return {(row.step, row.state) for row in rows}


def test_both_who_write_are_told_once_a_step_with_what_is_missing(duty, people):
    assert run(-11) == 0
    assert run(-10) == 2
    assert run(-10) == 0
    assert run(-9) == 0
    items = list(InboxItem.select())
    assert {item.user_id for item in items} == {one.id for one in people}
    assert items[0].title == f"Còn 10 ngày: {duty.title}"
    assert "Phụ lục I chưa kê nhiệm vụ" in items[0].text
    assert (items[0].page, items[0].target) == ("unit_duty", duty.id)


def test_after_days_without_a_run_only_the_newest_step_goes_out(duty, people):
    assert run(-10) == 2
    assert run(1) == 2
    assert InboxItem.select().count() == 4
    assert ledger() == {(-10, "sent"), (-5, "passed"), (-1, "passed"), (0, "passed"), (1, "sent")}
    assert run(7) == 2


def test_a_deadline_that_moved_has_steps_of_its_own(duty, people):
    run(-10)
    Duty.update(due_on=DUE + timedelta(days=10)).execute()
    assert run(-10) == 0
    assert run(0) == 2
    assert run(0) == 0
    Duty.update(due_on=DUE).execute()
    assert run(-9) == 0


@pytest.mark.parametrize("state", ["submitted", "accepted", "waived"])
def test_who_owes_nothing_is_left_alone(duty, people, state):
    Duty.update(state=state).execute()
    assert run(-5) == 0


def test_a_returned_report_is_reminded_of_as_such(duty, people):
    Duty.update(state="returned").execute()
    assert run(-5) == 2
    assert "bị trả lại" in InboxItem.get().text


def test_nobody_is_reminded_of_an_unannounced_visit(unit, people):
    plan = factories.plan(2026)
    visit = factories.visit(plan, unit, DUE, unannounced=True)
    reports.duty(unit, plan=plan, due_on=DUE, visit=visit)
    assert run(0) == 0
    assert InboxItem.select().count() == 0
    visit.released = True
    visit.save()
    assert run(0) == 2


def test_a_unit_that_is_gone_and_a_locked_account_are_not_written_to(duty, people, unit):
    people[0].active = False
    people[0].save()
    assert run(-10) == 1
    unit.valid_to = DUE - timedelta(days=8)
    unit.save()
    assert run(-5) == 0


def test_who_joins_late_gets_the_newest_step(duty, people, unit):
    run(-10)
    factories.user("unit_editor", unit)
    assert run(-7) == 1
    assert run(-5) == 3


def test_tick_reminds_and_says_so(duty, people, monkeypatch):
    from portal import ticking

    monkeypatch.setattr(ticking, "today", lambda: DUE)
    lines = [line for line in run_due() if line.startswith("Nhắc hạn")]
    assert lines == ["Nhắc hạn: đã gửi 2 lời nhắc vào hộp tin."]
    assert not [line for line in run_due() if line.startswith("Nhắc hạn")]


def test_reminders_of_many_units_take_few_queries_when_none_is_due(unit, people, queries):
    plan = factories.plan(2026)
    for number in range(20):
        other = factories.unit(f"Xã {number}")
        factories.user("unit_editor", other)
        reports.duty(other, plan=plan, due_on=DUE)
    run(-10)
    with queries() as seen:
        assert run(-10) == 0
    assert seen.count <= 4


def test_the_office_reminds_by_hand_once_a_day_and_never_of_a_secret(duty, people, sign_in):
    office = sign_in("office_editor")
    page = f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/nhac/"
    office.get(page)
    office.post(f"{page}gui", {}, 302)
    office.post(f"{page}gui", {}, 302)
    assert InboxItem.select().count() == 2
    assert AuditEntry.select().where(AuditEntry.action == "nudge-unit").count() == 1
    visit = factories.visit(duty.plan, duty.unit, DUE, unannounced=True)
    Duty.update(visit=visit).execute()
    InboxItem.delete().execute()
    office.post(f"{page}gui", {}, 302)
    assert InboxItem.select().count() == 0


def test_nobody_is_reminded_by_hand_of_what_came(duty, people):
    Duty.update(state="submitted").execute()
    with pytest.raises(NothingOwed):
        nudge(factories.actor("office_editor"), duty, DUE, now())
    Duty.update(state="open", due_on=None, due_sentence="").execute()
    assert nudge(factories.actor("office_editor"), duty, DUE, now()) == 2
    assert InboxItem.get().title.startswith("Sở Nội vụ nhắc")
