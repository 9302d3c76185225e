"""The office records what becomes of a unit: what it touches, what is refused, what follows."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import AuditEntry
from portal.clock import today
from portal.inspections.models import Finding, Remediation, Visit
from portal.publishing.requests import PublicationRequest
from portal.publishing.shelf import Shelf
from portal.reports.models import Duty
from portal.units import queries
from portal.units.models import Succession, Unit, UnitName
from tests import factories
from tests.approving import approve
from tests.reports import factories as reports

ON = date(2026, 3, 1)


@pytest.fixture
def old(database):
    return factories.unit("Sở Kế hoạch và Đầu tư", code="so-khdt", short_name="Sở KH&ĐT")


@pytest.fixture
def heir(database):
    return factories.unit("Sở Tài chính", code="so-tai-chinh")


def asked(kind="merge", **values):
    typed = {
        "kind": kind, "on": "01/3/2026", "document": "Nghị quyết số 12/NQ-HĐND ngày 20/02/2026",
        "successors": "", "new_name": "", "new_short_name": "", "action": "save",
    }  # fmt: skip
    return {**typed, **values}


def at(unit):
    return f"/lam-viec/dieu-hanh/don-vi/{unit.code}/thay-doi/"


def test_what_a_change_touches_is_shown_before_it_is_recorded(old, heir, sign_in):
    plan = factories.plan(2026)
    reports.duty(old, plan=plan)
    visit = factories.visit(plan, old, date(2026, 12, 1))
    finding = Finding.create(
        visit=visit, code="pt1", domain="the-che", kind="shortcoming", text="Chưa rà soát văn bản"
    )
    Remediation.create(finding=finding, due_on=date(2026, 12, 31))
    account = factories.user("unit_editor", old, full_name="Lê Thị Kế Hoạch")
    page = sign_in("office_editor").get(at(old)).text
    for said in (
        "Báo cáo chưa xong (1)", "Cuộc kiểm tra tại Sở Kế hoạch và Đầu tư", "Chưa rà soát văn bản",
        "Lê Thị Kế Hoạch", account.username, "Không việc nào dưới đây tự chuyển đi",
    ):  # fmt: skip
        assert said in page, said
    typed = asked(successors="so tai chinh", action="check")
    shown = sign_in("office_editor").post(at(old), typed, 200)
    assert "Chưa ghi nhận" in shown.text
    assert "hoạt động đến hết ngày 28/02/2026" in shown.text
    assert "Kế thừa: Sở Tài chính" in shown.text
    assert Succession.select().count() == 0


def test_a_merger_ends_the_unit_and_goes_through_the_gate(old, heir, sign_in, visitor):
    duty = reports.duty(old)
    editor, approver = sign_in("office_editor"), sign_in("office_approver")
    answer = editor.post(at(old), asked(successors="Sở Tài chính"), 302)
    editor.post(at(old), asked(successors="Sở Tài chính"), 302)
    assert queries.unit_by_code("so-khdt").valid_to == date(2026, 2, 28)
    assert [(s.successor.code, s.on, s.kind) for s in queries.successors(old)] == [
        ("so-tai-chinh", ON, "merge")
    ]
    entries = AuditEntry.select().where(AuditEntry.action == "change-unit")
    assert [entry.reason for entry in entries] == ["Nghị quyết số 12/NQ-HĐND ngày 20/02/2026"]
    assert Duty.get_by_id(duty.id).unit_id == old.id, "the report moved by itself"
    assert Shelf().find("unit", "so-khdt") is None, "public before anybody approved"
    request = PublicationRequest.get(PublicationRequest.state == "waiting")
    assert answer.headers["Location"].endswith(f"/dang/{request.id}/")
    approve(approver, f"/lam-viec/dieu-hanh/dang/{request.id}/")
    assert "sáp nhập vào" in visitor.get("/don-vi/so-khdt/").text
    assert 'href="/don-vi/so-khdt/"' in visitor.get("/don-vi/so-tai-chinh/").text
    page = editor.get("/lam-viec/dieu-hanh/don-vi/so-khdt/").text
    assert "Nay kế thừa" in page
    assert "Báo cáo chưa xong (1)" in page


def test_a_unit_may_be_renamed_and_keeps_its_code(old, sign_in):
    editor = sign_in("office_editor")
    typed = asked("rename", new_name="Sở Tài chính và Kế hoạch")
    for _ in range(2):
        editor.post(at(old), typed, 302)
    unit = queries.unit_by_code("so-khdt")
    assert (unit.name, unit.valid_to) == ("Sở Tài chính và Kế hoạch", None)
    assert "Sở KH&ĐT" in unit.aliases.split(";")
    assert queries.name_on(unit, ON - timedelta(days=1)) == "Sở Kế hoạch và Đầu tư"
    assert queries.name_on(unit, ON) == "Sở Tài chính và Kế hoạch"
    assert UnitName.select().count() == 1
    editor.post(at(old), asked("rename", on="01/9/2026", new_name="Sở Tài chính – Kế hoạch"), 302)
    assert queries.name_on(queries.unit_by_code("so-khdt"), date(2026, 8, 31)) == unit.name


def test_a_part_moves_while_the_unit_goes_on(old, heir, sign_in):
    sign_in("office_editor").post(at(old), asked("transfer", successors="Sở Tài chính"), 302)
    assert queries.unit_by_code("so-khdt").valid_to is None
    assert queries.register().heirs("so-khdt", today()) == ("so-khdt",)


def test_a_unit_may_end_without_an_heir(old, sign_in):
    editor = sign_in("office_editor")
    for _ in range(2):
        editor.post(at(old), asked("dissolve"), 302)
    assert Succession.select().count() == 1
    assert "Không có đơn vị kế thừa" in editor.get("/lam-viec/dieu-hanh/don-vi/so-khdt/").text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"successors": ""}, "đúng một đơn vị kế thừa"),
        ({"successors": "Sở Tài chính\nSở Nội vụ"}, "đúng một đơn vị kế thừa"),
        ({"kind": "split", "successors": "Sở Tài chính"}, "từ hai đơn vị"),
        ({"kind": "transfer"}, "nhận phần được chuyển giao"),
        ({"successors": "Sở Lạ"}, "“Sở Lạ” không có trong danh mục"),
        ({"successors": "Sở Kế hoạch và Đầu tư"}, "chính mình"),
        ({"successors": "Sở Mới Lập"}, "không có trong danh mục ngày đó"),
        ({"kind": "rename"}, "Nhập tên mới"),
        ({"kind": "rename", "new_name": "Sở Kế hoạch và Đầu tư"}, "giống tên đang dùng"),
        ({"kind": "rename", "new_name": "Sở X", "on": "01/01/2030"}, "Chưa đến ngày đổi tên"),
        ({"on": "31/02/2026", "successors": "Sở Tài chính"}, "31/02/2026"),
        ({"document": ""}, "Văn bản làm căn cứ"),
        ({"kind": "join"}, "Chọn một mục"),
        ({"on": "01/01/2019", "successors": "Sở Tài chính"}, "hoạt động từ ngày 01/01/2020"),
    ],
)
@pytest.mark.parametrize("action", ["check", "save"])
def test_what_cannot_be_is_refused_at_its_field(old, heir, sign_in, typed, message, action):
    Unit.update(valid_from=date(2020, 1, 1)).where(Unit.id == old.id).execute()
    factories.unit("Sở Nội vụ")
    factories.unit("Sở Mới Lập", valid_from=date(2026, 6, 1))
    page = sign_in("office_editor").post(at(old), asked(**{**typed, "action": action}), 422).text
    assert message in page
    assert typed.get("successors", "") in page
    assert Succession.select().count() + UnitName.select().count() == 0
    assert queries.unit_by_code("so-khdt").valid_to is None


def test_a_unit_ends_once_and_not_before_it_took_over_from_others(old, heir, sign_in):
    editor = sign_in("office_editor")
    editor.post(at(old), asked(successors="Sở Tài chính"), 302)
    third = factories.unit("Sở Nội vụ")
    again = editor.post(at(old), asked(successors="Sở Nội vụ"), 422)
    assert "không ghi lần nữa" in again.text
    early = editor.post(at(heir), asked(on="01/01/2026", successors="Sở Nội vụ"), 422)
    assert "không hoạt động ngày 01/03/2026" in early.text
    assert [row.valid_to for row in (queries.unit_by_code(u.code) for u in (heir, third))] == [
        None
    ] * 2


def test_new_units_are_added_before_the_old_one_is_split(old, sign_in):
    editor = sign_in("office_editor")
    for name in ("xã Chiềng Mới", "xã Mường Mới"):
        typed = {
            "name": f"Ủy ban nhân dân {name}", "short_name": "", "type": "commune", "parent": "",
            "block": "xa", "valid_from": "01/3/2026", "document": "NQ số 1/NQ ngày 01/02/2026",
        }  # fmt: skip
        editor.post("/lam-viec/dieu-hanh/don-vi/them/", typed, 302)
    assert "mang tên này" in editor.post("/lam-viec/dieu-hanh/don-vi/them/", typed, 422).text
    made = queries.unit_by_code("ubnd-xa-chieng-moi")
    assert (made.short_name, made.level, made.valid_from) == ("UBND xã Chiềng Mới", "commune", ON)
    lines = "UBND xã Chiềng Mới\nỦy ban nhân dân xã Mường Mới"
    editor.post(at(old), asked("split", successors=lines), 302)
    assert len(queries.heirs(queries.unit_by_code("so-khdt"), today())) == 2


def test_only_the_office_records_changes(old, sign_in):
    for role in ("supervisor", "admin", "unit_head", "team_head"):
        client = sign_in(role, old if role == "unit_head" else None)
        client.get(at(old), 404)
    sign_in("supervisor").get("/lam-viec/dieu-hanh/don-vi/so-khdt/")
    sign_in("office_editor").get("/lam-viec/dieu-hanh/don-vi/khong-co/thay-doi/", 404)
    assert Visit.select().count() == 0
