"""Links of a page wherever it lies."""

import pytest

from portal.site.links import prefixed_links, relative_links


@pytest.mark.parametrize(
    ("page", "link", "expected"),
    [
        ("/", "/", "index.html"),
        ("/", "/ke-hoach/", "ke-hoach/index.html"),
        ("/ke-hoach/2026/a/", "/", "../../../index.html"),
        ("/ke-hoach/2026/a/", "/static/x.css", "../../../static/x.css"),
        ("/ke-hoach/", "/ke-hoach/#muc-i", "index.html#muc-i"),
        ("/ke-hoach/", "#muc-i", "#muc-i"),
        ("/trang/a/", "../lien-he/", "../lien-he/index.html"),
        ("/404.html", "/don-vi/", "don-vi/index.html"),
        ("/", "https://example.vn/a/?b=1", "https://example.vn/a/?b=1"),
        ("/", "//example.vn/a/", "//example.vn/a/"),
        ("/", "mailto:a@example.vn", "mailto:a@example.vn"),
    ],
)
def test_frozen_links_are_relative_and_name_the_file(page: str, link: str, expected: str) -> None:
    assert relative_links(f'<a class="x" href="{link}">a</a>', page) == (
        f'<a class="x" href="{expected}">a</a>'
    )


def test_text_that_looks_like_a_link_is_left_alone() -> None:
    text = '<p>href="/a/" &lt;a href="/b/"&gt;</p>'
    assert relative_links(text, "/x/") == text


def test_a_prefix_is_put_once() -> None:
    html = '<a href="/a/">a</a><img src="/cchc/b.svg" alt=""><a href="//x/">x</a>'
    assert prefixed_links(html, "/cchc") == (
        '<a href="/cchc/a/">a</a><img src="/cchc/b.svg" alt=""><a href="//x/">x</a>'
    )
    assert prefixed_links(html, "") == html
