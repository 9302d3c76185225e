"""The user guides: short, reached from the index, and true to the words on the screens."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from portal.config import ROOT
from portal.documents.markup import markdown_html
from portal.site.rendering import IN_FOOTER

GUIDES = sorted((ROOT / "content" / "pages").glob("huong-dan-*.md"))
PROVINCES = sorted((ROOT / "content" / "provinces").iterdir())
BOLD = re.compile(r"^(\s*- |\d\. )?\*\*([^*\n]+)\*\*([:.]?)|\*\*([^*\n]+)\*\*", re.MULTILINE)
#: Said of things, not shown: emphasis, and persons.
SPOKEN = {"0", "kps", "kad", "đăng", "một lần", "biên nhận", "Thành viên", "Thư ký", "Trưởng đoàn"}


def to_press(body: str) -> set[str]:
    """Bold words, but not those that open a bullet and end in a colon: these name a case."""
    found = set()
    for opening, first, colon, later in BOLD.findall(body):
        if not (opening and colon):
            found.add((first or later).strip("….,"))
    return found


@cache
def words_on_screens() -> str:
    paths = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "portal").rglob("*.py"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def parts(path: Path) -> tuple[dict[str, object], str]:
    _, front, body = path.read_text(encoding="utf-8").split("+++", 2)
    return tomllib.loads(front), body


def test_every_role_has_its_guide():
    assert [path.stem.removeprefix("huong-dan-") for path in GUIDES] == [
        "doan", "don-vi", "duyet-dang", "lanh-dao", "quan-tri", "so-noi-vu", "thu-truong",
    ]  # fmt: skip


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_short_and_stays_out_of_the_footer(path):
    meta, body = parts(path)
    assert meta["slug"] == path.stem
    assert isinstance(meta["order"], int)
    assert meta["order"] >= IN_FOOTER
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120
    assert "<h2" in markdown_html(body)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_tells_to_press_stands_on_a_screen(path):
    _, body = parts(path)
    said = to_press(body) - SPOKEN
    assert len(said) > 5
    missing = {
        word
        for word in said
        if not all(piece.strip() in words_on_screens() for piece in word.split("…"))
    }
    assert not missing, missing


@pytest.mark.parametrize("province", PROVINCES, ids=lambda path: path.name)
def test_the_index_of_a_province_leads_to_every_guide(province):
    _, body = parts(province / "pages" / "huong-dan.md")
    for path in GUIDES:
        assert f"](/trang/{path.stem}/)" in body, path.stem


def test_links_between_guides_lead_somewhere():
    known = {path.stem for path in (ROOT / "content" / "pages").glob("*.md")} | {"huong-dan"}
    for path in GUIDES:
        for slug in re.findall(r"\]\(/trang/([^/]+)/\)", parts(path)[1]):
            assert slug in known, (path.stem, slug)
