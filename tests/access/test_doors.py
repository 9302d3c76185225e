"""Who is not let in, who must do something first, and sessions that end."""

import pytest

from portal.accounts.models import SignInSession, User
from portal.accounts.queries import token_hash
from tests.access import expected as to
from tests.access.only import enough
from tests.access.people import OUTSIDE, UNFINISHED
from tests.access.posting import send, undone
from tests.access.world import AccessWorld
from tests.access_table import ANYONE, EXPECTED
from tests.bad_input.cases import case_of

SIGN_IN = "/tai-khoan/dang-nhap"
#: What may be opened before a password is changed or a typist is named.
FIRST = {"accounts.change_password", "accounts.typist", "accounts.sign_out"}


def _addresses(world: AccessWorld):
    for rule in to.rules_of(world, "GET"):
        if rule.arguments:
            thing = next(t for _at, t in to.things_for(world, rule.endpoint))
            yield rule.endpoint, to.path_of(world, rule.endpoint, to.values_for(rule, thing) or {})
        else:
            yield rule.endpoint, rule.rule


@pytest.mark.parametrize("name", [one.name for one in OUTSIDE])
def test_outside_there_is_nothing_but_the_sign_in_page(world: AccessWorld, cases, name: str):
    client, before, asked = world.visitor(name).http, to.digest(), 0
    for endpoint, path in _addresses(world):
        answer = client.get(path)
        if EXPECTED[endpoint] == ANYONE:
            assert answer.status_code == 200, path
            continue
        assert answer.status_code == 302, (path, answer.status_code)
        assert answer.headers["Location"].startswith(SIGN_IN), path
        asked += 1
    for endpoint, case in cases.items():
        if EXPECTED[endpoint] != ANYONE:
            assert send(world, name, case) == 302, endpoint
            assert send(world, name, case, token="") == 302, endpoint
    assert client.post("/tai-khoan/dang-xuat").status_code == 302
    htmx = client.get("/lam-viec/", headers={"HX-Request": "true"})
    assert htmx.status_code == 401
    assert to.digest() == before
    assert enough(asked, 100)


@pytest.mark.parametrize("name", sorted(UNFINISHED))
def test_first_things_come_first(world: AccessWorld, cases, name: str):
    """All eleven roles help nobody who must still change a password or say who is typing."""
    client, before = world.visitor(name).http, to.digest()
    for endpoint, path in _addresses(world):
        answer = client.get(path)
        if EXPECTED[endpoint] == ANYONE or endpoint in FIRST:
            assert answer.status_code == 200, path
        else:
            assert answer.status_code == 302, path
            assert answer.headers["Location"].partition("?")[0] == UNFINISHED[name], path
    for endpoint, case in cases.items():
        if EXPECTED[endpoint] != ANYONE and endpoint not in FIRST:
            assert send(world, name, case) == 302, endpoint
    assert to.digest() == before


def test_a_demo_account_is_worth_nothing_outside_demo_mode(world: AccessWorld, monkeypatch):
    client = world.visitor("unit_editor").http
    assert client.get("/lam-viec/").status_code == 200
    monkeypatch.setitem(world.app.config, "DEMO", False)
    assert client.get("/lam-viec/").headers["Location"].startswith(SIGN_IN)
    assert _signs_in(world) == 422
    monkeypatch.setitem(world.app.config, "DEMO", True)
    assert _signs_in(world) == 302


def _signs_in(world: AccessWorld) -> int:
    case = case_of(world, "accounts.sign_in")
    with undone(world, "anonymous"):
        return send(world, "anonymous", case)


def test_a_locked_account_does_not_sign_in(world: AccessWorld):
    with undone(world, "admin"):
        User.update(active=False).where(User.username == "unit_head").execute()
        assert _signs_in(world) == 422
    assert _signs_in(world) == 302


@pytest.mark.parametrize(
    ("endpoint", "who"),
    [("accounts_admin.set_active", "admin"), ("accounts_admin.reset", "admin")],
)
def test_locking_and_a_new_password_end_every_session(world: AccessWorld, cases, endpoint, who):
    """Also when the account is opened again."""
    user = User.get(User.username == "unit_viewer")
    path = to.path_of(world, endpoint, {"user_id": user.id})
    with undone(world, who):
        send(world, who, cases[endpoint], path, {**cases[endpoint].good, "active": ["0"]})
        assert not SignInSession.select().where(
            SignInSession.user == user, SignInSession.ended_at.is_null()
        ).exists()  # fmt: skip
        User.update(active=True, must_change_password=False).where(User.id == user.id).execute()
        assert world.visitor("unit_viewer").http.get("/lam-viec/").status_code == 302
    assert world.visitor("unit_viewer").http.get("/lam-viec/").status_code == 200


def test_signing_out_ends_the_session_for_a_copied_cookie_too(world: AccessWorld):
    client = world.visitor("unit_viewer")
    with undone(world, "unit_viewer"):
        cookies = dict(client.http._cookies)
        client.post("/tai-khoan/dang-xuat")
        client.http._cookies = cookies
        assert client.http.get("/lam-viec/").status_code == 302
    assert client.http.get("/lam-viec/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(world: AccessWorld, cases):
    with undone(world, "unit_editor"):
        present = SignInSession.get(SignInSession.token_hash == token_hash("ve-unit_editor"))
        copied = {**present.__data__, "id": None, "token_hash": "khac"}
        other = SignInSession.create(**copied)
        assert send(world, "unit_editor", cases["accounts.change_password"]) == 302
        assert SignInSession.get_by_id(other.id).ended_at is not None
        assert SignInSession.get_by_id(present.id).ended_at is None


def test_a_route_that_names_no_role_is_closed_to_everyone(world: AccessWorld, monkeypatch):
    monkeypatch.setitem(world.app.view_functions, "start.index", lambda: "mở")
    for name in ("admin", "office_approver"):
        assert world.visitor(name).http.get("/lam-viec/").status_code == 403
    assert world.visitor("anonymous").http.get("/lam-viec/").status_code == 302
