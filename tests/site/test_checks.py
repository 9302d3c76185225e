"""What keeps a build from being shown."""

from pathlib import Path

import pytest

from portal.site.freezing.checks import Rules, problems, problems_in


def found_in(site: Path, **texts: str) -> list[str]:
    """Problems of a site of a few pages, named ``a`` for a.html."""
    entries = []
    for name, text in texts.items():
        (site / f"{name}.html").write_text(text, encoding="utf-8")
        entries.append(f"{name}.html")
    return list(problems(site, entries, entries, False, ("/du/lieu/rieng",)))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('<a href="b.html">', "liên kết hỏng: b.html"),
        ('<img src="b.png">', "liên kết hỏng: b.png"),
        ('<a href="/a.html">', "liên kết từ gốc"),
        ('<a href="a.html?trang=2">', "dấu hỏi"),
        ('<a href="?trang=2">', "dấu hỏi"),
        ('<a href="#khong">', "không có chỗ #khong"),
        ('<input name="csrf_token">', "csrf_token"),
        ("<p>/lam-viec/don-vi/</p>", "/lam-viec/"),
        ("<p>/du/lieu/rieng/files</p>", "/du/lieu/rieng"),
    ],
)
def test_a_bad_page_is_named_with_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    found = found_in(tmp_path, a=text)
    assert len(found) == 1
    assert found[0].startswith("a.html")
    assert complaint in found[0]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="a.html">',
        '<a href="./a.html#x">',
        '<p id="x"></p><a href="#x">',
        '<a href="https://example.vn/?a=1">',
        '<a href="mailto:a@example.vn">',
    ],
)
def test_a_good_page_passes(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, a=text) == []


def test_files_too_many_and_too_few_are_named(tmp_path: Path) -> None:
    (tmp_path / "thua.html").write_text("")
    found = list(problems(tmp_path, ["thieu.txt", "thieu2.png"], [], False, ()))
    assert found == ["Tệp thiếu: thieu.txt", "Tệp thiếu: thieu2.png", "Tệp thừa: thua.html"]


def test_when_a_page_is_gone_links_of_unchanged_pages_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html">')
    assert list(problems(tmp_path, ["a.html"], [], False, ())) == []
    assert list(problems(tmp_path, ["a.html"], [], True, ())) == ["a.html: liên kết hỏng: b.html"]


def test_styles_name_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@font-face{src:url('f.woff2')} b{background:url(data:x)}")
    found = list(problems(tmp_path, ["a.css"], ["a.css"], False, ()))
    assert found == ["a.css dùng tệp không có: f.woff2"]


@pytest.mark.parametrize(
    ("target", "link"),
    [("/khong/", "../khong/index.html"), ("#khong", "#khong"), ("/a/?b=1", "../a/?b=1")],
)
def test_targets_known_from_rewriting_are_looked_at(target: str, link: str) -> None:
    rules = Rules(frozenset(("a/index.html", "b/index.html")))
    page = f'<p id="x"><a href="../b/index.html">b</a><a href="{link}">?</a>'.encode()
    good = {"/b/", "/a/#y", "#x", "https://example.vn/"}
    assert problems_in("a/index.html", page, rules, good) == []
    found = problems_in("a/index.html", page, rules, {*good, target})
    assert len(found) == 1
    assert link in found[0]
