"""The team's pages."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import today
from portal.inspections.models import Finding, Session, Visit
from tests import factories
from tests.inspections.factories import finding, issued, planned, team

ROOT = "/lam-viec/doan/kiem-tra/"
FINDING = {"kind": "strength", "domain": "the-che", "text": "Kế hoạch đúng hạn.", "public": "1"}


@pytest.fixture
def crew(app: Any, database: Any) -> Any:
    """A visit of yesterday and the client of a member of its team."""
    account = factories.user("team_secretary")
    plan = factories.plan()
    made = team(plan, ("Lê Hà", "secretary", None, account))
    visit = planned(plan=plan, team=made, days=(today() - timedelta(days=1),))
    return visit, factories.signed_in_client(app, "team_secretary", user=account)


def test_findings_are_entered_and_ordered(crew: Any) -> None:
    visit, client = crew
    assert visit.unit_name in client.get(ROOT).text
    path = f"{ROOT}{visit.id}/ghi-nhan/them/"
    client.get(path)
    client.post(path, FINDING)
    client.post(path, {**FINDING, "text": "Hai"})
    client.post(path, {**FINDING, "text": ""}, status=422)
    client.post(f"{ROOT}{visit.id}/ghi-nhan/f2/thu-tu/", {"to": "up"})
    text = client.get(f"{ROOT}{visit.id}/").text
    assert text.index("Hai") < text.index("Kế hoạch đúng hạn.")
    client.post(f"{ROOT}{visit.id}/ghi-nhan/f2/xoa/")
    assert Finding.select().count() == 1


def test_a_session_and_the_visit_are_held(crew: Any) -> None:
    visit, client = crew
    client.get(f"{ROOT}{visit.id}/")
    client.post(f"{ROOT}{visit.id}/buoi/b1/xong/", {"version": 99})
    assert Session.get().state == "planned"
    client.post(f"{ROOT}{visit.id}/buoi/b1/xong/", {"version": 1})
    assert Visit.get_by_id(visit.id).state == "visited"
    assert "Đã kiểm tra" in client.get(f"{ROOT}{visit.id}/").text


def test_after_issue_findings_are_sealed(crew: Any) -> None:
    visit, client = crew
    finding(visit)
    issued(visit, today())
    path = f"{ROOT}{visit.id}/ghi-nhan/them/"
    client.get(path)
    assert "Kết luận đã ban hành" in client.post(path, FINDING, status=422).text


def test_another_team_does_not_find_the_visit(crew: Any, sign_in: Any) -> None:
    visit, _ = crew
    stranger = sign_in("team_head")
    assert "Chưa có cuộc kiểm tra nào" in stranger.get(ROOT).text
    stranger.get(f"{ROOT}{visit.id}/", status=404)
    stranger.get(f"{ROOT}{visit.id}/ghi-nhan/them/", status=404)
    stranger.post(f"{ROOT}{visit.id}/xong/", {"version": 1}, status=404)


def test_a_visit_still_to_come_is_not_marked_as_held(app: Any, database: Any) -> None:
    account = factories.user("team_head")
    plan = factories.plan()
    made = team(plan, ("Lê Hà", "head", None, account))
    visit = planned(plan=plan, team=made, days=(today() + timedelta(days=3),), unannounced=True)
    client = factories.signed_in_client(app, "team_head", user=account)
    assert "Không trao đổi ra ngoài Đoàn" in client.get(f"{ROOT}{visit.id}/").text
    answer = client.post(f"{ROOT}{visit.id}/xong/", {"version": 1})
    assert "chưa tới ngày" in client.follow(answer).text
    assert Visit.get_by_id(visit.id).state == "planned"
