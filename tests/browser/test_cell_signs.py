"""What a cell of the statistics table shows of itself, whatever is typed and taken back."""

from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    CELL,
    SAVE,
    cell,
    clear,
    comes_to,
    narrative,
    put,
    statistics,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the table is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("signs") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def shows(page: Any, code: str, sign: str) -> None:
    """Wait until the cell of ``code`` shows ``sign``."""
    page.wait_for_selector(f"td[data-state='{sign}']:has([name='{code}'])")


def test_a_number_typed_over_and_taken_back_is_still_shown_as_saved(served, person):
    page = statistics(person("unit_editor"))
    assert put(page, CELL, "12") == 200
    shows(page, CELL, "saved")
    cell(page, CELL).click()
    page.keyboard.type("5")
    shows(page, CELL, "changed")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    shows(page, CELL, "saved")
    assert stored(served, CELL) == "12"


def test_a_conflict_typed_over_and_taken_back_is_still_shown(served, person):
    """Esc brings back the refused number without a change: it is sent, and refused, again."""
    lan, minh = person("unit_editor"), person("unit_head")
    page = statistics(lan)
    assert put(statistics(minh), CELL, "5") == 200
    assert put(page, CELL, "8") == 409
    shows(page, CELL, "invalid")
    cell(page, CELL).click()
    page.keyboard.press("F2")
    page.keyboard.type("9")
    shows(page, CELL, "changed")
    page.keyboard.press("Escape")
    with page.expect_response(SAVE) as answer:
        page.keyboard.press("Tab")
    assert answer.value.status == 409
    shows(page, CELL, "invalid")
    lan.must_see("Giữ của tôi")
    page.click("button:has-text('Giữ của tôi')")
    comes_to(served, page, CELL, "8")


def test_a_choice_that_waits_from_another_page_stands_with_its_list(served, person):
    """The line of this page tells of this page: no lone link beside it speaks of the other."""
    lan, minh = person("unit_editor"), person("unit_head")
    page = statistics(lan)
    lan.context.set_offline(True)
    cell(page, CELL).fill("8")
    page.keyboard.press("Tab")
    lan.must_see("1 ô chờ gửi")
    lan.lose_tab()
    assert put(statistics(minh), CELL, "5") == 200
    lan.context.set_offline(False)
    lan.page = page = lan.context.new_page()
    lan.open("/lam-viec/")
    lan.must_see("hãy chọn giữ hay bỏ")
    narrative(lan)
    page.wait_for_selector("#cho-gui >> text=Giữ của tôi")
    assert page.locator("#cho-gui >> text=Tải bản nháp về máy").is_visible()
    assert not page.locator("#luu ~ [data-unsent=actions]").count()
    page.click("#cho-gui >> text=Giữ của tôi")
    comes_to(served, page, CELL, "8")
