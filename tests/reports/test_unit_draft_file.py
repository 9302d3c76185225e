"""A draft saved to a file and loaded back: only into its own report, seen before it is written."""

import io
import json

import pytest

from portal.reports import queries as reads
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories

HOME = "/lam-viec/don-vi/"
NOTE = "stat:i.1-nhiem-vu:note"
CELL = "stat:i.1-nhiem-vu:current"
TEXT = "outline:p1.i"


@pytest.fixture
def duty(database):
    return factories.duty(base.unit())


@pytest.fixture
def editor(sign_in, duty):
    return sign_in("unit_editor", duty.unit)


@pytest.fixture
def root(duty):
    return f"{HOME}bao-cao/{duty.id}/"


@pytest.fixture
def saved(editor, duty, root):
    """The file of a draft with a cell, a note, a section and a task."""
    editor.post(f"{root}phu-luc-2/", {CELL: "1.204", NOTE: "Cả năm", "cutoff": "31/5/2024"}, 302)
    editor.post(f"{root}de-cuong/p1.i/", {"value": "Dòng một\n- dòng hai", "luu": "1"}, 302)
    group = reads.definition_of(reads.duty_row(duty.id)).task_groups[0].code
    task = {"row": "0123456789ab", "version": "0", "group": group, "name": "Rà soát văn bản"}
    editor.post(f"{root}phu-luc-1/dong/", task, 302)
    answer = editor.http.get(f"{root}ban-nhap.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    return json.loads(answer.data)


def stored(duty, code):
    return reads.draft_values(reads.duty_row(duty.id)).get(code)


def upload(editor, root, content, status=200):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return editor.post(f"{root}ban-nhap/", {"file": (io.BytesIO(data), "ban-nhap.json")}, status)


def carried(page):
    return next(form for form in forms_of(page.text) if form.action.endswith("nhap/ghi/")).data()


def test_the_file_comes_back_without_a_difference(editor, root, saved):
    assert len(saved["o"]) == 5
    page = upload(editor, root, saved)
    assert "0 mục thay đổi" in page.text
    assert "5 mục giống báo cáo" in page.text


def test_what_the_browser_had_not_sent_is_shown_and_then_written(editor, duty, root, saved):
    cell = next(one for one in saved["o"] if one["ma"] == CELL)
    cell |= {"gia_tri": ["1.205"], "chua_gui": True}
    saved["o"] += [
        {"ma": "outline:p1.ii.1", "gia_tri": ["<p><b>Đậm</b></p>", "html"], "phien_ban": 0},
        {"ma": "stat:i.1-hoan-thanh:current", "gia_tri": ["một nghìn"], "phien_ban": 0},
        {"ma": "task:0123456789ac", "phien_ban": 0, "chua_gui": True,
         "gia_tri": ["the-che", "Khảo sát", "", "5/3/26", "", "", "", "", ""]},
    ]  # fmt: skip
    page = upload(editor, root, saved)
    assert "1.205" in page.text
    assert "một nghìn" in page.text, "what cannot be read is told, not dropped"
    assert stored(duty, CELL)["value"] == "1204"
    editor.post(f"{root}ban-nhap/ghi/", carried(page), 302)
    assert stored(duty, CELL)["value"] == "1205"
    assert stored(duty, "task:0123456789ac")["doc_date"] == "2026-03-05"


def test_what_somebody_wrote_since_is_kept_until_it_is_chosen(editor, duty, root, saved):
    editor.post(f"{root}de-cuong/p1.i/", {"value": "Chị Hoa viết", "version": "1", "luu": "1"}, 302)
    next(one for one in saved["o"] if one["ma"] == TEXT)["gia_tri"] = ["Trong tệp"]
    page = upload(editor, root, saved)
    assert "1 mục đã được sửa trong báo cáo" in page.text
    editor.post(f"{root}ban-nhap/ghi/", carried(page), 302)
    assert stored(duty, TEXT) == "Chị Hoa viết"
    editor.post(f"{root}ban-nhap/ghi/", {**carried(page), "dung": [TEXT]}, 302)
    assert stored(duty, TEXT) == "Trong tệp"


def test_what_was_written_over_since_can_be_taken_back_from_the_file(editor, duty, root, saved):
    editor.post(f"{root}de-cuong/p1.i/", {"value": "Viết đè", "version": "1", "luu": "1"}, 302)
    page = upload(editor, root, saved)
    assert "1 mục giữ nội dung mới hơn trong báo cáo" in page.text
    for words in ("Viết đè", "Dòng một", "Ghi những mục đã đánh dấu"):
        assert words in page.text
    assert "checked" not in page.text
    editor.post(f"{root}ban-nhap/ghi/", carried(page), 302)
    assert stored(duty, TEXT) == "Viết đè"
    editor.post(f"{root}ban-nhap/ghi/", {**carried(page), "dung": [TEXT]}, 302)
    assert stored(duty, TEXT) == "Dòng một\n- dòng hai"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"loai": "khác"}, "không phải là bản nháp"),
        ({"don_vi": "so-khac", "ten_don_vi": "Sở Khác"}, "bản nháp của Sở Khác, không phải của"),
        ({"ma_bieu_mau": "0", "phien_ban_bieu_mau": 7}, "phiên bản 7 của biểu mẫu"),
        ({"bao_cao": 0, "ten_bao_cao": "Báo cáo năm trước"}, "báo cáo khác (Báo cáo năm trước)"),
        ({"o": [{"ma": CELL}]}, "bị hỏng"),
        ({"o": [{"ma": 1, "gia_tri": [1], "phien_ban": 0}]}, "bị hỏng"),
    ],
)
def test_a_file_of_something_else_is_refused_in_plain_words(editor, root, saved, changes, words):
    assert words in upload(editor, root, {**saved, **changes}, 422).text


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"[1]", b"[" * 50_000, b"\xff\xfe{}"])
def test_what_is_no_draft_is_refused(editor, root, content):
    assert "không phải là bản nháp" in upload(editor, root, content, 422).text
