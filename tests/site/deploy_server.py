"""A real sshd on loopback for the tests of ``portal deploy``, and a line that drops."""

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
#: What a far side without rsync still has.
_PLAIN = (
    "sh", "bash", "cat", "mkdir", "ls", "basename", "readlink", "ln", "mv", "rm", "cp", "chmod",
    "find", "sha256sum", "sed", "tar",
)  # fmt: skip


@dataclass(frozen=True)
class Sshd:
    """A running server: how to reach it, and the folder that stands for its disk."""

    port: int
    ssh: str
    home: Path

    def through(self, port: int) -> str:
        """The ssh command by another port of this machine."""
        return self.ssh.replace(f"-p {self.port} ", f"-p {port} ")


@contextmanager
def sshd(folder: Path, rsync: bool = True) -> Iterator[Sshd]:
    """A server with keys of its own below ``folder``; the test is skipped where there is none."""
    if not _SSHD or not shutil.which("ssh") or (rsync and not shutil.which("rsync")):
        pytest.skip("không có sshd, ssh hoặc rsync: apt-get install openssh-server rsync")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    for name in ("host", "client"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = folder / "sshd_config"
    lines = [
        f"ListenAddress 127.0.0.1:{port}", f"HostKey {folder / 'host'}", "PidFile none",
        f"AuthorizedKeysFile {folder / 'client.pub'}", "StrictModes no", "UsePAM no",
        "PasswordAuthentication no", "PermitRootLogin prohibit-password", "MaxStartups 50",
    ]  # fmt: skip
    # a home of its own: what the tester's shell does at sign-in is not tried here
    lines.append(f"SetEnv PATH={_tools(folder, rsync)} HOME={folder}")
    config.write_text("\n".join(lines) + "\n")
    server = subprocess.Popen([_SSHD, "-D", "-e", "-f", str(config)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        ssh = f"ssh -F none -p {port} -i {folder / 'client'} -o IdentitiesOnly=yes"
        ssh += f" -o StrictHostKeyChecking=no -o UserKnownHostsFile={folder / 'known'} -q"
        yield Sshd(port, ssh, folder / "www")
    finally:
        server.terminate()
        server.wait(60)


def _tools(folder: Path, rsync: bool) -> Path:
    """The commands of the far side; its ``sync`` would wait for all that this machine writes."""
    tools = folder / "tools"
    tools.mkdir()
    for name in (*_PLAIN, *(["rsync"] if rsync else [])):
        (tools / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    (tools / "sync").symlink_to(shutil.which("true") or "/bin/true")
    return tools


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("sshd does not answer")


class Line:
    """A way to a port of this machine that breaks once so many bytes went up; counts them."""

    def __init__(self, port: int, breaks_after: int) -> None:
        self._target, self._left = port, breaks_after
        self.sent = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def mend(self) -> None:
        """From now on nothing breaks; the count starts anew."""
        self._left, self.sent = 1 << 60, 0

    def close(self) -> None:
        """Take no further connection."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            for pair in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with source, contextlib.suppress(OSError):
            while data := source.recv(16_384):
                target.sendall(data)
                if up:
                    self._left -= len(data)
                    self.sent += len(data)
                    if self._left < 0:
                        time.sleep(1)  # what came through is used before the line is missed
                        break
            target.shutdown(socket.SHUT_RDWR)
