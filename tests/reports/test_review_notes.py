"""Notes of the office stay in the office: markers on every field, looked for everywhere else."""

import ast
import io
import re
from datetime import timedelta
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from portal.clock import now, today
from portal.config import ROOT
from portal.inbox.models import InboxItem, Letter
from portal.inspections.models import Team, TeamMember
from portal.publishing.models import Publication
from portal.reports.form_version import FormDefinition
from portal.reports.models import Duty, Submission
from portal.reports.parents import actions as parent_actions
from portal.reports.queries import definition_of
from portal.reports.review import acceptances
from portal.reports.review import actions as review
from portal.reports.review import comments as review_comments
from portal.reports.review.models import ApprovalSetting, InternalNote
from portal.reports.totals.excel import workbook
from portal.reports.totals.queries import collect
from portal.reports.totals.word import provincial_report
from tests import factories
from tests.page_checks import Page
from tests.reports.office_factories import duty, submission

MARK = "GHICHURIENG"
COMMENT = "Gửi đơn vị đọc"
#: Who may name the table at all: the office's pages and actions, the schema, the tests' world.
MAY_READ = re.compile(
    r"reports\.(review\.(models|comments|queries|office_\w+)|office_\w+|\w+\.office"
    r"|timeline\.queries|receiving)"
)
_HREF = re.compile(r"/lam-viec/(don-vi|doan)/")


@pytest.fixture
def sent(database: Any) -> Submission:
    """A report of a unit below another, visited by a team, with a note on every field."""
    plan = factories.plan()
    ApprovalSetting.create(plan=plan, depth=2, silence_days=1)
    parent = factories.unit("Huyện cấp trên")
    unit = factories.unit("Xã cấp dưới", parent=parent)
    team = Team.create(plan=plan, name="Đoàn 1")
    visit = factories.visit(plan, unit, today() + timedelta(days=9), team=team)
    for role in ("unit_editor", "unit_head"):
        factories.user(role, unit)
    made = submission(duty(unit, plan, visit=visit))
    office = factories.actor("office_editor")
    for field in fields(definition_of(made.duty)):
        review_comments.add_note(office, made, field, f"{MARK} {field}", now())
    review_comments.add_comment(office, made, "tasks", COMMENT, now())
    return made


def fields(form: FormDefinition) -> list[str]:
    found = ["", "cutoff", "tasks", "statistics", "evidence", "task:00000000000a"]
    found += [section.field for section in form.answered_sections]
    for item in form.indicators:
        found += [f"stat:{item.code}", item.field("current"), item.field("note")]
    return found


def reached(client: Any, start: str) -> str:
    """The text of everything that can be reached by links of one side's workspace."""
    seen, waiting, texts = set(), [start, "/lam-viec/", "/lam-viec/hop-tin/"], []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.http.get(address)
        texts.append(words_of(answer.data, answer.mimetype))
        answer.close()
        if answer.mimetype == "text/html":
            links = (link.partition("#")[0] for link in Page(answer.text).links)
            waiting += [link for link in links if _HREF.match(link)]
    assert len(seen) > 5
    return "\n".join(texts)


def words_of(body: bytes, kind: str) -> str:
    """The text of a page, a Word or an Excel file."""
    if "wordprocessing" in kind:
        document = docx.Document(io.BytesIO(body))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    if "spreadsheet" in kind:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return "\n".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return body.decode("utf-8", "replace")


def test_no_note_reaches_the_unit_its_parent_or_the_team(sent: Submission, sign_in: Any) -> None:
    """While it is under review, when it is returned, and when it is accepted."""
    office = factories.actor("office_editor")
    unit = sent.duty.unit
    member = factories.user("team_member")
    TeamMember.create(team=sent.duty.visit.team, name="Hà Thị Bình", user=member)
    people = [
        (sign_in("unit_editor", unit), "/lam-viec/don-vi/"),
        (sign_in("unit_head", unit.parent), "/lam-viec/don-vi/cap-duoi/"),
        (sign_in("team_member", user=member), "/lam-viec/doan/bao-cao/"),
    ]

    def look(wanted: str = "") -> None:
        texts = [reached(client, start) for client, start in people]
        assert all("Xã cấp dưới" in text for text in texts)
        assert not [text for text in texts if MARK in text]
        assert wanted in texts[0]

    look()
    parent_actions.approve(factories.actor("unit_head", unit.parent), sent, "", now())
    review.return_submission(office, sent, "Xem ý kiến", today() + timedelta(days=3), now())
    look(COMMENT)
    again = submission(Duty.get())
    review_comments.add_note(office, again, "", MARK, now())
    review.accept(office, again, "", now() + timedelta(days=2))
    look()
    assert (
        MARK
        in sign_in("office_editor")
        .get(f"/lam-viec/dieu-hanh/nop-bao-cao/{sent.duty_id}/lan/1/")
        .text
    )


def test_the_message_of_a_return_holds_the_comments_and_no_note(sent: Submission) -> None:
    office = factories.actor("office_editor")
    review.return_submission(office, sent, "Xem ý kiến", today() + timedelta(days=3), now())
    told = [*InboxItem.select(), *Letter.select()]
    texts = "\n".join(str(row.__data__) for row in told)
    assert COMMENT in texts
    assert "Phụ lục I" in texts
    assert MARK not in texts


def test_totals_and_publications_hold_no_note(sent: Submission) -> None:
    office = factories.actor("office_editor")
    acceptances.accept_many(office, [sent], "", now() + timedelta(days=2))
    collected = collect(sent.duty.plan, "visit_report", today())
    assert len(collected.reports) == 1
    book = workbook(collected, [], today())
    word = provincial_report(collected, [], today())
    assert MARK not in words_of(book, "spreadsheet")
    assert MARK not in words_of(word, "wordprocessing")
    assert InternalNote.select().count() > 100
    assert not [row for row in Publication.select() if MARK in str(row.__data__)]


def test_only_the_office_reads_the_table() -> None:
    """No module of a unit, a team, a letter, an export or the site names it."""
    named = set()
    for path in (ROOT / "portal").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        words |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if words & {"InternalNote", "notes_on", "add_note"}:
            named.add(".".join(path.relative_to(ROOT / "portal").with_suffix("").parts))
    assert named >= {"reports.review.comments", "reports.office_viewing"}
    assert [name for name in named if not MAY_READ.fullmatch(name)] == []
