"""How a cell of the statistics table stands: its reading, its state, its reason, its place."""

from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.editor_steps import (
    BEFORE,
    CELL,
    OTHER,
    ask,
    cell,
    clear,
    comes_to,
    duty_of,
    focused,
    put,
    statistics,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHARE, PERCENT = "stat:2.4-dung-han:current", "stat:6.6-so-hoa:current"
LATER = "stat:6.6-ho-so-mot-phan:current"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the table is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("cells") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


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
