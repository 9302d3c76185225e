"""Tables of Word files as people make them: merged cells, tables cut by pages."""

import pytest

from tests.documents.word.came_in import came_in, lines, said
from tests.documents.word.word_files import (
    cell,
    para,
    row,
    table,
)


def test_merged_cells_keep_their_spans():
    down = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    result = came_in(
        table(
            row(cell("STT", settings=down[0]), cell("Kết quả", settings='<w:gridSpan w:val="2"/>')),
            row(cell("", settings=down[1]), "2023", "2024"),
            row("1", cell("gộp", settings='<w:hMerge w:val="restart"/>'),
                cell("", settings="<w:hMerge/>")),
            row("lệch", settings='<w:gridBefore w:val="2"/>'),
        )
    )  # fmt: skip
    assert result.html == (
        '<table><tbody><tr><td rowspan="2"><p>STT</p></td><td colspan="2"><p>Kết quả</p></td></tr>'
        "<tr><td><p>2023</p></td><td><p>2024</p></td></tr>"
        '<tr><td><p>1</p></td><td colspan="2"><p>gộp</p></td></tr>'
        '<tr><td colspan="2"></td><td><p>lệch</p></td></tr></tbody></table>'
    )


def test_a_long_merge_stays_within_what_the_page_can_say():
    down = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [row(cell("đầu", settings=down[0]), "0")]
    rows += [row(cell("", settings=down[1]), str(at)) for at in range(1, 120)]
    html = came_in(table(*rows)).html
    assert 'rowspan="99"' in html
    assert 'rowspan="21"' in html


def test_words_under_a_merged_cell_are_said():
    down = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    result = came_in(table(row(cell("trên", settings=down[0]), "a"),
                           row(cell("khuất", settings=down[1]), "b")))  # fmt: skip
    assert said(result)["covered"].texts == ("khuất",)


HEAD = row("STT", "Chỉ tiêu", "Kết quả", ""), row("", "", "2023", "2024")


@pytest.mark.parametrize(
    "cut",
    [
        (table(*HEAD, row("1", "a", "", ""), *HEAD, row("2", "b", "", "")),),
        (
            table(*HEAD, row("1", "a", "", "")),
            para('<w:r><w:br w:type="page"/></w:r>'),
            table(*HEAD, row("2", "b", "", "")),
        ),
        (table(*HEAD, row("1", "a", "", "")), table(*HEAD, row("2", "b", "", ""))),
    ],
    ids=["one table", "two tables", "two tables without a break"],
)
def test_a_table_cut_by_pages_is_one_table_again(cut):
    result = came_in(*cut, para("Sau bảng"))
    assert result.html.count("<table>") == 1
    assert result.html.count("<tr>") == 4
    assert lines(result).count("Chỉ tiêu") == 1
    assert lines(result)[-3:] == ["2", "b", "Sau bảng"]
    assert "2 dòng tiêu đề" in said(result)["header_rows"].sentence


def test_tables_of_different_heads_stay_apart():
    result = came_in(
        table(row("STT", "Tên"), row("1", "a")), para(""), table(row("STT", "Việc"), row("1", "b")),
        para(""), table(row("1", "2"), row("1", "2"), row("1", "2")),
    )  # fmt: skip
    assert result.html.count("<table>") == 3
    assert result.html.count("<tr>") == 7
    assert "joined" not in said(result)
