"""What Word, WPS and browsers put on the clipboard becomes safe, kept text; the rest is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.narrative.blocks import plain_text, tidy
from portal.reports.narrative.marks import marked, parsed, value_of
from portal.reports.narrative.pasted_html import cleaned
from portal.reports.narrative.shown_html import html_of
from portal.reports.rules import BadValue
from tests.reports.narrative.clipboard import CHROME, LIBREOFFICE, WORD, WPS
from tests.reports.narrative.test_marks import BLOCKS


def of(html):
    return marked(cleaned(html).blocks)


def test_word_paste():
    found = cleaned(WORD)
    assert marked(found.blocks) == (
        "**Kết quả đạt được**\n\n"
        "Ban hành **25** văn bản, trong đó *18 văn bản* đúng hạn[1].\n\n"
        "- Công tác chỉ đạo\n  - Kế hoạch\n- Tuyên truyền\n\n"
        "\\1. Mục đánh số của Word\n\n"
        "| Chỉ tiêu | Số lượng |\n| Hồ sơ | 1.204 |\n\n"
        "CO~2~ và m^2^\n\n"
        "[1] Theo Báo cáo số 15/BC."
    )
    said = " ".join(found.notes)
    assert "1 hình ảnh" in said
    assert "1 chú thích" in said
    assert "1 ghi chú bên lề" in said
    assert "Màu chữ" in said


def test_wps_paste():
    found = cleaned(WPS)
    assert marked(found.blocks) == "**Tồn tại**\n\n- Chậm *tiến độ*\n- Thiếu máy\n\nHết."
    assert found.notes == []


def test_libreoffice_paste():
    assert of(LIBREOFFICE) == (
        "Đoạn **đậm**\n\n- Một\n  1. Hai\n\n| A | B |\n|---|---|\n| 1 |  |\n|  | 2 |"
    )
    assert "Ô gộp" in cleaned(LIBREOFFICE).notes[0]


def test_what_the_editor_makes_while_somebody_types():
    assert of(CHROME) == "Dòng một\n\nDòng **hai**\n\nDòng ba & bốn"
    assert value_of(cleaned("<div>Dòng một</div><div>Dòng hai<br></div>").blocks) == (
        "Dòng một\nDòng hai"
    )


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ("<p>a<img src=x></p>", "1 hình ảnh"), ("<p>a<svg><g/></svg></p>", "1 hình ảnh"),
        ("<del>cũ</del> mới", "gạch ngang"), ("<p style='color:red'>a</p>", "Màu chữ"),
        ("<p>a<span style='display:none'>b</span></p>", "1 đoạn chữ ẩn"),
        ("<p>a <input value=b></p>", "ô nhập"), ("<math><mi>x</mi></math>", "1 công thức"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b<td>c</tr></table>", "Ô gộp"),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", "Bảng nằm"),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_said(html, note):
    assert any(note in line for line in cleaned(html).notes), cleaned(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Kết quả</p>", "<p style='color:windowtext'>a</p>", "<p><b>a</b><i>b</i></p>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>", "<h1>Đề mục</h1>", "<hr>",
    ],
)  # fmt: skip
def test_nothing_is_said_where_nothing_is_lost(html):
    assert cleaned(html).notes == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>a", "<p onclick=x>a</p>", "<p hx-get=/x>a</p>",
        "<a href='javascript:alert(1)'>a</a>", "<style>p{}</style>a", "<p>a<!--b--></p>",
        "<xml><o:p>x</o:p></xml>a", "<?xml version='1.0' encoding='utf-8'?><p>a</p>",
        "<iframe srcdoc='<p>b</p>'></iframe>a", "<p>\x00a\u202e</p>", "<template>b</template>a",
    ],
)  # fmt: skip
def test_only_the_words_remain_of_what_is_not_text(html):
    assert html_of(cleaned(html).blocks, classed=False) == "<p>a</p>"


def test_links_keep_their_address_and_continued_lists_their_numbers():
    assert of("<a href='https://a.vn/x'>Nghị định</a>") == "Nghị định (https://a.vn/x)"
    assert of("<ol start=3><li>Ba</li><li>Bốn</li></ol>") == "\\3. Ba\n\n\\4. Bốn"


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul", "table"])
def test_endless_nesting_is_refused_or_read(tag):
    html = f"<{tag}>" * 3000 + "đáy" + f"</{tag}>" * 3000
    try:
        text = plain_text(cleaned(html).blocks)
    except BadValue:
        return
    assert text == "đáy"


def test_too_large_is_refused():
    with pytest.raises(BadValue):
        cleaned("a" * 2_000_001)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_what_the_editor_shows_comes_back_the_same(blocks):
    """The page of a stored answer, sent back untouched, changes nothing."""
    once = cleaned(html_of(tidy(blocks), classed=False)).blocks
    assert cleaned(html_of(once, classed=False)).blocks == once
    assert cleaned(html_of(once)).blocks == once
    assert parsed(marked(once)) == once


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/abpultrdiv=' \"&;-!\n1"), max_size=80))
def test_any_html_is_read_and_is_stable(html):
    once = cleaned(html).blocks
    assert cleaned(html_of(once, classed=False)).blocks == once
