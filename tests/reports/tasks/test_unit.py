"""Phụ lục I on its pages: rows are moved, blocks are looked at and then written once."""

import html
import json
import re

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
        written = editor.post(page, {**data, "ghi": "1", "chon": ["1", "3"]}, 200)
        assert "Đã ghi 2 nhiệm vụ" in written.text
        assert "Còn 1 dòng bị từ chối, chưa ghi" in written.text
        assert "2\tKhảo sát\t6/KH\t\tQuý II" in written.text, "it stands nowhere else"
        assert not re.search('name="chon"[^>]* checked', written.text), "none is written again"
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


CODE = "task:0123456789ab"
TYPED = ["the-che", "Rà soát văn bản", "45/KH-SCT", "5/3/24", "", "1/4/2024", "", "", ""]


def autosave(editor, root, typed, version=0, tab=("lan", 1), status=200):
    data = {"code": CODE, "value": typed, "version": str(version)}
    data |= {"client": tab[0], "sequence": str(tab[1])}
    return editor.post(root.replace("phu-luc-1/", "truong/"), data, status)


def row(duty):
    return reads.draft_values(reads.duty_row(duty.id)).get(CODE)


def changed(at, text):
    return [*TYPED[:at], text, *TYPED[at + 1 :]]


def test_a_row_is_saved_as_it_is_typed_and_comes_back_as_stored(editor, duty, root):
    assert autosave(editor, root, ["the-che", *[""] * 8]).headers["X-Field-Version"] == "0"
    assert row(duty) is None, "nothing was typed yet"
    answer = autosave(editor, root, TYPED, tab=("lan", 2))
    assert "05/03/2024" in answer.text
    assert (row(duty)["due"], row(duty)["on_time"], row(duty)["position"]) == (
        "2024-04-01", "on_time", 1,
    )  # fmt: skip
    autosave(editor, root, changed(1, "Cũ hơn"), tab=("lan", 1))
    assert row(duty)["name"] == "Rà soát văn bản", "a late request of the same tab"
    editor.post(root + "dong/", {**ROW, "version": "1", "client": "lan", "sequence": "3"}, 302)
    assert row(duty)["due"] == "2024-03-01"


def test_whoever_saw_an_older_row_gets_both_texts_unless_it_was_only_moved(editor, duty, root):
    autosave(editor, root, TYPED)
    autosave(editor, root, changed(8, "Chờ thẩm định"), version=1, tab=("minh", 1))
    answer = autosave(editor, root, changed(8, "Đã xong"), version=1, tab=("hoa", 1), status=409)
    assert "Ghi chú: Chờ thẩm định" in answer.text
    assert row(duty)["note"] == "Chờ thẩm định"
    editor.post(root + "dong/", {**ROW, "row": "0123456789ac"})
    editor.post(root + "dong/0123456789ab/chuyen/", {"huong": "xuong", "version": "2"})
    autosave(editor, root, changed(8, "Đã xong"), version=2, tab=("hoa", 2))
    assert (row(duty)["note"], row(duty)["position"]) == ("Đã xong", 2)


def test_what_two_wrote_in_different_columns_of_a_row_is_put_together(editor, duty, root):
    """By the button of the page; who types has it put together in the browser."""
    typed = {**ROW, "due": "2024-04-01"}
    editor.post(root + "dong/", typed)
    editor.post(root + "dong/", {**typed, "version": "1", "note": "Chờ thẩm định"}, 302)
    mine = {**typed, "version": "1", "due": "1/3/2024", "doc_subject": "Về rà soát"}
    editor.post(root + "dong/", mine, 302)
    both = row(duty)
    assert (both["note"], both["doc_subject"], both["due"]) == (
        "Chờ thẩm định", "Về rà soát", "2024-03-01",
    )  # fmt: skip
    assert both["on_time"] == "overdue", "computed from what both wrote"
    late = {**typed, "version": "2", "note": "Đã xong", "doc_number": "46/KH"}
    editor.post(root + "dong/", {**typed, "version": "3", "note": "Trình lại"}, 302)
    page = editor.post(root + "dong/", late, 409).text
    assert "Cả hai cùng sửa: Ghi chú." in page
    assert row(duty)["note"] == "Trình lại"
    form = next(form for form in forms_of(page) if "doc_number" in form.inputs).data()
    shown = {name: values[0] for name, values in form.items() if name != "csrf_token"}
    assert (shown["note"], shown["doc_number"], shown["version"]) == ("Đã xong", "46/KH", "4")
    editor.post(root + "dong/", shown, 302)
    assert (row(duty)["note"], row(duty)["doc_number"]) == ("Đã xong", "46/KH")


def test_the_page_of_a_row_knows_over_what_it_types(editor, duty, root):
    autosave(editor, root, TYPED)
    answer = autosave(editor, root, changed(8, "Đã xong"), version=0, tab=("hoa", 1), status=409)
    assert answer.headers["X-Field-Version"] == "1"
    base = re.search('data-field-value="([^"]*)"', answer.text)
    page = editor.get(root + "dong/0123456789ab/").text
    shown = re.search('data-base="([^"]*)"', page)
    assert base
    assert shown
    texts = [json.loads(html.unescape(found[1])) for found in (base, shown)]
    assert texts[0] == texts[1] == [*TYPED[:3], "05/03/2024", "", "01/04/2024", "", "", ""]
    assert 'data-base="[]"' in editor.get(root + "the-che/them/").text


def test_what_cannot_be_read_stays_with_the_row_until_it_is_mended_or_given_up(editor, duty, root):
    answer = autosave(editor, root, changed(5, "quý II"), status=422)
    assert (answer.headers["X-Field-Wrong"], answer.headers["X-Field-Kept"]) == ("5", "1")
    assert row(duty) is None
    assert "1 dòng đang nhập dở" in editor.get(root).text
    page = editor.get(root + "dong/0123456789ab/")
    assert "Rà soát văn bản" in page.text
    assert 'value="quý II"' in page.text
    assert "Hãy viết ngày theo dạng" in page.text
    autosave(editor, root, TYPED, tab=("lan", 2))
    assert "đang nhập dở" not in editor.get(root).text
    autosave(editor, root, changed(1, ""), version=1, tab=("lan", 3), status=422)
    assert row(duty)["name"] == "Rà soát văn bản", "a row is not removed by clearing it"
    assert "Có ô chưa lưu được" in editor.get(root).text


def test_a_row_that_was_begun_is_given_up(editor, duty, root):
    autosave(editor, root, changed(1, ""), status=422)
    editor.post(root + "dong/0123456789ab/xoa/", {}, 302)
    assert DraftField.select().count() == 0
    editor.post(root + "dong/0123456789ab/xoa/", {}, 404)
