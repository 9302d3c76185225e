"""A block from Excel in the statistics table: looked at, then written."""

from portal.reports.models import DraftField, Duty
from tests.reports.unit_pages.statistics.steps import CELL, DONE, SHARE
from tests.reports.unit_pages.steps import stored, version

BLOCK = {"block": "1.204\nmười\n", "dong": "i.1-nhiem-vu", "cot": "current"}


def test_a_pasted_block_is_shown_before_anything_is_written(editor, duty, root):
    editor.get(root + "phu-luc-2/dan/")
    page = editor.post(root + "phu-luc-2/dan/", BLOCK | {"xem": "1"}, 200).text
    assert "Sẽ ghi 1 ô, 1 ô bị từ chối" in page
    assert "Chỉ nhập chữ số" in page
    assert DraftField.select().count() == 0
    chosen = BLOCK | {"ghi": "1", "chon": [CELL, DONE], "seen": [f"{CELL}=0"]}
    written = editor.post(root + "phu-luc-2/dan/", chosen, 200).text
    assert "Đã ghi 1 ô" in written
    assert "1 ô bị từ chối nên chưa ghi" in written
    assert "“mười”" in written, "what was refused stands nowhere else"
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
    answer = editor.post(root + "phu-luc-2/dan/", block | {"chon": [DONE], "seen": [f"{DONE}=0"]})
    assert "Đã ghi 1 ô" in editor.follow(answer).text
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
