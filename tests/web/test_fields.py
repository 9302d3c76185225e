"""Fields read what people type, show it again when they cannot, and say why in Vietnamese."""

from datetime import date, time
from decimal import Decimal

import pytest
from flask import Flask

from portal.web import fields
from tests.web.one_field import submit


@pytest.fixture
def app():
    app = Flask("test")
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    return app


@pytest.mark.parametrize("typed", ["5/3/2024", "05-03-2024", "5.3.2024", "2024-03-05", "5/3/24"])
def test_date_reads_every_way_of_writing(app, typed):
    entry, valid = submit(app, fields.DateField("Ngày"), f"  {typed} ")
    assert valid
    assert entry.data == date(2024, 3, 5)
    assert 'value="05/03/2024"' in entry()


@pytest.mark.parametrize(
    ("typed", "message"),
    [("5/3/202", "bốn chữ số"), ("31/4/2024", "Không có ngày 31"), ("hôm qua", "Hãy viết ngày")],
)
def test_date_keeps_what_it_cannot_read(app, typed, message):
    entry, valid = submit(app, fields.DateField("Ngày"), typed)
    assert not valid
    assert message in entry.errors[0]
    assert f'value="{typed}"' in entry()


def test_date_limits_name_the_field(app):
    field = fields.DateField("Ngày họp", min=date(2024, 1, 1), max=date(2024, 12, 31))
    assert submit(app, field, "31/12/2023")[0].errors == [
        "Ngày họp phải từ ngày 01/01/2024 trở đi."
    ]
    assert submit(app, field, "1/1/2025")[0].errors == ["Ngày họp không được sau ngày 31/12/2024."]
    assert submit(app, field, "31/12/2024")[1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("8:00", time(8)), ("8h30", time(8, 30)), ("14 giờ 30 phút", time(14, 30)), ("8h", time(8))],
)
def test_time(app, typed, expected):
    entry, valid = submit(app, fields.TimeField("Giờ"), typed)
    assert valid
    assert entry.data == expected


@pytest.mark.parametrize("typed", ["25:00", "8:75", "sáng", "8"])
def test_time_refused(app, typed):
    entry, valid = submit(app, fields.TimeField("Giờ"), typed)
    assert not valid
    assert "giờ:phút" in entry.errors[0]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1.234,5", "1234.5"), ("1 234", "1234"), ("98,5 %", "98.5"), ("0", "0")],
)
def test_decimal(app, typed, expected):
    entry, valid = submit(app, fields.DecimalField("Tỷ lệ", suffix="%"), typed)
    assert valid
    assert entry.data == Decimal(expected)
    assert "govuk-input__suffix" in entry()


def test_decimal_limits(app):
    field = fields.DecimalField("Tỷ lệ", min=0, max=100, places=2)
    assert submit(app, field, "100,5")[0].errors == ["Tỷ lệ không được quá 100."]
    assert submit(app, field, "-1")[0].errors == ["Tỷ lệ phải từ 0 trở lên."]
    assert submit(app, field, "1,234")[0].errors == ["Tỷ lệ có tối đa 2 chữ số sau dấu phẩy."]


def test_integer_is_an_int_and_refuses_fractions(app):
    entry, valid = submit(app, fields.IntegerField("Số hồ sơ"), "1.234")
    assert valid
    assert entry.data == 1234
    assert type(entry.data) is int
    assert submit(app, fields.IntegerField("Số hồ sơ"), "1,5")[0].errors == [
        "Số hồ sơ phải là số nguyên."
    ]


def test_text_is_cleaned(app):
    entry, valid = submit(app, fields.TextField("Tên"), " Sở Nội\u200b vụ\ufeff\r\n")
    assert valid
    assert entry.data == "Sở Nội vụ"


def test_nfd_becomes_nfc(app):
    entry, _ = submit(app, fields.TextField("Tên"), "Ke\u0302\u0301 hoa\u0323ch")
    assert entry.data == "Kế hoạch"


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\u202e", "\u2066", "\x85"])
def test_control_characters_are_refused_and_not_sent_back(app, bad):
    entry, valid = submit(app, fields.TextField("Tên"), f"Sở{bad}Nội vụ")
    assert not valid
    assert "ký tự điều khiển" in entry.errors[0]
    assert 'value="SởNội vụ"' in entry()


def test_text_area_keeps_lines_and_a_line_field_joins_them(app):
    assert submit(app, fields.TextAreaField("Ý kiến"), "một\r\n\thai")[0].data == "một\n\thai"
    assert submit(app, fields.TextField("Tên"), "một\nhai")[0].data == "một hai"


def test_max_length_counts_composed_letters(app):
    field = fields.TextField("Mã", max_length=2)
    assert submit(app, field, "e\u0302\u0301a\u0323")[1]
    assert submit(app, field, "abc")[0].errors == ["Mã dài tối đa 2 ký tự (đang có 3)."]


def test_markup_is_escaped_everywhere(app):
    entry, _ = submit(app, fields.TextField("<b>Tên</b>", hint="<i>gợi ý</i>"), '"><script>')
    html = entry()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_password_keeps_blanks_and_never_comes_back(app):
    entry, valid = submit(app, fields.PasswordField("Mật khẩu"), " bi\u0301 mật ")
    assert valid
    assert entry.data == " bí mật "
    assert "mật " not in entry().replace("mật khẩu", "")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (fields.TextField("Số văn bản"), "Nhập số văn bản."),
        (fields.TextField("UBND xã"), "Nhập UBND xã."),
        (fields.DateField("Ngày ký"), "Nhập ngày ký."),
        (fields.SelectField("Loại", choices=[("a", "A")]), "Chọn loại."),
        (fields.RadioField("Hình thức", choices=[("a", "A")]), "Chọn hình thức."),
        (fields.CheckboxesField("Lĩnh vực", choices=[("a", "A")]), "Chọn lĩnh vực."),
        (fields.FileField("Tệp"), "Chọn tệp."),
        (fields.CheckboxField("Đồng ý", required=True), "Cần đánh dấu vào ô “Đồng ý”."),
        (fields.TextField("Tên", required_message="Cần có tên."), "Cần có tên."),
    ],
)
def test_nothing_entered(app, field, message):
    entry, valid = submit(app, field)
    assert not valid
    assert entry.errors == [message]


@pytest.mark.parametrize(
    ("make", "nothing"),
    [
        (fields.TextField, ""),
        (fields.DateField, None),
        (fields.DecimalField, None),
        (fields.SelectField, None),
        (fields.RadioField, None),
        (fields.CheckboxesField, []),
        (fields.FileField, None),
    ],
)
def test_optional_and_empty_is_fine(app, make, nothing):
    entry, valid = submit(app, make("Nội dung", required=False), "")
    assert valid, entry.errors
    assert entry.data == nothing or (nothing == [] and entry.data == [None])
    assert "(không bắt buộc)" in entry()


def test_choices_are_coerced_and_strangers_refused(app):
    field = fields.SelectField("Năm", choices=[(2024, "2024"), (2025, "2025")], coerce=int)
    entry, valid = submit(app, field, "2025")
    assert valid
    assert entry.data == 2025
    assert '<option value="2025" selected>' in entry()
    for stranger in ("2030", "x"):
        assert not submit(app, field, stranger)[1]


def test_checkboxes_keep_what_was_ticked(app):
    field = fields.CheckboxesField("Lĩnh vực", choices=[(1, "Một"), (2, "Hai")], coerce=int)
    entry, valid = submit(app, field, "2")
    assert valid
    assert entry.data == [2]
    assert 'value="2" checked' in entry()
    assert 'value="1" checked' not in entry()


def test_choices_from_a_callable_are_asked_each_time(app):
    offered = [("a", "A")]
    field = fields.SelectField("Loại", choices=lambda: offered)
    assert not submit(app, field, "b")[1]
    offered.append(("b", "B"))
    assert submit(app, field, "b")[1]
