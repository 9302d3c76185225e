"""The statistics table under the hands: keys, UniKey, filter, blocks from Excel, small screens."""

import unicodedata
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    CELL,
    OTHER,
    SAVE,
    ask,
    cell,
    clear,
    comes_to,
    duty_of,
    path,
    put,
    statistics,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

BEFORE = "stat:i.1-nhiem-vu:previous"
NOTE = "stat:i.1-nhiem-vu:note"
THIRD = "stat:i.1-van-ban:current"
SHARE, PERCENT = "stat:2.4-dung-han:current", "stat:6.6-so-hoa:current"
LATER = "stat:6.6-ho-so-mot-phan:current"
FLAG = "stat:2.4-xu-ly-phan-anh:current"
SEND_KEYS = """([code, keys, more]) => {
  const input = document.querySelector(`[name="${code}"]`)
  return keys.filter(key => !input.dispatchEvent(new KeyboardEvent('keydown', {
    key, bubbles: true, cancelable: true, ...more })))
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the table is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("table") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.name || ''")


def caret(page: Any) -> tuple[int, int]:
    return tuple(
        page.evaluate("(at => [at.selectionStart, at.selectionEnd])(document.activeElement)")
    )


def paste(page: Any, code: str, text: str) -> None:
    """Press Ctrl+V in a cell with ``text`` in the clipboard, as Excel leaves it there."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell(page, code).focus()
    page.keyboard.press("Control+v")


def unikey(page: Any, text: str) -> None:
    """As UniKey types: the bare letter, then Backspace and the letter with its mark."""
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")
        page.keyboard.press("Space" if plain == " " else plain)
        if plain != letter:
            page.keyboard.press("Backspace")
            page.keyboard.insert_text(letter)


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
    page.wait_for_timeout(100)
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


def test_a_number_with_two_readings_is_asked_about_once_for_the_table(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    assert put(page, PERCENT, "1.234") == 422
    page.reload()  # asked again at once, not after the next save
    page.click("button:has-text('Là 1,234')")
    comes_to(served, page, PERCENT, "1.234")
    comes_to(served, page, "numbers", "en")
    assert put(page, LATER, "98.5") == 200
    comes_to(served, page, LATER, "98.5")
    page.reload()
    assert put(page, PERCENT, "2.345") == 200
    assert stored(served, PERCENT) == "2.345"
    assert cell(page, PERCENT).input_value() == "2,345"
    assert put(page, CELL, "1,204") == 200
    assert stored(served, CELL) == "1204"
    assert put(page, OTHER, "1.204") == 200
    assert stored(served, OTHER) == "1204", "a whole number with a dot has one reading"


def test_what_cannot_be_read_is_there_again_after_the_browser_was_closed(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    put(page, CELL, "7")
    assert put(page, CELL, "bảy mươi") == 422
    page.wait_for_selector(f"td[data-state=invalid] [name='{CELL}']")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    lan.open("/lam-viec/")
    assert asked == [], "it is kept, so leaving needs no warning"
    page = statistics(person("unit_editor"))
    assert cell(page, CELL).input_value() == "bảy mươi"
    assert cell(page, CELL).get_attribute("aria-invalid") == "true"
    assert stored(served, CELL) == "7", "the last number that could be read stands"
    assert put(page, CELL, "tám mươi") == 422
    page.wait_for_selector("#m-stat-i_1-nhiem-vu:has-text('Chỉ nhập chữ số')")
    assert page.get_by_text("Chỉ nhập chữ số").count() == 2, "beside the cell, and in the summary"
    assert put(page, CELL, "70") == 200
    page.reload()
    assert cell(page, CELL).input_value() == "70"


def test_each_cell_shows_how_it_stands_and_the_focused_one_is_left_alone(served, person):
    page = statistics(person("unit_editor"))
    held: list[Any] = []
    page.route("**/truong/", lambda route: route.continue_() if held else held.append(route))
    cell(page, CELL).focus()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    page.wait_for_selector(f"td[data-state=waiting] [name='{CELL}']")
    cell(page, CELL).focus()
    page.keyboard.type("1")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_timeout(400)
    assert cell(page, CELL).input_value() == "1", "the answer leaves the focused cell alone"
    assert focused(page) == CELL
    page.keyboard.press("Tab")
    page.wait_for_selector(f"td[data-state=saved] [name='{CELL}']")
    comes_to(served, page, CELL, "1")
    put(page, OTHER, "x")
    page.wait_for_selector(f"td[data-state=invalid] [name='{OTHER}']")
    put(page, OTHER, "2")
    page.wait_for_selector(".app-grid__soft:has-text('nhiều hơn')")
    page.wait_for_selector(".app-grid-state:has-text('2 ô có số liệu')")
    cell(page, "stat:i.1-hoan-thanh:note").fill("Gồm nhiệm vụ phát sinh")
    page.keyboard.press("Tab")
    page.wait_for_selector(".app-grid-state:has-text('0 chỗ chưa ghi chú')")


def test_the_words_for_no_number_are_one_press_away(served, person):
    page = statistics(person("unit_editor"))
    cell(page, SHARE).focus()
    page.click("[data-word=kps]")
    page.wait_for_selector(f"td[data-state=saved] [name='{SHARE}']")
    assert cell(page, SHARE).input_value() == "kps"
    assert focused(page) == SHARE
    rows = ask(
        served, "SELECT value FROM draft_field WHERE duty_id = ? AND code = ?",
        duty_of(served), SHARE,
    )  # fmt: skip
    assert rows == [('{"state":"none"}',)]


def test_another_number_of_last_year_asks_for_its_reason(served, person):
    """The accepted report of last year said 20."""
    accept_last_year(served, "20")
    page = statistics(person("unit_editor"))
    assert cell(page, BEFORE).input_value() == "20"
    assert put(page, BEFORE, "22") == 200
    reason = page.wait_for_selector("[name='stat:i.1-nhiem-vu:reason']")
    reason.fill("Đếm sót hai nhiệm vụ")
    page.keyboard.press("Tab")
    comes_to(served, page, "stat:i.1-nhiem-vu:reason", "Đếm sót hai nhiệm vụ")
    page.reload()
    assert page.input_value("[name='stat:i.1-nhiem-vu:reason']") == "Đếm sót hai nhiệm vụ"
    assert put(page, BEFORE, "") == 200
    page.wait_for_selector("[name='stat:i.1-nhiem-vu:reason']", state="detached")
    assert cell(page, BEFORE).input_value() == "20"


def accept_last_year(served: Any, number: str) -> None:
    """A report of the year before with one number, accepted."""
    ask(
        served,
        "INSERT INTO duty (unit_id, plan_id, kind, title, form_id, year, due_sentence, state,"
        " created_at) SELECT unit_id, plan_id, 'other', title, form_id, year - 1, '', 'accepted',"
        " created_at FROM duty WHERE id = ?", duty_of(served),
    )  # fmt: skip
    before = ask(served, "SELECT max(id) FROM duty")[0][0]
    snapshot = f'{{"values":{{"{CELL}":{{"state":"value","value":"{number}"}}}}}}'
    values = {"duty_id": before, "number": 1, "receipt": f"BN-1999-{before:06}", "mode": "keyed",
              "snapshot": snapshot, "sha256": "0" * 64, "submitted_at": "2025-01-01 00:00:00",
              "received_on": "2025-01-01", "by": "Lan", "state": "accepted"}  # fmt: skip
    columns = {row[1]: row for row in ask(served, "PRAGMA table_info(submission)")}
    for name, row in columns.items():
        if name not in values and row[3] and row[4] is None and not row[5]:
            values[name] = "" if row[2] == "TEXT" else 0
    ask(
        served,
        f"INSERT INTO submission ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        *values.values(),
    )  # fmt: skip


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


@pytest.mark.parametrize("width", [360, 768, 1366])
def test_it_is_right_on_every_screen(served, person, width):
    page = statistics(person("unit_editor", viewport={"width": width, "height": 700}))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cell(page, SHARE).focus()
    box = cell(page, SHARE).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] > 44
    bar = page.locator(".app-grid-bar").bounding_box()
    assert box["y"] + box["height"] <= bar["y"], "the line at the bottom covers no cell"
    if width == 768:
        page.evaluate("document.querySelector('.app-grid-box').scrollLeft = 300")
        first = page.locator(".app-grid tbody th[scope=row]").first.bounding_box()
        assert first["x"] >= 0, "the words of a row stay"
