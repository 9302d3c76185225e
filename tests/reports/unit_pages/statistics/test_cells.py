"""Cells of the statistics table: texts kept, readings, notes, a block a page."""

import io

from portal.reports.models import Duty
from tests.reports import factories
from tests.reports.unit_pages.statistics.steps import BEFORE, CELL, DONE, SHARE, fresh
from tests.reports.unit_pages.steps import autosave, sending, stored


def test_what_cannot_be_read_is_kept_and_shown_again(editor, duty, root):
    answer = autosave(editor, root, CELL, "mười hai", status=422)
    assert answer.headers["X-Field-Kept"] == "1"
    page = editor.get(root + "phu-luc-2/").text
    assert 'value="mười hai"' in page
    assert "Chỉ nhập chữ số" in page
    assert stored(duty, CELL) is None
    assert any("mười hai" in gap.label for gap in fresh(duty).gaps)
    autosave(editor, root, CELL, "12", sequence=2)
    assert "mười hai" not in editor.get(root + "phu-luc-2/").text
    assert not any("mười hai" in gap.label for gap in fresh(duty).gaps)


def test_a_text_that_no_page_can_hold_is_kept_without_what_it_cannot(editor, duty, root):
    autosave(editor, root, CELL, "12\x07", status=422)
    assert fresh(duty).kept == {CELL: ["12"]}
    page = editor.get(root + "phu-luc-2/").text
    assert "hãy xem lại rồi lưu" in page
    note = "stat:i.1-nhiem-vu:note"
    autosave(editor, root, note, "dài " * 400, sequence=2, status=422)
    assert "Dài tối đa 500" in editor.get(root + "phu-luc-2/").text
    editor.post(root + "phu-luc-2/", {CELL: "12", note: "ngắn", "versions": "{}"})
    assert fresh(duty).kept == {}
    assert stored(duty, CELL)["value"] == "12"


def test_a_late_refused_request_does_not_come_back(editor, duty, root):
    """The tab typed “x”, then 12; the request with “x” arrives last."""
    autosave(editor, root, CELL, "12", sequence=2)
    autosave(editor, root, CELL, "x", sequence=1, status=422)
    assert fresh(duty).kept == {}
    autosave(editor, root, CELL, "y", at=1, sequence=4, status=422)
    autosave(editor, root, CELL, "z", at=1, sequence=3, status=422)
    assert fresh(duty).kept == {CELL: ["y"]}


def test_the_page_keeps_and_forgets_what_cannot_be_read(editor, duty, root):
    editor.post(root + "phu-luc-2/", {CELL: "năm", DONE: "3", "versions": "{}"}, 422)
    assert fresh(duty).kept == {CELL: ["năm"]}
    editor.post(root + "phu-luc-2/", {CELL: "", "versions": "{}"})
    assert fresh(duty).kept == {}


def test_a_number_with_two_readings_is_asked_about(editor, root):
    real = factories.form()
    Duty.update(form=real).execute()
    answer = autosave(editor, root, "stat:3.1-cat-giam:current", "1.234", status=422)
    assert "hai cách đọc" in answer.text
    assert 'data-style="vn"' in answer.text
    assert 'data-style="en"' in answer.text
    autosave(editor, root, "numbers", "en", sequence=2)
    assert 'name="numbers" value="en"' in editor.get(root + "phu-luc-2/").text
    autosave(editor, root, "numbers", "fr", at=1, sequence=3, status=422)


def test_every_cell_says_how_it_stands(editor, duty, root):
    editor.post(root + "phu-luc-2/", {CELL: "0", BEFORE: "kps", DONE: "kad", "versions": "{}"})
    state = editor.http.get(root + "phu-luc-2/tinh-hinh/").text
    words = "1 ô có số liệu, 1 không phát sinh, 1 không áp dụng, 3 trống"
    assert words in state
    check = editor.get(root + "kiem-tra/").text
    assert words in check
    for place in ("de-cuong/p1.i/", "phu-luc-1/", "phu-luc-2/#m-stat-i_1-hoan-thanh"):
        assert f'href="{root}{place}">' in check, "what is blank is where it can be filled in"
    assert words in editor.get(root + "gui/").text


def test_a_note_in_its_row_explains_a_blank_cell(editor, duty, root):
    blank = {gap.field for gap in fresh(duty).gaps}
    assert {CELL, BEFORE, DONE} <= blank
    autosave(editor, root, "stat:i.1-nhiem-vu:note", "Chờ Sở Tài chính cung cấp")
    assert blank - {gap.field for gap in fresh(duty).gaps} == {CELL, BEFORE}


def test_a_warning_is_answered_by_a_note_that_goes_with_the_report(editor, sign_in, duty, root):
    editor.post(root + "phu-luc-2/", {CELL: "20", DONE: "25", "versions": "{}"})
    state = editor.http.get(root + "phu-luc-2/tinh-hinh/").text
    assert "Nên xem lại 1 chỗ (1 chỗ chưa ghi chú)" in state
    autosave(editor, root, "stat:i.1-hoan-thanh:note", "Gồm nhiệm vụ phát sinh")
    state = editor.http.get(root + "phu-luc-2/tinh-hinh/").text
    assert "(0 chỗ chưa ghi chú)" in state
    assert "Gồm nhiệm vụ phát sinh" in editor.get(root + "kiem-tra/").text
    editor.post(root + "gui/", sending(file=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "a.pdf")))
    read = sign_in("office_editor").get(f"/lam-viec/dieu-hanh/nop-bao-cao/{duty.id}/lan/1/").text
    assert "Đơn vị ghi: “Gồm nhiệm vụ phát sinh”" in read
    assert "2 ô có số liệu" in read


def test_a_block_is_a_page_of_its_own(editor, duty, root):
    page = editor.get(root + "phu-luc-2/nhom/i.1/").text
    assert CELL in page
    assert SHARE not in page
    data = {CELL: "7", "tiep": "1", "versions": "{}"}
    answer = editor.post(root + "phu-luc-2/nhom/i.1/", data)
    assert answer.headers["Location"].endswith("/phu-luc-2/nhom/2/")
    assert stored(duty, CELL)["value"] == "7"
    last = editor.post(root + "phu-luc-2/nhom/2/", {SHARE: ["3", "4"], "tiep": "1"})
    assert last.headers["Location"].endswith(root), "after the last block, the list of parts"
    editor.get(root + "phu-luc-2/nhom/khong-co/", 404)
    editor.post(root + "phu-luc-2/nhom/khong-co/", {}, 404)


def test_wrong_cells_keep_one_in_their_block(editor, duty, root):
    page = editor.post(root + "phu-luc-2/nhom/i.1/", {CELL: "x", "tiep": "1"}, 422).text
    assert 'value="x"' in page
    assert SHARE not in page
    assert "Cần sửa những ô sau" not in editor.get(root + "phu-luc-2/nhom/2/").text
