"""Rich text becomes Word blocks, and blocks become Word."""

import pytest

from portal.documents.word.blocks import (
    HeadingBlock,
    PageBreak,
    Run,
    TableBlock,
    TextBlock,
    blocks_from_html,
    text_block,
    write_blocks,
)
from portal.documents.word.layout import new_document


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h2>I. MỤC ĐÍCH</h2>", (HeadingBlock("I. MỤC ĐÍCH", 1),)),
        ("<h4>a) <em>Chung</em></h4>", (HeadingBlock("a) Chung", 3),)),
        (
            "<p>một <strong>hai <em>ba</em></strong> bốn</p>",
            (TextBlock((Run("một "), Run("hai ", True), Run("ba", True, True), Run(" bốn"))),),
        ),
        ("<p>a<br>b</p>", (TextBlock((Run("a"), Run("\n"), Run("b"))),)),
        ("trần<p>b</p>sau", (text_block("trần"), text_block("b"), text_block("sau"))),
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>",
            (
                TextBlock((Run("- "), Run("a"))),
                TextBlock((Run("- "), Run("b"))),
                TextBlock((Run("1. "), Run("c"))),
            ),
        ),
        (
            '<table><tr><th>A</th><th>B</th></tr><tr><td colspan="2">x</td></tr>'
            "<tr><td>y</td></tr></table>",
            (TableBlock(("A", "B"), (("x", ""), ("y", ""))),),
        ),
        ("<script>x</script><p> </p>", ()),
        ("", ()),
    ],
)
def test_blocks_from_html(html, blocks):
    assert blocks_from_html(html) == blocks


def test_blocks_are_written():
    document = new_document()
    write_blocks(
        document,
        [
            HeadingBlock("I. A", 1),
            TextBlock((Run("Điều 1. ", bold=True), Run("Ban hành"))),
            TableBlock(("TT", "Đơn vị"), (("1", "Sở Nội vụ & <x>"),), (1, 4)),
            PageBreak(),
        ],
    )
    assert document.paragraphs[0].style.name == "Heading 1"
    assert [run.bold for run in document.paragraphs[1].runs] == [True, False]
    table = document.tables[0]
    assert table.cell(1, 1).text == "Sở Nội vụ & <x>"
    assert table.columns[1].width == pytest.approx(4 * table.columns[0].width, rel=0.01)
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:type="page"' in document.paragraphs[-1]._p.xml


def test_a_row_of_the_wrong_length_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        write_blocks(new_document(), [TableBlock(("a", "b"), (("1",),))])
