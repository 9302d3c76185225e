"""What could not be taken is read back in the words of its form."""

import pytest
from flask import Flask

from portal.plans import forms  # noqa: F401  the form that is found by the names of its fields
from portal.web.read_back import read_back


@pytest.fixture(autouse=True)
def context():
    app = Flask("test")
    app.config.update(SECRET_KEY="test")
    with app.test_request_context("/"):
        yield


def test_labels_and_choices_stand_for_names_and_codes():
    sent = [("version", "7"), ("kind", "inspection"), ("title", "Kế hoạch 2027"), ("year", "2027"),
            ("summary", "Ai, khi nào"), ("visit_days", "")]  # fmt: skip
    assert read_back(sent) == [
        ("Loại kế hoạch", "Kế hoạch kiểm tra"), ("Tên kế hoạch", "Kế hoạch 2027"),
        ("Năm", "2027"), ("Tóm tắt", "Ai, khi nào"),
    ]  # fmt: skip


def test_of_an_unknown_form_only_words_are_shown():
    sent = [("q-1", "Lý do dời lịch"), ("q-2", "by_date"), ("q-3", "0" * 3), ("q-4", " ")]
    assert read_back(sent) == [("", "Lý do dời lịch"), ("", "000")]
