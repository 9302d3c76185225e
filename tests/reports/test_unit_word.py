"""The pages of the Word round trip, and the texts that wait to be put into a section."""

import io

import pytest

from portal.reports import queries as reads
from portal.reports.attached_models import UnplacedText
from portal.reports.models import Duty
from tests import factories as base
from tests.page_forms import forms_of
from tests.reports import factories
from tests.reports.exchange_files import outline

TEXT = "outline:p1.i"
LIST = "outline:p2.iv"


def stored(duty, code=TEXT):
    return reads.draft_values(reads.duty_row(duty.id)).get(code)


def upload(editor, root, content, status=200):
    return editor.post(f"{root}word/", {"file": (io.BytesIO(content), "de-cuong.docx")}, status)


def carried(page):
    return next(form for form in forms_of(page.text) if form.action.endswith("word/ghi/")).data()


def write(editor, root, text, version="0"):
    editor.post(f"{root}de-cuong/p1.i/", {"value": text, "version": version, "luu": "1"}, 302)


def test_the_fetched_file_comes_back_without_a_difference(editor, root):
    write(editor, root, "Sở có 05 phòng.\n- Văn phòng")
    answer = editor.http.get(f"{root}de-cuong.docx")
    page = upload(editor, root, answer.data)
    assert "0 phần thay đổi" in page.text
    assert "Không có phần nào để ghi" in page.text


def test_a_section_is_shown_then_written_and_loose_text_waits(editor, duty, root):
    page = upload(editor, root, outline(tag=f"p1.i@{duty.id}-0", outside="Chữ ngoài khung"))
    assert "Sở có 06 phòng." in page.text
    assert "1 đoạn chưa ghép" in page.text
    assert (stored(duty), UnplacedText.select().count()) == (None, 0)
    sent = carried(page)
    for _ in range(2):
        editor.post(f"{root}word/ghi/", sent, 302)
    assert stored(duty) == "Sở có 06 phòng."
    piece = UnplacedText.get()
    assert piece.text == "Chữ ngoài khung"
    page = editor.get(f"{root}word/")
    assert "Chữ ngoài khung" in page.text
    editor.post(f"{root}word/{piece.id}/ghep/", {"section": ""}, 302)
    assert UnplacedText.get().placed_in == ""
    for _ in range(2):
        editor.post(f"{root}word/{piece.id}/ghep/", {"section": "p1.i"}, 302)
    assert stored(duty) == "Sở có 06 phòng.\nChữ ngoài khung"
    assert "Phần chưa ghép" not in editor.get(f"{root}word/").text


def test_a_mere_difference_of_looks_is_taken_only_when_ticked(editor, duty, root):
    html = {"value": ["<p><b>Sở</b> có 06 phòng.</p>", "html"], "version": "0", "luu": "1"}
    editor.post(f"{root}de-cuong/p1.i/", html, 302)
    page = upload(editor, root, outline(tag=f"p1.i@{duty.id}-1"))
    assert "0 phần thay đổi, 1 phần chỉ khác định dạng" in page.text
    editor.post(f"{root}word/ghi/", carried(page), 302)
    assert stored(duty) == {"marked": "**Sở** có 06 phòng."}
    editor.post(f"{root}word/ghi/", {**carried(page), "dung": TEXT}, 302)
    assert stored(duty) == "Sở có 06 phòng."


def test_loose_text_becomes_an_item_of_a_list_or_is_set_aside(editor, duty, root):
    first, second = (
        UnplacedText.create(duty=duty, text=text, added_at=duty.created_at)
        for text in ("Đề nghị bổ sung biên chế", "Trang 2")
    )
    editor.post(f"{root}word/{first.id}/ghep/", {"section": "p2.iv"}, 302)
    editor.post(f"{root}word/{second.id}/ghep/", {"bo": "1"}, 302)
    assert stored(duty, LIST) == [{"text": "Đề nghị bổ sung biên chế", "agency": ""}]
    assert [row.placed_in for row in UnplacedText.select().order_by(UnplacedText.id)] == [
        "p2.iv", "-",
    ]  # fmt: skip


def test_text_that_is_too_long_for_the_section_stays_in_the_inbox(editor, duty, root):
    write(editor, root, "a" * 19_990)
    piece = UnplacedText.create(duty=duty, text="b" * 100, added_at=duty.created_at)
    editor.post(f"{root}word/{piece.id}/ghep/", {"section": "p1.i"}, 302)
    assert "Chưa ghép" in editor.get(f"{root}word/").text
    assert UnplacedText.get().placed_in == ""
    assert len(stored(duty)) == 19_990


def test_a_colleagues_section_is_asked_about_not_overwritten(editor, duty, root):
    sent = carried(upload(editor, root, outline(tag=f"p1.i@{duty.id}-0")))
    write(editor, root, "Chị Hoa viết")
    page = editor.post(f"{root}word/ghi/", sent, 409)
    assert "Chị Hoa viết" in page.text
    again = carried(page)
    editor.post(f"{root}word/ghi/", again, 302)
    assert stored(duty) == "Chị Hoa viết"
    editor.post(f"{root}word/ghi/", {**again, "dung": [TEXT]}, 302)
    assert stored(duty) == "Sở có 06 phòng."


def test_an_old_file_says_that_the_section_was_changed_since(editor, duty, root):
    write(editor, root, "Bản một")
    write(editor, root, "Bản hai", "1")
    page = upload(editor, root, outline(tag=f"p1.i@{duty.id}-1"))
    assert "1 phần có người khác vừa sửa" in page.text
    page = upload(editor, root, outline("Bản một", tag=f"p1.i@{duty.id}-1"))
    assert "giữ nội dung mới hơn" in page.text


@pytest.mark.parametrize("outside", ["{}", "[1]", '[["a"]]', '[["a", 1]]', "[" * 3000])
def test_what_the_page_carried_is_not_trusted(editor, root, outside):
    page = editor.post(
        f"{root}word/ghi/", {"cells": "[]", "disputed": "[]", "outside": outside}, 422
    )
    assert "Hãy chọn tệp lần nữa" in page.text


def test_a_sent_report_takes_no_file_and_another_unit_finds_nothing(editor, sign_in, duty, root):
    piece = UnplacedText.create(duty=duty, text="Chữ", added_at=duty.created_at)
    stranger = sign_in("unit_editor", base.unit())
    stranger.post(f"{root}word/{piece.id}/ghep/", {"section": "p1.i"}, 404)
    other = factories.duty(duty.unit)
    editor.post(f"{root.replace(str(duty.id), str(other.id))}word/{piece.id}/ghep/",
                {"section": "p1.i"}, 404)  # fmt: skip
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    upload(editor, root, outline(), 302)
    editor.post(f"{root}word/ghi/", {"cells": "[]", "outside": "[]"}, 302)
    editor.post(f"{root}word/{piece.id}/ghep/", {"section": "p1.i"}, 302)
    assert (stored(duty), UnplacedText.get().placed_in) == (None, "")


def test_another_file_is_refused_at_the_field(editor, root):
    assert "không có phần nào" in upload(editor, root, outline(tag="x@1-1"), 422).text
    assert "Word" in upload(editor, root, b"chi la chu", 422).text
