"""The administrator adds an account; all that is wrong is said in one answer."""

from portal.accounts.models import User
from tests import factories

PAGE = "/lam-viec/quan-tri/tai-khoan/them"


def summary(text):
    return text.partition("govuk-error-summary")[2].partition("</ul>")[0]


def test_every_field_and_what_they_say_together_in_one_answer(sign_in):
    client = sign_in("admin")
    typed = {"username": "Có Dấu", "full_name": "", "unit": "", "roles": ["unit_editor"]}
    said = summary(client.post(PAGE, typed, 422).text)
    for part in ("chữ thường không dấu", "#full_name", "hãy chọn đơn vị"):
        assert part in said, part


def test_a_name_in_use_is_said_beside_the_rest(sign_in):
    kept = factories.user("supervisor")
    client = sign_in("admin")
    typed = {"username": kept.username.upper(), "full_name": "", "unit": "", "roles": []}
    said = summary(client.post(PAGE, typed, 422).text)
    for part in ("đã có người dùng", "#full_name", "#roles"):
        assert part in said, part
    before = User.select().count()
    client.post(PAGE, {**typed, "full_name": "Lê Văn A", "roles": ["supervisor"]}, 422)
    assert User.select().count() == before


def test_an_account_is_added(sign_in):
    client = sign_in("admin")
    typed = {"username": "le.van.a", "full_name": "Lê Văn A", "unit": "", "roles": ["supervisor"]}
    client.post(PAGE, typed, 200)
    assert User.get(User.username == "le.van.a").full_name == "Lê Văn A"
