"""A unit's report while the network, the session or the server fails: the text stays."""

import json
import os
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from tests.browser.conftest import PORTAL, Person, _wait_for, serve
from tests.browser.editor_steps import (
    CELL,
    OTHER,
    SAVE,
    TEXT,
    ask,
    cell,
    clear,
    comes_to,
    narrative,
    path,
    put,
    sign_in_elsewhere,
    statistics,
    stored,
    write,
)
from tests.browser.faulty_line_steps import CODES, open_table, wait_until_idle, wrong
from tests.browser.faulty_proxy import FaultyProxy

SEEDS = range(int(os.environ.get("PORTAL_FAULTY_SEEDS", "1")))
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("editor") / "data")


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
    assert page.evaluate("localStorage.length") == 0


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


def test_another_account_on_the_same_computer_neither_sees_nor_sends_it(served, person):
    lan = person("unit_editor")
    page = statistics(lan)
    page.route(SAVE, lambda route: route.abort())
    cell(page, CELL).fill("21")
    page.keyboard.press("Tab")
    lan.must_see("1 ô chờ gửi")
    ask(served, "DELETE FROM sign_in_session")
    sign_in_elsewhere(lan, "unit_head")
    page.unroute(SAVE)
    page.click("text=Gửi ngay")
    lan.must_see("đăng nhập bằng tài khoản khác")
    minh = lan.context.new_page()
    minh.goto(page.url)
    minh.wait_for_selector("text=còn nội dung chưa gửi của tài khoản khác")
    assert minh.locator(f"[name='{CELL}']").input_value() == ""
    assert stored(served, CELL) is None
    minh.close()
    sign_in_elsewhere(lan, "unit_editor")
    # Hidden already, when the page has found out by itself.
    page.locator("text=Gửi ngay").dispatch_event("click")
    comes_to(served, page, CELL, "21")
    written = ask(served, "SELECT updated_by FROM draft_field WHERE code = ?", CELL)
    assert written == ask(served, "SELECT full_name FROM user WHERE username = 'unit_editor'")


def test_signing_out_takes_what_waits_along_as_a_file(served, person, tmp_path: Path):
    """The file is loaded again at another computer, after a look at what it changes."""
    lan = person("unit_editor", accept_downloads=True)
    page = statistics(lan)
    assert put(page, OTHER, "5") == 200
    page.route(SAVE, lambda route: route.abort())
    cell(page, CELL).fill("21")
    page.keyboard.press("Tab")
    lan.must_see("1 ô chờ gửi")
    page.click("text=Đăng xuất")
    lan.must_see("Còn 1 ô chưa gửi được")
    with page.expect_download() as found:
        page.click("text=Tải về tệp, xóa khỏi máy này")
    page.wait_for_url("**/dang-nhap")
    assert page.evaluate("localStorage.length") == 0
    file = tmp_path / found.value.suggested_filename
    found.value.save_as(file)
    page.unroute(SAVE)
    lan.sign_in("unit_editor")
    lan.open(path(served, "ban-nhap"))
    page.set_input_files("[name=file]", str(file))
    lan.press("Đọc tệp và so sánh")
    lan.must_see("1 mục thay đổi; 1 mục giống báo cáo")
    lan.press("Ghi 1 mục vào báo cáo")
    lan.must_see("Đã ghi 1 chỗ")
    assert (stored(served, CELL), stored(served, OTHER)) == ("21", "5")


def test_text_outlives_the_session(served, person):
    lan = person("unit_editor")
    lan.page.clock.install()
    page = narrative(lan)
    ask(served, "DELETE FROM sign_in_session")
    assert write(page, "Gõ khi phiên đã hết") == 401
    lan.must_see("Phiên làm việc đã hết")
    assert page.input_value("textarea[name=value]") == "Gõ khi phiên đã hết"
    sign_in_elsewhere(lan, "unit_editor")
    page.clock.fast_forward(16_000)
    comes_to(served, page, TEXT, "Gõ khi phiên đã hết")
    lan.must_see("Đã lưu")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_section_posted_after_the_session_goes_through_sign_in(served, person, scripts):
    lan = person("unit_editor", java_script_enabled=scripts)
    page = narrative(lan)
    if scripts:
        page.route(SAVE, lambda route: route.abort())
    page.fill("textarea[name=value]", "Dòng một\n- dòng “hai” & <ba>")
    ask(served, "DELETE FROM sign_in_session")
    lan.press("Lưu, viết tiếp sau")
    page.fill("[name=username]", "unit_editor")
    page.fill("[name=password]", served.password)
    lan.press("Đăng nhập")
    lan.must_see("Nội dung vừa nhập vẫn còn")
    lan.press("Gửi tiếp")
    lan.must_see("Đã lưu.")
    assert stored(served, TEXT) == "Dòng một\n- dòng “hai” & <ba>"


def test_the_server_restarts_while_someone_types(served, chromium, tmp_path):
    port = int(served.address.rpartition(":")[2]) + 1
    second = replace(served, address=f"http://127.0.0.1:{port}")
    environment = {**served.environment, "PORT": str(port)}

    def start() -> Any:
        process = subprocess.Popen([*PORTAL, "run"], env=environment, cwd=ROOT)
        _wait_for(second.address + "/trang-thai", process)
        return process

    process = start()
    lan = Person(second, chromium, "unit_editor")
    try:
        lan.page.clock.install()
        page = statistics(lan)
        process.terminate()
        process.wait(10)
        cell(page, CELL).fill("31")
        page.keyboard.press("Tab")
        cell(page, OTHER).fill("30")
        page.keyboard.press("Tab")
        lan.must_see("2 ô chờ gửi")
        process = start()
        page.clock.fast_forward(16_000)
        comes_to(second, page, CELL, "31")
        comes_to(second, page, OTHER, "30")
    finally:
        lan.context.close()
        process.terminate()
        process.wait(10)
    assert lan.failures == []


@pytest.fixture
def line(served):
    proxy = FaultyProxy(int(served.address.rpartition(":")[2]))
    yield proxy
    proxy.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_acknowledged_is_lost_and_nothing_replaced_unseen(served, line, person, seed):
    """Two people, three tabs, the same cells, and a line that fails in every way.

    Whatever it does: what was acknowledged is in the history, nobody's text was replaced by
    somebody who had not seen it, and in the end each tab shows what is stored or a conflict with
    both texts. PORTAL_FAULTY_SEEDS tries more than the suite does.
    """
    lan, minh = person("unit_editor"), person("unit_head")
    tabs = [open_table(lan, line), open_table(lan, line), open_table(minh, line)]
    line.sent.clear()
    line.draw(seed)
    chance = random.Random(seed)
    for turn in range(18):
        page = chance.choice(tabs)
        cell(page, chance.choice(CODES)).fill(str(100 * (seed + 1) + turn))
        page.keyboard.press("Tab")
        page.wait_for_timeout(chance.choice((0, 30, 120)))
    line.cut = True
    cell(tabs[0], CODES[0]).fill("999")
    tabs[0].keyboard.press("Tab")
    tabs[0].wait_for_selector("text=đang giữ trên máy này")
    line.heal()
    for page in tabs:
        page.evaluate("window.dispatchEvent(new Event('online'))")
        wait_until_idle(page)
    faults = [fault for code in CODES for fault in wrong(served, line, tabs, code)]
    assert faults == []
    assert {one.fate for one in line.sent} > {"pass"}
    assert stored(served, CODES[0]) is not None
