"""The outline as a Word file and back: no difference, no word lost, whoever saved the file."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.documents.word.package import UnreadableWord
from portal.reports.draft_values import read_field
from portal.reports.exchange.comparing import Now, compare
from portal.reports.exchange.filled import Filled
from portal.reports.exchange.outline_texts import own_lines, same_line
from portal.reports.exchange.word_reading import read_outline
from portal.reports.exchange.word_writing import outline_docx
from portal.reports.form_version import applicable
from portal.reports.narrative.blocks import LOOKS, Grid, Item, Listing, Paragraph, Piece, tidy
from portal.reports.narrative.marks import value_of
from portal.reports.queries import StoredField
from portal.reports.rules import as_json, labels_of
from portal.vietnamese import has_control, looks_legacy, nfc
from tests.reports import factories
from tests.reports.exchange_files import outline

AT = datetime(2026, 3, 5, tzinfo=UTC)
FORM = applicable(factories.definition("son-la-2026"), "province")
TITLE, UNIT = "Báo cáo năm 2024", "Sở Công Thương"
FIRST, SECOND = [one for one in FORM.answered_sections if one.kind == "narrative"][:2]
LIST = next(section for section in FORM.answered_sections if section.kind == "shortcomings")
VALUES: dict[str, Any] = {
    FIRST.field: "Sở có 05 phòng.\n- Văn phòng\n- Thanh tra\n1. Một việc\nKết thúc.",
    SECOND.field: "Được quan tâm.",
    LIST.field: [
        {"text": "Chậm ban hành\nkế hoạch", "cause": "Thiếu người"},
        {"text": "Chưa kiểm tra", "cause": "", "remedy": "Lập kế hoạch", "by_when": "quý I"},
    ],
}


def filled(values: dict[str, Any], form: Any = FORM) -> Filled:
    fields = {
        code: StoredField(code, as_json(value), version, AT, "Lan")
        for version, (code, value) in enumerate(values.items(), start=1)
    }
    return Filled(7, TITLE, UNIT, 2024, form, fields, dict(values), {})


def now_of(made: Filled) -> dict[str, Now]:
    return {code: Now(made.values.get(code), field.version, field.updated_by)
            for code, field in made.fields.items()}  # fmt: skip


def difference(content: bytes, made: Filled, duty_id: int = 7):
    read = read_outline(content, made.definition, duty_id, (TITLE, UNIT))
    return read, compare(
        made.definition, read.cells, now_of(made), {}, labels_of(made.definition, 2024)
    )


def edited(content: bytes, change: Any) -> bytes:
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def control(document: Any, section: Any) -> Any:
    """The content of a section's control."""
    for found in document.element.body.iter(qn("w:sdt")):
        tag = found.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if tag.startswith(f"{section.code}@"):
            return found.find(qn("w:sdtContent"))
    raise AssertionError(section.code)


def without_controls(document: Any) -> None:
    """What LibreOffice leaves of a file: the paragraphs, their bookmarks, no controls."""
    for found in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(found.find(qn("w:sdtContent"))):
            found.addprevious(child)
        found.getparent().remove(found)


def add(content: Any, text: str, document: Any) -> None:
    """A new paragraph at the end of a control."""
    paragraph = document.add_paragraph(text)._p
    content.append(paragraph)


def test_the_file_that_comes_back_as_it_went_changes_nothing():
    made = filled(VALUES)
    content = outline_docx(made)
    assert content == outline_docx(made)
    for file in (
        content,
        edited(content, lambda document: None),
        edited(content, without_controls),
    ):
        read, found = difference(file, made)
        assert (found.changes, found.looks, found.conflicts, found.refused) == ([], [], [], [])
        assert (read.outside, read.notes, read.foreign) == ([], [], False)
        versions = {cell.code: cell.seen for cell in read.cells}
        assert [versions[code] for code in VALUES] == [1, 2, 3]
    assert len(read.by_heading) >= len(VALUES)


def test_each_control_carries_the_code_of_its_section():
    document = docx.Document(io.BytesIO(outline_docx(filled({}))))
    tags = [tag.get(qn("w:val")) for tag in document.element.body.iter(qn("w:tag"))]
    assert [tag.split("@")[0] for tag in tags] == [one.code for one in FORM.answered_sections]
    prompts = [prompt for one in FORM.answered_sections for prompt in one.prompts]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(prompt in text for prompt in prompts)


def test_what_was_written_in_a_section_is_its_change_and_the_rest_is_kept_outside():
    made = filled(VALUES)

    def write(document):
        content = control(document, FIRST)
        add(content, "Bổ sung một đoạn.", document)
        document.add_paragraph("Đoạn viết ngoài khung.")
        document.add_paragraph("Dòng thứ hai.")

    read, found = difference(edited(outline_docx(made), write), made)
    [change] = found.changes
    assert change.cell.code == FIRST.field
    assert change.new.endswith("Kết thúc.\nBổ sung một đoạn.")
    assert [one.text for one in read.outside] == ["Đoạn viết ngoài khung.\nDòng thứ hai."]
    assert read.outside[0].near


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


def test_rows_of_a_list_section_are_its_items():
    made = filled(VALUES)

    def write(document):
        rows = list(control(document, LIST).iter(qn("w:tr")))
        cells = rows[3].findall(qn("w:tc"))
        for cell, text in zip(cells, ("Hồ sơ quá hạn", "Phần mềm lỗi"), strict=False):
            paragraph = docx.text.paragraph.Paragraph(cell.find(qn("w:p")), document)
            paragraph.add_run(text)

    _, found = difference(edited(outline_docx(made), write), made)
    [change] = found.changes
    assert change.cell.payload[-4:] == ["Hồ sơ quá hạn", "Phần mềm lỗi", "", ""]
    assert "Lập kế hoạch" in change.cell.payload


def test_two_people_a_section_is_a_conflict_and_an_untouched_one_stays():
    made = filled(VALUES)
    content = edited(
        outline_docx(made), lambda document: add(control(document, FIRST), "Thêm", document)
    )
    read = read_outline(content, FORM, 7, (TITLE, UNIT))
    later = {FIRST.field: Now("Chị Hoa viết", 9, "Hoa"), SECOND.field: Now("Mới", 9, "Hoa")}
    found = compare(FORM, read.cells, {**now_of(made), **later}, VALUES, labels_of(FORM))
    assert [(one.cell.code, one.old, one.by) for one in found.conflicts] == [
        (FIRST.field, "Chị Hoa viết", "Hoa")
    ]
    assert (found.changes, len(found.kept)) == ([], 1)


def test_a_file_of_another_report_is_read_without_its_versions():
    made = filled(VALUES)
    read, _ = difference(outline_docx(made), made, duty_id=8)
    assert read.foreign
    assert {cell.seen for cell in read.cells} == {None}


def test_a_file_without_any_section_is_refused_with_advice():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(UnreadableWord, match="không có phần nào"):
        read_outline(out.getvalue(), FORM, 7)
    with pytest.raises(UnreadableWord):
        read_outline(b"PK\x03\x04 damaged", FORM, 7)
    with pytest.raises(UnreadableWord, match="không có phần nào"):
        read_outline(outline(tag="khong-co@1-1"), FORM, 7)


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
