"""Blocks of Excel for Phụ lục I: columns, days as Excel writes them, refused rows."""

from dataclasses import replace
from datetime import date

import pytest

from portal.reports.rules import BadValue
from portal.reports.statistics.paste import rows_in
from portal.reports.tasks.pasting import read_block, read_day
from tests.reports import factories


def block(text, present=None):
    return read_block(factories.definition(), "the-che", rows_in(text), present or {})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/3/2024", date(2024, 3, 5)), ("5/3/24", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)), ("2024-03-05 00:00:00", date(2024, 3, 5)),
        ("45356", date(2024, 3, 5)), ("05-Mar-24", date(2024, 3, 5)),
        ("5-Mar-2024", date(2024, 3, 5)), ("05-thg 3-24", date(2024, 3, 5)),
        ("05-Thg3-2024", date(2024, 3, 5)), ("5.3.2024", date(2024, 3, 5)), ("", None),
    ],
)  # fmt: skip
def test_days_as_excel_writes_them(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["Quý II/2024", "31/02/2024", "tháng 6", "5/3", "123456", "1/2/3"])
def test_what_is_no_day_is_refused_with_its_words(text):
    with pytest.raises(BadValue, match=text):
        read_day(text)


def test_the_headings_that_the_office_worded_are_known():
    labels = {"name": "Đầu việc", "doc_number": "Sản phẩm", "due": "Phải xong trước"}
    form = replace(factories.definition(), task_labels=labels)
    text = "Phải xong trước\tSản phẩm\tĐầu việc\n31/3/2024\t45/KH ngày 5/3/2024\tRà soát"
    (task,) = read_block(form, "the-che", rows_in(text), {}).good
    assert (task.texts["name"], task.texts["doc_number"], task.texts["due"]) == (
        "Rà soát", "45/KH", "2024-03-31",
    )  # fmt: skip


def test_the_printed_table_without_headings():
    found = block(
        "1\tRà soát văn bản\tSố 45/KH-SCT ngày 05/3/2024\tKế hoạch rà soát\t31/3/2024\tĐúng hạn\t\n"
        "2\tTự kiểm tra\t46/KH-SCT, ngày 2/4/2024\t\t31/03/2024\t\tChờ thẩm định\n"
    )
    first, second = (task.row for task in found.tasks)
    assert not found.headed
    assert first == {
        "group": "the-che", "name": "Rà soát văn bản", "doc_number": "45/KH-SCT",
        "doc_date": "2024-03-05", "doc_subject": "Kế hoạch rà soát", "due": "2024-03-31",
        "chosen": "", "reason": "", "note": "", "position": 1, "on_time": "on_time",
    }  # fmt: skip
    assert (second["on_time"], second["note"], second["position"]) == (
        "overdue", "Chờ thẩm định", 2,
    )  # fmt: skip


def test_a_day_in_a_column_of_its_own_is_the_documents_not_its_subject():
    found = block(
        "1\tRà soát văn bản\t45/KH-SCT\t05/3/2024\t31/3/2024\n"
        "2\tTự kiểm tra\t46/KH-SCT\t30/02/2024\t31/3/2024\n"
    )
    first, second = found.tasks
    assert (first.row["doc_date"], first.row["doc_subject"]) == ("2024-03-05", "")
    assert (first.row["due"], first.row["on_time"]) == ("2024-03-31", "on_time")
    assert "30/02/2024" in second.problem


def test_columns_are_found_by_their_headings_in_any_order():
    found = block(
        "TT\tThời hạn hoàn thành\tTên nhiệm vụ\tNgày ban hành\tSố, ký hiệu\n"
        "1\t31/3/2024\tRà soát\t1/4/2024\t45/KH\n"
    )
    assert found.headed
    row = found.tasks[0].row
    assert (row["name"], row["doc_number"], row["on_time"]) == ("Rà soát", "45/KH", "overdue")


def test_american_days_are_read_so_when_the_block_says_so():
    found = block("Rà soát\t45/KH ngày 3/25/2024\tx\t4/5/2024\nTự kiểm tra\t\t\t12/31/2024")
    assert found.month_first
    assert [task.row["due"] for task in found.tasks] == ["2024-04-05", "2024-12-31"]
    assert not block("Rà soát\t\t\t4/5/2024").month_first


def test_rows_that_cannot_be_read_are_refused_alone():
    found = block(
        "Rà soát\t1/KH ngày 5/3/2024\t\tQuý II\n\t2/KH\t\t5/3/2024\n"
        "Tự kiểm tra\t3/KH ngày 5/3/2024\t\t1/3/2024\tĐúng hạn\t\nKhảo sát\t4/KH\t\t"
    )
    assert [task.line for task in found.good] == [4]
    problems = [task.problem for task in found.refused]
    assert "Quý II" in problems[0]
    assert "Chưa ghi tên" in problems[1]
    assert "hãy ghi lý do" in problems[2]


def test_an_override_takes_its_reason_from_the_remark():
    task = block("Tự kiểm tra\t3/KH ngày 5/3/2024\t\t1/3/2024\tĐúng hạn\tĐược gia hạn").tasks[0]
    assert (task.row["on_time"], task.row["reason"]) == ("on_time", "Được gia hạn")


def test_titles_of_groups_are_passed_and_present_tasks_marked():
    title = factories.definition().task_groups[1].title
    present = {"task:1": {"name": "Rà soát", "doc_number": "45/KH", "position": 7}}
    found = block(f"II\t{title}\n1\trà soát\t45/KH\n2\tMới\t46/KH\n3\tMới\t46/KH", present)
    assert found.passed == [title]
    assert [task.present for task in found.tasks] == [True, False, True]
    assert found.tasks[0].row["position"] == 8
