"""A block copied from Excel: where its cells go, and which are refused and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.form_version import applicable
from portal.reports.rules import BadValue
from portal.reports.statistics.paste import MAX_ROWS, lines_of, plan_of, rows_in
from portal.reports.statistics.rules import read_cell
from tests.reports.factories import definition

FORM = applicable(definition(), "district")
ITEMS = list(FORM.indicators)
START = "i.1-nhiem-vu"


def planned(text, start=START, column="current", style="", values=None):
    return plan_of(FORM, values or {}, rows_in(text), (start, column), style, 2024)


def where(plan):
    return {cell.code.removeprefix("stat:"): cell.texts for cell in plan.changes}


def test_a_column_goes_downwards_and_a_row_to_the_right():
    plan = planned("1.204\r\n1.200\r\n35\r\n")
    assert where(plan) == {
        "i.1-nhiem-vu:current": ["1.204"], "i.1-hoan-thanh:current": ["1.200"],
        "i.1-van-ban:current": ["35"],
    }  # fmt: skip
    plan = planned("10\t12\tgồm cả nhiệm vụ đột xuất", column="previous")
    assert where(plan) == {
        "i.1-nhiem-vu:previous": ["10"], "i.1-nhiem-vu:current": ["12"],
        "i.1-nhiem-vu:note": ["gồm cả nhiệm vụ đột xuất"],
    }  # fmt: skip


def test_headings_are_passed_over_or_met_by_blank_lines():
    """i.1 has three rows, then the heading of i.2 follows."""
    skipped = planned("1\n2\n3\n4")
    assert skipped.matched == "rows"
    met = planned("1\n2\n3\n\n4")
    assert met.matched == "headings"
    assert where(skipped) == where(met)
    assert where(met)["i.2-ke-hoach:current"] == ["4"]


def test_a_blank_line_elsewhere_is_a_cell_left_alone():
    plan = planned("1\n\n3")
    assert list(where(plan)) == ["i.1-nhiem-vu:current", "i.1-van-ban:current"]


def test_a_block_with_the_words_of_the_form_finds_its_rows_itself():
    """Sorted anew, with headings, numbers and units: the words decide, not the place."""
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "2023", "2024"],
        ["2", "Tự kiểm tra cải cách hành chính", "", "", ""],
        ["", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề", "4", "5"],
        ["1.1", "Số VBQPPL đã ban hành/tham mưu ban hành ", "Văn bản", "7", "kps"],
        ["", "Chỉ tiêu lạ", "Văn bản", "8", "9"],
    ]
    plan = planned("\n".join("\t".join(row) for row in rows), start="6.8-may-tinh", column="note")
    assert plan.matched == "labels"
    first, second = (
        next(item for item in ITEMS if item.label.startswith(words)).code
        for words in ("Số vấn đề phát hiện qua", "Số VBQPPL đã ban hành")
    )
    assert where(plan) == {
        f"{first}:previous": ["4"], f"{first}:current": ["5"],
        f"{second}:previous": ["7"], f"{second}:current": ["kps"],
    }  # fmt: skip
    assert ["Chỉ tiêu lạ" in text or "8, 9" in text for text in plan.outside][-1]


def test_the_same_words_twice_are_taken_in_turn():
    label = next(item for item in ITEMS if item.code == "i.1-nhiem-vu").label
    twins = [item.code for item in ITEMS if item.label == label]
    assert len(twins) == 2
    plan = planned(f"{label}\t10\t20\n{label}\t30\t40")
    assert [where(plan)[f"{code}:current"] for code in twins] == [["20"], ["40"]]
    thrice = planned("\n".join(f"{label}\t1\t{n}" for n in range(3)))
    assert len(thrice.changes) == 4
    assert "Dòng 3" in thrice.outside[0], "there is no third one"


def test_refused_cells_say_why_and_the_others_stay():
    plan = planned("12\nmười\n01/02/2024\n\n#REF!\n5")
    assert [(cell.pasted, cell.problem[:10] != "") for cell in plan.refused] == [
        ("mười", True), ("01/02/2024", True), ("#REF!", True),
    ]  # fmt: skip
    assert len(plan.changes) == 2


def test_what_stands_already_is_no_change():
    values = {f"stat:{START}:current": read_cell(ITEMS[0], ["12"])}
    plan = planned("12\n13", values=values)
    assert plan.unchanged == 1
    assert list(where(plan)) == ["i.1-hoan-thanh:current"]
    assert planned("14", values=values).changes[0].old == "12"


def test_the_style_is_taken_from_what_tells_and_asked_for_where_nothing_does():
    told = planned("1,234\n98.5", start="3.1-cat-giam")
    assert (told.style, told.ask) == ("en", False)
    doubtful = planned("1.234", start="3.1-cat-giam")
    assert doubtful.ask
    assert doubtful.refused
    for style, texts in (("vn", ["1 234"]), ("en", ["1,234"])):
        plan = planned("1.234", start="3.1-cat-giam", style=style)
        assert where(plan) == {"3.1-cat-giam:current": texts}
        assert not plan.ask
    assert not planned("1.234\n567").ask, "whole numbers have one reading"


def test_pairs_and_shares_come_out_of_one_cell():
    plan = planned("1,204/1,250 hồ sơ = 96.3%", start="2.4-dung-han", style="en")
    assert where(plan) == {"2.4-dung-han:current": ["1.204", "1.250"]}
    assert "96,32" in plan.changes[0].new


def test_a_cell_with_line_breaks_is_one_cell():
    assert rows_in('x\t"dòng một\ndòng ""hai"""\ny\tz') == [
        ["x", 'dòng một dòng "hai"'], ["y", "z"],
    ]  # fmt: skip
    assert rows_in('màn hình 24"\t3') == [['màn hình 24"', "3"]]


@pytest.mark.parametrize(
    "text", ["", "\n\t\n", "1\n" * (MAX_ROWS + 1), "x" * 100_001, "\t" * 40 + "1"]
)
def test_no_block_or_too_large_a_one_is_refused(text):
    with pytest.raises(BadValue):
        rows_in(text)


def test_what_lies_outside_the_table_is_named():
    last = [line for line in lines_of(FORM) if line][-1].code
    plan = planned("1\n2", start=last)
    assert len(plan.changes) == 1
    assert "Dòng 2" in plan.outside[0]
    assert "bên phải" in planned("1\tghi chú\tthừa").outside[0]


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=12), st.sampled_from(ITEMS))
def test_any_block_is_planned_or_refused(rows, item):
    text = "\n".join("\t".join(row) for row in rows)
    try:
        plan = planned(text, start=item.code)
    except BadValue:
        return
    codes = [cell.code for cell in plan.placed]
    assert len(codes) == len(set(codes)), "no field twice"
