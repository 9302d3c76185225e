"""Schedules and windows of an imported plan: people of a team, days, clashes."""

import io
from datetime import date

import docx
import pytest

from portal.accounts.models import AuditEntry
from portal.inspections.models import TeamMember, Visit
from portal.plans.models import Plan, PlanDeadline
from portal.units.models import Unit
from tests import factories
from tests.plans.import_documents import OWN
from tests.plans.test_import_review import form_of, upload

ROWS = (
    ("Thời gian", "Đơn vị", "Trưởng đoàn", "Phó Trưởng đoàn", "Thư ký", "Đoàn kiểm tra"),
    ("Sáng 10/6/2099", "Sở Y tế", "Lê Văn An", "Hà Thị Bình", "Tòng Văn Cường", "Đoàn số 1"),
    ("Sáng 11/6/2099", "Sở Tài chính", "", "", "",
     "Đoàn số 2; Trưởng đoàn: ông Lò Văn Dũng; Phó Trưởng đoàn: bà Vì Thị Em; "
     "Thư ký: Mai Văn Giáp"),
)  # fmt: skip


@pytest.fixture
def register(database):
    for code, name in (("so-y-te", "Sở Y tế"), ("so-tai-chinh", "Sở Tài chính")):
        factories.unit(code=code, name=name, short_name=name, type="department", level="province")


def plan_with(*rows: tuple[str, ...]) -> bytes:
    made = docx.Document()
    for text in (
        "KẾ HOẠCH", "Kiểm tra cải cách hành chính năm 2099", "I. ĐỐI TƯỢNG",
        "1. Kiểm tra trực tiếp: Sở Y tế, Sở Tài chính.", "II. LỊCH KIỂM TRA",
    ):  # fmt: skip
        made.add_paragraph(text)
    table = made.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_deputies_and_secretaries_named_in_the_schedule_join_the_team(client, register):
    path = upload(client, plan_with(*ROWS))
    form = form_of(client.get(path).text)
    client.post(path, form)
    people = {(row.team.name, row.role, row.name) for row in TeamMember.select()}
    assert people == {
        ("Đoàn số 1", "head", "Lê Văn An"),
        ("Đoàn số 1", "deputy", "Hà Thị Bình"),
        ("Đoàn số 1", "secretary", "Tòng Văn Cường"),
        ("Đoàn số 2", "head", "Lò Văn Dũng"),
        ("Đoàn số 2", "deputy", "Vì Thị Em"),
        ("Đoàn số 2", "secretary", "Mai Văn Giáp"),
    }


@pytest.fixture
def communes(database):
    for code in ("mai-son", "muong-la", "song-ma"):
        name = f"Ủy ban nhân dân xã {code.replace('-', ' ').title()}"
        factories.unit(code=f"ubnd-xa-{code}", name=name, short_name=name, type="commune")


def window_of(form: dict) -> str:
    return next(name for name in form if name.startswith("start_"))


def test_a_window_that_is_left_alone_stays_as_the_document_says(client, communes):
    path = upload(client, OWN["communes"]()[0])
    form = form_of(client.get(path).text)
    start = window_of(form)
    assert (form[start], form[start.replace("start", "end")]) == ("01/04/2026", "30/09/2026")
    client.post(path, form)
    rules = [row.rule for row in PlanDeadline.select()]
    assert {"kind": "months", "months": [4, 5, 6, 7, 8, 9], "year": 2026} in rules


def test_a_window_may_be_changed_and_a_fault_is_said_at_its_field(client, communes):
    path = upload(client, OWN["communes"]()[0])
    form = form_of(client.get(path).text)
    start = window_of(form)
    form[start] = "15/10/2026"
    assert "Ngày kết thúc trước ngày bắt đầu." in client.post(path, form, 422).text
    assert not Plan.select().exists()
    client.post(path, form | {start: "15/04/2026"})
    rules = [row.rule for row in PlanDeadline.select()]
    assert {"kind": "range", "start": "2026-04-15", "end": "2026-09-30"} in rules


def clashing() -> bytes:
    """Two teams on one day under one head; the second on a Sunday as well."""
    head = ROWS[0]
    return plan_with(
        head,
        ("Sáng 10/6/2099", "Sở Y tế", "Lê Văn An", "", "", "Đoàn số 1"),
        ("Chiều 10/6/2099", "Sở Tài chính", "Lê Văn An", "", "", "Đoàn số 2"),
        ("Sáng 14/6/2099", "Sở Tài chính", "Lê Văn An", "", "", "Đoàn số 2"),
    )


def test_clashes_of_the_schedule_are_shown_and_must_be_accepted(client, register):
    path = upload(client, clashing())
    page = client.get(path).text
    twice = "Trưởng đoàn Lê Văn An đã có lịch với Đoàn khác"
    assert page.count(twice) == 1
    assert "ngày 14/06/2099 là ngày nghỉ." in page
    refused = client.post(path, form_of(page), 422).text
    assert twice in refused
    assert not Visit.select().exists()
    form = form_of(refused)
    client.post(path, form | {"clash_accept": "1", "clash_seen": "khac"}, 422)
    client.post(path, form | {"clash_accept": "1", "clash_why": "Đã thống nhất"})
    assert Visit.select().count() == 2
    told = AuditEntry.get(AuditEntry.action == "import-plan").after
    assert "Đã thống nhất" in told


def test_what_is_planned_already_clashes_as_well(client, register):
    plan = factories.plan(2099)
    unit = Unit.get(Unit.code == "so-y-te")
    factories.visit(plan, unit, date(2099, 6, 2))
    page = client.get(upload(client, plan_with(*ROWS))).text
    assert "Sở Y tế đã có một cuộc kiểm tra khác ngày 02/06/2099" in page
    form = form_of(page)
    on = next(name for name in form if name.startswith("on_") and form[name] == "10/06/2099")
    form.pop("take_" + on.removeprefix("on_"))
    client.post(upload(client, plan_with(*ROWS)), form)
    assert Visit.select().count() == 2, "the clashing one was left out: nothing to accept"
