"""The office's pages: publishing the schedule, teams; ladders of refusal."""

from typing import Any

import pytest

from portal.inspections.models import Team, TeamMember, Visit
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.inspections.factories import planned, team
from tests.inspections.visit_forms import ROOT, coming_workday


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def test_publication_of_the_schedule_goes_through_one_request(office: Any) -> None:
    plan = factories.plan()
    planned(plan=plan, unit=factories.unit("Sở Y tế"))
    planned(plan=plan, unit=factories.unit("Sở Bí mật"), unannounced=True)
    path = f"{ROOT}dang/{plan.id}/"
    text = office.get(path).text
    assert "Sở Y tế" in text
    assert "Sở Bí mật" not in text
    office.post(path, {"change_note": ""}, status=422)
    office.post(path, {"change_note": "Đăng lịch quý III"})
    asked = PublicationRequest.get()
    assert asked.change_note == "Đăng lịch quý III"
    assert "Bí mật" not in asked.proposals


def test_leaders_read_and_never_write(sign_in: Any) -> None:
    visit = planned(days=(coming_workday(),))
    leader = sign_in("supervisor")
    assert "Thêm cuộc kiểm tra" not in leader.get(f"{ROOT}?plan={visit.plan_id}").text
    assert "Hủy cuộc kiểm tra" not in leader.get(f"{ROOT}{visit.id}/").text
    leader.post(f"{ROOT}{visit.id}/huy/", {"reason": "x", "version": 1}, status=404)
    assert Visit.get_by_id(visit.id).state == "planned"


def test_a_unit_and_a_stranger_stay_outside(sign_in: Any, visitor: Any) -> None:
    visit = planned()
    sign_in("unit_editor", visit.unit).get(f"{ROOT}{visit.id}/", status=404)
    visitor.get(f"{ROOT}{visit.id}/", status=302)
    sign_in("office_editor").get(f"{ROOT}999999/", status=404)


def test_a_post_without_a_token_is_refused(office: Any) -> None:
    visit = planned(days=(coming_workday(),))
    answer = office.http.post(f"{ROOT}{visit.id}/huy/", data={"reason": "x", "version": 1})
    assert answer.status_code == 400
    assert Visit.get_by_id(visit.id).state == "planned"


def test_a_team_is_built_member_by_member(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Tư pháp")
    path = f"/lam-viec/dieu-hanh/doan-kiem-tra/them/{plan.id}/"
    office.get(path)
    office.post(path, {"name": "Đoàn số 1"})
    office.post(path, {"name": "Đoàn số 1"})
    made = Team.get()
    assert Team.select().count() == 1
    page = f"/lam-viec/dieu-hanh/doan-kiem-tra/{made.id}/"
    office.get(f"{page}thanh-vien/them/")
    person = {"name": "Lê Hà", "role": "head", "agency": unit.id}
    office.post(f"{page}thanh-vien/them/", person)
    second = {"name": "Trần Minh", "role": "head", "agency": ""}
    text = office.post(f"{page}thanh-vien/them/", second, status=422).text
    assert "Mỗi Đoàn chỉ có một Trưởng đoàn" in text
    member = TeamMember.get()
    office.post(f"{page}thanh-vien/{member.id}/", {**person, "field": "Thể chế"})
    text = office.get(page).text
    assert "Thể chế" in text
    assert "Sở Tư pháp" in text
    office.post(f"{page}thanh-vien/{member.id}/xoa/")
    assert not TeamMember.select().exists()


def test_a_member_of_another_team_is_not_found_here(office: Any) -> None:
    plan = factories.plan()
    here, there = team(plan), team(plan, ("Lê Hà", "member", None, None))
    member = TeamMember.get(TeamMember.team == there)
    office.get(f"/lam-viec/dieu-hanh/doan-kiem-tra/{here.id}/thanh-vien/{member.id}/", status=404)
