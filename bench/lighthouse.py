"""``lighthouse``: the scores of Lighthouse on the home page, a plan and the schedule (budget: 100).

A frozen sample is served as a web server in front of it does: compressed, with the headers of
``portal/web/security.py`` and rules for caching. Lighthouse judges as a phone on a slow network.
It is set up by itself in ``.bench/lighthouse`` (npm), outside what the portal needs.
"""

import json
import mimetypes
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import measuring
import workspace

from portal import db
from portal.site.freezing.run import freeze
from portal.web.security import HEADERS
from tests.chromium import CHROMIUM
from tests.site.factories import PLAN
from tests.site.publishing import publish_all

VERSION = "12.8.2"
PAGES = {"home": "/", "plan": f"/ke-hoach/{PLAN}/", "schedule": "/lich-kiem-tra/"}
KINDS = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic"


def set_up() -> Path:
    """The command of Lighthouse, installed at first use; SystemExit where npm cannot."""
    folder = measuring.KEPT / "lighthouse"
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm was not found; Lighthouse needs Node.js 20 or newer.")
        words = ["install", "--no-audit", "--no-fund", "--loglevel=error", f"lighthouse@{VERSION}"]
        subprocess.run([npm, *words], cwd=folder, check=True)
    return command


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A server of ``folder`` with the headers a proxy sends; it hands out ``.gz`` files."""

    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = folder / self.path.split("?")[0].lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            packed = path.with_name(f"{path.name}.gz")
            body = (packed if packed.exists() else path).read_bytes() if path.exists() else b""
            self.send_response(200 if path.exists() else 404)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            text = kind.startswith("text/")
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            if packed.exists():
                self.send_header("Content-Encoding", "gzip")
            for name, value in HEADERS.items():
                self.send_header(name, value)
            lasting = "static" in path.parts
            self.send_header("Cache-Control", f"public, max-age={31536000 if lasting else 300}")
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


def judged(command: Path, address: str) -> tuple[dict[str, int], list[str]]:
    """The four scores of a page, and what fell short of them."""
    words = [
        str(command), address, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(KINDS)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    found = report["categories"]
    short = [
        f"{one['id']}: {report['audits'][one['id']]['title']}"
        for kind in KINDS
        for one in found[kind]["auditRefs"]
        if one["weight"] and (report["audits"][one["id"]]["score"] or 0) < 0.9
        and report["audits"][one["id"]]["scoreDisplayMode"] in ("binary", "numeric")
    ]  # fmt: skip
    return {kind: round(100 * found[kind]["score"]) for kind in KINDS}, short


def main() -> None:
    """Judge each page; the lowest score counts."""
    if not CHROMIUM:
        raise SystemExit("There is no Chromium; `make browser` installs it.")
    command, scores = set_up(), dict[str, dict[str, int]]()
    with measuring.folder() as data:
        app = workspace.portal(data)
        with db.connection(app):
            publish_all(data)
        config = {"DATA": str(data), "SECRET_KEY": "bench", "PUBLIC_URL": "http://localhost/"}
        freeze(config, date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=UTC))
        with served((data / "site").resolve()) as address:
            for name, path in PAGES.items():
                scores[name], short = judged(command, address + path)
                print(f"  {name:10}", scores[name], *short)
    lowest = min(score for page in scores.values() for score in page.values())
    measuring.result(
        "lighthouse", float(lowest), "score", None, None, 100, lowest == 100, scores=scores
    )


if __name__ == "__main__":
    main()
