"""The frozen site on a phone of 360 px, opened from a disk, in a real Chromium."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
WIDER = "Kéo ngang để xem hết bảng"


def test_a_reader_finds_a_unit_and_is_told_of_a_table_that_goes_on(
    chromium: Any, published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    site = (data / "site").resolve()
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()

    page.goto(f"file://{site}/index.html")
    page.get_by_label("Gõ tên, có dấu hay không dấu").fill("mai son")
    page.locator(".site-finder button").click()
    page.get_by_role("link", name="Ủy ban nhân dân xã Mai Sơn", exact=True).first.wait_for()

    for address, goes_on in (("du-lieu/don-vi", True), ("ket-luan", False)):
        page.goto(f"file://{site}/{address}/index.html")
        hint = page.evaluate(
            "getComputedStyle(document.querySelector('.app-scroll'), '::before').content"
        )
        assert (WIDER in hint) == goes_on, address
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_a_cell_without_words_leaves_no_label_behind(
    chromium: Any, published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"file://{(data / 'site').resolve()}/ke-hoach/2026/kiem-tra-cchc/index.html")
    cells = page.locator("#xem-nhiem-vu ~ * td")
    shown = [one.get_attribute("data-label") for one in cells.all() if one.is_visible()]
    assert shown == ["TT", "Thời gian hoàn thành", "Chủ trì"]
    assert cells.count() > len(shown)
    context.close()


#: What came last by a slow line, and what of it must stand where it was painted before that.
LATER = {
    "the words of the header": ("document.querySelector('.app-brand__words').remove()",
                                ".app-brand__mark"),
    "the word of the button": ("document.querySelector('.site-find__button').textContent = ''",
                               ".site-find__button"),
    "the print button shown by a script": ("document.querySelector('[data-print]').hidden = true",
                                           ".app-heading__actions .govuk-tag, .app-heading + *"),
    "the print button": ("document.querySelector('[data-print]').remove()",
                         ".app-heading__actions .govuk-tag"),
}  # fmt: skip
_PLACES = """css => [...document.querySelectorAll(css)].map(one => {
  const {x, y, width} = one.getBoundingClientRect()
  return [x, y, width]
})"""


def test_what_comes_later_moves_nothing_that_was_painted(
    chromium: Any, published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    """A browser paints a page before all of it has come; each shift had one of these causes."""
    run_freeze()
    address = f"file://{(data / 'site').resolve()}/ket-luan/2026/ket-luan-so-tai-chinh/index.html"
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    for what, (taken_back, css) in LATER.items():
        page.goto(address)
        whole = page.evaluate(_PLACES, css)
        page.evaluate(taken_back)
        assert page.evaluate(_PLACES, css) == whole != [], what
    context.close()


def test_without_scripts_there_is_no_button_that_does_nothing(
    chromium: Any, published: None, run_freeze: Callable[..., Any], data: Path
) -> None:
    run_freeze()
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"file://{(data / 'site').resolve()}/ket-luan/index.html")
        assert page.locator("[data-print]").first.is_visible() == scripts
        context.close()
