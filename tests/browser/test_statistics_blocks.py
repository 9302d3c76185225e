"""Blocks of the statistics table: pasted from Excel, or filled page by page without scripts."""

from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    BEFORE,
    CELL,
    NOTE,
    OTHER,
    cell,
    clear,
    comes_to,
    focused,
    path,
    put,
    statistics,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
THIRD = "stat:i.1-van-ban:current"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the table is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("blocks") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def paste(page: Any, code: str, text: str) -> None:
    """Press Ctrl+V in a cell with ``text`` in the clipboard, as Excel leaves it there."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell(page, code).focus()
    page.keyboard.press("Control+v")


def test_a_block_from_excel_is_looked_at_before_it_is_written(served, person):
    lan = person("unit_editor", permissions=["clipboard-read", "clipboard-write"])
    page = statistics(lan)
    paste(page, BEFORE, "10\t12\tđủ hồ sơ\r\n8\tmười\t\r\n01/02/2026\t35\t\r\n")
    lan.must_see("Sẽ ghi 5 ô, 2 ô bị từ chối")
    lan.must_see("ngày tháng")
    assert (stored(served, CELL), stored(served, BEFORE)) == (None, None), "only looked at"
    page.uncheck("[name=chon][value='stat:i.1-nhiem-vu:note']")
    page.click("button:has-text('Ghi các ô đã chọn')")
    lan.must_see("2 ô bị từ chối nên chưa ghi")
    lan.must_see("“mười”")
    page.click("#dan a[data-close]")
    page.wait_for_selector("#dan", state="hidden")
    lan.must_see("Đã ghi 4 ô")
    assert cell(page, CELL).input_value() == "12"
    assert [stored(served, code) for code in (BEFORE, CELL, THIRD)] == ["10", "12", "35"]
    assert (stored(served, NOTE), stored(served, OTHER)) == (None, None)
    assert put(page, CELL, "13") == 200, "the table knows the new version"
    assert stored(served, CELL) == "13"
    paste(page, OTHER, "9\r\n")
    page.keyboard.press("Tab")
    comes_to(served, page, OTHER, "9")


def test_a_block_that_is_let_go_writes_nothing_and_a_lost_line_says_so(served, person):
    lan = person("unit_editor", permissions=["clipboard-read", "clipboard-write"])
    page = statistics(lan)
    paste(page, CELL, "1\n2")
    lan.must_see("Sẽ ghi 2 ô")
    page.keyboard.press("Escape")
    page.wait_for_selector("#dan", state="hidden")
    assert focused(page) == CELL
    paste(page, CELL, "1\n2")
    lan.must_see("Sẽ ghi 2 ô")
    lan.context.set_offline(True)
    page.click("button:has-text('Ghi các ô đã chọn')")
    lan.must_see("Mất kết nối nên chưa ghi gì")
    lan.context.set_offline(False)
    assert stored(served, CELL) is None
    page.click("button:has-text('Ghi các ô đã chọn')")
    page.wait_for_selector("#dan", state="hidden")
    assert (stored(served, CELL), stored(served, OTHER)) == ("1", "2")


def test_without_scripts_a_block_is_filled_page_by_page(served, person):
    lan = person("unit_editor", java_script_enabled=False)
    page = lan.open(path(served, "phu-luc-2"))
    lan.follow("Mỗi nhóm một trang")
    cell(page, CELL).fill("12")
    cell(page, OTHER).fill("mười")
    lan.press("Lưu và sang nhóm tiếp theo")
    lan.must_see("Chỉ nhập chữ số")
    assert cell(page, OTHER).input_value() == "mười"
    cell(page, OTHER).fill("10")
    lan.press("Lưu và sang nhóm tiếp theo")
    lan.must_see("Số VBQPPL đã ban hành")
    assert cell(page, CELL).count() == 0
    assert (stored(served, CELL), stored(served, OTHER)) == ("12", "10")
    lan.open(path(served, "phu-luc-2/dan"))
    page.fill("[name=block]", "20\n18")
    lan.press("Xem trước")
    lan.must_see("Sẽ ghi 2 ô")
    lan.press("Ghi các ô đã chọn")
    lan.must_see("Đã ghi 2 ô")
    assert (stored(served, CELL), stored(served, OTHER)) == ("20", "18")
