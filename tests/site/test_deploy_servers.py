"""deploy/web: a real nginx and a real Caddy serve the frozen site as the live site would."""

import gzip
import http.client
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy import slow_clients
from portal.config import ROOT
from portal.publishing.shelf import Shelf
from portal.site.deploying.address_map import caddy_map, nginx_map
from portal.site.gone import gone_addresses
from portal.web.security import HEADERS
from tests.site import publishing
from tests.site.factories import PLAN

PAGE = "/ke-hoach/2026/kiem-tra-cchc/"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx(folder: Path, data: Path, port: int, live: int) -> list[str]:
    """The command of an nginx with our site file, in a folder of its own."""
    text = (ROOT / "deploy/web/nginx.conf").read_text(encoding="utf-8")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("/var/lib/portal/", f"{data}/").replace(
        "127.0.0.1:8000", f"127.0.0.1:{live}"
    )
    text = text.replace("/etc/nginx/portal-headers.conf", str(ROOT / "deploy/web/headers.nginx"))
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        "worker_processes 1;\nuser root;\n"
        * (os.geteuid() == 0)
        + f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\n"
        "events { worker_connections 1024; }\n"
        f"http {{\naccess_log off;\n{places}{text}\n}}\n"
    )
    return ["nginx", "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]


def caddy(folder: Path, data: Path, port: int, live: int) -> list[str]:
    """The command of a Caddy with our file."""
    text = (ROOT / "deploy/web/Caddyfile").read_text(encoding="utf-8")
    text = text.replace("{\n\tservers", "{\n\tadmin off\n\tservers", 1)
    text = text.replace("cchc.example.gov.vn {", f"http://127.0.0.1:{port} {{")
    text = text.replace("/var/lib/portal/", f"{data}/").replace(
        "127.0.0.1:8000", f"127.0.0.1:{live}"
    )
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


class Echo(http.server.BaseHTTPRequestHandler):
    """Stands for the live service: says which host it was asked as, with a header of its own."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Security-Policy", HEADERS["Content-Security-Policy"])
        self.end_headers()
        said = f"{self.headers['Host']} {self.headers['X-Forwarded-Proto']}"
        self.wfile.write(said.encode())

    def log_message(self, *_: Any) -> None:
        """Nothing: the test reads the answers."""


@pytest.fixture
def live() -> Iterator[int]:
    """The port of a service behind the web server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"])
def port(
    request: pytest.FixtureRequest,
    published: None,
    run_freeze: Callable[..., Any],
    data: Path,
    live: int,
    tmp_path: Path,
) -> Iterator[int]:
    """The port of a server of the frozen site; one page of it was published by mistake."""
    program = shutil.which(request.param.__name__, path=_PATH)
    if program is None:
        pytest.skip(f"không có {request.param.__name__}: apt-get install nginx-light caddy")
    publishing.withdraw("page", "lien-he", "mistake", "Đăng nhầm trang.")
    run_freeze()
    (data / "gone.map").write_text(nginx_map(gone_addresses(Shelf())))
    (data / "gone.caddy").write_text(caddy_map(gone_addresses(Shelf())))
    folder = tmp_path / "may-chu"
    folder.mkdir()
    chosen = free_port()
    command = [program, *request.param(folder, data, chosen, live)[1:]]
    with (folder / "said.log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}
        )
    try:
        _wait_for(chosen, server, folder / "said.log")
        yield chosen
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = {name.lower(): ", ".join(answer.headers.get_all(name)) for name in answer.headers}
    body = answer.read()
    connection.close()
    return answer.status, found, body


def test_pages_headers_errors_and_slow_clients(port: int, data: Path) -> None:
    page = (data / "site" / PAGE.strip("/") / "index.html").read_bytes()
    style = "/static/vendor/portal.css"
    expected = [
        ("/", 200, "text/html; charset=utf-8"),
        (PAGE, 200, "text/html; charset=utf-8"),
        (style, 200, "text/css; charset=utf-8"),
        ("/tin-moi.xml", 200, "application/atom+xml; charset=utf-8"),
        ("/ke-hoach/tin-moi.xml", 200, "application/atom+xml; charset=utf-8"),
        ("/lich-kiem-tra.ics", 200, "text/calendar; charset=utf-8"),
        ("/khong-co/", 404, "text/html; charset=utf-8"),
        ("/trang/lien-he/", 410, "text/html; charset=utf-8"),
        ("/trang/lien-he/index.html", 410, "text/html; charset=utf-8"),
    ]
    for path, status, kind in expected:
        found, headers, body = get(port, path)
        assert (path, found) == (path, status)
        assert headers.get("content-type", "").lower().replace('"', "") == kind, path
        for name, value in HEADERS.items():
            assert headers.get(name.lower()) == value, (path, name)
        if status == 404:
            assert "Không tìm thấy trang" in body.decode()
        if status == 410:
            assert "Đăng nhầm trang." in body.decode()
    assert get(port, PAGE)[2] == page
    status, headers, body = get(port, PAGE, **{"Accept-Encoding": "gzip"})
    assert headers.get("content-encoding") == "gzip"
    assert gzip.decompress(body) == page
    tag = get(port, PAGE)[1]["etag"]
    assert get(port, PAGE, **{"If-None-Match": tag})[0] == 304
    file = next((data / "site" / "tep").glob("*/*.pdf")).relative_to(data / "site")
    _, headers, _ = get(port, f"/{file}")
    assert headers["content-disposition"].startswith("attachment")
    status, headers, body = get(port, "/lam-viec/")
    # with the port: the check of a form's origin compares it with the address in the browser
    assert (status, body.decode()) == (200, f"127.0.0.1:{port} http")
    assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"], "sent once"
    arguments = ["127.0.0.1", str(port), "--clients", "200", "--seconds", "3"]
    assert slow_clients.main(arguments) == 0


def test_what_was_moved_and_odd_successors_in_the_maps() -> None:
    from portal.site.gone import Gone

    gone = [
        Gone("/trang/cu/", "moved", 301, '/trang/moi/"; return 200 "'),
        Gone("/don-vi/a/", "mistake", 410, ""),
        Gone("/ke-hoach/2026/x/", "stopped", 200, ""),
    ]
    made = nginx_map(gone)
    assert '"/trang/cu/" "/trang/moi/return200";' in made
    assert '"/don-vi/a/index.html" 1;' in made
    assert "/ke-hoach/2026/x/" not in made + caddy_map(gone)
    assert 'redir "/trang/cu/" "/trang/moi/return200" 301' in caddy_map(gone)
    assert f"/{PLAN}/" not in made
