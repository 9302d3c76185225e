"""The statistics table under the keys: moving, typing, UniKey, the filter."""

from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    BEFORE,
    CELL,
    NOTE,
    OTHER,
    SAVE,
    caret,
    cell,
    clear,
    comes_to,
    focused,
    put,
    statistics,
    stored,
    unikey,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHARE, PERCENT = "stat:2.4-dung-han:current", "stat:6.6-so-hoa:current"
FLAG = "stat:2.4-xu-ly-phan-anh:current"
SEND_KEYS = """([code, keys, more]) => {
  const input = document.querySelector(`[name="${code}"]`)
  return keys.filter(key => !input.dispatchEvent(new KeyboardEvent('keydown', {
    key, bubbles: true, cancelable: true, ...more })))
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the table is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("keys") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def test_arrows_move_until_one_types_and_f2_goes_on_where_the_text_ends(served, person):
    page = statistics(person("unit_editor"))
    put(page, CELL, "12")
    cell(page, CELL).focus()
    page.keyboard.press("ArrowLeft")
    assert focused(page) == BEFORE
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == NOTE
    page.keyboard.press("ArrowLeft")
    assert (focused(page), caret(page)) == (CELL, (0, 2)), "selected: typing replaces"
    page.keyboard.press("F2")
    assert caret(page) == (2, 2)
    page.keyboard.press("ArrowLeft")
    assert (focused(page), caret(page)) == (CELL, (1, 1)), "F2: the arrow moves the caret"
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    assert focused(page) == OTHER
    comes_to(served, page, CELL, "102")


def test_a_click_on_the_cell_that_has_the_focus_still_means_its_whole_number(served, person):
    page = statistics(person("unit_editor"))
    put(page, OTHER, "58")
    cell(page, CELL).click()
    page.keyboard.press("Enter")
    assert (focused(page), caret(page)) == (OTHER, (0, 2))
    cell(page, OTHER).click()
    assert caret(page) == (0, 2)
    page.keyboard.type("7")
    cell(page, OTHER).click()
    page.keyboard.press("End")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    comes_to(served, page, OTHER, "71")
    cell(page, OTHER).click()
    assert caret(page) == (0, 2)
    cell(page, OTHER).click()
    assert caret(page)[0] == caret(page)[1], "the second click places the caret"


def test_yes_and_no_are_one_key(served, person):
    page = statistics(person("unit_editor"))
    for key, value in (("1", "yes"), ("0", "no")):
        cell(page, FLAG).focus()
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        comes_to(served, page, FLAG, value)


def test_escape_brings_back_what_stood_there(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    put(page, CELL, "12")
    sent: list[str] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    cell(page, CELL).focus()
    page.keyboard.type("999")
    page.keyboard.press("Escape")
    assert cell(page, CELL).input_value() == "12"
    assert caret(page) == (0, 2)
    page.keyboard.press("Tab")
    assert focused(page) == NOTE
    page.wait_for_timeout(300)
    assert sent == [], "nothing was changed, so nothing is sent"
    assert stored(served, CELL) == "12"
    lan.open("/lam-viec/")
    assert page.url.endswith("/lam-viec/"), "and nothing is left to warn of"


def test_a_pair_is_walked_through_and_its_share_computed_beside_it(served, person):
    page = statistics(person("unit_editor"))
    held: list[Any] = []
    page.route(SAVE, lambda route: held.append(route), times=1)
    cell(page, SHARE).focus()
    page.keyboard.type("1204")
    page.keyboard.press("Tab")
    page.keyboard.type("1250")
    place = page.locator("#t-stat-2_4-dung-han-current")
    assert place.inner_text() == "hồ sơ = 96,32%", "while it is typed"
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response(SAVE):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert place.inner_text() == "hồ sơ = 96,32%", "the answer to the first number alone came late"
    page.keyboard.press("Enter")
    comes_to(served, page, SHARE, ["1204", "96.32"])
    assert place.inner_text() == "hồ sơ = 96,32%"
    earlier = SHARE.replace("current", "previous")
    cell(page, earlier).focus()
    page.keyboard.type("300/400")
    page.keyboard.press("Tab")
    comes_to(served, page, earlier, ["300", "75"])
    boxes = page.locator(f"[name='{earlier}']")
    assert [boxes.nth(i).input_value() for i in (0, 1)] == ["300", "400"], "both boxes at once"
    cell(page, PERCENT).focus()
    page.keyboard.type("300/400")
    page.keyboard.press("Enter")
    comes_to(served, page, PERCENT, "75")
    page.wait_for_selector("#t-stat-6_6-so-hoa-current:has-text('= 75%')")


def test_an_input_method_that_composes_keeps_its_keys(served, person):
    page = statistics(person("unit_editor"))
    cell(page, NOTE).focus()
    moving = ["Enter", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "F2", "Escape"]
    for more in ({"isComposing": True}, {"keyCode": 229}):
        assert page.evaluate(SEND_KEYS, [NOTE, moving, more]) == []
        assert focused(page) == NOTE
    shifted = ["ArrowLeft", "ArrowRight", "Home", "End", "Backspace"]
    assert page.evaluate(SEND_KEYS, [NOTE, shifted, {"shiftKey": True}]) == []
    keyboard = page.context.new_cdp_session(page)
    for text in ("d", "đ", "đu", "đủ"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    keyboard.send("Input.insertText", {"text": "đủ"})
    page.keyboard.type(" ")
    unikey(page, "số liệu của Sở")
    page.keyboard.press("Tab")
    comes_to(served, page, NOTE, "đủ số liệu của Sở")


def test_telex_in_the_filter_finds_rows_with_or_without_marks(served, person):
    page = statistics(person("unit_editor"))
    visible = ".app-grid tbody tr:visible:not(.app-grid__group)"
    everything = page.locator(visible).count()
    for typed in ("mot cua", "Một cửa"):
        page.fill("#loc", "")
        page.click("#loc")
        unikey(page, typed)
        page.wait_for_selector("#loc-thay:has-text('/')")
        rows = page.locator(visible).all_inner_texts()
        assert 0 < len(rows) < everything / 4
    assert page.locator(".app-grid__group:visible").count() >= 2, "with the headings above them"
    page.fill("#loc", "bien che")
    rows = page.locator(visible).all_inner_texts()
    assert rows
    assert not [text for text in rows if "phổ biến" in text], "biên chế, not “biến … chế”"
    page.fill("#loc", "che bien")
    assert page.locator(visible).count() > 0, "in another order, each word counts"
    page.keyboard.press("Enter")
    assert focused(page).startswith("stat:")
    page.focus("#loc")
    page.keyboard.press("Escape")
    assert page.locator(visible).count() == everything
    put(page, CELL, "5")
    put(page, BEFORE, "kps")
    page.check("#con-trong")
    assert not cell(page, CELL).is_visible()
    assert cell(page, OTHER).is_visible()
    page.uncheck("#con-trong")
    page.focus("#loc")
    page.keyboard.type("thu tuc")
    cell(page, "stat:2.1-cong-bo-moi:current").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 0
