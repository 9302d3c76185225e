"""A definition goes out to Excel and comes back the same; faults are told by sheet and line."""

import io
import json
import re
import zipfile
from copy import deepcopy
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from portal.documents.sheets import BadSheet
from portal.reports.form_making.diff_rules import differences
from portal.reports.form_making.excel_reading import read_definition_xlsx
from portal.reports.form_making.excel_writing import definition_xlsx
from portal.reports.form_making.part_rules import LEVELS, PARTS, Field, Part, put, rows
from portal.reports.form_making.row_rules import fresh
from portal.vietnamese import nfc
from tests.reports.form_making.factories import ROWS, shipped, small


def back(raw: dict[str, Any], base: dict[str, Any] | None = None) -> Any:
    return read_definition_xlsx(definition_xlsx(raw), base or raw, set())


Sheets = dict[str, list[list[Any]]]


def edited(raw: dict[str, Any], change: Any) -> bytes:
    """The file of ``raw`` after somebody changed it in another spreadsheet program."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(definition_xlsx(raw)))
    sheets: Sheets = {
        name: read.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in read.sheet_names
    }
    change(sheets)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(table):
                for column, value in enumerate(row):
                    sheet.write(line, column, value)
    return out.getvalue()


def cell(sheets: Sheets, sheet: str, at: str, value: Any) -> None:
    """Write “C4” of a sheet."""
    sheets[sheet][int(at[1:]) - 1][ord(at[0]) - ord("A")] = value


@pytest.mark.parametrize("province", ["son-la", "son-la-2026", "thai-nguyen"])
def test_the_shipped_form_comes_back_the_same(province: str) -> None:
    raw = shipped(province)
    read = back(raw)
    assert (read.faults, read.lacking) == ([], [])
    assert read.definition == raw


WORDS = (
    "Số", "hồ sơ", "đúng hạn", "=1+1", "-2", "+3", "@x", "a;b", "1|2", " | ", "<b>", "50%", "0",
    "“quá”", "'nháy", "1/2", "2.10", "Có", "#chung", "code", "ĐVSNCL", "nghĩa\u0303",
)  # fmt: skip
TEXT = (
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
    .map(lambda words: " ".join(nfc(" ".join(words)).split()))
    .filter(bool)
)
ANY_LEVELS = st.lists(st.sampled_from(list(LEVELS)), unique=True)


def _values(field: Field, part: Part, groups: list[str], rows: list[str]) -> Any:
    """Values that a field may have."""
    some: dict[str, Any] = {
        "text": TEXT if field.needed else st.one_of(st.just(""), TEXT),
        "whole": st.integers(1, 6),
        "lines": st.lists(TEXT, max_size=2),
        "codes": st.lists(st.sampled_from(rows), max_size=2),
        "levels": ANY_LEVELS,
        "choice": st.sampled_from(list(field.choices or {})) if field.choices else None,
        "code": st.sampled_from(groups if field.needed else ["", *groups]),
        "row": st.sampled_from(["", *rows]),
        "yes": st.booleans(),
    }
    short = field.key == "number"
    return some[field.kind].map(lambda text: text[:20].strip()) if short else some[field.kind]


@st.composite
def definitions(draw: Any) -> dict[str, Any]:
    """The small form with rows of its parts made anew; texts as hostile as people type them."""
    raw = small()
    codes = st.from_regex(r"\A[a-z0-9][a-z0-9.\-]{0,12}\Z")
    groups = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    indicators = draw(st.lists(codes, min_size=1, max_size=5, unique=True))
    made = {
        "de-cuong": draw(st.lists(codes, max_size=4, unique=True)),
        "nhom-nhiem-vu": draw(st.lists(codes, max_size=3, unique=True)),
        "nhom-chi-tieu": groups, "chi-tieu": indicators,
        "kiem-tra": draw(st.lists(codes, max_size=2, unique=True)),
    }  # fmt: skip
    for part in PARTS.values():
        new = []
        for code in made[part.code]:
            row = fresh(part, code)
            for field in part.fields:
                put(row, field, draw(_values(field, part, groups, indicators)))
            new.append(row)
        raw[part.path[0]][part.path[1]] = new
    raw["title"], raw["short_title"] = draw(TEXT), draw(TEXT)
    if day := draw(st.sampled_from(["", "31/12", "05/06"])):
        raw["cutoff_day"] = day
    if levels := draw(ANY_LEVELS):
        raw["meant_for"] = [one for one in LEVELS if one in levels]
    raw["years"][1]["label"] = f"{draw(TEXT)} {{year}}"[-60:]
    raw["tasks"]["columns"][1]["label"] = draw(TEXT)[:60].strip()
    raw["reassign"] = {
        level: takers
        for level, takers in draw(
            st.dictionaries(st.sampled_from(list(LEVELS)), ANY_LEVELS.filter(bool))
        ).items()
        for takers in [[one for one in LEVELS if one in takers]]
        if takers != [level]
    }
    return raw


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=definitions())
def test_any_definition_comes_back_the_same_over_itself_and_over_another(raw: Any) -> None:
    same = back(raw)
    assert (same.faults, same.definition) == ([], raw)
    other = back(raw, small())
    assert other.faults == []
    assert differences(raw, other.definition) == []


def test_a_new_row_without_code_gets_one_that_was_never_used() -> None:
    def change(sheets: Sheets) -> None:
        line = sheets["Chỉ tiêu"][3 + len(rows(small(), ROWS))]
        line[1:6] = ["", "Số cuộc họp", "i.1 | Kế hoạch", "Cuộc", "Số đếm"]

    read = read_definition_xlsx(edited(small(), change), small(), {"i.1-so-cuoc-hop"})
    assert read.faults == []
    row = rows(read.definition, ROWS)[-1]
    assert (row["code"], row["group"], row["type"], row["unit"]) == (
        "i.1-so-cuoc-hop-2", "i.1", "count", "Cuộc",
    )  # fmt: skip
    assert json.dumps(row)


@pytest.mark.parametrize(
    ("sheet", "at", "value", "line", "column", "why"),
    [
        ("Chỉ tiêu", "F5", "Kiểu lạ", 5, "Loại số liệu", "không có trong danh sách"),
        ("Chỉ tiêu", "C4", None, 4, "Tên chỉ tiêu", "không được để trống"),
        ("Chỉ tiêu", "K4", "Cấp trời", 4, "Cấp phải điền", "Không có cấp “Cấp trời”"),
        ("Chỉ tiêu", "A5", "i.1-nhiem-vu", 5, "Mã", "đã dùng ở dòng 4"),
        ("Chỉ tiêu", "A5", "Mã Mới", 5, "Mã", "chữ thường"),
        ("Chỉ tiêu", "C4", "x" * 501, 4, "Tên chỉ tiêu", "Dài quá"),
        ("Chỉ tiêu", "L4", "có lẽ", 4, "Chỉ điền nếu có", "Có hoặc Không"),
        ("Đề cương", "D4", "9", 4, "Bậc", "từ 1 đến 6"),
        ("Thông tin chung", "C4", "", 4, "Tên biểu mẫu", "không được để trống"),
    ],
)
def test_faults_name_sheet_line_and_reason(
    sheet: str, at: str, value: Any, line: int, column: str, why: str
) -> None:
    content = edited(small(), lambda sheets: cell(sheets, sheet, at, value))
    faults = read_definition_xlsx(content, small(), set()).faults
    assert [(one.sheet, one.line, one.column) for one in faults] == [(sheet, line, column)]
    assert why in faults[0].why


@pytest.mark.parametrize(("at", "column"), [("C4", "Tên chỉ tiêu"), ("A4", "Mã")])
def test_a_formula_without_its_result_is_a_fault_and_no_blank(at: str, column: str) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(definition_xlsx(small()))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in old.namelist():
            markup = old.read(part).decode()
            if part.endswith("sheet5.xml"):
                bare = f'<c r="{at}"><f>B1&amp;B2</f></c>'
                markup = re.sub(f'<c r="{at}".*?</c>', bare, markup)
            new.writestr(part, markup)
    faults = read_definition_xlsx(out.getvalue(), small(), set()).faults
    assert [(one.sheet, one.line, one.column) for one in faults] == [("Chỉ tiêu", 4, column)]
    assert "không lưu kết quả" in faults[0].why


def test_moved_columns_and_numbers_as_numbers_are_read() -> None:
    def change(sheets: Sheets) -> None:
        sheets["Chỉ tiêu"] = [[*row[:4], *row[5:], row[4]] for row in sheets["Chỉ tiêu"]]
        cell(sheets, "Chỉ tiêu", "B4", 7)
        cell(sheets, "Đề cương", "D4", 1)

    read = read_definition_xlsx(edited(small(), change), small(), set())
    assert read.faults == []
    wanted = deepcopy(small())
    wanted["statistics"]["indicators"][0]["number"] = "7"
    assert read.definition == wanted


def test_a_sheet_that_is_gone_leaves_its_part_as_it_was() -> None:
    read = read_definition_xlsx(
        edited(small(), lambda sheets: sheets.pop("Đề cương")), small(), set()
    )
    assert read.lacking == ["Đề cương"]
    assert read.definition == small()


def test_a_file_that_is_no_definition_is_refused() -> None:
    def clear(sheets: Sheets) -> None:
        for table in sheets.values():
            del table[1:2]

    def narrow(sheets: Sheets) -> None:
        sheets["Chỉ tiêu"] = [[*row[:5], *row[6:]] for row in sheets["Chỉ tiêu"]]

    for content in (edited(small(), clear), b"PK\x03\x04 nonsense", b""):
        with pytest.raises(BadSheet):
            read_definition_xlsx(content, small(), set())
    with pytest.raises(BadSheet, match="thiếu cột"):
        read_definition_xlsx(edited(small(), narrow), small(), set())
