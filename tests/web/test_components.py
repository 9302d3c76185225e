"""The frame and the macros: whole, valid pages; text escaped; Vietnamese throughout."""

from types import SimpleNamespace

import pytest
from flask import Flask, flash, render_template, render_template_string
from flask_wtf import CSRFProtect

from portal import config
from portal.web import fields
from portal.web.forms import Form
from tests.page_checks import problems_of

SITE = """{% extends "site/layout.html" %}
{% from "components/page.html" import page_header, breadcrumbs, empty_state, official_header,
   pagination, tabs_nav, contents, print_button %}
{% from "components/status.html" import state_tag, deadline_chip, deadline %}
{% from "components/data.html" import metadata_list, data_table, timeline, attachment_link, figures,
   scroll_table %}
{% from "components/notices.html" import notice, inset, warning %}
{% block title %}Kế hoạch{% endblock %}
{% block breadcrumbs %}{{ breadcrumbs([{"text": "Trang chủ", "href": "/"}, {"text": nasty}]) }}
{% endblock %}
{% block content %}
{{ page_header(nasty, nasty, nasty) }}
{{ official_header(nasty, nasty, nasty, nasty, nasty, nasty) }}
{{ tabs_nav([{"text": nasty, "href": "/", "current": True, "count": 3}], nasty) }}
{{ contents([{"text": nasty, "href": "#x"}]) }}{{ print_button() }}
{{ state_tag(nasty, "late") }}{{ deadline_chip("còn 3 ngày") }}
{{ deadline(nasty, "quá hạn", "late", nasty) }}
{{ metadata_list([("Số", nasty, "/"), ("Trống", "")]) }}
{{ data_table([nasty, "Số"], [[{"text": nasty, "href": "/"}, 0], [nasty, none]], nasty,
   numeric=(1,), row_headers=True) }}
{{ data_table(["A"], [], "Trống", empty="Chưa có dòng nào.") }}
{% call scroll_table(nasty) %}<table><tr><td>x</td></tr></table>{% endcall %}
{{ timeline([{"date": nasty, "title": nasty, "text": nasty, "by": nasty, "href": "/"}]) }}
{{ attachment_link(nasty, "1 MB", "/", "ab" * 32) }}
{{ figures([{"value": 1, "label": nasty, "note": nasty}]) }}
{{ notice(nasty) }}{% call inset("warning") %}<p>x</p>{% endcall %}{{ warning(nasty) }}
{{ pagination(5, 9, ["/"] * 9) }}{{ pagination(1, 1, ["/"]) }}
{{ empty_state(nasty, nasty, nasty, "/") }}
{% endblock %}"""

WORK = """{% extends "workspace/layout.html" %}
{% from "components/page.html" import page_header %}
{% from "components/forms.html" import whole_form, form_tag, post_button, button_link %}
{% block title %}Sửa{% endblock %}
{% block content %}
{% call page_header("Sửa") %}{{ button_link("Xem", "/") }}{% endcall %}
{{ whole_form(form, cancel_href="/") }}
{% call form_tag(other, submit="") %}<p>Nội dung</p>{% endcall %}
{{ post_button("/xoa", "Ngừng đăng", fields={"id": nasty}, confirm=nasty, hidden_text=nasty) }}
{{ post_button("/gui", "Gửi") }}
{% endblock %}"""

NASTY = "<b>\"'&Đơn vị</b>"


class Entry(Form):
    number = fields.TextField("Số")
    kind = fields.RadioField("Loại", choices=[("a", "A", "gợi ý"), ("b", "B")])
    areas = fields.CheckboxesField("Lĩnh vực", choices=[("a", "A"), ("b", "B")])
    year = fields.SelectField("Năm", choices=[("2024", "2024")])
    note = fields.TextAreaField("Ghi chú", required=False)
    secret = fields.PasswordField("Mật khẩu")
    sure = fields.CheckboxField("Chắc chắn", hint="gợi ý")
    file = fields.FileField("Tệp")
    version = fields.HiddenField()


class Other(Form):
    version = fields.HiddenField()


@pytest.fixture
def app():
    app = Flask(
        "test",
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
    )
    app.config["SECRET_KEY"] = "test"
    CSRFProtect(app)
    return app


PROVINCE = {"portal_title": "Cổng <thử>", "authority": "UBND", "office_name": "Sở", "demo": True}


def test_a_public_page_with_every_component(app):
    nav = [{"text": NASTY, "href": "/", "current": True}]
    with app.test_request_context("/"):
        page = render_template_string(
            SITE, nasty=NASTY, province=PROVINCE, site_nav=nav, footer_links=nav, live_url=""
        )
    assert problems_of(page) == []
    assert "<b>" not in page
    assert "Đăng nhập" not in page
    assert "htmx" not in page
    assert page.count("<script") == 1


def test_the_sign_in_link_needs_a_live_address(app):
    with app.test_request_context("/"):
        page = render_template("site/layout.html", live_url="https://cong.example/")
    assert 'href="https://cong.example/tai-khoan/dang-nhap"' in page


@pytest.mark.parametrize("posted", [None, {"number": NASTY, "kind": "x"}])
def test_a_workspace_page_with_a_form(app, posted):
    user = SimpleNamespace(is_authenticated=True, full_name=NASTY, unit_name=NASTY)
    with app.test_request_context("/", method="POST" if posted else "GET", data=posted):
        form = Entry()
        form.validate_on_submit()
        for category in ("success", "info", "message", "warning", "error"):
            flash(NASTY, category)
        page = render_template_string(
            WORK, nasty=NASTY, form=form, other=Other(formdata=None), current_user=user
        )
    assert problems_of(page) == []
    assert "<b>" not in page
    assert ("<title>Lỗi: " in page) == bool(posted)
    assert 'hx-headers=\'{"X-CSRFToken": "' in page
    assert 'enctype="multipart/form-data"' in page
    assert page.count('name="csrf_token"') == 5
    for english in (">Error", "Success", "Important", "Skip to"):
        assert english not in page


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 429, 500, 507])
def test_error_pages_stand_alone(app, code):
    with app.test_request_context("/"):
        page = app.jinja_env.get_template(f"errors/{code}.html").render()
    assert problems_of(page) == []
    assert f"Lỗi {code}" in page
