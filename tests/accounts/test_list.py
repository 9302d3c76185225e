"""The list of two hundred accounts is searched by name, unit, role and standing."""

import re

import pytest

from portal.accounts.models import User
from portal.clock import now
from tests import factories

LIST = "/lam-viec/quan-tri/tai-khoan/"


@pytest.fixture
def admin(sign_in):
    unit = factories.unit("Ủy ban nhân dân xã Tà Hừa")
    here = {"last_sign_in_at": now()}
    factories.user("unit_editor", unit, username="lan", full_name="Lò Thị Lan")
    factories.user("unit_head", username="hung", full_name="Vì Văn Hùng", **here)
    factories.user("office_editor", username="duc", full_name="Hà Đức", active=False, **here)
    return sign_in("admin")


def found(client, query, status=200):
    body = client.get(f"{LIST}?{query}", status).text.partition("<tbody")[2]
    return {one.username for one in User.select() if f">{one.username}" in body}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ten=thi+lan", {"lan"}),
        ("ten=HUNG", {"hung"}),
        ("ten=ta+hua", {"lan"}),
        ("vai_tro=unit_head", {"hung"}),
        ("tinh_trang=never&vai_tro=unit_editor", {"lan"}),
        ("tinh_trang=locked", {"duc"}),
        ("tinh_trang=shared", set()),
        ("ten=khong+ai", set()),
    ],
)
def test_a_filter_finds(admin, query, names):
    assert found(admin, query) == names


def test_how_many_of_how_many(admin):
    total = User.select().count()
    page = admin.get(f"{LIST}?ten=thi+lan").text
    assert f"<strong>1</strong> trong {total} tài khoản" in page
    assert f"<strong>{total}</strong> tài khoản" in admin.get(LIST).text
    assert "Không có tài khoản nào đúng điều đã lọc" in admin.get(f"{LIST}?ten=zz").text


def test_a_wrong_role_is_told_and_all_are_shown(admin):
    assert found(admin, "vai_tro=vua", 422) >= {"lan", "hung", "duc"}
    assert "Cần sửa những chỗ sau" in admin.get(f"{LIST}?vai_tro=vua", 422).text


def test_the_filter_stands_after_an_account_was_locked(admin):
    page = admin.get(f"{LIST}?ten=hung&vai_tro=unit_head").text
    user = User.get(User.username == "hung")
    path = re.findall(rf'action="({LIST}{user.id}/khoa[^"]*)"', page)[0].replace("&amp;", "&")
    there = admin.post(path, {"active": "0"}, 302).headers["Location"]
    assert there.endswith("?ten=hung&vai_tro=unit_head")
    assert not User.get_by_id(user.id).active
