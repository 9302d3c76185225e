"""The base form: messages all Vietnamese, errors linked, what was typed kept."""

import ast
import importlib
import io
import pkgutil
import re
from pathlib import Path

import flask_wtf
import pytest
import wtforms
from flask import Flask
from wtforms.fields.core import UnboundField

import portal
from portal.web import choice_fields, fields, messages
from portal.web.forms import Form


@pytest.fixture
def app():
    app = Flask("test")
    app.config.update(SECRET_KEY="test")
    return app


class Sample(Form):
    number = fields.TextField("Số văn bản", hint="Ví dụ: 12/KH-UBND")
    day = fields.DateField("Ngày ban hành")
    how = fields.RadioField("Hình thức", choices=[("x", "Trực tiếp"), ("y", "Gián tiếp")])
    plain = wtforms.StringField("Ghi chú", [wtforms.validators.Length(max=5)])


class WithFile(Form):
    file = fields.FileField("Tệp")


def source_messages():
    """Every literal that WTForms and Flask-WTF hand to gettext or ngettext."""
    for package in (wtforms, flask_wtf):
        for path in Path(package.__file__).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    wanted = {"gettext": 1, "ngettext": 2}.get(node.func.attr, 0)
                    for argument in node.args[:wanted]:
                        if isinstance(argument, ast.Constant):
                            yield node.func.attr, argument.value
                            break


def test_every_message_of_the_libraries_is_translated():
    found = list(source_messages())
    assert len(found) > 40
    for function, message in found:
        shown = (
            messages.TRANSLATIONS.gettext(message)
            if function == "gettext"
            else messages.TRANSLATIONS.ngettext(message, message, 2)
        )
        assert shown != message, message


def test_placeholders_survive_translation():
    context = {"min": 1, "max": 2, "value": "x", "values": "x", "other_name": "a"}
    context["other_label"] = "b"
    for message, shown in messages.MESSAGES.items():
        if "%(" in message:
            assert shown % context, message
    sizes = messages.TRANSLATIONS.gettext("File must be between 0 and 10 bytes.")
    assert sizes == "Tệp phải nặng từ 0 đến 10 byte."


def test_error_summary_links_to_each_field_in_order(app):
    app.config["WTF_CSRF_ENABLED"] = False
    data = {"number": "", "day": "5/3/4", "plain": "quá dài rồi"}
    with app.test_request_context("/", method="POST", data=data):
        form = Sample()
        assert not form.validate_on_submit()
        summary = form.error_summary()
        body = "".join(field() for field in form)
    targets = ["number", "day", "how", "plain"]
    links = [summary.index(f'href="#{target}"') for target in targets]
    assert links == sorted(links)
    assert "Ngày ban hành: Năm phải viết đủ bốn chữ số" in summary
    assert "Ghi chú: Nhập tối đa 5 ký tự." in summary
    for target in targets:
        assert f'id="{target}"' in body
    assert 'aria-describedby="number-hint number-error"' in body
    assert '<span class="govuk-visually-hidden">Lỗi:</span>' in body
    assert "Error" not in body + summary


def test_no_summary_without_errors(app):
    with app.test_request_context("/"):
        assert Sample().error_summary() == ""


def test_text_of_foreign_fields_is_cleaned_too(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"plain": " a\u0323 "}):
        form = Sample()
        assert form.plain.data == "ạ"
    with app.test_request_context("/", method="POST", data={"plain": "a\x00"}):
        form = Sample()
        form.validate()
        assert "ký tự điều khiển" in form.plain.errors[0]


def test_stale_token_is_said_in_vietnamese_and_keeps_the_text(app):
    data = {"number": "12/KH-UBND", "csrf_token": "cũ"}
    with app.test_request_context("/", method="POST", data=data):
        form = Sample()
        assert not form.validate_on_submit()
        assert form.errors["csrf_token"] == [messages.CSRF]
        assert messages.CSRF in form.error_summary()
        assert 'href="#csrf_token"' not in form.error_summary()
        assert 'value="12/KH-UBND"' in form.number()


def test_errors_inside_lists_and_groups_are_linked(app):
    app.config["WTF_CSRF_ENABLED"] = False

    class Row(wtforms.Form):
        name = fields.TextField("Tên")

    class Table(Form):
        rows = wtforms.FieldList(wtforms.FormField(Row), min_entries=2)
        words = wtforms.FieldList(fields.TextField("Từ"), min_entries=1)

    with app.test_request_context("/", method="POST", data={"rows-0-name": "có"}):
        form = Table()
        form.validate()
        summary = form.error_summary()
    assert 'href="#rows-1-name"' in summary
    assert 'href="#words-0"' in summary
    assert 'href="#rows-0-name"' not in summary


def test_enctype(app):
    with app.test_request_context("/"):
        assert Sample().enctype == "application/x-www-form-urlencoded"
        assert WithFile().enctype == "multipart/form-data"


def test_a_text_sent_where_a_file_belongs_is_no_crash(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"file": "không phải tệp"}):
        form = WithFile()
        assert not form.validate()
        assert form.file.errors == ["Chọn tệp."]
    with app.test_request_context(
        "/", method="POST", data={"number": (io.BytesIO(b"x"), "a.txt"), "day": "5/3/2024"}
    ):
        assert not Sample().validate()


def test_options_at_render_time_become_attributes(app):
    with app.test_request_context("/"):
        html = Sample().number(hx_post="/luu", data_row="<1>", class_="rong", label_hidden=True)
    assert 'hx-post="/luu"' in html
    assert 'data-row="&lt;1&gt;"' in html
    assert 'class="govuk-input rong"' in html
    assert 'class="govuk-label govuk-visually-hidden"' in html


class Sworn(Form):
    sure = choice_fields.CheckboxField(
        "Đã đối chiếu. Không sửa được nữa.", required=True, required_message="Hãy xác nhận."
    )
    end = fields.DateField("Khi nào thì xong?")


def test_a_label_that_is_a_sentence_does_not_lead_the_message(app):
    with app.test_request_context("/", method="POST", data={"end": "hôm nay"}):
        form = Sworn(meta={"csrf": False})
        assert not form.validate()
        summary = form.error_summary()
    assert ">Hãy xác nhận.<" in summary
    assert "Khi nào thì xong: " in summary


def _asked_for():
    """(form, field, message) of every field of the portal that must be filled in."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name.rpartition(".")[2] not in ("__main__", "wsgi"):
            importlib.import_module(module.name)
    left = [Form]
    while left:
        form = left.pop()
        left += form.__subclasses__()
        for name, field in vars(form).items() if form.__module__.startswith("portal.") else ():
            if isinstance(field, UnboundField) and hasattr(field.field_class, "verb"):
                bound = field.bind(form=None, name=name, _meta=form.Meta())
                if bound.required:
                    yield form.__name__, name, bound.required_message


def test_what_is_said_of_an_empty_field_is_a_sentence(app):
    """The message is made of the label: where that reads badly, the field says it itself."""
    with app.test_request_context("/"):
        asked = list(_asked_for())
    assert len(asked) > 80
    odd = re.compile(
        r"\?\.$|^(Nhập|Chọn) (nhập|chọn|có hiệu|hoạt động|được|sau|tính|xóa|cho |này|kính|thư dành)"
        r"|^(Nhập|Chọn) (?!ngày)\w+ (liệu )?(từ|đến|tính đến) ngày|^Chọn kế hoạch này"
    )
    assert [one for one in asked if odd.search(one[2]) and one[2] not in GOOD] == []


#: Messages written by hand that begin like the odd ones.
GOOD = ("Chọn thư dành cho ai.",)
