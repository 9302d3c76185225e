"""Rows of Phụ lục I, and the documents that prove them."""

import pytest

from portal.reports.models import DraftField, Evidence
from tests import factories as base
from tests.reports import factories
from tests.reports.unit_pages.steps import PDF, TEXT, pdf, stored

ROW = {
    "row": "0123456789ab", "version": "0", "group": "the-che", "name": "Rà soát văn bản",
    "doc_number": "45/KH-SCT", "doc_date": "5/3/2024", "due": "1/3/2024", "on_time": "",
}  # fmt: skip


def test_a_task_is_added_once_and_its_state_computed(editor, duty, root):
    for _ in range(2):
        editor.post(root + "phu-luc-1/dong/", ROW)
    assert stored(duty, "task:0123456789ab")["on_time"] == "overdue"
    assert DraftField.select().count() == 1
    assert "Quá hạn" in editor.get(root + "phu-luc-1/").text


def test_a_task_that_contradicts_its_dates_needs_a_reason(editor, duty, root):
    page = editor.post(root + "phu-luc-1/dong/", {**ROW, "on_time": "on_time"}, 422)
    assert "hãy ghi lý do" in page.text
    editor.post(root + "phu-luc-1/dong/", {**ROW, "on_time": "on_time", "reason": "Được gia hạn"})
    assert stored(duty, "task:0123456789ab")["on_time"] == "on_time"


@pytest.mark.parametrize(
    "bad", [{"name": ""}, {"group": "khong-co"}, {"due": "32/1/2024"}, {"name": "x" * 1001}]
)
def test_a_wrong_task_is_shown_again(editor, root, bad):
    editor.post(root + "phu-luc-1/dong/", {**ROW, **bad}, 422)
    assert DraftField.select().count() == 0


def test_a_task_is_edited_and_removed(editor, duty, root):
    editor.post(root + "phu-luc-1/dong/", ROW)
    edit = root + "phu-luc-1/dong/0123456789ab/"
    assert "05/03/2024" in editor.get(edit).text
    editor.post(root + "phu-luc-1/dong/", {**ROW, "version": "1", "name": "Tên mới"})
    editor.post(root + "phu-luc-1/dong/", {**ROW, "version": "1", "name": "Khác"}, 409)
    assert stored(duty, "task:0123456789ab")["name"] == "Tên mới"
    editor.post(edit + "xoa/", {"version": "1"})
    assert stored(duty, "task:0123456789ab")["name"] == "Tên mới", "nobody saw that name there"
    assert 'name="version" value="2"' in editor.get(root + "phu-luc-1/").text
    editor.post(edit + "xoa/", {"version": "2"})
    assert stored(duty, "task:0123456789ab") is None
    editor.get(edit, 302)


def test_evidence_is_attached_downloaded_and_taken_off(editor, sign_in, root):
    data = {"subject": "Kế hoạch", "number": "5/KH", "field": TEXT, "file": pdf("kế hoạch.pdf")}
    editor.post(root + "minh-chung/", data)
    link = f"{root}minh-chung/{Evidence.get().id}/"
    answer = editor.http.get(link + "tep", buffered=True)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    sign_in("unit_editor", base.unit()).get(link + "tep", 404)
    editor.post(link + "xoa/")
    assert Evidence.select().count() == 0


def test_evidence_of_another_duty_is_not_found(editor, unit, root):
    other = factories.duty(unit)
    row = Evidence.create(duty=other, subject="x", added_at=other.created_at)
    editor.get(f"{root}minh-chung/{row.id}/tep", 404)


@pytest.mark.parametrize(
    "file", [("ma.html", b"<script>"), ("gia.pdf", b"MZ khong phai pdf"), ("rong.pdf", b"")]
)
def test_files_of_a_wrong_kind_are_refused_with_a_message(editor, root, file):
    data = {"subject": "Kế hoạch", "file": pdf(*file)}
    assert "govuk-error-message" in editor.post(root + "minh-chung/", data, 422).text
    assert Evidence.select().count() == 0
