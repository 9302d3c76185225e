"""What the person who decides on a withdrawal reads: its kind, its effect, what takes its place."""

from io import BytesIO

import pytest
from docx import Document

from portal.plans.publication_actions import propose_plan
from portal.publishing import actions
from portal.publishing.endings import asked_of, ending_of
from portal.publishing.models import Publication
from portal.publishing.requests import PublicationRequest
from portal.site.preview import address_of
from tests import factories

BASE = "/lam-viec/dieu-hanh/dang/"


@pytest.fixture
def editor(app, database):
    return factories.signed_in_client(app, "office_editor")


@pytest.fixture
def plans(database):
    """Two published plans: the old one, and the one that is to take its place."""
    author, approver = factories.actor("office_editor"), factories.actor("office_approver")
    for title in ("Kế hoạch cũ", "Kế hoạch mới"):
        plan = factories.plan(2026, title=title, body_html="<p>Nội dung</p>")
        made = propose_plan(author, plan, "first", "Đăng", "Chờ văn thư", "/lam-viec/")
        actions.approve(approver, made)
    return {row.title: row for row in Publication.select().where(Publication.kind == "plan")}


def asked(editor, row, how, successor=""):
    """A request to take ``row`` off, as the office asks for it."""
    fields = {"how": how, "reason": "Có văn bản khác", "successor": successor}
    editor.post(f"{BASE}noi-dung/ban/{row.id}/ngung-dang/", fields, 302)
    return PublicationRequest.get(PublicationRequest.state == "waiting")


def word_text(answer) -> str:
    document = Document(BytesIO(answer.data))
    return "\n".join(one.text for one in document.paragraphs)


@pytest.mark.parametrize(
    ("how", "name", "effect"),
    [
        ("mistake", "Đăng nhầm", "mã 410"),
        ("replaced", "Được thay thế", "dẫn tới nội dung thay thế"),
        ("stopped", "Ngừng đăng", "Địa chỉ cũ chỉ còn thông báo và lý do"),
    ],
)
def test_the_approver_reads_how_a_page_is_to_end(app, editor, plans, how, name, effect):
    there = address_of("plan", plans["Kế hoạch mới"].slug)
    found = asked(editor, plans["Kế hoạch cũ"], how, there if how == "replaced" else "")
    text = factories.signed_in_client(app, "office_approver").get(f"{BASE}{found.id}/").text
    offered = text.partition("Nội dung trình đăng")[2].partition("Quyết định")[0]
    assert f"Hình thức: <strong>{name}</strong>" in offered
    assert effect in offered
    assert "Lý do: Có văn bản khác" in offered
    assert (f'href="{there}">Kế hoạch mới</a>' in offered) == (how == "replaced")


@pytest.mark.parametrize("paper", ["phieu-trinh", "to-trinh"])
def test_papers_ask_leave_to_take_off_and_not_to_publish(editor, plans, paper):
    found = asked(
        editor, plans["Kế hoạch cũ"], "replaced", address_of("plan", plans["Kế hoạch mới"].slug)
    )
    page = editor.get(f"{BASE}{found.id}/{paper}").text.partition('class="app-slip"')[2]
    with editor.http.get(f"{BASE}{found.id}/{paper}.docx") as answer:
        word = word_text(answer)
    for text in (page, word):
        assert "được thay thế; lý do: Có văn bản khác; thay bằng: Kế hoạch mới" in text
        assert "ngừng đăng" in text.lower()
        assert "đăng công khai" not in text.lower()
        assert "ngừng đăng: kế hoạch cũ" not in text.lower() or paper == "phieu-trinh"


def test_papers_that_publish_still_say_so():
    assert asked_of("update", "Kế hoạch năm 2026") == (
        "đăng công khai",
        "Kế hoạch năm 2026",
        "công khai",
    )
    assert asked_of("withdrawal", "Ngừng đăng: Kế hoạch cũ").content == "Kế hoạch cũ"


def test_an_old_address_that_leads_on_is_no_withdrawal(database):
    payload = {"how": "moved", "reason": "Sửa địa chỉ.", "successor": "/ket-luan/2026/so-x/"}
    ending = ending_of("conclusion", "withdrawn", payload)
    assert ending is not None
    assert ending.words == (
        "chuyển sang địa chỉ mới; lý do: Sửa địa chỉ; thay bằng: /ket-luan/2026/so-x/"
    )
    assert ending_of("conclusion", "published", payload) is None


def test_the_list_names_each_way_of_ending_and_offers_none_twice(app, editor, plans):
    old, new = plans["Kế hoạch cũ"], plans["Kế hoạch mới"]
    there = f"{BASE}noi-dung/ban/{old.id}/"
    assert "Ngừng đăng…" in editor.get(there).text
    approver = factories.actor("office_approver")
    found = asked(editor, old, "replaced", address_of("plan", new.slug))
    assert "Ngừng đăng…" not in editor.get(there).text, "a request to do so waits already"
    actions.approve(approver, found)
    actions.approve(approver, asked(editor, new, "mistake"))
    listed = editor.get(f"{BASE}noi-dung/plan/").text
    assert "Đã ngừng đăng: được thay thế" in listed
    assert "Đã ngừng đăng: đăng nhầm" in listed
    assert "Đã ngừng đăng: được thay thế" in editor.get(there).text


def test_a_withdrawal_carried_out_reads_as_one_and_leads_back_to_its_source(app, editor, plans):
    row = plans["Kế hoạch cũ"]
    found = asked(editor, row, "mistake")
    approver = factories.signed_in_client(app, "office_approver")
    page = approver.get(f"{BASE}{found.id}/").text
    assert "Chờ duyệt ngừng đăng" in page
    assert "Trình ngừng đăng" in page
    actions.approve(factories.actor("office_approver"), found)
    for path in (f"{BASE}{found.id}/", f"{BASE}{found.id}/phieu-trinh"):
        assert "Đã đăng" not in approver.get(path).text, path
    listed = editor.get(BASE).text.partition("Đã xử lý")[2]
    assert listed.index("Đã ngừng đăng") < listed.index("Đã đăng")
    shown = editor.get(f"{BASE}noi-dung/ban/{row.id}/").text
    assert 'href="/lam-viec/">Mở hồ sơ gốc</a> để xem, sửa và trình đăng lại' in shown
    kept = editor.get(f"{BASE}noi-dung/ban/{plans['Kế hoạch mới'].id}/").text
    assert "Mở hồ sơ gốc" in kept
    assert "trình đăng lại" not in kept
