"""The portal as other processes run it: its server, its commands, with an app's own settings."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

from flask import Flask

from portal.config import ROOT


def environment(app: Flask, **more: str) -> dict[str, str]:
    """The environment in which another process serves the data of ``app``."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {
        "PORTAL_DATA": str(app.config["DATA"]),
        "PORTAL_DATABASE": app.config["DATABASE"],
        "PORTAL_SECRET_KEY": app.config["SECRET_KEY"],
        "PORTAL_PASSWORD_COST": "1",
        **more,
    }


@contextmanager
def several(app: Flask, *commands: tuple[str, ...]) -> "Iterator[list[subprocess.Popen[str]]]":
    """Processes side by side; whatever still runs when the block is left is ended with it."""
    processes = [started(app, *command) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
            process.wait(30)
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


def started(app: Flask, *command: str) -> "subprocess.Popen[str]":
    """A Python process of the portal: ``started(app, "portal", "tick")``, or a module of tests."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", *command],
        cwd=ROOT,
        env=environment(app),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: "subprocess.Popen[str]", seconds: float = 600) -> str:
    """What a process said; it must have ended well."""
    said, complaints = process.communicate(timeout=seconds)
    assert process.returncode == 0, (process.args, said, complaints)
    return said


@contextmanager
def served(app: Flask, *options: str) -> Iterator[tuple[str, int]]:
    """``portal run`` with its two sync workers over the data of ``app``: host and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "portal", "run", "--port", str(port), *options]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(app), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait_until_it_answers(process, port)
        yield "127.0.0.1", port
    finally:
        process.terminate()
        _, complaints = process.communicate(timeout=30)
    assert b"Traceback" not in complaints, complaints.decode()
    assert b"WORKER TIMEOUT" not in complaints, complaints.decode()


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        assert process.poll() is None, process.communicate()
        try:
            with urlopen(f"http://127.0.0.1:{port}/trang-thai", timeout=5):
                return
        except HTTPError:  # the public process has no such page, and answers all the same
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start within 30 seconds")
