"""The ``portal`` command as often as a test likes: one process imports it, children run it.

``Commands`` is the test's side; as a program this module is the process that forks. Each child
is a fresh ``portal freeze`` (or another command), killed or failing as ``faults`` says.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from portal.config import ROOT
from tests.crash.faults import Faults
from tests.crash.serving import environment


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code (negative: the signal) and what it printed."""

    code: int
    text: str


class Commands:
    """Runs ``portal`` commands below a process that faults can reach."""

    def __init__(self, settings: dict[str, Any], folder: Path, faults: Faults | None) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.commanding"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=environment(settings) | (faults.environment() if faults else {}),
        )  # fmt: skip
        self._started = 0

    def start(self, *arguments: str) -> Path:
        """Begin a command; ``finish`` waits for all of them, in order."""
        self._started += 1
        output = self._folder / f"lenh-{self._started}.txt"
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(output), *arguments]) + "\n")
        self._process.stdin.flush()
        return output

    def finish(self, output: Path) -> Ran:
        """The result of a command that was started."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(output)]) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout is not None
        code = int(self._process.stdout.readline())
        return Ran(code, output.read_text(encoding="utf-8"))

    def run(self, *arguments: str) -> Ran:
        """One command, from start to end."""
        return self.finish(self.start(*arguments))

    def kill(self, output: Path) -> None:
        """SIGKILL to a running command."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(output), "kill -9"]) + "\n")
        self._process.stdin.flush()

    def __enter__(self) -> "Commands":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _child(output: str, arguments: list[str]) -> None:
    from portal.cli import main

    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    main(arguments)


def _serve() -> None:
    """Read orders: [output, argument …] starts, [output] waits, [output, "kill -9"] kills."""
    import signal

    import portal.site.freezing.run
    import portal.ticking  # noqa: F401

    running: dict[str, int] = {}
    for line in sys.stdin:
        output, *arguments = json.loads(line)
        if not arguments:
            status = os.waitpid(running.pop(output), 0)[1]
            print(os.waitstatus_to_exitcode(status), flush=True)
        elif arguments == ["kill -9"]:
            os.kill(running[output], signal.SIGKILL)
        else:
            child = os.fork()
            if child == 0:
                _child(output, arguments)
            running[output] = child


if __name__ == "__main__":
    _serve()
