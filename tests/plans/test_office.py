"""The office's pages of plans: works, 422, 409, stranger, anonymous, CSRF."""

import re

import pytest

from portal.plans.models import Plan, Strand
from portal.plans.queries import plan_by_id
from tests import factories
from tests.plans.factories import BASE, address, published

FORM_PAGES = [
    "sua/", "van-ban/", "toan-van/", "nhap-word/", "loai/them/", "loai/{strand}/",
    "loai/{strand}/don-vi/", "loai/{strand}/thoi-han/them/",
    "loai/{strand}/thoi-han/{deadline}/", "lien-quan/them/", "trinh-dang/",
]  # fmt: skip
PLAN = {"title": "Kế hoạch kiểm tra năm 2026", "year": "2026", "version": "1"}


def test_an_empty_list_says_so(client):
    assert "Chưa có kế hoạch nào" in client.get(BASE).text


def test_the_list_shows_states(client, made):
    assert "Nháp" in client.get(BASE).text
    published(made)
    assert "Đã đăng phiên bản 1" in client.get(BASE).text


@pytest.mark.parametrize("part", ["", *FORM_PAGES])
def test_pages_open_for_writers_only(client, sign_in, visitor, made, part):
    path = address(made, part)
    client.get(path)
    sign_in("unit_editor", factories.unit()).get(path, 404)
    sign_in("supervisor").get(path, 404 if part else 200)
    assert "/tai-khoan/dang-nhap" in visitor.get(path, 302).headers["Location"]


def test_reading_pages_offer_no_writing_to_supervisors(sign_in, made):
    text = sign_in("supervisor").get(address(made)).text
    assert "Sửa thông tin chung" not in text
    assert "Trình đăng" not in text
    assert text.count("<form") == 1  # sign-out


def test_what_is_not_there_is_not_found(client, made):
    other = factories.plan()
    strand = Strand.get(Strand.plan == made)
    client.get(f"{BASE}999/", 404)
    client.get(f"{BASE}{other.id}/loai/{strand.id}/", 404)
    client.get(f"{BASE}{made.id}/tep/goc", 404)
    client.get(f"{BASE}{made.id}/nhap-word/{'b' * 64}/", 404)
    client.get(f"{BASE}{made.id}/ngung-dang/", 404)


def test_posts_without_a_token_are_refused(client, made):
    answer = client.http.post(address(made, "sua/"), data=PLAN)
    assert answer.status_code == 400
    assert Plan.get().title != PLAN["title"]


def test_a_plan_is_added_once_by_a_double_click(client, database):
    client.get(f"{BASE}them/")
    first = client.post(f"{BASE}them/", PLAN)
    second = client.post(f"{BASE}them/", PLAN)
    assert first.headers["Location"] == second.headers["Location"]
    assert Plan.select().count() == 1


def test_a_second_plan_of_that_name_is_refused_later(client, database):
    factories.plan(2026, title=PLAN["title"])
    text = client.post(f"{BASE}them/", PLAN, 422).text
    assert "Đã có kế hoạch cùng năm và cùng tên" in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Nhập tên kế hoạch."),
        ({"title": "x" * 301}, "dài tối đa 300 ký tự"),
        ({"year": "hai nghìn"}, "Năm gồm bốn chữ số"),
        ({"year": "1890"}, "Năm phải từ 2000 đến 2100"),
        ({"summary": "a\x00b"}, "ký tự điều khiển"),
    ],
)
def test_bad_facts_are_said_at_the_field_and_kept(client, made, changes, message):
    path = address(made, "sua/")
    text = client.post(path, {**PLAN, "review_period": "Từ 2023", **changes}, 422).text
    assert message in text
    assert 'value="Từ 2023"' in text
    assert plan_by_id(made.id).review_period == ""


def test_a_script_is_shown_as_text(client, made):
    client.post(address(made, "sua/"), {**PLAN, "year": "2024", "title": "<script>x</script>"})
    assert "&lt;script&gt;" in client.get(address(made)).text


def test_two_people_on_one_plan_see_both_texts(client, made):
    path = address(made, "sua/")
    client.post(path, {**PLAN, "year": "2024", "summary": "Bản của người kia"})
    text = client.post(path, {**PLAN, "year": "2024", "summary": "Bản của tôi"}, 409).text
    assert "Bản của người kia" in text
    assert "Bản của tôi" in text
    version = re.search(r'name="version"[^>]*value="(\d+)"', text).group(1)
    client.post(path, {**PLAN, "year": "2024", "summary": "Bản của tôi", "version": version})
    assert plan_by_id(made.id).summary == "Bản của tôi"


def test_the_text_is_cleaned_and_keeps_its_anchors(client, made):
    html = '<h2 id="muc-i" onclick="x()">I. Mục đích</h2><script>x</script><p hx-get="/">A</p>'
    path = address(made, "toan-van/")
    client.post(path, {"style": "html", "body": html, "version": "1"})
    assert plan_by_id(made.id).body_html == '<h2 id="muc-i">I. Mục đích</h2>\n<p>A</p>'
    assert (
        "Người khác vừa lưu"
        in client.post(path, {"style": "html", "body": "<p>B</p>", "version": "1"}, 409).text
    )


def test_markdown_becomes_html(client, made):
    client.post(
        address(made, "toan-van/"),
        {"style": "markdown", "body": "## Mục đích\n\n- Một", "version": "1"},
    )
    assert "<li>Một</li>" in plan_by_id(made.id).body_html
