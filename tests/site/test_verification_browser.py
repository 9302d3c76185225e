"""``/xac-thuc/`` in a real Chromium, from a disk and from a server with our policy."""

import hashlib
import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from portal.web.security import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.browser


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing is written."""


@pytest.fixture
def copy(published: None, run_freeze: Callable[..., Any], data: Path, tmp_path: Path) -> Path:
    """A copy of the site as a reader has it; one page in it was changed."""
    run_freeze()
    site = Path(shutil.copytree((data / "site").resolve(), tmp_path / "usb" / "cong"))
    page = site / "ke-hoach/2026/kiem-tra-cchc/index.html"
    (tmp_path / "sua.html").write_bytes(page.read_bytes().replace(b"2026", b"2027"))
    return site


@pytest.fixture(params=["disk", "server"])
def address(request: pytest.FixtureRequest, copy: Path) -> Iterator[str]:
    """Where the reader opens the page."""
    if request.param == "disk":
        yield f"file://{copy}/xac-thuc/index.html"
        return
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Handler, directory=str(copy.parent))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/cong/xac-thuc/"
    server.shutdown()
    server.server_close()


def test_a_reader_checks_files_and_codes(
    chromium: Any,
    address: str, copy: Path, tmp_path: Path,
) -> None:  # fmt: skip
    page = chromium.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and failures.append(said.text))
    page.goto(address)
    plan = copy / "ke-hoach/2026/kiem-tra-cchc"

    def said_of(*files: Path) -> str:
        page.set_input_files("#tep", [str(one) for one in files])
        return wait()

    def said_of_code(code: str) -> str:
        page.fill("#ma", code)
        page.click("button:has-text('Kiểm tra')")
        return wait()

    def wait() -> str:
        page.locator("#thong-bao").filter(has_text=re.compile("xong|Chưa")).wait_for()
        return str(page.inner_text("#thong-bao") + "\n" + page.inner_text("#ket-qua"))

    both = said_of(plan / "index.html", plan / "phien-ban/1/index.html")
    assert "Còn hiệu lực: index.html" in both
    assert "“Kế hoạch kiểm tra công tác cải cách hành chính năm 2026”, phiên bản 2" in both
    assert "Đã có bản mới: index.html" in both
    assert "Trang nguyên gốc của cổng" in both
    assert "Tệp nguyên gốc của cổng" in said_of(copy / "du-lieu/khac-phuc.csv")
    pdf = next((copy / "tep").glob("*/*.pdf"))
    assert "Còn hiệu lực: ke-hoach-2026" in said_of(pdf)
    changed = said_of(tmp_path / "sua.html")
    assert "Không có trong bản công bố: sua.html" in changed
    assert "chỉ HTML" in changed
    code = hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert "Còn hiệu lực" in said_of_code(f"  {code[:32].upper()} {code[32:]} ")
    assert "Không có trong bản công bố" in said_of_code("0" * 64)
    assert "ít nhất 16 chữ số" in said_of_code("mã nào đó")
    assert not failures, failures
    page.close()


def test_the_links_of_a_result_lead_to_the_page(
    chromium: Any,
    address: str, copy: Path,
) -> None:  # fmt: skip
    page = chromium.new_page()
    page.goto(address)
    page.set_input_files("#tep", str(copy / "ke-hoach/2026/kiem-tra-cchc/index.html"))
    page.click("#ket-qua a")
    page.wait_for_selector("h1:has-text('Kế hoạch kiểm tra')")
    page.close()


def test_our_own_sha256_is_sha256(chromium: Any, copy: Path) -> None:
    """For browsers that keep crypto.subtle from files and from plain http."""
    page = chromium.new_page()
    page.goto(f"file://{copy}/xac-thuc/index.html")
    for length in (0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000, 70_001):
        content = os.urandom(length)
        made = page.evaluate("bytes => xacThuc.ownSha256(new Uint8Array(bytes))", list(content))
        assert made == hashlib.sha256(content).hexdigest(), length
    page.close()


def test_without_javascript_the_other_ways_are_told(
    chromium: Any,
    copy: Path,
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{copy}/xac-thuc/index.html")
    text = page.inner_text("main")
    assert "đang tắt JavaScript" in text
    assert "sha256sum" in text
    assert not page.is_visible("#tep")
    page.click("main a:has-text('danh sách mã')")
    listed = page.inner_text("body")
    assert "còn hiệu lực; 2;" in listed
    context.close()


def test_the_form_stands_from_the_start_and_not_without_script(chromium: Any, copy: Path) -> None:
    """A script that showed it would move what a reader has begun to read."""
    here = f"file://{copy}/xac-thuc/index.html"
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(here)
    assert page.locator("#kiem-tra").is_visible()
    moved = page.evaluate(
        """() => new Promise(done => {
          let moved = 0
          const seen = new PerformanceObserver(list => {
            for (const one of list.getEntries()) moved += one.value
          })
          seen.observe({type: 'layout-shift', buffered: true})
          setTimeout(() => done(moved), 300)
        })"""
    )
    assert moved == 0
    page.close()
    plain = chromium.new_page(java_script_enabled=False)
    plain.goto(here)
    assert plain.locator("#kiem-tra").is_hidden()
    assert "đang tắt JavaScript" in plain.locator("main").inner_text()
    plain.close()
