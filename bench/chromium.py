"""A real browser on a folder of files, served as a plain web server serves them: compressed."""

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import measuring  # noqa: F401  the tests' settings of the browser become importable
from playwright.sync_api import sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM

#: What a file name ends with, and what browsers call it; the smaller first.
FORMS = {".br": "br", ".gz": "gzip"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of ``folder``; it hands out compressed forms as a proxy would."""

    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.split("?")[0].lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            forms = {kind: path.with_name(path.name + end) for end, kind in FORMS.items()}
            packed = next((kind for kind, one in forms.items() if one.exists()), "")
            body = forms.get(packed, path).read_bytes() if path.exists() else b""
            self.send_response(200 if path.exists() else 404)
            self.send_header(
                "Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            )
            if packed:
                self.send_header("Content-Encoding", packed)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the result is the output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, as the browser tests start it."""
    if not CHROMIUM:
        raise SystemExit("There is no Chromium; `make browser` installs it.")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


def watch(page: Any) -> dict[str, int]:
    """The bytes of each body as it came over the wire, by address, from now on."""
    fetched: dict[str, int] = {}

    def note(request: Any) -> None:
        answer = request.response()
        fetched[request.url] = int(answer.headers.get("content-length", 0)) if answer else 0

    page.on("requestfinished", note)
    return fetched
