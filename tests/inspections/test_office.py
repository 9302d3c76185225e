"""The office's pages: plan, move, publish the schedule; ladders of refusal."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Session, Team, TeamMember, Visit
from portal.publishing.requests import PublicationRequest
from tests import factories
from tests.inspections.factories import planned, strand_with_rules, team
from tests.page_checks import Page
from tests.page_forms import forms_of

ROOT = "/lam-viec/dieu-hanh/lich-kiem-tra/"


def coming_workday(days: int = 40) -> Any:
    """A working day some weeks ahead: no weekend, no fixed holiday of the test's calendar."""
    day = today() + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) % 7 + 1)


@pytest.fixture
def office(sign_in: Any) -> Any:
    return sign_in("office_editor")


def form_of(strand: Any, unit: Any, on: Any, **values: Any) -> dict[str, Any]:
    day = on.strftime("%d/%m/%Y") if on else ""
    return {
        "strand": strand.id, "unit": unit.id, "team": "", "method": "Trực tiếp tại đơn vị",
        "sessions-0-on": day, "sessions-0-part": "morning", "action": "save", **values,
    }  # fmt: skip


def shown_mark(text: str) -> str:
    return next(str(one["value"]) for one in Page(text).inputs if one.get("name") == "seen")


def test_a_visit_without_warnings_is_saved_at_once(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Y tế")
    strand = strand_with_rules(plan, unit)
    office.get(f"{ROOT}them/{plan.id}/")
    answer = office.post(f"{ROOT}them/{plan.id}/", form_of(strand, unit, coming_workday()))
    assert "Theo lịch" in office.follow(answer).text
    text = office.get(f"{ROOT}?plan={plan.id}").text
    assert "Sở Y tế" in text
    assert "1 cuộc kiểm tra chưa đăng" in text


def test_warnings_are_shown_first_and_accepted_with_a_tick(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit("Sở Y tế")
    strand = strand_with_rules(plan, factories.unit())
    path = f"{ROOT}them/{plan.id}/"
    wanted = form_of(strand, unit, coming_workday(), **{"sessions-0-place": "Phòng 305"})
    office.get(path)
    text = office.post(path, wanted, status=422).text
    assert "không có trong danh sách đơn vị" in text
    assert "Phòng 305" in text
    assert not Visit.select().exists()
    office.post(path, {**wanted, "accept": "1", "seen": "another"}, status=422)
    office.post(path, {**wanted, "accept": "1", "seen": shown_mark(text)})
    assert Visit.select().count() == 1


def test_check_shows_warnings_without_saving(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    wanted = form_of(strand, unit, today(), action="check")
    assert "Không còn đủ thời gian thông báo lịch" in office.post(path, wanted, status=200).text
    fine = form_of(strand, unit, coming_workday(), action="check")
    assert "Không có cảnh báo nào" in office.post(path, fine, status=200).text
    assert not Visit.select().exists()


def test_one_more_session_keeps_what_was_typed(office: Any) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    wanted = form_of(strand, unit, None, action="add", **{"sessions-0-place": "Phòng 305"})
    text = office.post(path, wanted, status=200).text
    assert "Phòng 305" in text
    assert "sessions-1-on" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sessions-0-on": ""}, "Nhập ngày của buổi làm việc."),
        ({"sessions-0-on": "32/13/2026"}, "Không có tháng 13"),
        ({"sessions-1-place": "Phòng 2", "sessions-1-part": "day"}, "Nhập ngày của buổi làm việc."),
        ({"unit": "999999"}, "Chọn một mục có trong danh sách."),
        ({"unit": ""}, "Chọn đơn vị được kiểm tra."),
        ({"internal_note": "x" * 2001}, "dài tối đa"),
        ({"internal_note": "a\x00b"}, "ký tự điều khiển"),
        ({"sessions-0-time": "25:00"}, "Giờ từ 0 đến 23"),
    ],
)
def test_bad_input_is_said_at_the_field(office: Any, wrong: Any, said: str) -> None:
    plan, unit = factories.plan(), factories.unit()
    strand = strand_with_rules(plan, unit)
    path = f"{ROOT}them/{plan.id}/"
    office.get(path)
    answer = office.post(path, {**form_of(strand, unit, coming_workday()), **wrong}, status=422)
    assert said in answer.text
    assert not Visit.select().exists()


def test_a_move_shows_its_deadlines_before_it_is_saved(office: Any) -> None:
    first = coming_workday()
    visit = planned(days=(first,))
    path = f"{ROOT}{visit.id}/buoi/b1/doi/"
    office.get(path)
    new = first + timedelta(days=7)
    wanted = {
        "on": new.strftime("%d/%m/%Y"), "part": "day", "reason": "Trùng lịch", "version": 1,
        "action": "preview",
    }  # fmt: skip
    text = office.post(path, wanted, status=200).text
    assert (first - timedelta(days=5)).strftime("%d/%m/%Y") in text
    assert (new - timedelta(days=5)).strftime("%d/%m/%Y") in text
    assert "muộn hơn 7 ngày" in text
    assert Session.select().count() == 1
    office.post(path, {**wanted, "action": "confirm"})
    text = office.get(f"{ROOT}{visit.id}/").text
    assert "Trùng lịch" in text
    assert '<s class="app-struck">' in text
    again = office.post(path, {**wanted, "action": "confirm"})
    assert "đã được dời" in office.follow(again).text
    other = {**wanted, "action": "confirm", "version": 2, "reason": "Lý do khác"}
    assert "đã được dời" in office.post(path, other, status=422).text
    assert Session.select().count() == 2


def test_a_move_to_a_day_that_is_over_is_warned_of_and_made_if_meant(office: Any) -> None:
    visit = planned(days=(coming_workday(),))
    path, over = f"{ROOT}{visit.id}/buoi/b1/doi/", date(2024, 6, 12)
    office.get(path)
    wanted = {
        "on": over.strftime("%d/%m/%Y"), "part": "day", "reason": "Đã làm sớm", "version": 1,
        "action": "preview",
    }  # fmt: skip
    text = office.post(path, wanted, status=200).text
    assert "Ngày mới đã qua" in text
    (shown,) = [form for form in forms_of(text) if "reason" in form.inputs]
    seen = {name: values[0] for name, values in shown.data().items() if name != "csrf_token"}
    office.post(path, {**seen, "accept": "1", "why": "Đã làm hôm đó", "action": "confirm"})
    assert Session.select().where(Session.on == over).exists()


def test_a_move_needs_another_day_and_a_reason(office: Any) -> None:
    first = coming_workday()
    visit = planned(days=(first,))
    path = f"{ROOT}{visit.id}/buoi/b1/doi/"
    office.get(path)
    same = {"on": first.strftime("%d/%m/%Y"), "part": "morning", "reason": "x", "version": 1}
    assert "trùng với lịch đang có" in office.post(path, same, status=422).text
    bare = {**same, "part": "day", "reason": ""}
    assert "Nhập lý do dời." in office.post(path, bare, status=422).text


def test_two_people_on_one_visit_see_both_texts(office: Any) -> None:
    visit = planned(days=(coming_workday(),), internal_note="bản cũ")
    path = f"{ROOT}{visit.id}/sua/"
    office.get(path)
    form = {
        "strand": visit.strand_id, "team": "", "method": "Trực tuyến", "internal_note": "của A",
        "version": 1,
    }  # fmt: skip
    office.post(path, form)
    text = office.post(path, {**form, "internal_note": "của B"}, status=409).text
    assert "của A" in text
    assert "của B" in text
    office.post(path, {**form, "internal_note": "của B", "version": 2})
    assert Visit.get_by_id(visit.id).internal_note == "của B"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_tampered_version_is_a_conflict_not_a_crash(office: Any, version: str) -> None:
    visit = planned(days=(coming_workday(),))
    path = f"{ROOT}{visit.id}/thong-bao/"
    office.get(path)
    office.post(path, {"on": "01/06/2024", "version": version}, status=409)
    assert Visit.get_by_id(visit.id).noticed_on is None


def test_a_notice_cannot_have_gone_out_tomorrow(office: Any) -> None:
    visit = planned(days=(coming_workday(),))
    path = f"{ROOT}{visit.id}/thong-bao/"
    version = visit.version
    tomorrow = f"{today() + timedelta(days=1):%d/%m/%Y}"
    office.get(path)
    text = office.post(path, {"on": tomorrow, "version": version}, status=422).text
    assert "không được ở tương lai" in text
    assert f'value="{tomorrow}"' in text
    office.post(path, {"on": f"{today():%d/%m/%Y}", "version": version})
    assert Visit.get_by_id(visit.id).noticed_on == today()


def test_cancel_and_release_need_a_reason(office: Any) -> None:
    visit = planned(days=(coming_workday(),), unannounced=True)
    for what in ("cong-khai", "huy"):
        path = f"{ROOT}{visit.id}/{what}/"
        office.get(path)
        version = Visit.get_by_id(visit.id).version
        assert "Nhập lý do." in office.post(path, {"version": version}, status=422).text
        office.post(path, {"reason": "Theo chỉ đạo", "version": version})
        office.post(path, {"reason": "Theo chỉ đạo", "version": version})
    kept = Visit.get_by_id(visit.id)
    assert (kept.released, kept.state) == (True, "cancelled")


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
