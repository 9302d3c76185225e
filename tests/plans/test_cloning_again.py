"""Looking again at a plan made from an earlier one: what was put right closes by itself."""

from datetime import date

import pytest

from portal.inspections.models import Team, TeamMember
from portal.plans.cloning import actions
from portal.plans.cloning.models import PlanTodo
from portal.plans.cloning.queries import open_todos
from portal.plans.models import Plan, PlanDeadline
from tests import factories
from tests.plans.factories import address, issued


@pytest.fixture
def cloned(database, clerk):
    """A plan of 2025 from one of 2024 whose text names its year and whose signer was copied."""
    source = factories.plan(
        2024,
        document=issued(signer="Hoàng Quốc Khánh", legal_bases=["Căn cứ Luật Tổ chức;"]),
        body_html="<p>Báo cáo trước ngày 30/10/2024, tổng kết năm 2024.</p>",
    )
    factories.deadline(
        factories.strand(source, code="truc-tiep"),
        rule=factories.DeadlineRule("by_date", day=date(2024, 11, 1)),
    )
    member = factories.user("team_head")
    team = Team.create(plan=source, name="Đoàn kiểm tra")
    TeamMember.create(team=team, user=member, name=member.full_name, role="head")
    return actions.clone_plan(clerk, Plan.get_by_id(source.id), "Kế hoạch năm 2025", 2025)


def _todo(key: str) -> PlanTodo:
    return PlanTodo.get(PlanTodo.key == key)


def _put(plan, **values):
    Plan.update(values).where(Plan.id == plan.id).execute()


def test_the_text_put_right_no_longer_holds_the_plan_up(client, cloned):
    assert [row.key for row in open_todos(cloned)] == ["toan-van"]
    _put(cloned, body_html="<p>Báo cáo trước ngày 30/10/2025, tổng kết năm 2024.</p>")
    again = address(cloned, "ra-soat/xem-lai")
    client.post(again, {}, 302)
    left = _todo("toan-van")
    assert (left.state, left.text) == ("open", "năm 2024")
    _put(cloned, body_html="<p>Báo cáo trước ngày 30/10/2025.</p>")
    page = client.follow(client.post(again, {})).text
    assert "1 việc đã sửa xong, tự đóng." in page
    assert "đã xong, rà soát lại không còn thấy" in page
    assert open_todos(cloned) == []
    # what comes back is open again
    _put(cloned, body_html="<p>Báo cáo trước ngày 30/10/2024.</p>")
    assert "Có thêm 1 việc." in client.follow(client.post(again, {})).text
    assert [row.text for row in open_todos(cloned)] == ["30/10/2024"]


def test_a_click_alone_does_not_call_done_what_the_text_shows_undone(client, cloned):
    path = address(cloned, f"ra-soat/{_todo('toan-van').id}/xong")
    page = client.post(path, {}, 422).text
    assert "Kế hoạch vẫn còn: 30/10/2024; năm 2024. Sửa rồi bấm lại" in page
    assert [row.key for row in open_todos(cloned)] == ["toan-van"]
    _put(cloned, body_html="<p>Báo cáo trước ngày 30/10/2025.</p>")
    client.post(path, {}, 302)
    assert open_todos(cloned) == []


def test_who_sits_in_two_teams_of_last_year_is_one_person(clerk, cloned):
    source = Plan.get(Plan.year == 2024)
    second = Team.create(plan=source, name="Đoàn số 2")
    for name in (TeamMember.get().name, "Nguyễn Thị Hoa"):
        TeamMember.create(team=second, name=name, role="member")
    actions.look_again(clerk, cloned)
    assert "2 Đoàn năm trước có 2 người" in _todo("doan").text


def test_a_signer_typed_anew_is_not_asked_about(clerk, cloned):
    assert _todo("nguoi-ky").state == "open"
    actions.look_again(clerk, Plan.get_by_id(cloned.id))
    assert _todo("nguoi-ky").state == "open"
    document = Plan.get_by_id(cloned.id).document
    document.signer = "Nguyễn Thành Công"
    document.save()
    actions.look_again(clerk, Plan.get_by_id(cloned.id))
    assert _todo("nguoi-ky").state == "done"


def test_a_document_recorded_as_issued_asks_for_nothing_more(clerk, cloned):
    document = Plan.get_by_id(cloned.id).document
    document.number, document.issued_on = "12/KH-UBND", date(2025, 2, 3)
    document.save()
    actions.look_again(clerk, Plan.get_by_id(cloned.id))
    assert (_todo("nguoi-ky").state, _todo("van-ban").state) == ("done", "open")
    document.signed_file, document.filename = "a" * 64, "12.pdf"
    document.save()
    actions.look_again(clerk, Plan.get_by_id(cloned.id))
    assert _todo("van-ban").state == "done"


def test_a_deadline_moved_off_its_rest_day_and_a_team_set_up_close(clerk, cloned):
    deadline = PlanDeadline.get(PlanDeadline.rule.cast("text").contains("2025-11-01"))
    key = f"nghi:truc-tiep:{deadline.code}"
    assert (_todo(key).state, _todo("doan").state) == ("open", "open")
    deadline.rule = {**deadline.rule, "day": "2025-10-31"}
    deadline.save()
    Team.create(plan=cloned, name="Đoàn mới")
    assert actions.look_again(clerk, Plan.get_by_id(cloned.id)) == actions.Found(closed=2)
    assert (_todo(key).state, _todo("doan").state) == ("done", "done")


def test_what_only_a_person_can_say_and_what_a_person_decided_stays(clerk, cloned):
    actions.close_todo(clerk, _todo("toan-van"), "Sửa sau khi ban hành")
    document = Plan.get_by_id(cloned.id).document
    document.legal_bases = []
    document.save()
    actions.look_again(clerk, Plan.get_by_id(cloned.id))
    assert _todo("can-cu").state == "open"
    assert (_todo("toan-van").state, _todo("toan-van").reason) == ("kept", "Sửa sau khi ban hành")
