"""Automatic numbers and bullets of Word files as people make them."""

import pytest

from tests.documents.word.came_in import came_in, lines, said
from tests.documents.word.word_files import item, level, numbering, para, story

LISTS = numbering(
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)"),
    level(0, "decimal", "Điều %1.", start=3) + level(1, "decimal", "%1.%2.")
    + level(2, "decimal", "%1.%2.%3."),
    level(0, "decimalZero", "%1/") + level(1, "bullet", "-"),
    level(0, "upperRoman", "Phần %1") + level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
    instances='<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)  # fmt: skip


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        (
            [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)],
            ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."],
        ),
        ([(2, 0), (2, 1), (2, 1), (2, 2), (2, 0), (2, 1)],
         ["Điều 3.", "3.1.", "3.2.", "3.2.1.", "Điều 4.", "4.1."]),
        ([(2, 1)], ["3.1."]),
        ([(3, 0), (3, 0)], ["01/", "02/"]),
        ([(4, 0), (4, 0), (4, 1)], ["Phần I", "Phần II", "2.1"]),
        # another instance of the same list starts anew, and is carried on
        ([(1, 0), (9, 0), (9, 0), (1, 0)], ["I.", "V.", "VI.", "VII."]),
        ([(1, 0)] * 28, ["I.", "II.", "III."]),
        ([(1, 2)] * 28, ["a)", "b)", "c)"]),
    ],
)  # fmt: skip
def test_automatic_numbers_are_words_of_the_text(items, numbers):
    body = [item(f"mục {at}", number, depth) for at, (number, depth) in enumerate(items)]
    result = came_in(*body, numbering=LISTS)
    expected = [f"{number} mục {at}" for at, number in enumerate(numbers)]
    assert lines(result)[: len(expected)] == expected
    if len(items) == 28:
        assert lines(result)[27].startswith("XXVIII." if items[0][1] == 0 else "bb)")
    assert "đánh số tự động" in said(result)["numbers"].sentence


def test_numbers_by_style_get_headings_and_anchors():
    styles = story(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoan"/>'
        '<w:basedOn w:val="Muc"/></w:style>',
    )
    lists = numbering(
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:pStyle w:val="Khoan"/>')
    )
    result = came_in(
        para("MỤC ĐÍCH", settings='<w:pStyle w:val="Muc"/>'),
        para("Mục đích", settings='<w:pStyle w:val="Khoan"/>'),
        para("Không số", settings='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=styles, numbering=lists,
    )  # fmt: skip
    assert result.html == (
        '<h2 id="muc-i">I. MỤC ĐÍCH</h2><h3 id="muc-i-1">1. Mục đích</h3>'
        "<p><strong>Không số</strong></p>"
    )


def test_bullets_stay_a_list():
    bullets = numbering(level(0, "decimal", "%1.") + level(1, "bullet", "-")
                        + level(2, "bullet", "+"))  # fmt: skip
    result = came_in(
        item("Việc"), item("một", level=1), item("nhỏ", level=2), item("hai", level=1),
        item("Việc nữa"), numbering=bullets,
    )  # fmt: skip
    assert result.html == (
        '<p id="muc-1">1. Việc</p><ul><li>một<ul><li>nhỏ</li></ul></li><li>hai</li></ul>'
        '<p id="muc-2">2. Việc nữa</p>'
    )
