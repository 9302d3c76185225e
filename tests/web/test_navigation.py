"""The menu marks one entry at most: the one whose address is the longest start of the page's."""

import pytest
from flask import url_for

from portal.accounts.rules import Actor
from portal.web.navigation import workspace_nav
from tests import factories


def actor(*roles: str) -> Actor:
    return Actor(user_id=1, name="A", roles=frozenset(roles), unit_id=None, typist="")


def current(app, role: str, path: str) -> list[str]:
    with app.test_request_context(path):
        return [str(one["text"]) for one in workspace_nav(actor(role), path) if one["current"]]


@pytest.mark.parametrize(
    ("role", "path", "expected"),
    [
        ("unit_editor", "/lam-viec/", ["Việc cần làm"]),
        ("unit_editor", "/lam-viec/don-vi/", ["Báo cáo phải nộp"]),
        ("unit_editor", "/lam-viec/don-vi/bao-cao/9/gui/", ["Báo cáo phải nộp"]),
        ("unit_editor", "/lam-viec/don-vi/kiem-tra/", ["Cuộc kiểm tra"]),
        ("unit_editor", "/lam-viec/don-vi/kiem-tra/6/khac-phuc/f1/", ["Cuộc kiểm tra"]),
        ("office_editor", "/lam-viec/dieu-hanh/don-vi/snv/", ["Đơn vị"]),
        ("office_editor", "/lam-viec/dieu-hanh/nop-bao-cao/3/", ["Tình hình nộp báo cáo"]),
        ("office_editor", "/lam-viec/dieu-hanh/khac-phuc/", ["Khắc phục"]),
        ("office_editor", "/lam-viec/dieu-hanh/doan-kiem-tra/4/", ["Lịch kiểm tra"]),
        ("admin", "/tai-khoan/doi-mat-khau", []),
    ],
)
def test_one_entry_is_current(app, role, path, expected):
    assert current(app, role, path) == expected


def test_entries_of_other_roles_are_not_shown(app):
    with app.test_request_context("/lam-viec/"):
        texts = {one["text"] for one in workspace_nav(actor("unit_editor"), "/lam-viec/")}
    assert texts == {"Việc cần làm", "Hộp tin", "Báo cáo phải nộp", "Cuộc kiểm tra"}


def test_a_long_menu_is_opened_on_a_phone_and_a_short_one_stands(sign_in):
    """The list follows its <details>, which the style sheet looks at: no script, no second list."""
    office = sign_in("office_editor").get("/lam-viec/hop-tin/").text
    menu = office[office.index("app-menu") : office.index("app-nav__list")]
    assert "Danh mục: <strong>Hộp tin</strong></summary></details>" in menu
    assert "app-menu" not in sign_in("unit_editor", factories.unit()).get("/lam-viec/").text


@pytest.mark.parametrize(
    ("role", "below", "expected"),
    [
        ("office_editor", "2026/", "Lịch kiểm tra"),
        ("supervisor", "", "Lịch kiểm tra"),
        ("admin", "2026/", "Ngày nghỉ"),
    ],
)
def test_the_calendar_is_reached_from_the_schedule_by_who_has_one(app, role, below, expected):
    with app.test_request_context("/"):
        years = url_for("calendar_office.years")
    assert current(app, role, years + below) == [expected]


def test_the_accounts_of_units_are_reached_from_the_units(app, sign_in):
    with app.test_request_context("/"):
        accounts = url_for("people_office.units")
    for role in ("office_editor", "supervisor", "admin"):
        assert current(app, role, accounts) == ["Đơn vị"]
        assert f'href="{accounts}"' in sign_in(role).get("/lam-viec/dieu-hanh/don-vi/").text
