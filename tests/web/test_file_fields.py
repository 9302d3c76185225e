"""A field for a file: what it offers, what it takes, what it refuses and why."""

import io

import pytest
from flask import Flask

from portal.web import fields
from portal.web.forms import Form
from tests.web.one_field import submit

PDF = b"%PDF-1.7\n"


@pytest.fixture
def app():
    app = Flask("test")
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    return app


def upload(name, content=PDF):
    return (io.BytesIO(content), name)


def test_file_limits_stand_in_the_hint(app):
    entry, _ = submit(app, fields.FileField("Tệp", kinds=("pdf", "docx"), max_bytes=5 << 20))
    assert "Tệp PDF hoặc Word (.docx), tối đa 5 MB." in entry()
    assert 'accept=".pdf,.docx"' in entry()


def test_file_accepted_and_left_at_its_start(app):
    class WithFile(Form):
        entry = fields.FileField("Tệp")

    data = {"entry": upload("hồ sơ/kê\u0301.PDF")}
    with app.test_request_context("/", method="POST", data=data):
        form = WithFile()
        assert form.validate()
        assert form.entry.filename == "kế.PDF"
        assert form.entry.data.read() == PDF


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (upload("a.exe"), "không đúng loại"),
        (upload("a"), "không đúng loại"),
        (upload("a.pdf", b""), "rỗng"),
        (upload("a.pdf", b"MZ\x90"), "không phải là PDF"),
        (upload("a.pdf", PDF + b"0" * 2048), "quá mức tối đa 1 KB"),
        (upload("a" * 250 + ".pdf"), "Tên tệp"),
    ],
)
def test_file_refused(app, file, message):
    entry, valid = submit(app, fields.FileField("Tệp", max_bytes=1024), file)
    assert not valid
    assert message in entry.errors[0]
