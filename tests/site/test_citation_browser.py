"""The # beside a clause in a real Chromium: from a disk and from a server with our policy."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from portal.web.security import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.browser
CITED = "điểm a khoản 1 mục II Quyết định số 152/QĐ-UBND ngày 06/02/2026"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing is written."""


@pytest.fixture
def site(published: None, run_freeze: Callable[..., Any], data: Path) -> Path:
    """The frozen site."""
    run_freeze()
    return (data / "site").resolve()


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site on a web server."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Handler, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_clause_is_cited_with_its_address(chromium: Any, address: str, site: Path) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/ke-hoach/2026/kiem-tra-cchc/")
    page.locator("#muc-ii-1-a a.site-anchor").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text=f"Đã sao chép: {CITED}").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{CITED}, {address}/ke-hoach/2026/kiem-tra-cchc/#muc-ii-1-a"
    assert page.url.endswith("#muc-ii-1-a")
    context.close()

    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(f"file://{site}/ke-hoach/2026/kiem-tra-cchc/index.html")
    link = plain.locator("#muc-ii-1-a a.site-anchor")
    assert link.get_attribute("title") == CITED
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    plain.keyboard.press("Enter")
    assert plain.url.endswith("#muc-ii-1-a")
    plain.context.close()
