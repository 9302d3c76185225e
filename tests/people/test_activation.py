"""Letters for many units, one account a code, nothing to guess."""

import io
import re
from datetime import timedelta

import docx
import pytest

from portal.accounts.models import AuditEntry, RoleGrant, User
from portal.clock import now, today
from portal.people import actions
from portal.people.models import Activation
from portal.people.rules import WRONG_CODES, grouped
from tests import factories
from tests.browser_client import Client

OFFICE = "/lam-viec/dieu-hanh/tai-khoan-don-vi/"
PAGE = "/tai-khoan/kich-hoat/"
PRINTED = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}\b")


@pytest.fixture
def units(database):
    return [factories.unit(f"Ủy ban nhân dân xã {name}") for name in ("Mường Bú", "Chiềng Mai")]


def letters(client, units, status=200, **values):
    client.get(OFFICE)
    typed = {"kind": "editor", "units": [str(unit.id) for unit in units], **values}
    return client.post(f"{OFFICE}thu/", typed, status)


def codes_in(answer):
    document = docx.Document(io.BytesIO(answer.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return PRINTED.findall(text), text, document


def filled(code, **values):
    return {
        "code": code, "full_name": "Lò Thị Ân", "position": "Công chức Văn phòng",
        "password": "một câu thật dài", **values,
    }  # fmt: skip


def enter(app, code, status=200, **values):
    """Use ``code``; with success (200) the page that the browser is led to."""
    client = Client(app)
    client.get(PAGE)
    answer = client.post(PAGE, filled(code, **values), 302 if status == 200 else status)
    return client.follow(answer) if status == 200 else answer


def test_a_letter_a_unit_from_the_office_to_the_first_sign_in(units, sign_in, app):
    client = sign_in("office_editor")
    page = client.get(OFFICE)
    assert page.text.count("Chưa có tài khoản") >= 2
    codes, text, document = codes_in(letters(client, units))
    assert len(set(codes)) == 2
    assert text.index("Mường Bú") < text.index("Chiềng Mai") or "Chiềng Mai" in text
    assert len(document.inline_shapes) == 2, "a picture each"
    stored = [row.code_hash for row in Activation.select()]
    assert not any(code.replace("-", "") in "".join(stored) for code in codes)
    assert not any(code in entry.after for entry in AuditEntry.select() for code in codes)
    shown = client.get(OFFICE).text
    assert "Chưa kích hoạt" in shown
    assert f"Đã phát thư kích hoạt cho 2 đơn vị: {units[1].name}; {units[0].name}." in shown
    assert not any(code in shown for code in codes)

    shown = enter(app, codes[0].lower())
    assert "lo.thi.an" in shown.text
    user = User.get(User.username == "lo.thi.an")
    assert (user.unit.name in text, user.position) == (True, "Công chức Văn phòng")
    assert {g.role for g in RoleGrant.select().where(RoleGrant.user == user)} == {
        "unit_editor", "unit_admin",
    }  # fmt: skip
    person = Client(app)
    person.get("/tai-khoan/dang-nhap")
    person.post(
        "/tai-khoan/dang-nhap", {"username": "lo.thi.an", "password": "một câu thật dài"}, 302
    )
    assert "Người của đơn vị" in person.get("/lam-viec/").text
    assert "Đã đăng nhập" in client.get(OFFICE).text


def test_the_user_name_is_shown_again_to_its_owner_alone(units, sign_in, app):
    (code, _other), *_ = codes_in(letters(sign_in("office_editor"), units))
    client = Client(app)
    client.get(PAGE)
    answer = client.post(PAGE, filled(code), 302)
    assert answer.headers["Location"] == f"{PAGE}xong/"
    for _again in range(2):
        assert "lo.thi.an" in client.get(f"{PAGE}xong/").text
    assert "lo.thi.an" not in Client(app).get(f"{PAGE}xong/").text
    client.get("/tai-khoan/dang-nhap")
    client.post("/tai-khoan/dang-nhap", {"username": "lo.thi.an", "password": "một câu thật dài"})
    assert "lo.thi.an" not in client.get(f"{PAGE}xong/").text


def test_a_code_makes_one_account(units, sign_in, app):
    (code, _other), *_ = codes_in(letters(sign_in("office_editor"), units))
    enter(app, code)
    again = enter(app, code, 422, full_name="Người Khác")
    assert "đã dùng" in again.text
    assert 'value="Người Khác"' in again.text
    assert User.select().where(User.unit.is_null(False)).count() == 1


def test_new_letters_make_the_old_ones_worthless_but_not_invitations(units, sign_in, app):
    client = sign_in("office_editor")
    (old, _other), *_ = codes_in(letters(client, units))
    _made, invited = actions.invite(factories.actor(), units[0], "Ai", "", ["unit_viewer"])
    (new, _other), *_ = codes_in(letters(client, units))
    enter(app, old, 422)
    enter(app, new)
    enter(app, invited)


def test_a_code_ends_with_its_month_and_with_its_unit(units, sign_in, app):
    (late, gone), *_ = codes_in(letters(sign_in("office_editor"), units))
    for code, row in zip((late, gone), Activation.select().order_by(Activation.id), strict=True):
        assert row.code_hash == actions.hash_of(code.replace("-", ""))
    first, second = Activation.select().order_by(Activation.id)
    Activation.update(expires_at=now() - timedelta(seconds=1)).where(
        Activation.id == first.id
    ).execute()
    second.unit.valid_to = today() - timedelta(days=1)
    second.unit.save()
    enter(app, late, 422)
    enter(app, gone, 422)
    assert User.select().where(User.unit.is_null(False)).count() == 0


def test_a_weak_password_costs_no_code(units, sign_in, app):
    (code, _other), *_ = codes_in(letters(sign_in("office_editor"), units))
    assert "ít nhất 10 ký tự" in enter(app, code, 422, password="ngắn").text
    enter(app, code)


@pytest.mark.parametrize("wrong", [{"code": "ABCD-EFGH-JKLM-NPQ2"}, {"full_name": ""}])
def test_a_mistake_elsewhere_says_that_the_password_is_typed_again(units, sign_in, app, wrong):
    (code, _other), *_ = codes_in(letters(sign_in("office_editor"), units))
    page = enter(app, status=422, **{"code": code, **wrong}).text
    assert page.count("Hãy gõ lại mật khẩu") == 2, "in the summary and at the field"
    assert "một câu thật dài" not in page
    weak = enter(app, code, 422, password="ngắn").text
    assert "Hãy gõ lại mật khẩu" not in weak
    assert "Hãy gõ lại mật khẩu" not in Client(app).get(PAGE).text


def test_guessing_ends_for_the_address_alone(units, sign_in, app):
    (code, _other), *_ = codes_in(letters(sign_in("office_editor"), units))
    for _ in range(WRONG_CODES):
        enter(app, grouped(actions.new_code()), 422)
    assert "thử lại sau 15 phút" in enter(app, code, 429).text
    elsewhere = Client(app)
    elsewhere.http.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    elsewhere.get(PAGE)
    elsewhere.post(PAGE, filled(code), 302)


def test_the_picture_leads_to_a_page_with_the_code_in_it(visitor, database):
    page = visitor.get(f"{PAGE}?ma=ABCDEFGHJKLMNPQ2").text
    assert 'value="ABCD-EFGH-JKLM-NPQ2"' in page
    assert "<script>" not in visitor.get(f"{PAGE}?ma=<script>").text


def test_no_unit_chosen_is_said(units, sign_in):
    assert "Chọn ít nhất một đơn vị" in letters(sign_in("office_editor"), [], 422).text
    assert Activation.select().count() == 0
