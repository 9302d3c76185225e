"""What a check finds in the paragraphs and tables of a text, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.annexes import missing_annexes
from portal.documents.blocks import Block, blocks_of
from portal.documents.citations import citation_faults, citations_in
from portal.documents.leftovers import leftovers
from portal.documents.numbering import numbering_breaks, roman_value, row_breaks


def paragraphs(*lines: str) -> list[Block]:
    return [Block(line) for line in lines]


def test_blocks_keep_the_order_the_anchors_and_the_numbers_of_lists():
    found = blocks_of(
        '<h2 id="muc-i">I. Mục đích</h2><p>Một<br>hai</p><ol start="3"><li>Ba</li><li>Bốn</li></ol>'
        "<table><tr><th>TT</th></tr><tr><td><p>a</p><p>b</p></td></tr></table><p>Cuối</p>"
    )
    assert [one.line for one in found.paragraphs] == [
        "I. Mục đích", "Một", "hai", "3. Ba", "4. Bốn", "Cuối",
    ]  # fmt: skip
    assert {one.anchor for one in found.paragraphs} == {"muc-i"}
    assert found.tables == (("muc-i", (("TT",), ("a b",))),)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["I. Mục đích", "III. Tổ chức"], ["“III” đứng sau “I”"]),
        (["I. Mục đích", "1. Một", "3. Ba"], ["“3” đứng sau “1”"]),
        (["I. Mục đích", "1. Một", "2. Hai", "2. Hai nữa"], ["“2” ghi hai lần"]),
        (["II. Nội dung", "1. Một", "2. Hai", "2.3. Ba"], ["“2.3” không có “2.2” đứng trước"]),
        (["V. Tổ chức", "5.1. Sở", "5.2. Thanh tra", "4. Đơn vị"], ["bắt đầu từ “4”"]),
        (["a) Một", "b) Hai", "d) Bốn"], ["“d” đứng sau “b”"]),
        (["a) Một", "b) Hai", "c) Ba", "d) Bốn", "đ) Năm", "e) Sáu", "g) Bảy"], []),
        (["I. Mục đích", "1. Một", "2. Hai", "II. Nội dung", "1. Một"], []),
        (["III. Đoàn", "3.1. Đoàn một", "3.2. Đoàn hai"], []),
        (["I. A", "II. B", "PHỤ LỤC", "I. Về tổ chức", "II. Về kết quả"], []),
        (["1. Mục đích", "1. Việc một", "2. Việc hai", "3. Việc ba"], []),
    ],
)
def test_numbers_of_clauses(lines, said):
    labels = [flag.label for flag in numbering_breaks(paragraphs(*lines))]
    assert [label.removeprefix("Số thứ tự không liền mạch: ") for label in labels] == said


def test_an_article_is_cited_where_there_is_none():
    cited = paragraphs("I. Tổ chức", "theo lịch (Mục IV, Điều 1) đã nêu")
    assert [flag.excerpt for flag in numbering_breaks(cited)] == ["Mục IV, Điều 1"]
    assert not numbering_breaks([*cited, Block("Điều 1. Ban hành")])


@given(st.integers(min_value=1, max_value=30))
def test_roman_numbers_in_their_order_are_never_pointed_out(count):
    romans = [one for one in _ROMANS if roman_value(one) <= count]
    assert numbering_breaks(paragraphs(*(f"{one}. Mục" for one in romans))) == []


_ROMANS = [
    ten + one
    for ten in ("", "X", "XX")
    for one in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
]


def test_a_row_number_stands_once_in_its_group():
    rows = [("II", "Kết quả"), ("6.1", "Cổng"), ("6.1", "Trang"), ("6.2", "Văn bản"), ("6.2", "")]
    assert [flag.label for flag in row_breaks(rows)] == ["Dòng số “6.1” ghi hai lần"]
    assert not row_breaks([("I", "A"), ("6.1", "Cổng"), ("II", "B"), ("6.1", "Trang")])


def test_citations_are_read_as_people_write_them():
    found = citations_in(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Quyết định số 2817 /QĐ-UBND ngày 25 "
        "tháng 12 năm 2023; tỷ lệ 3/4; Sở NN/PTNT"
    )
    assert [(one.number, one.kind, str(one.day)) for one in found] == [
        ("61/2018/NĐ-CP", "Nghị định", "2018-04-23"),
        ("2817/QĐ-UBND", "Quyết định", "2023-12-25"),
    ]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["Nghị quyết 01/NĐ-CP"], 1),
        (["Chỉ thị 26/CT-TTg ngày 05/9/2016", "Chỉ thị 27/CT-TTg ngày 05/9/2016"], 1),
        (["Quyết định 5/QĐ-UBND ngày 01/3/2024, Quyết định 5/QĐ-UBND ngày 02/3/2024"], 1),
        (["Quyết định 5/QĐ-UBND ngày 01/3/2024, Quyết định 6/QĐ-UBND ngày 01/3/2024"], 0),
        (["Nghị quyết số 01/NQ-CP ngày 05/01/2024", "Kế hoạch số 12/KH-UBND"], 0),
        (["Thông tư liên tịch số 01/2015/TTLT-BNV-BTC"], 0),
    ],
)
def test_citations_that_contradict_each_other(lines, wrong):
    assert len(citation_faults(lines)) == wrong


@pytest.mark.parametrize(
    ("lines", "attached", "missing"),
    [
        (["Chi tiết tại Phụ lục I", "theo Phụ lục II - Đề cương"], [], ["I", "II"]),
        (["Chi tiết tại Phụ lục I", "PHỤ LỤC I", "Danh sách"], [], []),
        (["Chi tiết tại Phụ lục I"], ["Phụ lục I: danh sách đơn vị.xlsx"], []),
        (["theo các Phụ lục 1, 2 dưới đây", "Phụ lục 2. Biểu số liệu"], [], ["1"]),
        (["báo cáo theo Đề cương, Phụ lục gửi kèm theo Kế hoạch này"], [], ["Đề cương"]),
        (["báo cáo theo Đề cương gửi kèm theo Kế hoạch này"], ["Đề cương báo cáo.docx"], []),
        (["Phụ lục kèm theo Quyết định số 5/QĐ-UBND"], [], []),
    ],
)
def test_annexes_that_are_named_and_absent(lines, attached, missing):
    found = missing_annexes(paragraphs(*lines), attached)
    assert len(found) == len(missing)
    for flag, name in zip(found, missing, strict=True):
        assert name in flag.label


def test_leftovers_of_typing_and_copying():
    text = blocks_of(
        "<p>yêu cầu của Trưởng Đoàn kiểm tra công vụ của.</p><p>Ntkc.12/2023</p>"
        "<p>Số: 220 /KH-UBND</p><p>Đạt &lt;b&gt;tốt&lt;/b&gt;</p><p>trong thời gian tiếp theo.</p>"
        "<table><tr><td>TT</td><td>Nội dung</td></tr><tr><td>1</td><td>A</td></tr>"
        "<tr><td>TT</td><td>Nội dung</td></tr><tr><td>2</td><td>B</td></tr></table>"
    )
    assert [(flag.kind, flag.excerpt[:30]) for flag in leftovers(text)] == [
        ("cut", "…yêu cầu của Trưởng Đoàn kiểm "),
        ("mark", "Ntkc.12/2023"),
        ("spaced", "Số: 220 /KH-UBND"),
        ("markup", "<b>"),
        ("markup", "</b>"),
        ("repeated_header", "TT · Nội dung"),
    ]
