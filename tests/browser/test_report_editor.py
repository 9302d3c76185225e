"""A unit's report in the browser: nothing acknowledged is lost, nothing is replaced unseen."""

from typing import Any

import pytest
from playwright.sync_api import expect

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
    put,
    statistics,
    stored,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


#: Where the upper edge of a cell's input, the middle of its sign and the lower edge are.
SIGN_OF = """code => {
  const input = document.querySelector(`[name="${code}"]`).getBoundingClientRect()
  const cell = document.querySelector(`td:has([name="${code}"])`)
  const { top, height, transform } = getComputedStyle(cell, '::after')
  const moved = transform === 'none' ? parseFloat(height) / 2 : 0
  return [input.top, cell.getBoundingClientRect().top + parseFloat(top) + moved, input.bottom]
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("editor") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def test_two_people_in_one_cell_see_both_texts_and_choose(served, person):
    lan, minh = person("unit_editor"), person("unit_head")
    of_lan, of_minh = statistics(lan), statistics(minh)
    assert put(of_lan, CELL, "5") == 200
    assert put(of_minh, CELL, "7") == 409
    minh.must_see("“5”")
    of_minh.wait_for_selector("td[data-state=invalid]")
    top, sign, bottom = of_minh.evaluate(SIGN_OF, CELL)
    assert top < sign < bottom, "the exclamation mark stands beside its input"
    assert cell(of_minh, CELL).input_value() == "7"
    assert stored(served, CELL) == "5"
    of_minh.click("button:has-text('Giữ của tôi')")
    comes_to(served, of_minh, CELL, "7")
    assert put(of_lan, CELL, "6") == 409
    lan.must_see("“7”")
    of_lan.click("button:has-text('Lấy của')")
    of_lan.wait_for_selector("button:has-text('Lấy của')", state="detached")
    assert cell(of_lan, CELL).input_value() == "7"
    assert stored(served, CELL) == "7"


def test_two_people_in_different_cells_keep_both(served, person):
    of_lan, of_minh = statistics(person("unit_editor")), statistics(person("unit_head"))
    assert (put(of_lan, CELL, "5"), put(of_minh, OTHER, "4")) == (200, 200)
    of_lan.get_by_role("button", name="Lưu bảng").last.click()
    of_lan.wait_for_load_state("load")
    assert (stored(served, CELL), stored(served, OTHER)) == ("5", "4")
    assert cell(of_lan, OTHER).input_value() == "4"


def test_a_field_left_as_it_was_does_not_take_over_a_newer_version(served, person):
    """A stray blank line is no edit; the next real one still meets the other's text."""
    lan, minh = person("unit_editor"), person("unit_head")
    write(narrative(lan), "Ban đầu")
    of_lan, of_minh = narrative(lan), narrative(minh)
    assert write(of_minh, "Minh viết lại") == 200
    assert write(of_lan, "Ban đầu\n") == 200
    assert write(of_lan, "Ban đầu, thêm của Lan") == 409
    lan.must_see("Minh viết lại")
    assert stored(served, TEXT) == "Minh viết lại"
    assert of_lan.input_value("textarea[name=value]") == "Ban đầu, thêm của Lan"


def test_a_page_sent_back_with_errors_does_not_carry_stale_cells(served, person):
    lan = person("unit_editor", java_script_enabled=False)
    old, new = statistics(lan), statistics(person("unit_head"))
    assert put(new, CELL, "7") == 200
    cell(old, OTHER).fill("một nghìn")
    old.get_by_role("button", name="Lưu bảng").last.click()
    lan.must_see("Cần sửa những ô sau")
    assert cell(old, CELL).input_value() == "7"
    assert cell(old, OTHER).input_value() == "một nghìn"
    assert put(new, OTHER, "3") == 200
    cell(old, OTHER).fill("1000")
    old.get_by_role("button", name="Lưu bảng").last.click()
    lan.must_see("vừa ghi “3”")
    assert (stored(served, CELL), stored(served, OTHER)) == ("7", "3")
    old.get_by_role("button", name="Lưu bảng").last.click()
    lan.must_see("Đã lưu 1 ô")
    assert stored(served, OTHER) == "1000"


def test_the_list_of_errors_follows_what_was_corrected(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    for code in (CELL, OTHER):
        assert put(page, code, "một nghìn") == 422
    page.reload()
    listed = page.locator(".govuk-error-summary li")
    expect(listed).to_have_count(2)
    assert put(page, CELL, "7") == 200
    expect(listed).to_have_count(1)
    assert put(page, OTHER, "8") == 200
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_a_refused_section_still_meets_the_text_of_another(served, person):
    lan = person("unit_editor", java_script_enabled=False)
    old = narrative(lan)
    assert write(narrative(person("unit_head")), "Minh viết trước") == 200
    lan.press("Lưu và đánh dấu đã đủ")
    lan.must_see("Nhập nội dung của phần này")
    old.fill("textarea[name=value]", "Lan viết sau")
    lan.press("Lưu, viết tiếp sau")
    lan.must_see("Minh viết trước")
    assert old.input_value("textarea[name=value]") == "Lan viết sau"
    assert stored(served, TEXT) == "Minh viết trước"


def test_two_tabs_of_one_person(served, person):
    lan = person("unit_editor")
    first = narrative(lan)
    second = lan.context.new_page()
    second.goto(first.url)
    assert write(first, "Thẻ một") == 200
    assert write(second, "Thẻ hai") == 409
    second.wait_for_selector("main >> text=Thẻ một")
    assert stored(served, TEXT) == "Thẻ một"
    assert write(first, "Thẻ một, tiếp") == 200
    second.click("button:has-text('Giữ của tôi')")
    second.wait_for_selector("text=“Thẻ một, tiếp”")
    assert stored(served, TEXT) == "Thẻ một, tiếp"


def test_late_and_doubled_requests_change_nothing(served, person):
    """The network keeps a request back, and delivers it again after newer ones."""
    lan = person("unit_editor")
    page = statistics(lan)
    posted = []
    page.on("request", lambda request: request.method == "POST" and posted.append(request))
    for text in ("1", "12", "123"):
        assert put(page, CELL, text) == 200
    for request in (posted[0], posted[2], posted[1], posted[0]):
        page.request.post(
            request.url, data=request.post_data, fail_on_status_code=True,
            headers={**request.headers, "sec-fetch-site": "same-origin"},
        )  # fmt: skip
    assert stored(served, CELL) == "123"
    assert put(page, CELL, "1234") == 200
    assert stored(served, CELL) == "1234"


def test_a_slow_answer_does_not_touch_what_was_typed_meanwhile(served, person):
    page = narrative(person("unit_editor"))
    held: list[Any] = []
    page.route(SAVE, lambda route: route.continue_() if held else held.append(route))
    page.fill("textarea[name=value]", "Câu một.")
    page.keyboard.press("Tab")
    while not held:
        page.wait_for_timeout(20)
    page.fill("textarea[name=value]", "Câu một. Câu hai.")
    page.keyboard.press("Tab")
    held[0].continue_()
    comes_to(served, page, TEXT, "Câu một. Câu hai.")
    assert page.input_value("textarea[name=value]") == "Câu một. Câu hai."


def test_sending_the_page_during_an_autosave_is_no_conflict_with_oneself(served, person):
    lan = person("unit_editor")
    page = narrative(lan)
    held: list[Any] = []

    def lose_the_answer(route):
        route.fetch()
        held.append(route)

    page.route(SAVE, lose_the_answer)
    page.fill("textarea[name=value]", "Câu một.")
    page.keyboard.press("Tab")
    comes_to(served, page, TEXT, "Câu một.")
    page.fill("textarea[name=value]", "Câu một. Câu hai.")
    lan.press("Lưu, viết tiếp sau")
    lan.must_see("Đã lưu.")
    assert stored(served, TEXT) == "Câu một. Câu hai."


def test_a_colleague_at_work_comes_to_show_while_the_page_stands_open(served, person):
    head = person("unit_head")
    head.page.clock.install()
    page = narrative(head)
    height = page.locator("textarea[name=value]").bounding_box()["y"]
    assert page.inner_text("[data-presence]").strip() == ""
    assert put(statistics(person("unit_editor")), CELL, "5") == 200
    page.clock.fast_forward(31_000)
    head.must_see("đang sửa Phụ lục II, nhóm")
    assert page.locator("textarea[name=value]").bounding_box()["y"] == height
