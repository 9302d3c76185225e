"""The editor of narrative answers: pastes of Word and WPS, composed letters, two people."""

from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import SAVE, TEXT, clear, comes_to, narrative, path, stored, unikey
from tests.reports.narrative.clipboard import WORD, WPS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

EDITOR = "[data-rich-text]"
OPEN = f"{EDITOR}[contenteditable=true]"
FIELD = "textarea[name=value]"
#: A real paste event, as the browser fires it; what it does not take goes in as plain text.
PASTE = """([selector, html, text]) => {
  const place = document.querySelector(selector)
  place.focus()
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  data.setData('text/plain', text)
  return place.dispatchEvent(new ClipboardEvent('paste', {
    clipboardData: data, bubbles: true, cancelable: true }))
}"""
WPS_MARKED = {"marked": "**Tồn tại**\n\n- Chậm *tiến độ*\n- Thiếu máy\n\nHết."}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("rich") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def opened(page: Any) -> Any:
    """Open the editor by its button; the caret is in it."""
    page.click("[data-rich-on]")
    page.wait_for_selector(OPEN)
    assert page.is_hidden(FIELD)
    return page.locator(EDITOR)


def left(page: Any) -> int:
    """Leave the editor; the status of the autosave that follows."""
    with page.expect_response(SAVE) as answer:
        page.focus("button[name=luu]")
    return answer.value.status


def test_a_paste_from_word_opens_the_editor_and_says_what_is_lost(served, person):
    lan = person("unit_editor")
    page = narrative(lan)
    page.fill(FIELD, "Trước")
    assert page.evaluate(PASTE, [FIELD, WORD, "chữ"]) is False, "the event is ours"
    page.wait_for_selector(f"{OPEN} strong:has-text('Kết quả đạt được')")
    lan.must_see("1 hình ảnh hoặc đối tượng nhúng không dán được")
    lan.must_see("Trước")
    page.focus("button[name=luu]")
    for _ in range(50):
        if "Chỉ tiêu" in str(stored(served, TEXT)):
            break
        page.wait_for_timeout(100)
    kept = stored(served, TEXT)["marked"]
    assert "| Hồ sơ | 1.204 |" in kept
    assert "  - Kế hoạch" in kept
    page.reload()
    page.wait_for_selector(f"{OPEN} td:has-text('1.204')")
    lan.press("Lưu và đánh dấu đã đủ")
    lan.open(path(served, "kiem-tra"))
    page.wait_for_selector("main li li:has-text('Kế hoạch')")
    assert page.locator("main strong", has_text="25").count() == 1


def test_a_paste_from_wps_into_the_open_editor_goes_where_the_caret_is(served, person):
    page = narrative(person("unit_editor"))
    opened(page)
    page.evaluate(PASTE, [EDITOR, WPS, "chữ"])
    page.wait_for_selector(f"{OPEN} em:has-text('tiến độ')")
    assert page.inner_text("[data-rich-notes]") == ""
    assert left(page) == 200
    comes_to(served, page, TEXT, WPS_MARKED)
    assert page.locator(f"{EDITOR} [style]").count() == 0


def test_plain_pastes_stay_plain(served, person):
    page = narrative(person("unit_editor"))
    html = "<meta charset=utf-8><span style='color:black'>Kết quả</span>"
    assert page.evaluate(PASTE, [FIELD, html, "Kết quả"]) is True, "the browser's own paste"
    page.evaluate(PASTE, [FIELD, "<p>a</p><p>Một <img src=x></p>", "a"])
    page.wait_for_selector("[data-rich-notes]:has-text('hình ảnh')")
    assert page.input_value(FIELD) == "a\nMột"
    assert page.is_hidden("[data-rich-editor]")


def test_without_a_connection_the_words_are_pasted_and_it_is_said(served, person):
    page = narrative(person("unit_editor"))
    page.route("**/lam-sach/", lambda route: route.abort())
    opened(page)
    page.evaluate(PASTE, [EDITOR, WPS, "Tồn tại"])
    page.wait_for_selector("[data-rich-notes]:has-text('chỉ dán được chữ')")
    assert page.inner_text(EDITOR).strip() == "Tồn tại"


def test_unikey_and_composed_letters(served, person):
    page = narrative(person("unit_editor"))
    editor = opened(page)
    unikey(page, "Đã hoàn thành được giao")
    assert page.inner_text(EDITOR).strip() == "Đã hoàn thành được giao"
    saved = []
    page.on("request", lambda one: saved.append(one) if one.url.endswith("/truong/") else None)
    left(page)
    saved.clear()
    session = page.context.new_cdp_session(page)
    editor.click()
    page.keyboard.press("Control+End")
    for part in (" t", " ti", " tiê", " tiế", " tiến"):
        session.send("Input.imeSetComposition",
                     {"text": part, "selectionStart": 0, "selectionEnd": len(part)})  # fmt: skip
    page.wait_for_timeout(1800)
    assert saved == [], "nothing is saved in the middle of a letter"
    session.send("Input.insertText", {"text": " tiến độ"})
    left(page)
    comes_to(served, page, TEXT, "Đã hoàn thành được giao tiến độ")
    assert page.inner_text(EDITOR).strip() == "Đã hoàn thành được giao tiến độ"


def test_no_key_is_taken_from_the_typist(served, person):
    page = narrative(person("unit_editor"))
    opened(page)
    keys = [chr(code) for code in range(32, 127)]
    keys += ["đ", "ơ", "ệ", "Backspace", "Delete", "Process", "Dead", "Enter", "Tab", "ArrowDown"]
    taken = page.evaluate(
        """([selector, keys]) => keys.filter(key => !document.querySelector(selector).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))""",
        [EDITOR, keys],
    )
    assert taken == []


def test_bold_lists_and_tables_by_buttons(served, person):
    page = narrative(person("unit_editor"))
    opened(page)
    page.click("[data-command=bold]")
    page.keyboard.type("Đậm")
    assert page.get_attribute("[data-command=bold]", "aria-pressed") == "true"
    page.click("[data-command=bold]")
    page.keyboard.type(" thường")
    page.keyboard.press("Enter")
    page.click("[data-command=insertUnorderedList]")
    page.keyboard.type("Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.click("[data-command=indent]")
    assert page.locator("[data-rich-text] ul ul li").inner_text() == "Hai"
    page.click("[data-command=outdent]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.click("[data-command=table]")
    page.keyboard.type("Tên")
    page.click("[data-command=row]")
    page.click("[data-command=row]")
    page.keyboard.press("Control+z")
    page.click("[data-command=column]")
    page.click("[data-command=column]")
    page.click("[data-command=undo]")
    left(page)
    comes_to(
        served, page, TEXT,
        {"marked": "**Đậm** thường\n\n- Một\n- Hai\n\n"
         "| Tên |  |  |\n|---|---|---|\n|  |  |  |\n|  |  |  |\n|  |  |  |"},
    )  # fmt: skip
    page.goto(served.address + path(served, "kiem-tra"))
    page.set_viewport_size({"width": 360, "height": 740})
    box = page.locator(".app-scroll:has-text('Tên')").first
    assert box.evaluate("at => at.scrollWidth > at.clientWidth"), "the table is wider than a phone"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page is not"


def test_two_people_see_both_texts(served, person):
    lan, minh = person("unit_editor"), person("unit_head")
    of_lan, of_minh = narrative(lan), narrative(minh)
    opened(of_lan)
    opened(of_minh)
    of_lan.keyboard.type("Lan viết")
    assert left(of_lan) == 200
    of_minh.click("[data-command=italic]")
    of_minh.keyboard.type("Minh viết")
    assert left(of_minh) == 409
    minh.must_see("“Lan viết”")
    assert of_minh.inner_text(EDITOR).strip() == "Minh viết"
    of_minh.click("button:has-text('Giữ của tôi')")
    comes_to(served, of_minh, TEXT, {"marked": "*Minh viết*"})
    of_lan.locator(EDITOR).click()
    of_lan.keyboard.type(" thêm")
    assert left(of_lan) == 409
    lan.must_see("“Minh viết”")
    with of_lan.expect_navigation(wait_until="load"):
        of_lan.click("button:has-text('Lấy của')")
    of_lan.wait_for_selector(f"{OPEN} em:has-text('Minh viết')")


def test_without_javascript_the_marks_are_edited(served, person):
    page = narrative(person("unit_editor"))
    opened(page)
    page.evaluate(PASTE, [EDITOR, WPS, "chữ"])
    page.wait_for_selector(f"{OPEN} em")
    left(page)
    comes_to(served, page, TEXT, WPS_MARKED)
    minh = person("unit_head", java_script_enabled=False)
    page = narrative(minh)
    assert page.input_value(FIELD) == WPS_MARKED["marked"]
    page.fill(FIELD, WPS_MARKED["marked"] + "\n\n**Thêm**")
    minh.press("Lưu, viết tiếp sau")
    minh.must_see("Đã lưu.")
    assert stored(served, TEXT) == {"marked": WPS_MARKED["marked"] + "\n\n**Thêm**"}
