"""Step 8: the site is frozen, verified, read from files and under a sub-path, rolled back."""

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import Any


def freeze(served: Any, folder: Path) -> Path:
    """Freeze, keep the public key, verify; the folder of the frozen site."""
    served.command("freeze")
    site = served.data / "site"
    key = folder / "key.pem"
    key.write_text(served.command("key"))
    served.command("verify", str(site), "--key", str(key))
    return site


def read_frozen(browser: Any, site: Path, folder: Path, public: str, words: list[str]) -> None:
    """The plan reads the same from a disk and from a file server under a sub-path."""
    root = folder / "www"
    shutil.copytree(site, root / "tinh" / "cchc")
    server = _server(root)
    try:
        address = f"http://127.0.0.1:{server.server_port}/tinh/cchc"
        for start in (f"file://{site.resolve()}/index.html", f"{address}/"):
            context = browser.new_context(java_script_enabled=False)
            page = context.new_page()
            failed: list[str] = []
            _collect_failures(page, failed)
            page.goto(start)
            page.get_by_role("link", name="Kế hoạch", exact=True).first.click()
            page.locator(f"a[href*='{public.strip('/').rpartition('/')[2]}']").first.click()
            text = page.inner_text("body")
            for word in words:
                assert word in text, (start, word)
            assert "Đăng nhập" not in text, "no live address is set"
            assert not failed, failed
            context.close()
    finally:
        server.shutdown()
        server.server_close()


def _collect_failures(page: Any, failed: list[str]) -> None:
    """Note every file that is not there; leaving a page before its fonts came is no failure."""

    def ended(request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":
            failed.append(request.url)

    def answered(response: Any) -> None:
        if response.status >= 400:
            failed.append(response.url)

    page.on("requestfailed", ended)
    page.on("response", answered)


def _server(root: Path) -> http.server.ThreadingHTTPServer:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def holds(site: Path, text: str) -> bool:
    """Whether any file of the frozen site holds the text."""
    return any(
        text.encode() in path.read_bytes() for path in site.resolve().rglob("*") if path.is_file()
    )
