"""A unit's report while the server or the line itself fails: nothing acknowledged is lost."""

import os
import random
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from portal.config import ROOT
from tests.browser.conftest import PORTAL, Person, _wait_for, serve
from tests.browser.editor_steps import CELL, OTHER, cell, clear, comes_to, statistics, stored
from tests.browser.faulty_line_steps import CODES, open_table, wait_until_idle, wrong
from tests.browser.faulty_proxy import FaultyProxy

SEEDS = range(int(os.environ.get("PORTAL_FAULTY_SEEDS", "1")))
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One profile is enough: the editor is the same in both."""
    yield from serve("son-la-2026", tmp_path_factory.mktemp("faulty") / "data")


@pytest.fixture(autouse=True)
def _empty(served):
    clear(served)


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
        process.wait(60)
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
        process.wait(60)
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
