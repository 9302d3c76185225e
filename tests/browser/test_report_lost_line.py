"""A unit's report while the line is lost: what was typed is kept, told and sent later."""

import json
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    CELL,
    OTHER,
    SAVE,
    TEXT,
    cell,
    clear,
    comes_to,
    narrative,
    path,
    put,
    statistics,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("line") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def test_a_lost_answer_is_asked_for_again(served, person):
    lan = person("unit_editor")
    lan.page.clock.install()
    page = statistics(lan)
    page.route(SAVE, lambda route: (route.fetch(), route.abort()))
    cell(page, CELL).fill("15")
    page.keyboard.press("Tab")
    lan.must_see("1 ô chờ gửi")
    page.unroute(SAVE)
    page.clock.fast_forward(16_000)
    lan.must_see("Đã lưu")
    assert stored(served, CELL) == "15"
    assert put(page, CELL, "16") == 200


def test_offline_is_said_and_saved_when_the_network_is_back(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    lan.context.set_offline(True)
    cell(page, CELL).fill("21")
    page.keyboard.press("Tab")
    lan.must_see("1 ô chờ gửi")
    page.get_by_role("button", name="Lưu bảng").last.click()
    lan.must_see("Mất kết nối nên chưa gửi đi được")
    page.evaluate("location.href = '/lam-viec/'")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert cell(page, CELL).input_value() == "21"
    assert stored(served, CELL) is None
    lan.context.set_offline(False)
    comes_to(served, page, CELL, "21")
    lan.must_see("Đã lưu")
    lan.open("/lam-viec/")
    assert asked == ["beforeunload"], "nothing is left to warn of"


def test_what_was_typed_without_a_line_outlives_the_tab(served, person):
    """Closed, opened again: it is sent; what somebody else wrote meanwhile is shown, not lost."""
    lan, minh = person("unit_editor"), person("unit_head")
    page = statistics(lan)
    lan.context.set_offline(True)
    for code, text in ((CELL, "21"), (OTHER, "19")):
        cell(page, code).fill(text)
        page.keyboard.press("Tab")
    lan.must_see("Mất kết nối: 2 ô chờ gửi, đang giữ trên máy này")
    lan.lose_tab()
    assert put(statistics(minh), OTHER, "7") == 200
    lan.context.set_offline(False)
    lan.page = lan.context.new_page()
    page = statistics(lan)
    comes_to(served, page, CELL, "21")
    lan.must_see("“7”")
    assert [cell(page, code).input_value() for code in (CELL, OTHER)] == ["21", "19"]
    assert stored(served, OTHER) == "7"
    lan.open("/lam-viec/")
    lan.must_see("hãy chọn giữ hay bỏ")
    lan.must_see("Anh/chị gõ: “19”")
    page.click("#cho-gui >> text=Giữ của tôi")
    comes_to(served, page, OTHER, "19")
    page.wait_for_selector("#cho-gui", state="hidden")
    page.wait_for_function("localStorage.length === 0")  # once the answer is here, too


def test_a_task_row_typed_without_a_line_outlives_the_tab(served, person):
    """Sent from the page of the row; what somebody else then writes in it is shown, not lost."""
    lan, minh = person("unit_editor"), person("unit_head")
    page = lan.open(path(served, "phu-luc-1/the-che/them"))
    lan.context.set_offline(True)
    page.fill("[name=name]", "Rà soát văn bản")
    page.fill("[name=doc_date]", "5/3/26")
    page.keyboard.press("Tab")
    lan.must_see("1 chỗ chờ gửi")
    code = page.get_attribute("[data-field]", "data-field")
    address = page.url.removeprefix(served.address)
    lan.lose_tab()
    assert stored(served, code) is None
    lan.context.set_offline(False)
    lan.page = lan.context.new_page()
    page = lan.open(address)
    lan.must_see("Đã lưu lúc")
    assert stored(served, code)["doc_date"] == "2026-03-05"
    assert page.input_value("[name=doc_date]") == "05/03/2026"
    theirs = minh.open(address)
    with theirs.expect_response(SAVE):
        theirs.fill("[name=note]", "Chờ thẩm định")
        theirs.keyboard.press("Tab")
    page.fill("[name=doc_subject]", "Về rà soát")
    page.keyboard.press("Tab")
    lan.must_see("Người khác vừa sửa ở dòng này: Ghi chú.")
    lan.must_see("Đã lưu lúc")
    assert page.input_value("[name=note]") == "Chờ thẩm định"
    theirs.fill("[name=note]", "Đã trình")
    theirs.keyboard.press("Tab")
    minh.must_see("Người khác vừa sửa ở dòng này: Trích yếu")
    minh.must_see("Đã lưu lúc")
    both = stored(served, code)
    assert (both["note"], both["doc_subject"]) == ("Đã trình", "Về rà soát")
    # The note first: a save of the number alone would bring theirs before one's own is typed.
    page.fill("[name=note]", "Đã xong")
    page.fill("[name=doc_number]", "46/KH")
    page.keyboard.press("Tab")
    lan.must_see("Cả hai cùng sửa: Ghi chú.")
    lan.must_see("Ghi chú: Đã trình")
    # on other pages, too, a choice of a list is told in its words
    page = lan.open(path(served))
    lan.must_see("Anh/chị gõ: “II. ")
    assert "the-che" not in page.inner_text("#cho-gui")
    page.click("#cho-gui button:has-text('Lấy của')")
    page.wait_for_selector("#cho-gui", state="hidden")
    page = lan.open(address)
    assert page.input_value("[name=note]") == "Đã trình"
    both = stored(served, code)
    assert (both["note"], both["doc_number"]) == ("Đã trình", "46/KH")


def test_formatted_text_without_a_line_comes_back_into_the_editor(served, person):
    lan = person("unit_editor")
    page = narrative(lan)
    page.route(SAVE, lambda route: route.abort())
    page.click("[data-rich-on]")
    page.keyboard.type("Gõ khi mất mạng")
    page.keyboard.press("Control+a")
    page.click("[data-command=bold]")
    lan.must_see("1 chỗ chờ gửi")
    lan.lose_tab()
    lan.page = lan.context.new_page()
    page = narrative(lan)
    page.wait_for_selector("[data-rich-text] :text('Gõ khi mất mạng')")
    lan.must_see("Đã lưu lúc")
    assert "Gõ khi mất mạng" in json.dumps(stored(served, TEXT), ensure_ascii=False)
