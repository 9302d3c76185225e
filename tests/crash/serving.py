"""The real server (gunicorn, two sync workers) that can be killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from portal.config import ROOT
from tests.crash.faults import Faults
from tests.crash.visiting import Browser, Unanswered


class Server:
    """gunicorn on a socket of its own; ``settings`` as for ``create_app``."""

    def __init__(
        self, settings: dict[str, Any], folder: Path, faults: Faults | None = None,
        workers: int = 2, preload: bool = True,
    ) -> None:  # fmt: skip
        self.faults, self.workers, self.preload = faults, workers, preload
        self.log = folder / "gunicorn.log"
        # a socket's path must be short
        self._short = Path(tempfile.mkdtemp(prefix="cchc-"))
        self.socket = self._short / "s"
        # uploads that do not fit into memory are written here: it counts as the same disk
        spool = Path(settings["DATA"]) / "tmp"
        spool.mkdir(parents=True, exist_ok=True)
        self.environment = environment(settings) | {"TMPDIR": str(spool)}
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [
            sys.executable, "-m", "gunicorn", "--bind", f"unix:{self.socket}",
            "--workers", str(self.workers), "--log-level", "warning", "--timeout", "60",
            # Without the connection that portal.wsgi holds: each request then copies the log into
            # the database, which a served portal does seldom, and kills strike there too.
            "--worker-tmp-dir", str(self._short), "portal.app:create_app()",
        ]  # fmt: skip
        if self.preload:
            command.insert(-1, "--preload")
        more = self.faults.environment() if self.faults else {}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | more, stderr=log, stdout=log,
                start_new_session=True,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Until the server answers at all."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                Browser(self.socket).get("/trang-thai")
            except Unanswered:
                assert self.process is not None
                assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """SIGKILL to the master and every worker at once."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def alive(self) -> bool:
        """Whether the master is still there."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End the server and remove its socket."""
        if self.alive():
            self.kill()
        shutil.rmtree(self._short, ignore_errors=True)


def environment(settings: dict[str, Any]) -> dict[str, str]:
    """The environment of a process of this portal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    names = ("DATA", "DATABASE", "PASSWORD_COST", "SECRET_KEY")
    given = {f"PORTAL_{name}": str(settings[name]) for name in names if name in settings}
    return kept | given


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """The server started, and ended afterwards whatever happens."""
    try:
        server.start()
        yield server
    finally:
        server.stop()
