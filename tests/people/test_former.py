"""Who left long ago loses the name: in lists and notes, not in the chain of the log."""

from datetime import date, timedelta

import pytest

from portal.accounts.actions import set_active
from portal.accounts.audit import broken_entries
from portal.accounts.models import AuditEntry, RoleGrant, SignInSession, User
from portal.accounts.rules import Actor
from portal.clock import now, today
from portal.people import former
from portal.people.rules import anonymous_from
from portal.reports.models import ReviewComment
from portal.reports.review.comments import add_comment
from tests import factories
from tests.reports import office_factories as reports

PAGE = "/lam-viec/quan-tri/nguoi-da-nghi/"


@pytest.fixture
def leaver(database):
    """An officer who commented on a report, and has left."""
    user = factories.user("office_editor", full_name="Nguyễn Thị Lan", position="Chuyên viên")
    actor = Actor(user.id, user.full_name, frozenset({"office_editor"}))
    add_comment(actor, reports.submission(reports.duty()), "", "Xem lại", now())
    SignInSession.create(token_hash="-", user=user, started_at=now(), last_seen_at=now())
    set_active(factories.actor("admin"), user, False)
    return user


@pytest.fixture
def later(monkeypatch):
    monkeypatch.setattr(former, "today", lambda: today() + timedelta(days=5 * 366))


def test_before_the_years_are_over_the_name_stays(leaver, sign_in, app):
    admin, path = sign_in("admin"), f"{PAGE}{leaver.id}/xoa-ten/"
    assert "Chưa đến hạn" in admin.get(PAGE).text
    admin.get(path)
    assert "Chưa đủ thời hạn lưu" in admin.post(path, {"reason": "Nghỉ hưu"}, 409).text
    app.config["ANONYMISE_YEARS"] = 0
    assert "không xóa tên" in admin.post(path, {"reason": "Nghỉ hưu"}, 409).text
    assert User.get_by_id(leaver.id).full_name == "Nguyễn Thị Lan"


def test_then_it_goes_everywhere_and_the_chain_of_the_log_still_holds(leaver, sign_in, later):
    admin, path = sign_in("admin"), f"{PAGE}{leaver.id}/xoa-ten/"
    entries = AuditEntry.select().count()
    assert "Không làm lại được" in admin.get(path).text
    admin.post(path, {"reason": "Nghỉ hưu quá 5 năm"}, 302)
    user = User.get_by_id(leaver.id)
    called = f"Người dùng cũ số {user.id}"
    assert (user.full_name, user.position, user.last_sign_in_at) == (called, "", None)
    assert not RoleGrant.select().where(RoleGrant.user == user).exists()
    assert not SignInSession.select().where(SignInSession.user == user).exists()
    assert ReviewComment.get().by == called
    log = admin.get("/lam-viec/quan-tri/nhat-ky/").text
    assert called in log
    assert "Nguyễn Thị Lan" not in log
    assert "Nguyễn Thị Lan" not in admin.get("/lam-viec/quan-tri/tai-khoan/").text
    assert (broken_entries(), AuditEntry.select().count()) == ([], entries + 1)
    admin.get(path, 404)


def test_notes_of_a_namesake_keep_the_name(leaver, sign_in, later):
    factories.user("office_editor", full_name="Nguyễn Thị Lan")
    admin, path = sign_in("admin"), f"{PAGE}{leaver.id}/xoa-ten/"
    admin.get(path)
    admin.post(path, {"reason": "Nghỉ hưu"}, 302)
    assert ReviewComment.get().by == "Nguyễn Thị Lan"


def test_an_open_account_or_one_kept_for_good_has_no_such_day():
    assert anonymous_from(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert anonymous_from(None, 5) is None
    assert anonymous_from(date(2020, 1, 1), 0) is None


def test_an_administrator_changes_roles_but_never_removes_the_last_administrator(sign_in):
    me = factories.user("admin")
    admin, page = sign_in("admin", user=me), f"/lam-viec/quan-tri/tai-khoan/{me.id}/vai-tro/"
    admin.get(page)
    only = {"seen": "admin", "roles": ["office_editor"]}
    assert "ít nhất một quản trị" in admin.post(page, only, 422).text
    assert "cần có đơn vị" in admin.post(page, {**only, "roles": ["admin", "unit_head"]}, 422).text
    admin.post(page, {**only, "roles": ["admin", "office_approver"]}, 302)
    assert {grant.role for grant in me.grants} == {"admin", "office_approver"}
