"""Anchors, contents and citations of a published text."""

import re

import pytest

from portal.site.body import boxed_tables, citation, free_ids, laid_out

NAME = "Kế hoạch số 01/KH-UBND"


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        ("muc-ii", "mục II"),
        ("muc-ii-2-a", "điểm a khoản 2 mục II"),
        ("muc-ii-2-dd", "điểm đ khoản 2 mục II"),
        ("muc-ii-2-i", "điểm i khoản 2 mục II"),
        ("muc-ii-1-1", "khoản 1.1 mục II"),
        ("muc-2-a", "điểm a khoản 2"),
        ("dieu-3-2-a", "điểm a khoản 2 Điều 3"),
        ("phan-a-muc-i-2", "khoản 2 mục I phần A"),
        ("chuong-i", "chương I"),
        ("phu-luc-ii", "Phụ lục II"),
    ],
)
def test_a_numbered_clause_is_cited_as_officials_do(anchor: str, said: str) -> None:
    assert citation(anchor, "tiêu đề", NAME) == f"{said} {NAME}"


@pytest.mark.parametrize("anchor", ["muc-dich-yeu-cau", "i-muc-dich", "a", "thanh-phan", "muc"])
def test_other_anchors_are_cited_by_their_heading(anchor: str) -> None:
    if anchor == "a":
        assert citation(anchor, "a) Tự kiểm tra", NAME) == f"điểm a {NAME}"
    else:
        assert citation(anchor, "I. Mục đích", NAME) == f"I. Mục đích ({NAME})"


def test_headings_follow_one_another_without_a_gap_and_close_as_they_open() -> None:
    body = (
        '<h2 id="muc-i">I.</h2><h4 id="muc-i-a">a)</h4><h4 id="muc-i-b">b)</h4>'
        '<h2 id="muc-ii">II.</h2><h3 id="muc-ii-1">1.</h3><h4 id="muc-ii-1-a">a)</h4>'
    )
    text = laid_out(body, NAME)
    levels = [int(one) for one in re.findall(r"<h(\d)", text.html)]
    assert levels == [3, 4, 4, 3, 4, 5]
    assert re.findall(r"</h(\d)", text.html) == [str(one) for one in levels]
    assert [one["level"] for one in text.contents] == [1, 2, 2, 1, 2, 3]


def test_each_clause_gets_a_permalink_that_says_its_citation() -> None:
    text = laid_out('<p id="muc-i-1-a">a) Các sở &amp; ngành.</p><p>Không đánh số.</p>', NAME)
    assert 'href="#muc-i-1-a"' in text.html
    assert f"Liên kết: điểm a khoản 1 mục I {NAME}" in text.html
    assert text.html.count("site-anchor") == 1
    assert text.contents == []


def test_contents_are_plain_text() -> None:
    text = laid_out('<h2 id="muc-i"><strong>I.</strong> Kinh phí &lt;b&gt;</h2>', NAME)
    assert text.contents[0]["text"] == "I. Kinh phí <b>"


def test_tables_scroll_by_themselves_and_frame_ids_stay_free() -> None:
    assert boxed_tables("<table><tr></tr></table>").count("</div>") == 1
    assert 'id="noi-dung"' not in free_ids('<h2 id="noi-dung">Nội dung</h2>')
    assert 'id="noi-dung-2"' in free_ids('<h2 id="noi-dung-2">Nội dung</h2>')


def test_a_text_with_anchors_of_words_is_cited_by_its_numbers() -> None:
    body = (
        '<h2 id="i-muc-dich">I. Mục đích</h2><h2 id="ii-cach">II. Cách tiến hành</h2>'
        '<h3 id="5-cach">5. Cách thức</h3><h4 id="a-tu">a) Tự kiểm tra</h4>'
        '<h4 id="a-khac">a) Việc khác</h4><h3 id="ghi-chu">Ghi chú</h3>'
    )
    text = laid_out(body, NAME)
    assert re.findall(r'title="([^"]+)"', text.html) == [
        f"mục I {NAME}",
        f"mục II {NAME}",
        f"khoản 5 mục II {NAME}",
        f"điểm a khoản 5 mục II {NAME}",
        f"a) Việc khác ({NAME})",  # a second “a)” at one place: its number names no one clause
        f"Ghi chú ({NAME})",
    ]


def test_a_heading_is_named_by_its_own_words_for_screen_readers() -> None:
    text = laid_out(
        '<h2 id="muc-i"><strong>I.</strong> Kinh phí &lt;b&gt;</h2><p id="a">a)</p>', NAME
    )
    assert '<h3 id="muc-i" aria-label="I. Kinh phí &lt;b&gt;">' in text.html
    assert '<p id="a">' in text.html
