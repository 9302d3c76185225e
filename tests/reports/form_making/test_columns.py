"""Columns of Phụ lục I hidden, renamed, moved and added: from the office to the printed report."""

import io
from typing import Any

import docx
import pytest

from portal.clock import now
from portal.reports import queries as reads
from portal.reports.form_making import actions, queries
from portal.reports.form_making.excel_reading import read_definition_xlsx
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.general_rules import general_of, general_value
from portal.reports.form_making.lint_rules import look_through
from portal.reports.form_making.part_rules import seen_mark
from portal.reports.form_making.task_column_rules import put_label, put_order, read_order
from portal.reports.form_version import shaped
from portal.reports.layout import task_columns
from tests import factories
from tests.page_forms import forms_of
from tests.reports.form_making.factories import small, version
from tests.reports.office_factories import duty

WANTED = (
    ("extra_1", "Sản phẩm"), ("name", "Đầu việc"), ("doc", "Số văn bản"), ("note", "Ghi chú"),
    ("due", "Phải xong"),
)  # fmt: skip
ROW = "task:0123456789ab"
#: In the order of the form: group, extra, name, number, day, note, due.
TYPED = ["chi-dao-dieu-hanh", "Kế hoạch", "Ban hành kế hoạch", "4/KH", "5/3/24", "Xong", "1/4/2024"]


def changed() -> dict[str, Any]:
    raw = small()
    for code, label in (("name", "Đầu việc"), ("doc_subject", ""), ("on_time", ""),
                        ("due", "Phải xong"), ("extra_1", "Sản phẩm")):  # fmt: skip
        put_label(raw, code, label)
    put_order(raw, "7 1 2 6")
    return raw


@pytest.fixture
def owed(database: Any) -> Any:
    return duty(factories.unit(), form=version(changed()))


def test_the_office_hides_names_adds_and_moves_columns(database: Any, sign_in: Any) -> None:
    draft = actions.begin(factories.actor(), version(), now())
    editor, page = (
        sign_in("office_editor"),
        f"/lam-viec/dieu-hanh/bieu-mau/ban-thao/{draft.id}/chung",
    )
    form = next(one for one in forms_of(editor.get(page).text) if "column_note" in one.inputs)
    typed = form.data() | {
        "column_doc_subject": "", "column_on_time": "", "column_name": "Đầu việc",
        "column_due": "Phải xong", "column_extra_1": "Sản phẩm",
    }  # fmt: skip
    wrong = editor.post(page, {**typed, "task_order": "1 1 9"}, 422).text
    assert "Ghi mỗi số một lần" in wrong
    assert "Để trống thì ẩn cột này" in wrong
    editor.post(page, {**typed, "task_order": "7, 1 2 6"}, 302)
    raw = queries.raw_of(queries.draft(draft.id).definition)
    assert task_columns(shaped(raw)) == WANTED
    assert general_value(raw, "task_order") == "7 1 2 6 3 4 5"
    again = read_definition_xlsx(definition_xlsx(raw), small(), set()).definition
    assert general_of(again) == general_of(raw)
    editor.post(page, {**form.data(), "seen": seen_mark(general_of(raw)),
                       "column_extra_1": "", "task_order": ""}, 302)  # fmt: skip
    back = shaped(queries.raw_of(queries.draft(draft.id).definition))
    assert task_columns(back) == task_columns(shaped(small()))


def test_what_speaks_against_columns_is_said() -> None:
    raw = changed()
    put_label(raw, "on_time", "Phải xong")
    put_label(raw, "doc_number", "")
    said = [one.words for one in look_through(shaped(raw), shaped(small()), {})]
    assert "Hai cột của Phụ lục I trùng tên “Phải xong”." in said
    assert any("không tự tính được" in text for text in said)
    with pytest.raises(ValueError, match="mỗi số một lần"):
        read_order("1 2 2")


def test_a_unit_fills_prints_and_carries_the_columns_of_its_form(owed: Any, sign_in: Any) -> None:
    editor = sign_in("unit_editor", owed.unit)
    root = f"/lam-viec/don-vi/bao-cao/{owed.id}/"
    page = editor.get(f"{root}phu-luc-1/chi-dao-dieu-hanh/them/").text
    assert "Trích yếu" not in page
    assert page.index("Sản phẩm") < page.index("Đầu việc") < page.index("Phải xong")
    answer = editor.post(f"{root}truong/", {"code": ROW, "value": TYPED, "version": "0"}, 200)
    assert "05/03/2024" in answer.text
    row = reads.draft_values(reads.duty_row(owed.id))[ROW]
    assert (row["extra_1"], row["note"], row["on_time"]) == ("Kế hoạch", "Xong", "on_time")
    wrong = {"code": ROW, "value": [*TYPED[:6], "quý II"], "version": "1"}
    assert editor.post(f"{root}truong/", wrong, 422).headers["X-Field-Wrong"] == "6"
    listed = editor.get(f"{root}phu-luc-1/").text
    assert "Sản phẩm" in listed
    assert "Đúng hạn/quá hạn" not in listed
    file = editor.http.get(f"{root}phu-luc.xlsx").data
    seen = editor.post(f"{root}excel/", {"file": (io.BytesIO(file), "phu-luc.xlsx")}, 200).text
    assert "0 ô thay đổi" in seen
    draft = editor.http.get(f"{root}ban-nhap.json").data
    seen = editor.post(f"{root}ban-nhap/", {"file": (io.BytesIO(draft), "a.json")}, 200).text
    assert "0 mục thay đổi" in seen
    pasted = {"block": "Sản phẩm\tĐầu việc\nBáo cáo\tTự kiểm tra", "xem": "1"}
    assert (
        "Báo cáo</td>" in editor.post(f"{root}phu-luc-1/chi-dao-dieu-hanh/dan/", pasted, 200).text
    )
    tables = docx.Document(io.BytesIO(editor.get(f"{root}bao-cao.docx").data)).tables
    heads = next(rows for table in tables if "Đầu việc" in (
        rows := [cell.text for cell in table.rows[0].cells]))  # fmt: skip
    assert heads == ["STT", *(label for _code, label in WANTED)]
