"""Text, lists, tables and bold of the outline survive Word; any text comes back as it is."""

import re
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.reports.draft_values import read_field
from portal.reports.exchange.outline_texts import own_lines, same_line
from portal.reports.exchange.word_writing import outline_docx
from portal.reports.narrative.blocks import LOOKS, Grid, Item, Listing, Paragraph, Piece, tidy
from portal.reports.narrative.marks import value_of
from portal.vietnamese import has_control, looks_legacy, nfc
from tests.reports.word_steps import (
    FIRST,
    FORM,
    LIST,
    SECOND,
    control,
    difference,
    edited,
    filled,
    without_controls,
)


def test_lists_tables_and_bold_are_kept_as_the_field_keeps_them():
    made = filled({})

    def write(document):
        content = control(document, FIRST)
        for paragraph in list(content):
            content.remove(paragraph)
        for text in ("Một", "Hai"):
            paragraph = document.add_paragraph(text, style="List Bullet")
            content.append(paragraph._p)
        mixed = document.add_paragraph("Việc ")
        mixed.add_run("quan trọng").bold = True
        content.append(mixed._p)
        table = document.add_table(rows=1, cols=2)
        for cell, text in zip(table.rows[0].cells, ("Phòng", "Biên chế"), strict=True):
            cell.text = text
        content.append(table._tbl)

    read, found = difference(edited(outline_docx(made), write), made)
    [change] = found.changes
    assert change.new == "- Một\n- Hai\nViệc quan trọng\nPhòng | Biên chế"
    value = read_field(FORM, FIRST.field, change.cell.payload)
    assert value == {"marked": "- Một\n- Hai\n\nViệc **quan trọng**\n\n| Phòng | Biên chế |"}
    assert read.notes == []
    again = filled({FIRST.field: value})
    for file in (outline_docx(again), edited(outline_docx(again), without_controls)):
        assert difference(file, again)[1].changes == []


def test_a_change_of_looks_alone_is_said_to_be_one():
    made = filled({FIRST.field: "Đoạn quan trọng"})

    def embolden(document):
        for run in control(document, FIRST).iter(qn("w:r")):
            docx.text.run.Run(run, document).bold = True

    _, found = difference(edited(outline_docx(made), embolden), made)
    assert [change.old == change.new for change in found.looks] == [True]
    assert (found.changes, "chỉ khác định dạng" in found.looks[0].doubt) == ([], True)


@pytest.mark.parametrize(
    "pasted",
    [
        "<tr><th>Đơn vị</th><th>Số</th></tr><tr><td>A</td><td>1</td></tr>",
        "<tr><th><b>Đơn</b><br>vị</th><th></th></tr><tr><td></td><td>1</td></tr>",
        "<tr><td><b>A<br>B</b></td><td>- 1</td></tr><tr><td>m<sup>2<br>x</sup></td><td></td></tr>",
    ],
)
def test_a_pasted_table_that_nobody_touched_is_no_difference(pasted):
    value = read_field(FORM, FIRST.field, [f"<p>Bảng:</p><table>{pasted}</table>", "html"])
    made = filled({FIRST.field: value})
    read, found = difference(outline_docx(made), made)
    assert (found.changes, found.looks, found.refused, read.outside) == ([], [], [], [])


@pytest.mark.parametrize("headed", [False, True])
def test_a_first_row_in_bold_is_a_head_only_if_it_was_one(headed):
    """Word tells which row it repeats; a bold row of figures is none (found by the campaign)."""
    bold, plain = (Piece("Đơn vị", frozenset({"bold"})),), (Piece("Sở Tư pháp"),)
    grid = Grid(((bold, bold), (plain, plain)), headed)
    made = filled({SECOND.field: value_of((grid,))})
    read, found = difference(outline_docx(made), made)
    assert (found.changes, found.looks, found.refused, read.outside) == ([], [], [], [])


_OWN = own_lines(FORM)
#: Vietnamese alone: odd letters together look like an old encoding, which is converted.
_letters = st.sampled_from(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệốồổỗộAĐÊÔƯ0123456789 .,-()/%“”*_|~"
)
_line = st.text(_letters, min_size=1, max_size=50).map(lambda text: nfc(" ".join(text.split())))
_lines = _line.filter(
    lambda line: line and not has_control(line) and not looks_legacy(line)
    and same_line(line) not in _OWN and same_line(line)
)  # fmt: skip
_texts = st.lists(_lines, max_size=5).map("\n".join)
_looks = st.frozensets(st.sampled_from(LOOKS[:3]), max_size=2)
_pieces = st.lists(st.tuples(_lines, _looks), min_size=1, max_size=3).map(
    lambda parts: tuple(Piece(f"{text} ", looks) for text, looks in parts)
)
_rich = st.lists(st.one_of(
    _pieces.map(Paragraph),
    st.lists(_pieces, min_size=1, max_size=3).map(
        lambda items: Listing(tuple(Item(item) for item in items))
    ),
    st.lists(st.tuples(_pieces, _pieces), min_size=1, max_size=2).map(
        lambda rows: Grid(tuple(rows), headed=len(rows[0][0]) > 1)
    ),
), max_size=3).map(tidy)  # fmt: skip


@settings(
    max_examples=8, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(_texts, _rich, st.lists(st.tuples(_lines, _texts), max_size=3))
def test_any_text_comes_back_as_it_is(text, blocks, items):
    form = replace(FORM, sections=(FIRST, SECOND, LIST))
    values = {
        FIRST.field: read_field(form, FIRST.field, [text]),
        SECOND.field: value_of(blocks),
    }
    rows = [{"text": text, "cause": cause} for text, cause in items]
    values[LIST.field] = read_field(form, LIST.field, rows)
    made = filled({code: value for code, value in values.items() if value}, form)
    read, found = difference(outline_docx(made), made)
    assert (found.changes, found.looks, found.refused, read.outside) == ([], [], [], [])
    assert found.unchanged == 3
    assert not re.search(r"\[\[cchc", "".join(map(str, read.cells)))
