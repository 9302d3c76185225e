"""A line that fails: an HTTP proxy between the browser and the portal that may keep a request
back, lose it, lose its answer, or deliver it twice.

One connection for each request, so that a browser never sends a lost one again by itself. Only
autosaves (``/truong/``) are treated; pages pass, unless the line is cut.
"""

import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

_PATIENCE = 20
FATES = ("pass", "slow", "lost", "unanswered", "doubled", "overtaken")


@dataclass
class Sent:
    """An autosave that reached the proxy: what it said and what became of it."""

    fate: str
    form: dict[str, str]
    delivered: int = 0
    answers: list[int] = field(default_factory=list)
    told: int = 0


class FaultyProxy:
    """Forwards to ``port`` of this machine; ``fate`` decides about each autosave."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.fate: Callable[[], str] = lambda: "pass"
        self.cut = False
        self.sent: list[Sent] = []
        self._passed = threading.Condition()
        self._count = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def draw(self, seed: int, fates: tuple[str, ...] = FATES) -> None:
        """From now on each autosave meets a fate drawn by ``seed``; half of them pass."""
        chance = random.Random(seed)
        self.fate = lambda: chance.choice(fates) if chance.random() < 0.5 else "pass"

    def heal(self) -> None:
        """The line is good again."""
        self.cut, self.fate = False, lambda: "pass"

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        client.settimeout(_PATIENCE)
        with client:
            try:
                request = _read(client)
                if request and not self.cut:
                    self._forward(client, request)
            except OSError:
                return  # the browser or the portal went away: that is what is being tried

    def _forward(self, client: socket.socket, request: bytes) -> None:
        head, _, body = request.partition(b"\r\n\r\n")
        if not (head.startswith(b"POST ") and b"/truong/ " in head.split(b"\r\n")[0]):
            client.sendall(self._ask(request))
            return
        form = {name: values[-1] for name, values in parse_qs(body.decode()).items()}
        sent = Sent(self.fate(), form)
        self.sent.append(sent)
        if sent.fate == "lost":
            return
        if sent.fate == "slow":
            time.sleep(0.3)
        if sent.fate == "overtaken":
            self._wait_for_another()
        answer = self._deliver(request, sent)
        if sent.fate == "doubled":
            threading.Timer(0.25, self._deliver, (request, sent)).start()
        if sent.fate != "unanswered":
            client.sendall(answer)
            sent.told = sent.answers[0]

    def _deliver(self, request: bytes, sent: Sent) -> bytes:
        answer = self._ask(request)
        sent.delivered += 1
        sent.answers.append(int(answer.split(b" ", 2)[1]))
        with self._passed:
            self._count += 1
            self._passed.notify_all()
        return answer

    def _wait_for_another(self) -> None:
        """Until a later request has been delivered, or half a second has passed."""
        with self._passed:
            seen = self._count
            self._passed.wait_for(lambda: self._count > seen, timeout=0.5)

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE) as server:
            head, _, body = request.partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not _is_connection(line)]
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            parts = []
            while part := server.recv(65536):
                parts.append(part)
        return b"".join(parts)


def _is_connection(line: bytes) -> bool:
    return line.lower().startswith((b"connection:", b"keep-alive:"))


def _read(client: socket.socket) -> bytes:
    """One whole request; empty when the browser closed an idle connection."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = client.recv(65536)
        if not part:
            return b""
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    wanted = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < wanted:
        part = client.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body
