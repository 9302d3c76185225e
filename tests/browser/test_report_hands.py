"""The report editor under the hands: Vietnamese typing, keyboard, small screen, no JavaScript."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    CELL,
    NOTE,
    OTHER,
    TEXT,
    ask,
    cell,
    clear,
    comes_to,
    duty_of,
    focused,
    narrative,
    path,
    put,
    statistics,
    stored,
    unikey,
)
from tests.browser.papers import signed_pdf

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

KEYS_TAKEN = """(code, keys) => {
  const input = document.querySelector(`[name="${code}"]`)
  input.focus()
  return keys.filter(key => !input.dispatchEvent(new KeyboardEvent('keydown', {
    key, bubbles: true, cancelable: true })))
}"""
NAMES = """() => Array.from(document.querySelectorAll('.app-grid__input'), input => {
  const ids = (input.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
  return ids.map(id => document.getElementById(id).textContent.trim()).join(' | ')
    || input.getAttribute('aria-label') || ''
})"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("hands") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def selected(page: Any) -> str:
    return page.evaluate(
        "(() => { const at = document.activeElement;"
        " return at.value.slice(at.selectionStart, at.selectionEnd) })()"
    )


def fill_send_form(page: Any, folder: Path) -> None:
    """Everything the last page asks for."""
    page.fill("[name=doc_number]", "12/BC-SCT")
    page.fill("[name=doc_date]", "20/11/2024")
    page.fill("[name=signer]", "Giám đốc (minh họa)")
    page.set_input_files("[name=file]", str(signed_pdf(folder, "bao-cao-ky.pdf")))
    for name in ("missing_reason", "late_reason"):
        if page.locator(f"[name={name}]").count():
            page.fill(f"[name={name}]", "Chờ số liệu của đơn vị trực thuộc")
    page.check("[name=confirm]")


def submissions(served: Any) -> int:
    return ask(
        served, "SELECT count(*) FROM submission WHERE duty_id = ?", duty_of(served)
    )[0][0]  # fmt: skip


def test_vietnamese_typing_keeps_every_letter(served, person):
    page = narrative(person("unit_editor"))
    page.click("textarea[name=value]")
    unikey(page, "Đã hoàn thành chỉ tiêu được giao")
    page.wait_for_timeout(1700)
    unikey(page, ", đúng hạn")
    whole = "Đã hoàn thành chỉ tiêu được giao, đúng hạn"
    assert page.input_value("textarea[name=value]") == whole
    comes_to(served, page, TEXT, whole)

    page = statistics(person("unit_head"))
    cell(page, NOTE).click()
    unikey(page, "Số liệu đến 15/11")
    page.keyboard.press("Tab")
    comes_to(served, page, NOTE, "Số liệu đến 15/11")


def test_decomposed_and_pasted_text_is_stored_composed(served, person):
    lan = person("unit_editor", permissions=["clipboard-read", "clipboard-write"])
    page = statistics(lan)
    text = unicodedata.normalize("NFD", "Tiếng Việt đủ dấu")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell(page, NOTE).click()
    page.keyboard.press("Control+v")
    page.keyboard.press("Tab")
    comes_to(served, page, NOTE, "Tiếng Việt đủ dấu")


def test_no_printable_key_is_taken_from_the_typist(served, person):
    page = statistics(person("unit_editor"))
    keys = [chr(code) for code in range(32, 127)]
    keys += ["đ", "ơ", "ư", "ệ", "Backspace", "Delete", "Process", "Unidentified", "Dead",
             "Home", "End", "Tab", "Escape"]  # fmt: skip
    for code in (CELL, NOTE):
        assert page.evaluate(f"keys => ({KEYS_TAKEN})('{code}', keys)", keys) == []
        taken = page.evaluate(f"keys => ({KEYS_TAKEN})('{code}', keys)", ["Enter", "ArrowDown"])
        assert taken == ["Enter", "ArrowDown"], "these two move"


def test_moving_about_the_table(served, person):
    page = statistics(person("unit_editor"))
    for code, text in ((CELL, "12"), (OTHER, "10")):
        put(page, code, text)
    cell(page, CELL).click()
    assert selected(page) == "12", "a click selects, so that typing replaces"
    page.keyboard.press("Enter")
    assert (focused(page), selected(page)) == (OTHER, "10")
    page.keyboard.press("Shift+Enter")
    assert focused(page) == CELL
    page.keyboard.press("ArrowDown")
    assert focused(page) == OTHER
    page.keyboard.press("ArrowUp")
    assert (focused(page), selected(page)) == (CELL, "12")
    page.keyboard.press("Tab")
    assert focused(page) == NOTE
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("15")
    page.keyboard.press("Enter")
    comes_to(served, page, CELL, "15")


def test_the_keyboard_alone_saves_the_table(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    names = page.evaluate(NAMES)
    assert len(names) > 300
    assert all(name and "|" in name or "," in name for name in names)
    assert len(set(names)) == len(names), "row and column tell every input apart"
    spoken = " ".join(names[0].split(" | "))
    assert page.get_by_role("textbox", name=spoken, exact=True).count() == 1

    cell(page, CELL).focus()
    page.keyboard.type("8")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim() === 'Lưu bảng'"):
            break
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 20
    page.keyboard.press("Enter")
    lan.must_see("ô nào thay đổi")
    assert stored(served, CELL) == "8"


def test_the_table_fits_a_small_office_screen(served, person):
    page = statistics(person("unit_editor", viewport={"width": 1366, "height": 768}))
    for box in ("document.documentElement", "document.querySelector('.app-grid-box')"):
        wide, room = page.evaluate(f"[{box}.scrollWidth, {box}.clientWidth]")
        assert wide <= room, f"{box}: {wide} in {room}"
    last = page.locator(".app-grid__input").last
    last.scroll_into_view_if_needed()
    head = page.locator(".app-grid thead th").nth(3)
    place = head.bounding_box()
    assert place["y"] >= 0
    shown = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('thead') !== null",
        [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2],
    )
    assert shown, "the header stays over the rows"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_sends_once(served, person, tmp_path, scripts):
    lan = person("unit_editor", java_script_enabled=scripts)
    page = lan.open(path(served, "gui"))
    fill_send_form(page, tmp_path)
    page.get_by_role("button", name="Xác nhận và gửi báo cáo").dblclick()
    lan.must_see("Mã xác thực")
    assert submissions(served) == 1
    lan.open(path(served, "gui"))
    lan.must_see("Mã xác thực")


def test_the_whole_report_without_javascript(served, person, tmp_path):
    lan = person("unit_editor", java_script_enabled=False)
    page = lan.open(path(served))
    lan.must_see("Thống kê số liệu")
    page = narrative(lan)
    page.fill("textarea[name=value]", "Đã kiện toàn bộ phận đầu mối.")
    lan.press("Lưu và đánh dấu đã đủ")
    page = lan.open(path(served, "de-cuong/p2.iv"))
    page.locator("textarea[name=value]").first.fill("Bổ sung biên chế")
    lan.press("Thêm dòng")
    assert page.locator("textarea[name=value]").first.input_value() == "Bổ sung biên chế"
    page = statistics(lan)
    page.fill("[name=cutoff]", "15/11/2026")
    cell(page, CELL).fill("1.204")
    cell(page, OTHER).fill("kps")
    page.get_by_role("button", name="Lưu bảng").last.click()
    lan.must_see("Đã lưu 3 ô")
    assert cell(page, CELL).input_value() == "1.204"
    page = lan.open(path(served, "minh-chung"))
    page.fill("[name=subject]", "Kế hoạch cải cách hành chính")
    page.set_input_files("[name=file]", str(signed_pdf(tmp_path, "ke-hoach.pdf")))
    lan.press("Đính kèm")
    lan.must_see("ke-hoach.pdf")
    lan.open(path(served, "kiem-tra"))
    lan.must_see("1.204")
    lan.follow("Tiếp tục: xác nhận và gửi")
    fill_send_form(page, tmp_path)
    lan.press("Xác nhận và gửi báo cáo")
    lan.must_see("Mã xác thực")
    assert submissions(served) == 1


def test_a_block_of_tasks_is_pasted_and_moved_by_the_keyboard(served, person):
    lan = person("unit_editor")
    page = lan.open(path(served, "phu-luc-1/the-che/dan"))
    page.fill("[name=block]", "Rà soát\t1/KH\nTự kiểm tra\t2/KH\t\tQuý II\nKhảo sát\t3/KH")
    lan.press("Xem trước")
    lan.must_see("Có thể ghi 2 nhiệm vụ, 1 dòng bị từ chối")
    lan.press("Ghi các dòng đã chọn")
    lan.must_see("Đã ghi 2 nhiệm vụ")
    lan.follow("Về Phụ lục I")
    rows = page.locator("#nhom-the-che tbody th")
    assert rows.all_inner_texts() == ["Rà soát", "Khảo sát"]
    page.locator("#nhom-the-che [name=huong][value=xuong]").first.focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert rows.all_inner_texts() == ["Khảo sát", "Rà soát"]
    assert page.evaluate("document.activeElement.closest('tr').innerText").startswith("2\tRà soát")
