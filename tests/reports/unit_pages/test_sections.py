"""Sections of the outline: saved, marked done, two people, markup, proposals."""

import pytest

from tests.page_forms import forms_of
from tests.reports.unit_pages.steps import TEXT, stored


def test_a_section_is_saved_and_marked_done(editor, duty, root):
    editor.get(root + "de-cuong/p1.i/")
    answer = editor.post(root + "de-cuong/p1.i/", {"value": "Sáu phòng", "version": 0, "xong": 1})
    assert answer.headers["Location"].endswith("/de-cuong/p2.iv/")
    assert stored(duty, TEXT) == "Sáu phòng"
    assert "Đã đủ" in editor.get(root).text


def test_an_empty_section_cannot_be_declared_done(editor, root):
    page = editor.post(root + "de-cuong/p1.i/", {"value": " ", "version": 0, "xong": 1}, 422)
    assert "Nhập nội dung của phần này" in page.text


@pytest.mark.parametrize("bad", ["x" * 20_001, "a\u202eb"])
def test_text_that_cannot_be_stored_stays_on_the_page(editor, duty, root, bad):
    page = editor.post(root + "de-cuong/p1.i/", {"value": bad, "version": 0, "luu": 1}, 422)
    assert bad in page.text
    assert stored(duty, TEXT) is None


def test_markup_in_a_section_is_only_text(editor, duty, root):
    editor.post(root + "de-cuong/p1.i/", {"value": "<script>alert(1)</script>", "version": 0})
    assert "&lt;script&gt;" in editor.get(root + "kiem-tra/").text


def test_two_people_on_one_section_see_both_texts(editor, sign_in, unit, duty, root):
    colleague = sign_in("unit_head", unit)
    editor.post(root + "de-cuong/p1.i/", {"value": "của Lan", "version": 0, "luu": 1})
    page = colleague.post(
        root + "de-cuong/p1.i/", {"value": "của Minh", "version": 0, "luu": 1}, 409
    )
    assert "của Lan" in page.text
    assert "của Minh" in page.text
    colleague.post(root + "de-cuong/p1.i/", {"value": "của Minh", "version": 1, "luu": 1})
    assert stored(duty, TEXT) == "của Minh"


def test_proposals_are_items_with_their_agency(editor, duty, root):
    values = ["Bổ sung biên chế", "Sở Nội vụ", "", ""]
    editor.post(root + "de-cuong/p2.iv/", {"value": values, "version": 0, "them": 1})
    assert stored(duty, "outline:p2.iv") == [{"text": "Bổ sung biên chế", "agency": "Sở Nội vụ"}]


def test_a_form_leaves_the_place_in_the_page_behind(editor, root):
    """With the anchor of “Thêm dòng” still in the address, a refused page would open at the new
    line, its list of mistakes out of sight."""
    for part in ("de-cuong/p2.iv/", "phu-luc-1/"):
        forms = forms_of(editor.get(root + part).text)
        assert root + part in [form.action for form in forms if form.method == "post"]
