"""Someone at a browser: real HTTP over the server's socket, and a ledger of what was answered."""

import http.client
import json
import os
import socket
import threading
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.page_checks import Page


class Unanswered(Exception):
    """The connection broke before the answer was whole."""


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: dict[str, str]
    text: str


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(str(self._path))


class Browser:
    """Keeps cookies and the token of the last page, follows nothing by itself."""

    def __init__(self, server: Path) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        self.token = ""
        #: set when a request is on its way
        self.sent = threading.Event()

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        """Send a form; a file is a ``FileStorage``."""
        values = {"csrf_token": self.token, **data}
        headers = {"Origin": "http://localhost"}
        if any(isinstance(value, FileStorage) for value in values.values()):
            boundary, body = encode_multipart(values)
            headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        else:
            body = urlencode(values).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._ask("POST", path, body, headers)

    def sign_in(self, username: str, password: str) -> None:
        """Through the sign-in page."""
        page = "/tai-khoan/dang-nhap"
        self.get(page)
        answer = self.post(page, {"username": username, "password": password})
        assert answer.status == 302, answer.text

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = _Connection(self.server)
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, headers)
            self.sent.set()
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(repr(error)) from error
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                for cookie in SimpleCookie(value).values():
                    self.cookies[cookie.key] = cookie.value
        if "html" in (answer.getheader("Content-Type") or "") and "csrf_token" in text:
            self.token = Page(text).csrf_token or self.token
        return Answer(answer.status, dict(answer.getheaders()), text)


class Ledger:
    """What the clients sent and what they were told, on the disk before they go on."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self.lines: list[dict[str, Any]] = []

    def note(self, event: str, **what: Any) -> dict[str, Any]:
        """One line: ``start``, ``ack``, ``dead`` or ``kill``, with the moment."""
        line = {"event": event, "at": time.monotonic(), **what}
        with self._lock:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self.lines.append(line)
        return line

    def close(self) -> None:
        """No more lines."""
        self._file.close()

    def acknowledged(self, kind: str) -> list[dict[str, Any]]:
        """The acknowledged operations of a kind, oldest first."""
        return [line for line in self.lines if line["event"] == "ack" and line["kind"] == kind]

    def in_flight(self, moment: float) -> list[dict[str, Any]]:
        """The operations that had been sent and not been answered at that moment."""
        ended = {line["op"]: line["at"] for line in self.lines if line["event"] in ("ack", "dead")}
        return [
            line
            for line in self.lines
            if line["event"] == "start"
            and line["at"] <= moment <= ended.get(line["op"], float("inf"))
        ]
