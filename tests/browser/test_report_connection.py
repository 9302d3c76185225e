"""A unit's report while the network, the session or the server fails: the text stays."""

import subprocess
from dataclasses import replace
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
    lan.must_see("Chưa lưu 1 chỗ")
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
    lan.must_see("Chưa lưu 1 chỗ")
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
        lan.must_see("Chưa lưu 2 chỗ")
        process = start()
        page.clock.fast_forward(16_000)
        comes_to(second, page, CELL, "31")
        comes_to(second, page, OTHER, "30")
    finally:
        lan.context.close()
        process.terminate()
        process.wait(10)
    assert lan.failures == []
