"""The pages of the statistics table: last year's column, texts kept, blocks, pasted blocks."""

import io
import json

import pytest

from portal.reports import queries as reads
from portal.reports.actions import submit
from portal.reports.drafts import save_field
from portal.reports.models import DraftField, Duty, Submission
from portal.reports.overview import overview
from tests import factories as base
from tests.reports import factories
from tests.reports.test_unit_views import autosave, editor, sending, stored, unit, version

__all__ = ["editor", "unit"]

HOME = "/lam-viec/don-vi/"
CELL, BEFORE = "stat:i.1-nhiem-vu:current", "stat:i.1-nhiem-vu:previous"
REASON = "stat:i.1-nhiem-vu:reason"
DONE, SHARE = "stat:i.1-hoan-thanh:current", "stat:2.4-dung-han:current"


@pytest.fixture
def duty(unit):
    return factories.duty(unit)


@pytest.fixture
def root(duty):
    return f"{HOME}bao-cao/{duty.id}/"


@pytest.fixture
def accepted(unit):
    """The report of the year before, accepted: it said 20 tasks, and 15 of 20 files in time."""
    writer = base.actor("unit_editor", unit=unit)
    before = factories.duty(unit, year=2023)
    save_field(writer, before, CELL, "20", 0)
    save_field(writer, before, SHARE, ["15", "20"], 0)
    submit(
        writer, before, mode="online", doc_number="1/BC", doc_date=None, signer="A",
        signed_blob=None, late_reason="muộn",
    )  # fmt: skip
    Submission.update(state="accepted").execute()
    return before


def fresh(duty):
    return overview(reads.duty_row(duty.id))


def test_last_years_column_stands_without_being_typed(accepted, editor, duty, root):
    text = editor.get(root + "phu-luc-2/").text
    assert f'name="{BEFORE}" value="20"' in text
    assert stored(duty, BEFORE) == {"state": "value", "value": "20"}
    assert DraftField.select().where(DraftField.duty == duty).count() == 0, "looking writes nothing"
    before = text[: text.index(CELL)]
    assert 'data-accepted="20"' in before[before.rindex("<tr") :]
    editor.follow(editor.post(root + "phu-luc-2/", {BEFORE: "20", CELL: "30", "versions": "{}"}))
    assert [row.code for row in DraftField.select().where(DraftField.duty == duty)] == [CELL]


def test_a_correction_of_last_year_needs_its_reason_before_the_report_goes(
    accepted, editor, duty, root
):
    autosave(editor, root, BEFORE, "22")
    page = editor.get(root + "phu-luc-2/").text
    assert "Đã chấp nhận: 20" in page
    assert f'name="{REASON}"' in page
    assert "chưa ghi lý do" in editor.get(root + "kiem-tra/").text
    kept = editor.post(root + "gui/", sending(), 422)
    assert "chưa ghi lý do" in kept.text
    autosave(editor, root, REASON, "Đếm sót hai nhiệm vụ", sequence=2)
    editor.post(root + "gui/", sending(file=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "a.pdf")))
    snapshot = json.loads(Submission.get(Submission.duty == duty).snapshot)["values"]
    assert snapshot[BEFORE]["value"] == "22"
    assert snapshot[REASON] == "Đếm sót hai nhiệm vụ"
    shown = editor.get(root + "lan-nop/1/").text
    assert "Sửa số năm trước: Đếm sót hai nhiệm vụ" in shown


def test_an_emptied_correction_goes_back_to_the_accepted_number(accepted, editor, duty, root):
    autosave(editor, root, BEFORE, "22")
    answer = autosave(editor, root, BEFORE, "", at=1, sequence=2)
    assert json.loads(answer.headers["X-Field-Value"]) == ["20"]
    assert stored(duty, BEFORE)["value"] == "20"
    assert fresh(duty).corrections == []


def test_another_form_or_an_unaccepted_report_prefills_nothing(accepted, duty):
    assert stored(duty, BEFORE)
    other = base.unit()
    assert stored(factories.duty(other), BEFORE) is None
    Submission.update(state="submitted").execute()
    assert stored(duty, BEFORE) is None


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


BLOCK = {"block": "1.204\nmười\n", "dong": "i.1-nhiem-vu", "cot": "current"}


def test_a_pasted_block_is_shown_before_anything_is_written(editor, duty, root):
    editor.get(root + "phu-luc-2/dan/")
    page = editor.post(root + "phu-luc-2/dan/", BLOCK | {"xem": "1"}, 200).text
    assert "Sẽ ghi 1 ô, 1 ô bị từ chối" in page
    assert "Chỉ nhập chữ số" in page
    assert DraftField.select().count() == 0
    chosen = BLOCK | {"ghi": "1", "chon": [CELL, DONE], "seen": [f"{CELL}=0"]}
    answer = editor.post(root + "phu-luc-2/dan/", chosen)
    assert "Đã ghi 1 ô" in editor.follow(answer).text
    assert stored(duty, CELL)["value"] == "1204"
    assert stored(duty, DONE) is None, "what was refused is not written, whatever is posted"


def test_a_cell_that_was_left_out_or_written_meanwhile_stays(editor, sign_in, unit, duty, root):
    colleague = sign_in("unit_head", unit)
    block = {"block": "5\n6", "dong": "i.1-nhiem-vu", "cot": "current", "ghi": "1"}
    colleague.post(root + "phu-luc-2/", {CELL: "9", "versions": "{}"})
    page = editor.post(
        root + "phu-luc-2/dan/", block | {"chon": [CELL], "seen": [f"{CELL}=0"]}, 409
    ).text
    assert "vừa sửa ô này nên không ghi đè" in page
    assert stored(duty, CELL)["value"] == "9"
    assert stored(duty, DONE) is None
    editor.post(root + "phu-luc-2/dan/", block | {"chon": [DONE], "seen": [f"{DONE}=0"]})
    assert (stored(duty, CELL)["value"], stored(duty, DONE)["value"]) == ("9", "6")


def test_the_script_gets_what_was_written_as_the_table_shows_it(editor, duty, root):
    editor.get(root)
    data = {"csrf_token": editor.token, "block": "1204/1250", "dong": "2.4-dung-han",
            "cot": "current", "ghi": "1", "chon": SHARE, "seen": f"{SHARE}=0"}  # fmt: skip
    answer = editor.http.post(root + "phu-luc-2/dan/", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "96,32%" in answer.text
    assert f"{{&#34;{SHARE}&#34;" in answer.text
    assert version(duty, SHARE) == 1


def test_an_empty_or_endless_block_is_refused_with_its_reason(editor, root):
    for text, words in (("", "Chưa có gì để dán"), ("1\n" * 500, "quá 400 dòng")):
        page = editor.post(root + "phu-luc-2/dan/", {"block": text, "xem": "1"}, 422)
        assert words in page.text


def test_a_report_that_was_sent_takes_no_block(editor, duty, root):
    Duty.update(state="submitted").execute()
    chosen = BLOCK | {"ghi": "1", "chon": [CELL], "seen": [f"{CELL}=0"]}
    assert "1.204" in editor.post(root + "phu-luc-2/dan/", chosen, 409).text
    assert stored(duty, CELL) is None
    assert editor.get(root + "phu-luc-2/dan/", 302).headers["Location"].endswith("/kiem-tra/")
    assert editor.get(root + "phu-luc-2/nhom/i.1/", 302)
