"""A team shares out the reading of reports; the matrix says how far it is."""

from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import AuditEntry, User
from portal.accounts.rules import Actor
from portal.clock import today
from portal.inspections.models import Team, TeamMember
from portal.plans.models import Plan
from portal.reports.models import Duty, Submission
from portal.reports.reading.queries import team_matrices
from portal.reports.reading.rules import cell_state, parts_of
from portal.reports.review.models import PartMark, PartReader, UnitReader
from tests import factories
from tests.page_checks import Page
from tests.reports.factories import definition
from tests.reports.office_factories import VALUES, duty, submission

TEAM = "/lam-viec/doan/bao-cao/"


def member(team: Team, role: str, name: str) -> User:
    user = factories.user(role)
    TeamMember.create(team=team, name=name, user=user)
    return user


def actor_of(user: User, role: str) -> Actor:
    return Actor(user.id, user.full_name, frozenset({role}), None)


@pytest.fixture
def plan(database: Any) -> Plan:
    return factories.plan()


@pytest.fixture
def team(plan: Plan) -> Team:
    return Team.create(plan=plan, name="Đoàn số 1")


@pytest.fixture
def head(team: Team) -> User:
    return member(team, "team_head", "Lò Văn An")


@pytest.fixture
def sent(plan: Plan, team: Team) -> Submission:
    owed = []
    for name in ("Sở Y tế", "Sở Tài chính"):
        unit = factories.unit(name)
        visit = factories.visit(plan, unit, today() + timedelta(days=9), team=team)
        owed.append(duty(unit, plan, visit=visit))
    return submission(owed[0])


def test_the_parts_cover_every_section_of_the_outline_once() -> None:
    form = definition("son-la-2026")
    parts = [part.code for part in parts_of(form)]
    assert parts[:2] == ["p1.i", "p1.ii"]
    assert parts[-3:] == ["tasks", "statistics", "evidence"]
    assert "p2.ii" not in parts
    assert {f"p2.ii.{number}" for number in range(1, 7)} <= set(parts)
    for section in form.answered_sections:
        within = [code for code in parts if f"{section.code}.".startswith(f"{code}.")]
        assert len(within) == 1, section.code


@pytest.mark.parametrize(
    ("number", "marks", "assigned", "state"),
    [
        (None, {}, True, "missing"),
        (1, {}, False, "unassigned"),
        (1, {}, True, "unread"),
        (1, {1: "question"}, False, "question"),
        (2, {1: "read"}, True, "again"),
        (2, {1: "question", 2: "read"}, True, "read"),
    ],
)
def test_cells(number: int | None, marks: dict[int, str], assigned: bool, state: str) -> None:
    assert cell_state(number, marks, assigned) == state


def test_parts_are_shared_out_and_marked(
    sent: Submission, team: Team, head: User, sign_in: Any
) -> None:
    reader = member(team, "team_member", "Hà Thị Bình")
    who = TeamMember.get(TeamMember.user == reader)
    client = sign_in("team_head", user=head)
    text = client.get(TEAM).text
    # what is under way stands out: a dash for what nobody was given, one cell for who sent nothing
    assert 'aria-hidden="true">–</span><span class="govuk-visually-hidden">Chưa phân công' in text
    assert "phần chưa phân công" in text
    assert text.count("Chưa nộp báo cáo</td>") == 1
    assert text.count("Chưa nộp") == 1
    data = {"team": str(team.id), "phan-tasks": str(who.id), "phan-p1.i": "999"}
    assert "Đã phân công lại 1 phần" in client.follow(client.post(f"{TEAM}phan-cong", data)).text
    assert [(row.part, row.member_id) for row in PartReader.select()] == [("tasks", who.id)]
    client = sign_in("team_member", user=reader)
    text = client.get(TEAM).text
    assert "Hà Thị Bình" in text
    assert "Phân công đọc" not in text
    page = f"{TEAM}{sent.duty_id}/"
    client.get(page)
    data = {"phan-tasks": "read", "phan-p1.i": "question", "phan-p2.iv": "nonsense"}
    client.post(f"{page}lan/1/da-doc", data)
    assert {row.part: row.state for row in PartMark.select()} == {
        "tasks": "read", "p1.i": "question",
    }  # fmt: skip
    (matrix,) = team_matrices(actor_of(reader, "team_member"))
    cells = {row.duty.unit.name: row.cells["tasks"] for row in matrix.rows}
    assert cells == {"Sở Y tế": "read", "Sở Tài chính": "missing"}
    assert "2/14 phần" in client.get(TEAM).text
    client.post(f"{page}lan/1/da-doc", {"phan-tasks": ""})
    assert [row.part for row in PartMark.select()] == ["p1.i"]
    actions = {row.action for row in AuditEntry.select()}
    assert {"assign-report-parts", "mark-report-part"} <= actions


def test_a_new_submission_is_read_again(sent: Submission, head: User, sign_in: Any) -> None:
    PartMark.create(submission=sent, part="tasks", state="read", at=sent.submitted_at, by="An")
    submission(Duty.get_by_id(sent.duty_id), VALUES)
    text = sign_in("team_head", user=head).get(TEAM).text
    assert "Nộp lại, đọc lại" in text


def test_a_cell_opens_its_section(sent: Submission, plan: Plan, head: User, sign_in: Any) -> None:
    links = Page(sign_in("team_head", user=head).get(TEAM).text).links
    assert f"{TEAM}{sent.duty_id}/#m-statistics" in links
    client = sign_in("supervisor")
    text = client.get(f"/lam-viec/dieu-hanh/nop-bao-cao/doc/{plan.id}/").text
    assert f"/lam-viec/dieu-hanh/nop-bao-cao/{sent.duty_id}/lan/1/#m-statistics" in text
    assert "Lưu phân công" not in text


def test_another_team_is_not_there(sent: Submission, team: Team, sign_in: Any, plan: Plan) -> None:
    other = member(Team.create(plan=plan, name="Đoàn số 2"), "team_secretary", "Người khác")
    client = sign_in("team_secretary", user=other)
    assert "Đoàn số 1" not in client.get(TEAM).text
    client.post(f"{TEAM}phan-cong", {"team": str(team.id), "phan-tasks": ""}, 404)
    client.post(f"{TEAM}{sent.duty_id}/lan/1/da-doc", {"phan-tasks": "read"}, 404)
    assert not PartMark.select().exists()


def test_the_cost_does_not_grow_with_the_units(
    plan: Plan, team: Team, head: User, queries: Any
) -> None:
    actor = actor_of(head, "team_head")

    def fill(count: int) -> None:
        for _ in range(count):
            unit = factories.unit()
            visit = factories.visit(plan, unit, today() + timedelta(days=9), team=team)
            submission(duty(unit, plan, visit=visit), {})

    def cost() -> int:
        with queries() as seen:
            team_matrices(actor)
        return int(seen.count)

    fill(2)
    few = cost()
    fill(8)
    assert cost() == few <= 9


def test_the_whole_report_of_a_unit_is_given_to_one_reader(
    sent: Submission, team: Team, head: User, sign_in: Any
) -> None:
    member(team, "team_member", "Hà Thị Bình")
    who, unit = TeamMember.get(TeamMember.name == "Hà Thị Bình"), sent.duty.unit
    client = sign_in("team_head", user=head)
    client.get(TEAM)
    data = {"team": str(team.id), f"don-vi-{unit.id}": str(who.id), "don-vi-99999": str(who.id)}
    page = client.follow(client.post(f"{TEAM}phan-cong", data)).text
    assert "Đã phân công lại 1 đơn vị" in page
    assert "Hà Thị Bình đọc" in page
    (matrix,) = team_matrices(actor_of(head, "team_head"))
    first, second = sorted(matrix.rows, key=lambda row: row.duty.unit_id != unit.id)
    assert set(first.cells.values()) == {"unread"}
    assert (first.reader, second.reader) == (who, None)
    text = sign_in("team_member", user=who.user).get(TEAM).text
    assert "Giao cho anh/chị, chưa đọc" in text
    assert "cả báo cáo" in text
    assert "Giao cho anh/chị" not in client.get(TEAM).text
    client.post(f"{TEAM}phan-cong", {"team": str(team.id), f"don-vi-{unit.id}": ""})
    assert not UnitReader.select().exists()
    assert AuditEntry.select().where(AuditEntry.action == "assign-report-units").count() == 2


def test_the_start_page_shows_a_reader_what_is_left_and_how_far_it_is(
    sent: Submission, team: Team, head: User, sign_in: Any
) -> None:
    reader = member(team, "team_member", "Hà Thị Bình")
    other = sign_in("team_head", user=head)
    who = TeamMember.get(TeamMember.user == reader)
    for part in ("p1.i", "p1.ii", "tasks", "statistics"):
        PartReader.create(team=team, part=part, member=who)
    client, page = sign_in("team_member", user=reader), f"{TEAM}{sent.duty_id}/"

    def panel() -> str:
        text = client.get("/lam-viec/").text
        head_of = text.index("Báo cáo được giao đọc (còn")
        return text[text.rindex("<section", 0, head_of) : text.index("</section>", head_of)]

    assert "còn 4 phần" in panel()
    assert f'href="{page}">Sở Y tế' in panel()
    assert "Sở Tài chính" not in panel(), "it sent nothing yet"
    assert "và 2 phần khác" in panel()
    assert "Đã đọc 0/4 phần" in panel()
    assert "Báo cáo được giao đọc" not in other.get("/lam-viec/").text, "nothing was given to them"
    client.get(page)
    client.post(f"{page}lan/1/da-doc", {"phan-tasks": "read", "phan-p1.i": "question"})
    assert "Đã đọc 2/4 phần" in panel()
    assert "Phụ lục II." in panel()
    submission(Duty.get_by_id(sent.duty_id), VALUES)
    assert "Có phần nộp lại" in panel()
    client.post(
        f"{page}lan/2/da-doc",
        {f"phan-{part}": "read" for part in ("p1.i", "p1.ii", "tasks", "statistics")},
    )
    assert "Đã đọc 4/4 phần được giao." in panel()
