"""A team reads the reports of its own visits, and nothing that stays in the office."""

from datetime import timedelta
from typing import Any

import pytest

from portal.clock import now, today
from portal.inspections.models import Team, TeamMember
from portal.reports.models import Duty, Submission
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.system_access.actions import grant
from tests import factories
from tests.reports.office_factories import duty, pdf, submission

TEAM = "/lam-viec/doan/bao-cao/"


@pytest.fixture
def member(database: Any) -> Any:
    return factories.user("team_member")


@pytest.fixture
def sent(app: Any, member: Any) -> Submission:
    plan, unit = factories.plan(), factories.unit("Sở Tài chính")
    team = Team.create(plan=plan, name="Đoàn 1")
    TeamMember.create(team=team, name=member.full_name, user=member)
    visit = factories.visit(plan, unit, today() + timedelta(days=5), team=team)
    blob = pdf(app.config["DATA"])
    item = {
        "id": 1, "field": "", "number": "", "issued_on": "", "subject": "Kế hoạch",
        "file_name": "kh.pdf", "sha256": blob.sha256,
    }  # fmt: skip
    return submission(
        duty(unit, plan, visit=visit), evidence=(item,), signed_file=blob, signed_name="ky.pdf"
    )


PATHS = ("", "lan/1/ban-ky", "lan/1/minh-chung/1", "lan/1/bao-cao.docx")


@pytest.mark.parametrize("path", PATHS)
def test_a_member_reads_the_report_of_the_visit(
    sent: Submission, member: Any, sign_in: Any, path: str
) -> None:
    answer = sign_in("team_member", user=member).get(f"{TEAM}{sent.duty_id}/{path}")
    if not path:
        assert "Sở có 05 phòng chuyên môn." in answer.text
        assert "/dieu-hanh/" not in answer.text
    answer.close()


@pytest.mark.parametrize("path", PATHS)
def test_other_teams_units_and_strangers_find_nothing(
    sent: Submission, sign_in: Any, visitor: Any, path: str
) -> None:
    url = f"{TEAM}{sent.duty_id}/{path}"
    for role in ("team_head", "unit_editor", "office_editor"):
        sign_in(role, sent.duty.unit).get(url, 404)
    visitor.get(url, 302)


def test_notes_and_unsent_comments_stay_in_the_office(
    sent: Submission, member: Any, sign_in: Any
) -> None:
    office = factories.actor("office_editor")
    review_comments.add_note(office, sent, "outline:p1.i", "GHI-CHU-NOI-BO", now())
    review_comments.add_comment(office, sent, "outline:p1.i", "Bổ sung biên chế", now())
    client = sign_in("team_member", user=member)
    text = client.get(f"{TEAM}{sent.duty_id}/").text
    assert "Bổ sung biên chế" not in text
    review.return_submission(office, sent, "Xem ý kiến", today(), now())
    text = client.get(f"{TEAM}{sent.duty_id}/").text
    assert "Bổ sung biên chế" in text
    assert "GHI-CHU-NOI-BO" not in text


def test_the_team_sees_which_access_it_was_given(
    sent: Submission, member: Any, sign_in: Any
) -> None:
    client = sign_in("team_member", user=member)
    assert "Quyền truy cập" not in client.get(f"{TEAM}{sent.duty_id}/").text
    actor = factories.actor("unit_editor", sent.duty.unit)
    grant(actor, sent.duty, system="Một cửa điện tử", holder="Lò Văn An", on=today())
    text = client.get(f"{TEAM}{sent.duty_id}/").text
    assert "Một cửa điện tử" in text
    assert "Chưa thu hồi" in text


def test_nothing_before_the_unit_has_submitted(member: Any, sign_in: Any, sent: Submission) -> None:
    plan, visit = sent.duty.plan, sent.duty.visit
    waiting: Duty = duty(sent.duty.unit, plan, visit=visit, kind="other")
    sign_in("team_member", user=member).get(f"{TEAM}{waiting.id}/", 404)
    sign_in("team_member", user=member).get(f"{TEAM}999/", 404)
