"""The Excel file of a report: there and back without a difference; every change told."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.documents.sheets import BadSheet
from portal.reports.draft_values import read_field
from portal.reports.exchange.cell_texts import DayInCell, typed
from portal.reports.exchange.excel_reading import read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.task_texts import task_row
from portal.vietnamese import has_control, nfc
from tests.reports.excel_steps import (
    FORM,
    OF,
    TASK,
    a_task,
    difference,
    filled,
    now_of,
    rewritten,
    set_cell,
)

_ordinary = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
texts = st.text(_ordinary, max_size=60).map(lambda text: nfc(text).strip()).filter(
    lambda text: not has_control(text)
)  # fmt: skip
counts = st.integers(0, 10**15 - 1).map(str)
states = st.sampled_from(["kps", "kad", ""])


def typed_for(kind: str) -> st.SearchStrategy[list[str]]:
    if kind == "flag":
        return st.lists(st.sampled_from(["Có", "Không", "kps", ""]), min_size=1, max_size=1)
    if kind == "percent":
        share = st.decimals(0, 10**6, places=6).map(lambda n: f"{n:f}".replace(".", ","))
        of = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(
            lambda two: f"{two[0]}/{two[1]}"
        )
        return st.one_of(share, of, states).map(lambda text: [text])
    if kind == "text":
        return st.one_of(
            texts, st.sampled_from(["0012", "1.234", "1/2/2024", "=1+1", "98,50"])
        ).map(lambda text: [text])
    if kind == "date":
        days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}")
        return st.one_of(days, states).map(lambda text: [text])
    if kind == "count":
        return st.one_of(counts, states).map(lambda text: [text])
    return st.one_of(
        st.tuples(counts, counts), st.tuples(counts, st.just("")), st.tuples(states, st.just(""))
    ).map(list)


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    """Any draft of the two appendices."""
    values: dict[str, Any] = {}
    for item in FORM.indicators:
        for column in ("previous", "current"):
            typed = draw(typed_for(item.type))
            values[item.field(column)] = read_field(FORM, item.field(column), typed)
        values[item.field("note")] = read_field(FORM, item.field("note"), draw(texts))
    if draw(st.booleans()):
        values["cutoff"] = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))).isoformat()
    day = st.one_of(st.just(""), st.dates(date(1990, 1, 1), date(2099, 1, 1)).map(str))
    for number in range(draw(st.integers(0, 3))):
        row = {
            "group": draw(st.sampled_from([group.code for group in FORM.task_groups])),
            "name": draw(texts.filter(bool)) + draw(st.sampled_from(["", "\nDòng hai"])),
            "doc_number": draw(texts), "doc_date": draw(day), "doc_subject": draw(texts),
            "due": draw(day), "chosen": draw(st.sampled_from(["", "on_time", "overdue"])),
            "reason": draw(texts.filter(bool)), "note": draw(texts),
        }  # fmt: skip
        values[f"task:{number:012x}"] = task_row(FORM, row, number + 1)
    return values


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_a_file_sent_back_as_it_was_changes_nothing(values):
    made = filled(values)
    content = appendices_xlsx(made)
    for file in (content, rewritten(content, lambda rows: rows)):
        read, found = difference(file, now_of(made))
        assert (found.changes, found.conflicts, found.refused) == ([], [], [])
        assert (read.unmatched, read.new_tasks, read.duty_id) == ([], [], 7)


def test_rows_sorted_and_columns_moved_find_their_fields():
    tasks = {f"task:{n:012x}": a_task(name=f"Việc {n}") for n in range(5)}
    count = OF["count"].field("current")
    made = filled({count: {"state": "value", "value": "1204"}, **tasks})

    def shuffled(rows):
        keys = next((at for at, row in enumerate(rows) if "code" in row), None)
        if keys is None:
            return rows
        moved = [*rows[: keys + 1], *reversed(rows[keys + 1 :])]
        return [[row[-1], *row[:-1]] for row in moved]

    read, found = difference(rewritten(appendices_xlsx(made), shuffled), now_of(made))
    assert (found.changes, found.refused, read.unmatched, read.new_tasks) == ([], [], [], [])
    assert found.unchanged > 5


def test_changes_errors_and_rows_without_a_place_are_all_told():
    count, share = OF["count"], OF["percent"]
    made = filled({count.field("current"): {"state": "value", "value": "12"}, TASK: a_task()})

    def edited(rows):
        set_cell(rows, count.code, "current.1", 1204)
        set_cell(rows, count.code, "previous.1", "hai mươi")
        set_cell(rows, count.code, "note", "Tăng do sáp nhập")
        set_cell(rows, share.code, "current.1", 0.985)
        set_cell(rows, share.code, "previous.1", "1/2/2024")
        set_cell(rows, "task:00000000000a", "due", "31/02/2024")
        keys = next((row for row in rows if "code" in row), None)
        if keys and "label" in keys:
            stray = [""] * len(keys)
            stray[keys.index("label")], stray[keys.index("current.1")] = "Chỉ tiêu thêm", 5
            unknown = list(stray)
            unknown[keys.index("code")] = "khong-co"
            return [*rows, stray, unknown]
        if keys:
            new = [""] * len(keys)
            new[keys.index("name")], new[keys.index("group")] = "Nhiệm vụ mới", "II"
            lost = list(new)
            lost[keys.index("group")] = ""
            return [*rows, new, lost]
        return rows

    read, found = difference(rewritten(appendices_xlsx(made), edited), now_of(made))
    changed = {change.cell.code: (change.old, change.new) for change in found.changes}
    assert changed[count.field("current")] == ("12", "1.204")
    assert changed[count.field("note")] == ("", "Tăng do sáp nhập")
    assert changed[share.field("current")][1] == "0,985%"
    doubts = [change.doubt for change in found.changes if change.doubt]
    assert len(doubts) == 1
    assert "chia cho 100" in doubts[0]
    assert "Tên nhiệm vụ: Nhiệm vụ mới" in changed["task:000000000001"][1]
    reasons = {one.cell.code: one.reason for one in found.refused}
    assert set(reasons) == {
        count.field("previous"), share.field("previous"), TASK, "task:000000000002",
    }  # fmt: skip
    assert "ngày" in reasons[TASK]
    assert "nhóm" in reasons["task:000000000002"]
    assert [one.reason[:10] for one in read.unmatched] == ["Dòng không", "Biểu mẫu c"]
    assert all(re.search(r"dòng \d+", one.place) for one in read.unmatched)


def test_the_file_guides_who_fills_it_in():
    last = {OF["count"].code: {"state": "value", "value": "1500"}}
    with zipfile.ZipFile(io.BytesIO(appendices_xlsx(filled({}, last)))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        tasks = archive.read("xl/worksheets/sheet2.xml").decode()
        words = archive.read("xl/sharedStrings.xml").decode()
    for markup in (sheet, tasks):
        assert "<sheetProtection" in markup
        assert 'state="frozen"' in markup
        assert 'hidden="1"' in markup
        assert "<dataValidation " in markup
    assert "không phát sinh" in sheet
    assert "Số liệu chưa đúng" in sheet
    assert "1.500" in words
    assert "được chấp nhận" in words


def test_a_cell_that_a_spreadsheet_turned_into_a_day_is_refused():
    with pytest.raises(DayInCell, match="01/02/2024"):
        typed(date(2024, 2, 1))


@pytest.mark.parametrize("sheets", [["Trang"], []])
def test_another_file_is_refused_with_advice(sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name in sheets:
            book.add_worksheet(name).write(0, 0, "Chỉ tiêu")
    with pytest.raises(BadSheet, match="mã ẩn"):
        read_appendices(out.getvalue(), FORM)
