"""A server reached by SSH: rsync where both sides have it, else tar through the same line.

The far side needs a shell with ``sha256sum`` and ``tar`` (any GNU/Linux or BusyBox). The
commands of the far side are one POSIX script each; names come from a manifest of ours and
are quoted all the same. A server that lies about hashes is not found out here: that is what
``portal verify`` is for, by anyone who fetched a copy.
"""

import re
import shlex
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any

from portal.site.deploying.folder import UNFINISHED
from portal.site.deploying.release import CopyDiffers, DeployFailed, Release, Unreachable

_SSH_FAILED = 255
#: rsync's words for a line that dropped or a far side that went silent.
_DROPPED = frozenset((10, 12, 20, 30, 35, 255))
_ALIVE = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
          "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3")  # fmt: skip
_SUM = re.compile(r"^\\?([0-9a-f]{64}) [ *](.*)$")


class Server:
    """The far side as ``user@host`` and a folder there."""

    def __init__(self, host: str, home: str, ssh: str = "ssh") -> None:
        self.host, self.home = host, home
        self._socket = Path(tempfile.mkdtemp(prefix="portal-ssh-"))
        self.ssh = [*shlex.split(ssh), *_ALIVE, "-o", f"ControlPath={self._socket}/%C"]
        self._has_rsync = False

    def open(self) -> None:
        """Sign in once for all that follows, make the folders, see what the far side can do."""
        self._sign_in()
        said = self._run(
            "mkdir -p releases || exit 9; "
            "if [ -e site ] && [ ! -L site ]; then echo taken; fi; "
            "command -v sha256sum >/dev/null && command -v tar >/dev/null || echo bare; "
            "command -v rsync >/dev/null && echo rsync; true",
            make=True,
        ).split()
        if "taken" in said:
            raise DeployFailed(
                f"{self.host}:{self.home}/site là thư mục có sẵn; hãy chọn nơi khác."
            )
        if "bare" in said:
            raise DeployFailed(
                f"Máy {self.host} không có sha256sum và tar; hãy đưa lên bằng tệp ZIP."
            )
        self._has_rsync = "rsync" in said and shutil.which("rsync") is not None

    def _sign_in(self) -> None:
        # not captured by a pipe: the process behind goes on and would keep it open
        with tempfile.TemporaryFile() as said:
            command = [*self.ssh, "-M", "-N", "-f", self.host]
            code = subprocess.run(command, stderr=said, check=False).returncode
            said.seek(0)
            self._judge(code, said.read())

    def close(self) -> None:
        """Sign out."""
        _ran([*self.ssh, "-O", "exit", self.host])
        shutil.rmtree(self._socket, ignore_errors=True)

    def shown(self) -> str:
        """The name of the release that readers see; empty before the first."""
        return self._run('[ -L site ] && basename "$(readlink site)" || true', make=True).strip()

    def manifest(self) -> bytes | None:
        """The manifest that readers see; None before the first."""
        return self._run("cat site/manifest.json 2>/dev/null || true", make=True).encode() or None

    def finished(self) -> list[str]:
        """The names of whole releases."""
        return self._run("ls releases").split()

    def upload(self, release: Release) -> None:
        """Bring the files into an empty folder, linked from earlier ones where they are right.

        What an upload that broke off left is put aside first: its process over there may not
        know yet that the line is gone, and must not write into what will be shown.
        """
        folder = f"{UNFINISHED}{release.name}"
        said = self._run(
            f"cd releases; n=1; while [ -e {folder}.cu.$n ]; do n=$((n+1)); done; "
            f"[ -d {folder} ] && mv {folder} {folder}.cu.$n; "
            f"mkdir {folder} && ls -d {folder}.cu.* 2>/dev/null; true"
        )
        shown = self.shown()
        older = [*said.split()[-8:], *([shown] if shown else [])]
        if self._has_rsync:
            self._rsync(release, folder, older)
        else:
            self._tar(release, folder, older)

    def _rsync(self, release: Release, folder: str, older: list[str]) -> None:
        command = [
            "rsync", "-s", "--recursive", "--perms", "--chmod=D755,F644", "--checksum",
            "--partial", "--timeout=60", "--rsh", shlex.join(self.ssh),
            *(f"--link-dest=../{name}/" for name in older),
            f"{release.site}/", f"{self.host}:{self.home}/releases/{folder}/",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode in _DROPPED:
            raise Unreachable(f"Mất kết nối với {self.host} khi tải lên: {_first(done.stderr)}.")
        if done.returncode:
            raise DeployFailed(f"rsync dừng với mã {done.returncode}: {_first(done.stderr)}.")

    def _tar(self, release: Release, folder: str, older: list[str]) -> None:
        linked: dict[str, str] = {}
        for name in older:
            have = self._hashes(f"releases/{name}")
            linked |= {one: name for one in have if release.files.get(one) == have[one]}
        self._run(_linking(folder, linked))
        missing = sorted(release.files.keys() - linked.keys())
        if missing:
            self._send(release, missing, folder)

    def _send(self, release: Release, names: list[str], folder: str) -> None:
        with tempfile.TemporaryFile() as packed:
            with tarfile.open(fileobj=packed, mode="w") as made:
                for name in names:
                    made.add(release.site / name, name, recursive=False, filter=_plain)
            packed.seek(0)
            self._run(f"cd releases/{folder} && tar -xof -", stdin=packed)

    def hashes(self, release: Release) -> dict[str, str]:
        """Path → sha256 of what has arrived, as the far side reads it from its disk."""
        return self._hashes(f"releases/{UNFINISHED}{release.name}")

    def hashes_shown(self) -> dict[str, str]:
        """Path → sha256 of what readers see."""
        return self._hashes("site/.")

    def _hashes(self, folder: str) -> dict[str, str]:
        said = self._run(
            f"cd {shlex.quote(folder)} && find . -type l | sed 's/^/link  /' && "
            "find . -type f -exec sha256sum {} +"
        )
        found = {}
        for line in said.splitlines():
            if line.startswith("link  "):
                found[line[6:].removeprefix("./")] = ""
            elif fits := _SUM.match(line):
                found[fits[2].removeprefix("./")] = fits[1]
            else:
                raise CopyDiffers(f"{self.host} trả lời lạ khi tính mã xác thực: {line[:80]}")
        return found

    def show(self, release: Release, name: str) -> None:
        """Give the checked upload its name and let readers see it, by one rename."""
        self._run(
            f"chmod 755 releases/{UNFINISHED}{release.name} && "
            f"mv releases/{UNFINISHED}{release.name} releases/{name} && sync && "
            f"rm -f .site.moi && ln -s releases/{name} .site.moi && "
            "{ mv -fT .site.moi site 2>/dev/null || mv -fh .site.moi site; }"
        )

    def prune(self, keep: int) -> None:
        """Keep the newest releases and the one shown; clear uploads that nobody will finish."""
        self._run(
            'shown=$(basename "$(readlink site)"); kept=1; '
            "for one in $(ls -tc releases); do "
            '[ "$one" = "$shown" ] && continue; kept=$((kept + 1)); '
            f'[ "$kept" -gt {keep} ] && rm -rf "releases/$one"; done; '
            f"rm -rf releases/{UNFINISHED}*"
        )

    def _run(self, script: str, make: bool = False, stdin: IO[bytes] | None = None) -> str:
        """What a script said on the far side. It is sent as standard input, however long it is;
        with a ``stdin`` of its own it must be short."""
        home = shlex.quote(self.home)
        start = f"mkdir -p {home} && cd {home}" if make else f"cd {home}"
        whole = f"LC_ALL=C; export LC_ALL; umask 022; {start} && {{\n{script}\n}}\n"
        if stdin is None:
            done = _ran([*self.ssh, self.host, "sh -s"], input=whole.encode())
        else:
            done = _ran([*self.ssh, self.host, whole], stdin=stdin)
        self._judge(done.returncode, done.stderr)
        return done.stdout.decode(errors="replace")

    def _judge(self, code: int, stderr: bytes) -> None:
        said = _first(stderr.decode(errors="replace"))
        if code == _SSH_FAILED:
            raise Unreachable(f"Không kết nối được {self.host}: {said}.")
        if code:
            raise DeployFailed(f"Máy {self.host} báo lỗi ({code}): {said}.")


def _ran(command: list[str], **kwargs: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, capture_output=True, check=False, **kwargs)


def _linking(folder: str, linked: dict[str, str]) -> str:
    """A script that links files (path → the folder that has it) into a release."""
    lines = [f"cd releases/{folder} || exit 9"]
    lines += [
        f"mkdir -p {shlex.quote(one)}" for one in sorted({str(Path(n).parent) for n in linked})
    ]
    for name, source in sorted(linked.items()):
        quoted = shlex.quote(name)
        lines.append(f"ln ../{source}/{quoted} {quoted} || cp ../{source}/{quoted} {quoted}")
    return "\n".join(lines)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.mode, entry.uid, entry.gid, entry.uname, entry.gname = 0o644, 0, 0, "", ""
    return entry


def _first(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200].rstrip(".") if lines else "không rõ lý do"
