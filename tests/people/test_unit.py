"""The unit looks after its own people, and after nobody else's."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import AuditEntry, RoleGrant, SignInSession, User
from portal.accounts.rules import Actor
from portal.clock import today
from portal.people.actions import delegate, end_delegation, invite, issue_letters
from portal.people.models import Activation, Delegation
from portal.people.queries import delegations_of, may_sign, signing_by
from portal.vietnamese import format_date
from tests import factories
from tests.browser_client import Client

PAGE = "/lam-viec/don-vi/nguoi/"


@pytest.fixture
def unit(database):
    return factories.unit("Sở Y tế")


def test_the_units_administrator_invites_and_the_invited_comes_in(unit, sign_in, app):
    client = sign_in("unit_admin", unit)
    client.get(f"{PAGE}moi/")
    typed = {"full_name": "Hà Văn Bình", "position": "Chuyên viên", "roles": ["unit_editor"]}
    page = client.post(f"{PAGE}moi/", typed, 200)
    code = page.text.partition("<code>")[2].partition("</code>")[0]
    assert "Hà Văn Bình" in client.get(PAGE).text
    newcomer = Client(app)
    newcomer.get("/tai-khoan/kich-hoat/")
    newcomer.post(
        "/tai-khoan/kich-hoat/",
        {"code": code, "full_name": "Hà Văn Bình", "position": "Chuyên viên",
         "password": "một câu thật dài"},
    )  # fmt: skip
    user = User.get(User.username == "ha.van.binh")
    assert user.unit_id == unit.id
    assert [grant.role for grant in user.grants] == ["unit_editor"]


def test_only_a_head_makes_a_head(unit, sign_in):
    typed = {"full_name": "Hà Văn Bình", "position": "Giám đốc", "roles": ["unit_head"]}
    admin = sign_in("unit_admin", unit)
    admin.get(f"{PAGE}moi/")
    admin.post(f"{PAGE}moi/", typed, 422)
    assert Activation.select().count() == 0
    head = sign_in("unit_head", unit)
    head.get(f"{PAGE}moi/")
    head.post(f"{PAGE}moi/", typed, 200)


def test_who_leaves_is_locked_at_once_and_the_others_stay(unit, sign_in):
    leaver, other = factories.user("unit_editor", unit), factories.user("unit_editor")
    session = SignInSession.create(
        token_hash="-", user=leaver, started_at=leaver.created_at, last_seen_at=leaver.created_at
    )
    admin = sign_in("unit_admin", unit)
    admin.get(PAGE)
    admin.post(f"{PAGE}{leaver.id}/khoa", {"active": "0"}, 302)
    assert not User.get_by_id(leaver.id).active
    assert SignInSession.get_by_id(session.id).ended_at is not None
    admin.post(f"{PAGE}{other.id}/khoa", {"active": "0"}, 404)
    head = factories.user("unit_head", unit)
    admin.post(f"{PAGE}{head.id}/khoa", {"active": "0"}, 302)
    assert User.get_by_id(head.id).active, "a clerk locked the head out"


def test_an_officer_of_the_office_is_not_the_units_to_lock(unit, sign_in):
    officer = factories.user("unit_editor", unit)
    RoleGrant.create(user=officer, role="office_editor")
    head = sign_in("unit_head", unit)
    head.get(PAGE)
    head.post(f"{PAGE}{officer.id}/khoa", {"active": "0"}, 302)
    assert User.get_by_id(officer.id).active


def typed(deputy, begins, ends):
    return {
        "deputy": str(deputy.id), "number": "15/GUQ-SYT", "issued_on": format_date(today()),
        "valid_from": format_date(begins), "valid_to": format_date(ends),
    }  # fmt: skip


def test_a_deputy_signs_in_the_window_and_on_no_other_day(unit, sign_in):
    deputy = factories.user("unit_editor", unit)
    head = sign_in("unit_head", unit)
    begins, ends = today(), today() + timedelta(days=5)
    head.get(f"{PAGE}uy-quyen/")
    head.post(f"{PAGE}uy-quyen/", typed(deputy, begins, ends), 302)
    actor = Actor(deputy.id, deputy.full_name, frozenset({"unit_editor"}), unit.id)
    for day, wanted in (
        (begins - timedelta(days=1), False), (begins, True), (ends, True),
        (ends + timedelta(days=1), False),
    ):  # fmt: skip
        assert may_sign(actor, day) is wanted, day
    again = head.post(f"{PAGE}uy-quyen/", typed(deputy, ends, ends), 422)
    assert "đã có ủy quyền" in again.text
    assert "15/GUQ-SYT" in head.get(PAGE).text
    row = Delegation.get()
    head.post(f"{PAGE}uy-quyen/{row.id}/ket-thuc", {}, 302)
    assert not may_sign(actor, begins)
    entry = AuditEntry.get(AuditEntry.action == "delegate-signing")
    assert entry.reason == "15/GUQ-SYT"


def test_all_that_is_wrong_with_a_delegation_is_said_at_once(unit, sign_in, app):
    deputy, head = factories.user("unit_editor", unit), sign_in("unit_head", unit)
    assert "kèm bản PDF đã ký" in head.get(f"{PAGE}uy-quyen/").text
    wrong = typed(deputy, today(), today() - timedelta(days=1)) | {
        "number": "", "issued_on": format_date(today() + timedelta(days=1)),
    }  # fmt: skip
    text = head.post(f"{PAGE}uy-quyen/", wrong, 422).text
    for said in ("Nhập số văn bản ủy quyền", "sau ngày hôm nay", "từ ngày bắt đầu trở đi"):
        assert said in text
    assert Delegation.select().count() == 0
    app.config["ONLINE_SIGN_OFF"] = True
    assert "kèm bản PDF đã ký" not in head.get(f"{PAGE}uy-quyen/").text


def test_a_delegation_ends_once(unit):
    deputy, day = factories.user("unit_editor", unit), today()
    row = delegate(factories.actor(), unit, deputy, "1/GUQ", day, day, day)
    end_delegation(factories.actor(), row)
    first = Delegation.get().ended_at
    end_delegation(factories.actor(), row)
    assert Delegation.get().ended_at == first
    assert AuditEntry.select().where(AuditEntry.action == "end-delegation").count() == 1


def test_a_delegation_of_another_unit_signs_nothing_here(unit):
    deputy = factories.user("unit_editor", unit)
    day = date(2026, 11, 21)
    delegate(factories.actor(), factories.unit(), deputy, "1/GUQ", day, day, day)
    actor = Actor(deputy.id, deputy.full_name, frozenset({"unit_editor"}), unit.id)
    assert signing_by(actor, day) is None
    assert delegations_of(actor) == []


def test_only_the_head_is_offered_to_delegate(unit, sign_in):
    offered = f'href="{PAGE}uy-quyen/"'
    assert offered in sign_in("unit_head", unit).get(PAGE).text
    asked = sign_in("unit_admin", unit).get(PAGE).text
    assert offered not in asked
    assert "Thủ trưởng đơn vị ghi nhận ủy quyền" in asked


def test_a_delegation_is_for_the_deputy_named_and_nobody_else(unit):
    day, deputy, colleague = today(), *(factories.user("unit_editor", unit) for _ in range(2))
    delegate(factories.actor(), unit, deputy, "1/GUQ", day, day, day)
    for user, signs in ((deputy, True), (colleague, False)):
        actor = Actor(user.id, user.full_name, frozenset({"unit_editor"}), unit.id)
        assert may_sign(actor, day) is signs
        assert len(delegations_of(actor)) == 1


def test_a_shared_account_signs_for_nobody(unit, sign_in):
    shared = factories.user("unit_editor", unit, is_shared=True)
    head = sign_in("unit_head", unit)
    page = head.get(f"{PAGE}uy-quyen/")
    assert shared.full_name not in page.text
    head.post(f"{PAGE}uy-quyen/", typed(shared, today(), today()), 422)
    assert Delegation.select().count() == 0


def test_roles_of_ones_own_people_are_changed_but_no_head_is_made_by_a_clerk(unit, sign_in):
    person = factories.user("unit_viewer", unit, full_name="Hà Văn Bình")
    admin, page = sign_in("unit_admin", unit), f"{PAGE}{person.id}/vai-tro/"
    assert "Thủ trưởng đơn vị" not in admin.get(page).text.partition("<form")[2]
    wanted = {"seen": "unit_viewer", "roles": ["unit_editor", "unit_admin"]}
    admin.post(page, {**wanted, "roles": ["unit_head"]}, 422)
    admin.post(page, wanted, 302)
    assert {grant.role for grant in person.grants} == {"unit_editor", "unit_admin"}
    admin.post(page, {"seen": "unit_viewer", "roles": ["unit_viewer"]}, 409)
    entry = AuditEntry.get(AuditEntry.action == "change-roles")
    assert (entry.before, entry.after) == ('["unit_viewer"]', '["unit_admin", "unit_editor"]')
    head = factories.user("unit_head", unit)
    admin.post(f"{PAGE}{head.id}/vai-tro/", {"seen": "unit_head", "roles": ["unit_viewer"]}, 302)
    assert [grant.role for grant in head.grants] == ["unit_head"]


def test_one_lost_code_is_issued_again_and_the_others_stay_good(unit, sign_in, app):
    admin = sign_in("unit_admin", unit)
    rows = [
        invite(factories.actor("unit_head"), unit, name, "", [role])[0]
        for name, role in (("Hà Văn Bình", "unit_editor"), ("Lê Lan", "unit_head"), ("An", "x"))
    ]
    before = {row.id: row.code_hash for row in rows}
    admin.get(PAGE)
    page = admin.post(f"{PAGE}moi/{rows[0].id}/cap-lai", {}, 200)
    assert "Mã kích hoạt của Hà Văn Bình" in page.text
    admin.post(f"{PAGE}moi/{rows[1].id}/cap-lai", {}, 302)
    changed = {row.id for row in Activation.select() if row.code_hash != before[row.id]}
    assert changed == {rows[0].id}, "a clerk got the head's code, or another code is lost"


def test_a_letter_for_the_head_leaves_the_clerks_as_it_is(unit):
    office = factories.actor("office_editor")
    for roles in (("unit_editor", "unit_admin"), ("unit_head", "unit_admin")) * 2:
        issue_letters(office, [unit], roles)
    assert sorted(row.roles for row in Activation.select()) == [
        "unit_editor unit_admin", "unit_head unit_admin",
    ]  # fmt: skip


def test_the_office_issues_one_code_of_one_person_again(unit, sign_in):
    page = f"/lam-viec/dieu-hanh/tai-khoan-don-vi/don-vi/{unit.code}/"
    rows = [
        invite(factories.actor("unit_head"), unit, name, "", ["unit_head"])[0]
        for name in ("Hà Văn Bình", "Lê Lan")
    ]
    before = {row.id: row.code_hash for row in rows}
    office = sign_in("office_editor")
    assert "Lê Lan" in office.get(page).text
    shown = office.post(f"{page}ma/{rows[1].id}/cap-lai", {}, 200).text
    assert "Mã kích hoạt của Lê Lan" in shown
    assert page in shown
    changed = {row.id for row in Activation.select() if row.code_hash != before[row.id]}
    assert changed == {rows[1].id}
    assert "Cấp lại mã" not in sign_in("supervisor").get(page).text
