"""A served portal with a loaded province, and people with a real Chromium."""

import contextlib
import fcntl
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from portal.config import ROOT

PROFILES = ("son-la", "son-la-2026")
PORTAL = [sys.executable, "-m", "portal"]


@dataclass(frozen=True)
class Served:
    """A running portal: its address, data folder and the password of the demo accounts."""

    address: str
    data: Path
    province: str
    password: str
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run ``portal …`` on the same data; returns what it printed."""
        result = subprocess.run(
            [*PORTAL, *words], env=self.environment, cwd=ROOT, check=False, text=True,
            capture_output=True,
        )  # fmt: skip
        assert result.returncode == 0, f"portal {' '.join(words)}: {result.stderr}"
        return result.stdout


def lasting_port() -> int:
    """A free port that no outgoing connection is given: free again when a server restarts."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port among a hundred")


def prepared(province: str, data: Path) -> Path:
    """The data of a portal as ``make run`` prepares it: made once a run, whoever needs it first.

    ``data`` will be a copy: it lies in a folder of pytest's, beside those of the other processes.
    """
    shared = data.parents[2 if "PYTEST_XDIST_WORKER" in os.environ else 1]
    made = shared / f"prepared-{province}"
    with (shared / f"{made.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            new = shared / f"{made.name}.new"
            served = Served("", new, province, "", _environment(new))
            served.command("init")
            served.command("load", str(ROOT / "content" / "provinces" / province))
            served.command("demo")
            new.rename(made)
    return made


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ, "PORTAL_DATA": str(data), "PORTAL_DEMO": "1", "PORTAL_DATABASE": "",
        "PORTAL_PASSWORD_COST": "1",
    }  # fmt: skip


def serve(province: str, data: Path) -> Iterator[Served]:
    """Serve a portal as ``make run`` prepares it until the tests are done."""
    port = lasting_port()
    environment = _environment(data) | {"PORT": str(port)}
    if not data.exists():
        shutil.copytree(prepared(province, data), data)
    password = (data / "secrets" / "demo-password").read_text()
    served = Served(f"http://127.0.0.1:{port}", data, province, password, environment)
    process = subprocess.Popen([*PORTAL, "run"], env=environment, cwd=ROOT)
    try:
        _wait_for(served.address + "/trang-thai", process)
        yield served
    finally:
        process.terminate()
        process.wait(60)  # a busy machine takes its time


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):  # a busy machine takes its time
        assert process.poll() is None, "the portal ended at once"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture(scope="module", params=PROFILES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The portal with one Sơn La profile; tests of a module run on both."""
    yield from serve(request.param, tmp_path_factory.mktemp(request.param) / "data")


class Person:
    """Someone at a browser; fails on a script error or a page that is an error of ours."""

    def __init__(self, served: Served, browser: Any, role: str = "", **context: Any) -> None:
        self.served = served
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN", **context}
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.failures: list[str] = []
        self._flying: set[Any] = set()
        self.context.on("request", lambda one: one.method == "POST" and self._flying.add(one))
        for ended in ("requestfinished", "requestfailed"):
            self.context.on(ended, lambda one: self._flying.discard(one))
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on(
            "response",
            lambda answer: answer.status >= 500 and self.failures.append(
                f"{answer.status} {answer.url}"
            ),
        )  # fmt: skip
        if role:
            self.sign_in(role)

    def open(self, path: str) -> Any:
        """Open a path of the portal."""
        self.page.goto(self.served.address + path)
        return self.page

    def sign_in(self, role: str) -> None:
        """Sign in with the demo account of a role."""
        self.open("/tai-khoan/dang-nhap")
        self.page.fill("[name=username]", role)
        self.page.fill("[name=password]", self.served.password)
        self.page.click("button:has-text('Đăng nhập')")
        self.page.wait_for_url("**/lam-viec/**")

    def press(self, text: str) -> None:
        """Press the button of that text and wait for the page that follows."""
        self.page.get_by_role("button", name=text, exact=False).first.click()
        self.page.wait_for_load_state("load")

    def follow(self, text: str) -> None:
        """Follow the first link of that text to the page it leads to."""
        # A busy machine begins to load late: until then the page left behind counts as loaded.
        with self.page.expect_navigation(wait_until="load", timeout=30_000):
            self.page.locator("main a", has_text=text).first.click()

    def must_see(self, text: str) -> None:
        """Fail, showing the page, when it does not come to show the text."""
        assert self.sees(text), f"no “{text}” on {self.page.url}:\n" + self.page.inner_text("main")

    def leave(self) -> None:
        """Close the browser; nothing that was typed reaches the portal after this.

        A page that is closed still sends what was typed last, and what is on its way would be
        saved when the next test has begun on the same draft.
        """
        pages = self.context.pages
        for page in pages:
            session = self.context.new_cdp_session(page)
            session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        until = time.monotonic() + 5
        while self._flying and pages and time.monotonic() < until:
            pages[0].wait_for_timeout(20)
        for page in pages:
            self._cut(page)
        self.context.close()

    def lose_tab(self) -> None:
        """End the page as a power cut does: not even its last words are sent."""
        self._cut(self.page)
        self.page.close()

    @staticmethod
    def _cut(page: Any) -> None:
        """Take the page's process away.

        To close it is another thing: its sessions end first, so a line that was taken down comes
        back and scripts run again, sometimes in time for the page to send what it kept.
        """
        with page.expect_event("crash"), contextlib.suppress(Error):
            page.goto("chrome://crash")

    def sees(self, text: str, patience: float = 40) -> bool:
        """Whether the page shows the text, or comes to show it within ``patience`` seconds."""
        until = time.monotonic() + patience
        while text not in self.page.inner_text("body"):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True


@pytest.fixture
def person(served: Served, chromium: Any) -> Iterator[Callable[..., Person]]:
    """``person("office_editor")``: someone signed in; ``person()``: the public."""
    people: list[Person] = []

    def enter(role: str = "", **context: Any) -> Person:
        people.append(Person(served, chromium, role, **context))
        return people[-1]

    yield enter
    failures = [line for someone in people for line in someone.failures]
    for someone in people:
        someone.leave()
    assert not failures, failures
