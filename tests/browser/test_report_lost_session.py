"""A unit's report after the session ended or the account changed: text stays its writer's."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serve
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

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("session") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


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
