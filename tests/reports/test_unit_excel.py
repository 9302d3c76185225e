"""The pages of the Excel round trip: fetch, send back, see the difference, apply."""

import io
import re

import pytest
import xlsxwriter

from portal.reports import queries as reads
from portal.reports.models import DraftEdit, Duty
from tests.page_forms import forms_of
from tests.reports import office_factories
from tests.reports.exchange_files import appendices

HOME = "/lam-viec/don-vi/"
NOTE = "stat:i.1-nhiem-vu:note"
CELL = "stat:i.1-nhiem-vu:current"


def stored(duty, code):
    return reads.draft_values(reads.duty_row(duty.id)).get(code)


def upload(editor, root, content, status=200):
    return editor.post(f"{root}excel/", {"file": (io.BytesIO(content), "phu-luc.xlsx")}, status)


def carried(page, root):
    return next(form for form in forms_of(page.text) if form.action.endswith("excel/ghi/")).data()


def test_the_fetched_file_comes_back_without_a_difference(editor, duty, root):
    editor.post(f"{root}phu-luc-2/", {CELL: "1.204", NOTE: "Cả năm", "cutoff": "31/5/2024"}, 302)
    answer = editor.http.get(f"{root}phu-luc.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    page = upload(editor, root, answer.data)
    assert "0 ô thay đổi" in page.text
    assert "Không có ô nào để ghi" in page.text


def test_a_difference_is_shown_and_written_once_it_is_confirmed(editor, duty, root):
    page = upload(editor, root, appendices())
    assert "Ghi chú từ tệp" in page.text
    assert "Phụ lục II, dòng 2" in page.text
    assert stored(duty, NOTE) is None
    sent = carried(page, root)
    editor.post(f"{root}excel/ghi/", sent, 302)
    assert stored(duty, NOTE) == "Ghi chú từ tệp"
    edits = DraftEdit.select().where(DraftEdit.code == NOTE).count()
    editor.post(f"{root}excel/ghi/", sent, 302)
    assert DraftEdit.select().where(DraftEdit.code == NOTE).count() == edits


def test_what_a_colleague_wrote_between_looking_and_writing_is_asked_about(editor, duty, root):
    sent = carried(upload(editor, root, appendices()), root)
    editor.post(f"{root}phu-luc-2/", {NOTE: "Chị Hoa ghi"}, 302)
    page = editor.post(f"{root}excel/ghi/", sent, 409)
    assert "Chị Hoa ghi" in page.text
    assert "Ghi chú từ tệp" in page.text
    assert stored(duty, NOTE) == "Chị Hoa ghi"
    again = carried(page, root)
    editor.post(f"{root}excel/ghi/", {**again, "dung": []}, 302)
    assert stored(duty, NOTE) == "Chị Hoa ghi"
    editor.post(f"{root}excel/ghi/", {**again, "dung": [NOTE]}, 302)
    assert stored(duty, NOTE) == "Ghi chú từ tệp"


def test_last_years_accepted_number_is_in_the_file_and_another_is_asked_about(
    editor, unit, duty, root
):
    before = office_factories.duty(unit, form=duty.form, year=duty.year - 1)
    values = {CELL: {"state": "value", "value": "1500"}}
    office_factories.submission(before, values, state="accepted")
    content = editor.http.get(f"{root}phu-luc.xlsx").data
    page = upload(editor, root, content)
    assert "0 ô thay đổi" in page.text
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("#phu-luc-2", "previous.1", "code", "seen"))
        sheet.write_row(1, 0, ("", 1400, "i.1-nhiem-vu", ""))
    page = upload(editor, root, out.getvalue())
    assert "1.500" in page.text
    assert "Khác số đã được chấp nhận" in page.text


def test_a_stale_file_shows_who_changed_the_cell_since_and_keeps_it(editor, duty, root):
    editor.post(f"{root}phu-luc-2/", {NOTE: "Bản đầu"}, 302)
    editor.post(f"{root}phu-luc-2/", {NOTE: "Bản sau", "versions": f'{{"{NOTE}": 1}}'}, 302)
    page = upload(editor, root, appendices(seen="v0-0-1", duty=duty.id))
    assert "1 ô có người khác vừa sửa" in page.text
    editor.post(f"{root}excel/ghi/", carried(page, root), 302)
    assert stored(duty, NOTE) == "Bản sau"
    page = upload(editor, root, appendices("Bản đầu", seen="v0-0-1", duty=duty.id))
    assert "1 ô giữ nội dung mới hơn" in page.text
    page = upload(editor, root, appendices(seen="v0-0-1", duty=duty.id + 1))
    assert "không được tải từ báo cáo đang mở" in page.text
    assert "1 ô thay đổi" in page.text


def test_a_new_task_of_the_file_is_added_with_its_place(editor, duty, root):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("#phu-luc-1", "group", "name", "due", "code", "seen"))
        sheet.write_row(1, 0, ("", "I", "Ban hành kế hoạch", "15/02/2024", "", ""))
        sheet.write_row(2, 0, ("", "", "Không có nhóm", "", "", ""))
    page = upload(editor, root, out.getvalue())
    assert "Chưa chọn nhóm" in page.text
    editor.post(f"{root}excel/ghi/", carried(page, root), 302)
    values = reads.draft_values(reads.duty_row(duty.id))
    rows = [row for code, row in values.items() if re.fullmatch("task:[0-9a-f]{12}", code)]
    assert [(row["name"], row["due"], row["position"]) for row in rows] == [
        ("Ban hành kế hoạch", "2024-02-15", 1)
    ]
    assert "Ban hành kế hoạch" in editor.get(f"{root}phu-luc-1/").text


@pytest.mark.parametrize(
    "cells",
    ["", "{}", "[[1]]", '[["stat:i.1-nhiem-vu:note",{},0,""]]', '[["task:1",["a"],0,""]]',
     '[["a",["b"],true,""]]',
     '[["stat:i.1-nhiem-vu:current",[],0,""]]', '[["outline:p1.i",[],0,""]]',
     '[["a",["b","c","d"],0,""]]', "[" * 3000],
)  # fmt: skip
def test_what_the_page_carried_is_not_trusted(editor, root, cells):
    page = editor.post(f"{root}excel/ghi/", {"cells": cells, "disputed": "[]"}, 422)
    assert "Hãy chọn tệp lần nữa" in page.text


def test_a_sent_report_takes_no_file(editor, duty, root):
    sent = carried(upload(editor, root, appendices()), root)
    Duty.update(state="submitted").where(Duty.id == duty.id).execute()
    editor.post(f"{root}excel/ghi/", sent, 302)
    upload(editor, root, appendices(), 302)
    assert stored(duty, NOTE) is None
    editor.http.get(f"{root}phu-luc.xlsx")


def test_a_csv_or_a_foreign_sheet_is_refused_at_the_field(editor, root):
    page = upload(editor, root, b"a,b\n1,2\n", 422)
    assert "Excel" in page.text
