"""Rich text is safe to print; Markdown shows raw HTML as text; plain text reads well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.markup import clean_html, markdown_html, text_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Kết <strong>quả</strong></p>", "<p>Kết <strong>quả</strong></p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<style>p{}</style>a", "a"),
        ('<p onclick="x()" style="color:red" class="c" id="x">a</p>', "<p>a</p>"),
        ('<p hx-get="/x" hx-trigger="load" data-hx-post="/y">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg><script>x</script></svg>", ""),
        ("<iframe src='/x'></iframe><form><input></form>", ""),
        ("<!-- hidden -->a", "a"),
        ('<td colspan="2" rowspan="999" scope="x">a</td>', "a"),
        (
            '<table><tbody><tr><td colspan="2" rowspan="999">a</td></tr></tbody></table>',
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
        ("a\x00b\u202ec", "abc"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_clean_html(typed, kept):
    assert clean_html(typed) == kept


def test_links_out_are_kept_and_guarded():
    cleaned = clean_html('<a href="https://sonla.gov.vn" target="_blank">a</a>')
    assert cleaned == '<a href="https://sonla.gov.vn" rel="noopener noreferrer">a</a>'


@pytest.mark.parametrize(
    ("anchor", "kept"), [("muc-ii-2-a", True), ("Mục 1", False), ("a b", False), ("-", False)]
)
def test_only_plain_anchors_are_kept(anchor, kept):
    cleaned = clean_html(f'<h2 id="{anchor}">a</h2>', keep_anchors=True)
    assert ("id=" in cleaned) is kept
    assert "id=" not in clean_html(f'<h2 id="{anchor}">a</h2>')


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    once = clean_html(typed)
    assert clean_html(once) == once
    assert "<script" not in once.lower()


def test_markdown():
    page = markdown_html("# Giới thiệu\n\n## Đề cương\n\n| A | B |\n|--|--:|\n| 1 | 2 |\n\n- một")
    assert '<h2 id="gioi-thieu">Giới thiệu</h2>' in page
    assert '<h2 id="de-cuong">Đề cương</h2>' in page
    assert "<td>2</td>" in page
    assert "style=" not in page
    assert "<li>một</li>" in page


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("![sơ đồ](/static/so-do.png)", '<img src="/static/so-do.png" alt="sơ đồ">'),
        ("## 中文", '<h2 id="muc">中文</h2>'),
    ],
)
def test_markdown_is_safe(typed, shown):
    assert shown in markdown_html(typed)


def test_markdown_anchors_are_unique():
    page = markdown_html("## Lưu ý\n\n## Lưu ý")
    assert page.count('id="luu-y"') == 1
    assert page.count("<h2 id=") == 2


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>Hai <b>ba</b>&amp;bốn</p>", "Một\nHai ba&bốn"),
        ("a<br>b", "a\nb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"),
        ("<p>a\n  b</p><script>x</script>", "a b"),
        ("", ""),
        ("<p>a", "a"),
    ],
)
def test_text_of(html, text):
    assert text_of(html) == text
