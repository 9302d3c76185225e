"""Teams as the office sets them up: names of their own, members from bodies that exist."""

from datetime import date

import pytest

from portal.inspections.models import Team, TeamMember
from portal.units.models import Unit
from tests import factories
from tests.inspections.factories import team

ROOT = "/lam-viec/dieu-hanh/doan-kiem-tra/"


@pytest.fixture
def office(database, sign_in):
    return sign_in("office_editor")


def test_a_team_by_a_name_that_is_taken_is_not_opened_in_silence(office):
    plan = factories.plan()
    team(plan, ("Lê Hà", "head", None, None))
    typed = {"name": Team.get().name, "decision_number": "15/QĐ-SNV", "decision_on": "10/3/2024"}
    text = office.post(f"{ROOT}them/{plan.id}/", typed, 422).text
    assert "đã có Đoàn kiểm tra tên này" in text
    assert "15/QĐ-SNV" in text
    assert Team.select().count() == 1


def test_the_second_click_opens_the_team_that_the_first_one_made(office):
    plan = factories.plan()
    typed = {"name": "Đoàn số 2", "decision_number": "15/QĐ-SNV", "decision_on": "10/3/2024"}
    for _ in range(2):
        office.post(f"{ROOT}them/{plan.id}/", typed, 302)
    assert Team.select().count() == 1
    office.post(f"{ROOT}them/{plan.id}/", {**typed, "decision_number": "16/QĐ-SNV"}, 422)


def test_members_come_from_bodies_of_the_time_of_the_plan(office):
    plan = factories.plan(2026)
    here = team(plan)
    factories.unit("Sở Nội vụ")
    ended = factories.unit("Sở Giao thông vận tải")
    Unit.update(valid_to=date(2025, 2, 28)).where(Unit.id == ended.id).execute()
    page = f"{ROOT}{here.id}/thanh-vien/them/"
    text = office.get(page).text
    assert "Sở Nội vụ" in text
    assert "Sở Giao thông vận tải" not in text
    # who was entered while the body existed keeps it
    row = TeamMember.create(team=here, name="Lê Hà", role="member", agency=ended)
    mine = f"{ROOT}{here.id}/thanh-vien/{row.id}/"
    assert "Sở Giao thông vận tải" in office.get(mine).text
    person = {"name": "Lê Hà", "role": "member", "agency": ended.id, "field": "Thể chế"}
    office.post(mine, person, 302)
    assert TeamMember.get().field == "Thể chế"
