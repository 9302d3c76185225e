"""Phụ lục I on its pages: rows are moved, blocks are looked at and then written once."""

import pytest

from portal.reports import queries as reads
from portal.reports.models import DraftField, Duty
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories

ROW = {
    "row": "0123456789ab", "version": "0", "group": "the-che", "name": "Rà soát văn bản",
    "doc_number": "45/KH-SCT", "doc_date": "5/3/2024", "due": "1/3/2024", "on_time": "",
}  # fmt: skip
BLOCK = "1\tTự kiểm tra\t5/KH ngày 5/3/2024\t\t45356\n2\tKhảo sát\t6/KH\t\tQuý II\n3\tMới\t7/KH\t\t"


@pytest.fixture
def duty(database):
    return factories.duty(base.unit())


@pytest.fixture
def root(duty):
    return f"/lam-viec/don-vi/bao-cao/{duty.id}/phu-luc-1/"


@pytest.fixture
def editor(sign_in, duty):
    return sign_in("unit_editor", duty.unit)


def names(duty):
    values = reads.draft_values(reads.duty_row(duty.id))
    return [row["name"] for code, row in values.items() if code.startswith("task:") and row]


def test_a_row_goes_down_and_up_once_for_each_time_it_is_shown(editor, duty, root):
    editor.post(root + "dong/", ROW)
    editor.post(root + "dong/", {**ROW, "row": "0123456789ac", "name": "Tự kiểm tra"})
    assert names(duty) == ["Rà soát văn bản", "Tự kiểm tra"]
    down = root + "dong/0123456789ab/chuyen/"
    answer = editor.post(down, {"huong": "xuong", "version": "1"})
    assert answer.headers["Location"].endswith("#xuong-0123456789ab")
    assert names(duty) == ["Tự kiểm tra", "Rà soát văn bản"]
    editor.post(down, {"huong": "len", "version": "1"})
    assert names(duty) == ["Tự kiểm tra", "Rà soát văn bản"], "it was not shown like that"
    assert "vừa được chuyển" in editor.get(root).text
    editor.post(down, {"huong": "len", "version": "2"})
    assert names(duty) == ["Rà soát văn bản", "Tự kiểm tra"]
    Duty.update(state="submitted").execute()
    editor.post(down, {"huong": "xuong", "version": "3"})
    assert names(duty) == ["Rà soát văn bản", "Tự kiểm tra"]


def test_a_block_is_shown_before_it_is_written_and_written_once(editor, duty, root):
    page = root + "the-che/dan/"
    shown = editor.post(page, {"block": BLOCK, "xem": "1"}, 200)
    assert "2 nhiệm vụ, 1 dòng bị từ chối" in shown.text
    assert "Quý II" in shown.text
    assert DraftField.select().count() == 0
    data = next(form for form in forms_of(shown.text) if "lan" in form.inputs).data()
    data = {name: values for name, values in data.items() if name not in ("xem", "csrf_token")}
    for _ in range(2):
        editor.post(page, {**data, "ghi": "1", "chon": ["1", "3"]})
    assert names(duty) == ["Tự kiểm tra", "Mới"]
    assert reads.draft_values(duty).popitem()[1]["group"] == "the-che"


def test_what_cannot_be_read_is_kept_in_the_page(editor, root):
    page = editor.post(root + "the-che/dan/", {"block": ""}, 422)
    assert "Chưa có gì để dán" in page.text
    editor.get(root + "khong-co/dan/", 404)


def test_after_sending_nothing_is_pasted(editor, duty, root):
    Duty.update(state="submitted").execute()
    editor.get(root + "the-che/dan/", 404)
    page = editor.post(root + "the-che/dan/", {"block": BLOCK, "ghi": "1", "chon": "1"}, 409)
    assert "đã được gửi" in page.text
    assert DraftField.select().count() == 0
