"""The Excel file of a report, saved by another program than Excel."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.reports.draft_values import read_field
from portal.reports.exchange.excel_writing import appendices_xlsx
from tests.reports.excel_steps import (
    FORM,
    OF,
    TASK,
    a_task,
    difference,
    filled,
    now_of,
    rewritten,
)

#: LibreOffice 7.4 opened the pre-filled workbook of ``before``, typed in it, inserted a line into
#: Phụ lục I, removed empty ones and the guide, and saved it as .xlsx.
WRITTEN = Path(__file__).parent / "written_by_libreoffice.xlsx"
COUNTS = [item.code for item in FORM.indicators if item.type == "count"]


def cell(code: str, *texts: str) -> dict[str, Any]:
    return {code: read_field(FORM, code, list(texts))}


def before() -> Any:
    second = {**a_task(name="Việc hai"), "position": 2}
    return filled({**cell(f"stat:{COUNTS[2]}:current", "12"), TASK: a_task(),
                   "task:00000000000b": second})  # fmt: skip


def test_what_was_typed_in_libreoffice_is_all_that_differs() -> None:
    read, found = difference(WRITTEN.read_bytes(), now_of(before()))
    assert (found.conflicts, found.refused, read.unmatched, read.duty_id) == ([], [], [], 7)
    share, percent, flag = OF["count_percent"], OF["percent"], OF["flag"]
    new = {change.cell.code: change.new for change in found.changes}
    assert "Việc chen giữa" in new.pop("task:000000000001")
    assert new.pop(share.field("current")) == "Số hồ sơ: 45; Tỷ lệ %: 90"
    assert new == {
        "cutoff": "15/11/2024",
        f"stat:{COUNTS[0]}:previous": "Không phát sinh",
        f"stat:{COUNTS[0]}:current": "1.234",
        f"stat:{COUNTS[1]}:current": "1.234",
        f"stat:{COUNTS[1]}:note": "0012",
        f"stat:{COUNTS[2]}:current": "15",
        percent.field("current"): "12,5%",
        flag.field("current"): "Có",
        OF["date"].field("previous"): "25/03/2024",
        OF["date"].field("current"): "05/03/2024",
    }


def _absolute(markup: str) -> str:
    return markup.replace('Target="worksheets', 'Target="/xl/worksheets')


def _prefixed(markup: str) -> str:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml'
    if main not in markup:
        return markup
    markup = re.sub(r"<(/?)(\w+)(?=[ >/])", r"<\1x:\2", markup)
    return markup.replace(main, main.replace("xmlns", "xmlns:x"))


def _strings_of_formulas(markup: str) -> str:
    inline = r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>'
    return re.sub(inline, r't="str"><f>T("")</f><v>\1</v>', markup)


def _shared_formulas(markup: str) -> str:
    return re.sub(r'<c r="(\w+)"><v>', r'<c r="\1"><f t="shared" si="0"/><v>', markup)


def _numbers_as_text(markup: str) -> str:
    return re.sub(
        r'<c r="(\w+)"><v>(\d{1,4})\.0</v>', r'<c r="\1" t="inlineStr"><is><t>\2</t></is>', markup
    )


def _wrong_dimension(markup: str) -> str:
    return markup.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')


def _parts_of_text(markup: str) -> str:
    parts = (
        r'<is><r><t xml:space="preserve">\1</t></r><r><rPr><b/></rPr><t xml:space="preserve">\2'
        r'</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>'
    )
    return re.sub(r"<is><t[^>]*>([^<])([^<]*)</t></is>", parts, markup)


def _blanks_at_the_end(markup: str) -> str:
    return re.sub(r'(<t xml:space="preserve">[^<]*)</t>', "\\1\u00a0 </t>", markup)


def _cells_without_a_name(markup: str) -> str:
    """Each cell stands after the one before it; blank ones are written as well."""

    def row(found: re.Match[str]) -> str:
        cells: list[str] = []
        for place, one in re.findall(r'<c r="([A-Z])\d+"(.*?</c>)', found[2]):
            cells += ["<c/>"] * (ord(place) - 65 - len(cells)) + [f"<c{one}"]
        return f"<row>{''.join(cells)}</row>"

    return re.sub(r"<row( [^>]*)>(.*?)</row>", row, markup, flags=re.DOTALL)


@pytest.mark.parametrize(
    "habit",
    [
        _absolute, _prefixed, _strings_of_formulas, _shared_formulas, _numbers_as_text,
        _wrong_dimension, _parts_of_text, _blanks_at_the_end, _cells_without_a_name,
    ],
)  # fmt: skip
def test_the_habits_of_other_writers_change_nothing(habit: Callable[[str], str]) -> None:
    """As WPS and small programs write: inline or computed strings, no styles, odd part names."""
    count, percent = OF["count"].field("current"), OF["percent"].field("current")
    made = filled({
        **cell(count, "1204"), **cell(percent, "12,5"), OF["count"].field("note"): "Ghi chú",
        "cutoff": "2024-11-15", TASK: a_task(),
    })  # fmt: skip
    plain, out, touched = rewritten(appendices_xlsx(made), lambda rows: rows), io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(plain)) as parts, zipfile.ZipFile(out, "w") as written:
        for name in parts.namelist():
            markup = parts.read(name).decode()
            touched |= habit(markup) != markup
            written.writestr(name, habit(markup))
    assert touched
    read, found = difference(out.getvalue(), now_of(made))
    assert (found.changes, found.conflicts, found.refused) == ([], [], [])
    assert (read.unmatched, read.new_tasks, read.duty_id) == ([], [], 7)
    assert found.unchanged == 50


def with_formulas(content: bytes, formula: str, habit: Callable[[str], str]) -> bytes:
    """Every number of the file as a formula, as a program leaves it that computes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w") as written:
        for name in parts.namelist():
            markup = re.sub(r"<v>[^<]*</v></c>", f"{formula}</c>", parts.read(name).decode())
            written.writestr(name, habit(markup))
    return out.getvalue()


@pytest.mark.parametrize("formula", ["<f>B1+1</f>", '<f t="shared" si="0"/>'])
@pytest.mark.parametrize("habit", [str, _absolute, _prefixed])
def test_a_formula_without_its_result_is_refused_at_its_row(
    formula: str, habit: Callable[[str], str]
) -> None:
    """It read as a blank, and taking it over would have emptied the cell."""
    count = OF["count"].field("current")
    made = filled({**cell(count, "1204"), "cutoff": "2024-11-15", TASK: a_task()})
    content = with_formulas(rewritten(appendices_xlsx(made), lambda rows: rows), formula, habit)
    read, found = difference(content, now_of(made))
    assert (found.changes, found.conflicts, read.unmatched) == ([], [], [])
    said = {row.cell.code: row.reason for row in found.refused}
    assert said.keys() == {count, "cutoff", TASK}
    assert all("tệp không lưu kết quả" in problem for problem in said.values())
    assert "Thời hạn" in said[TASK]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank() -> None:
    made = filled({**cell(OF["count"].field("current"), "1204")})
    plain = rewritten(appendices_xlsx(made), lambda rows: rows)
    content = with_formulas(plain, '<f>T("")</f><v></v>', lambda markup: markup)
    found = difference(content, now_of(made))[1]
    assert len(found.changes) == 1
    assert found.refused == []
