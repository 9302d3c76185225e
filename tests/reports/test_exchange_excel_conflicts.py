"""What others wrote meanwhile, and codes that a person copied or wiped."""

from portal.reports.exchange.comparing import Now
from portal.reports.exchange.excel_writing import appendices_xlsx
from tests.reports.excel_steps import (
    OF,
    TASK,
    a_task,
    difference,
    filled,
    now_of,
    rewritten,
    set_cell,
)


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
