"""Both appendices as an Excel file and back: nothing differs, nothing is dropped, nothing lost."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.documents.sheets import BadSheet, read_sheets
from portal.reports.draft_values import read_field
from portal.reports.exchange.cell_texts import DayInCell, typed
from portal.reports.exchange.comparing import Now, compare
from portal.reports.exchange.excel_reading import read_appendices
from portal.reports.exchange.excel_writing import appendices_xlsx
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.task_texts import task_row
from portal.reports.form_version import applicable
from portal.reports.queries import StoredField
from portal.reports.rules import as_json, in_order, labels_of
from portal.vietnamese import has_control, nfc
from tests.reports import factories

AT = datetime(2026, 3, 5, tzinfo=UTC)
TASK = "task:00000000000a"


def small():
    """A form with a few indicators of every type."""
    form = applicable(factories.definition("son-la-2026"), "province")
    picked: dict[str, list[Any]] = {}
    for item in form.indicators:
        picked.setdefault(item.type, []).append(item)
    kept = [item for items in picked.values() for item in items[:3]]
    worded = [replace(kept[0], code=f"o-{kind}", type=kind, unit="") for kind in ("text", "date")]
    kept = [item for item in form.indicators if item in kept]
    return replace(form, indicators=(*kept, *worded))


FORM = small()
OF = {item.type: item for item in FORM.indicators}


def filled(values: dict[str, Any], last_year: dict[str, Any] | None = None) -> Filled:
    fields = {
        code: StoredField(code, as_json(value), version, AT, "Lan")
        for version, (code, value) in enumerate(values.items(), start=1)
    }
    ordered = in_order(FORM, {code: value for code, value in values.items() if value})
    return Filled(7, "Báo cáo năm", "Sở Công Thương", 2024, FORM, fields, ordered, last_year or {})


def now_of(made: Filled) -> dict[str, Now]:
    return {code: Now(made.values.get(code), field.version, field.updated_by)
            for code, field in made.fields.items()}  # fmt: skip


def difference(content: bytes, now: dict[str, Now], bases: dict[str, Any] | None = None):
    read = read_appendices(content, FORM)
    cells = [*read.cells, *(replace(cell, code=f"task:{place:012x}")
                            for place, cell in enumerate(read.new_tasks, start=1))]  # fmt: skip
    return read, compare(FORM, cells, now, bases or {}, labels_of(FORM, 2024))


def rewritten(content: bytes, change: Any) -> bytes:
    """The file as a plain program writes it: no styles, inline strings, days as numbers.

    ``change`` gets the rows of each sheet (raw cells) and returns them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        sheets = [change(rows) for rows in read_sheets(content)]
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package = "http://schemas.openxmlformats.org/package/2006"
        archive.writestr("[Content_Types].xml", (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ))  # fmt: skip
        archive.writestr("_rels/.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="'
            f'{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))  # fmt: skip
        names = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="r{n}"/>'
                        for n in range(1, len(sheets) + 1))  # fmt: skip
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}">'
                         f"<sheets>{names}</sheets></workbook>")  # fmt: skip
        targets = "".join(f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="'
                          f'worksheets/s{n}.xml"/>' for n in range(1, len(sheets) + 1))  # fmt: skip
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f'<Relationships xmlns="{package}/relationships">{targets}'
                         "</Relationships>")  # fmt: skip
        for number, rows in enumerate(sheets, start=1):
            body = "".join(_plain_row(at, row) for at, row in enumerate(rows, start=1))
            archive.writestr(
                f"xl/worksheets/s{number}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
            )
    return out.getvalue()


def _plain_row(at: int, row: list[Any]) -> str:
    cells = []
    for place, value in enumerate(row):
        name = f"{chr(65 + place)}{at}"
        if isinstance(value, date):
            value = (value - date(1899, 12, 30)).days
        if isinstance(value, int | float):
            cells.append(f'<c r="{name}"><v>{value!r}</v></c>')
        elif value:
            text = str(value).replace("&", "&amp;").replace("<", "&lt;")
            cells.append(f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t>'
                         "</is></c>")  # fmt: skip
    return f'<row r="{at}">{"".join(cells)}</row>'


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


def a_task(**changes: str) -> dict[str, Any]:
    row = {"group": "the-che", "name": "Ban hành kế hoạch", "doc_number": "15/KH-SCT",
           "doc_date": "2024-02-01", "due": "2024-02-15", **changes}  # fmt: skip
    return task_row(FORM, row, 1)


def set_cell(rows: list[list[Any]], code: str, key: str, value: Any) -> None:
    """Put a value into the row of ``code``, in the column of ``key``."""
    keys = next((row for row in rows if "code" in row), None)
    for row in rows:
        if keys and row[keys.index("code")] == code:
            row[keys.index(key)] = value


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


def test_what_somebody_wrote_meanwhile_is_a_conflict_or_stays():
    one, other = (OF["count"].field(column) for column in ("previous", "current"))
    made = filled({one: {"state": "value", "value": "1"}, other: {"state": "value", "value": "2"}})
    later = {
        one: Now({"state": "value", "value": "100"}, 9, "Hoa"),
        other: Now({"state": "value", "value": "200"}, 9, "Hoa"),
    }

    def edited(rows):
        set_cell(rows, OF["count"].code, "current.1", 22)
        return rows

    content = rewritten(appendices_xlsx(made), edited)
    bases = {one: made.values[one], other: made.values[other]}
    _, found = difference(content, later, bases)
    assert found.changes == []
    assert [change.new for change in found.kept] == ["1"]
    assert [(item.cell.code, item.old, item.new, item.by) for item in found.conflicts] == [
        (other, "200", "22", "Hoa")
    ]
    assert found.conflicts[0].shown.seen == 9


def test_a_row_keeps_what_the_file_and_somebody_else_wrote_in_different_columns():
    made = filled({TASK: a_task()})

    def edited(rows):
        set_cell(rows, "task:00000000000a", "due", "20/02/2024")
        return rows

    content = rewritten(appendices_xlsx(made), edited)
    _, found = difference(content, {TASK: Now(a_task(note="Chờ"), 9, "Hoa")}, made.values)
    assert found.conflicts == []
    [one] = found.changes
    assert "Thời hạn ban hành văn bản: 20/02/2024" in one.new
    assert "Ghi chú: Chờ" in one.new
    assert "giữ cả hai" in one.doubt
    assert (one.version, one.cell.payload["note"]) == (9, "Chờ")
    _, found = difference(content, {TASK: Now(a_task(due="2024-03-01"), 9, "Hoa")}, made.values)
    assert (found.changes, [item.by for item in found.conflicts]) == ([], ["Hoa"])


def test_a_second_row_with_a_copied_code_is_told_or_becomes_a_task_of_its_own():
    made = filled({TASK: a_task(), OF["count"].field("current"): {"state": "none"}})

    def doubled(rows):
        return [*rows, *(list(row) for row in rows if {TASK, OF["count"].code} & set(row))]

    read, _ = difference(rewritten(appendices_xlsx(made), doubled), now_of(made))
    assert [one.reason.startswith("Trùng với dòng") for one in read.unmatched] == [True]
    assert [cell.payload["name"] for cell in read.new_tasks] == ["Ban hành kế hoạch"]


def test_two_numbers_in_one_cell_and_a_wiped_version_are_understood():
    share = OF["count_percent"]
    made = filled({share.field("current"): {"state": "none"}})

    def edited(rows):
        set_cell(rows, share.code, "current.1", "1.204/1.250")
        set_cell(rows, share.code, "current.2", "")
        set_cell(rows, share.code, "seen", "")
        return rows

    _, found = difference(rewritten(appendices_xlsx(made), edited), now_of(made))
    assert [change.cell.seen for change in found.changes] == [None]
    assert "96,32" in found.changes[0].new
    assert found.changes[0].version == 1


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
