"""``deploy``: send the build that is shown here, compare it there, and only then show it."""

import fcntl
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from portal.site.deploying.archive import hashes_in, write_zip
from portal.site.deploying.folder import Folder
from portal.site.deploying.release import (
    CopyDiffers,
    DeployFailed,
    Release,
    faults,
    files_in,
)
from portal.site.deploying.ssh import Server
from portal.site.freezing.builds import Builds
from portal.site.freezing.manifest import verify
from portal.site.freezing.signing import public_pem

_REMOTE = re.compile(r"^(?P<host>(?:[^/:@\s]+@)?(?!-)[^/:@\s]+):(?P<path>[^:].*)$")
#: Beside the builds: the target and the release that ``portal tick`` sent last.
_NOTE = "deployed.json"


class Far(Protocol):
    """What a far side can do; ``folder.Folder`` and ``ssh.Server`` are two."""

    def open(self) -> None: ...
    def close(self) -> None: ...
    def shown(self) -> str: ...
    def manifest(self) -> bytes | None: ...
    def finished(self) -> list[str]: ...
    def upload(self, release: Release) -> None: ...
    def hashes(self, release: Release) -> dict[str, str]: ...
    def hashes_shown(self) -> dict[str, str]: ...
    def show(self, release: Release, name: str) -> None: ...
    def prune(self, keep: int) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """What a deploy did, or would do: files new or changed, files gone, bytes of the new ones."""

    target: str
    changed: int
    removed: int
    size: int
    nothing_new: bool = False


@dataclass(frozen=True)
class Plan:
    """Where to, with what: ``target`` is a folder, ``user@host:/path`` or ``x.zip``."""

    data: Path
    target: str
    ssh: str = "ssh"
    keep: int = 5

    @classmethod
    def of(cls, config: Mapping[str, Any], target: str | None = None) -> "Plan":
        """The plan of the settings, or of them with another target."""
        return cls(
            Path(config["DATA"]), target or config["DEPLOY_TARGET"], config["DEPLOY_SSH"],
            config["DEPLOY_KEEP"],
        )  # fmt: skip

    def far(self) -> Far:
        """The far side of a target that is no ZIP."""
        remote = _REMOTE.match(self.target)
        if remote:
            return Server(remote["host"], remote["path"], self.ssh)
        return Folder(Path(self.target).expanduser())


def deploy(plan: Plan, dry_run: bool = False) -> Outcome:
    """Send the build shown on this machine; DeployFailed (and its kinds) say why not.

    A far side that already shows these very files is left alone; one whose files were
    changed there gets them anew.
    """
    if not plan.target:
        raise DeployFailed("Chưa đặt nơi đưa lên: hãy đặt PORTAL_DEPLOY_TARGET.")
    with _locked(plan.data):
        release = _release(plan.data)
        try:
            if plan.target.lower().endswith(".zip"):
                return _archive(plan, release, dry_run)
            return _to(plan.far(), plan, release, dry_run)
        except OSError as error:
            raise DeployFailed(f"Không ghi được vào {plan.target}: {error.strerror}.") from error


def _to(far: Far, plan: Plan, release: Release, dry_run: bool) -> Outcome:
    try:
        far.open()
        return _brought(far, plan, release, dry_run)
    finally:
        far.close()


def _brought(far: Far, plan: Plan, release: Release, dry_run: bool) -> Outcome:
    outcome = _difference(plan, release, files_in(far.manifest()))
    if dry_run:
        return outcome
    if far.shown().partition(".")[0] == release.name and not faults(far.hashes_shown(), release):
        return Outcome(plan.target, 0, 0, 0, nothing_new=True)
    far.upload(release)
    found = faults(far.hashes(release), release)
    if found:
        raise CopyDiffers(f"Bản đưa lên sai {len(found)} tệp: {'; '.join(found[:5])}.")
    far.show(release, _free_name(release.name, far.finished()))
    far.prune(plan.keep)
    return outcome


def deploy_if_configured(plan: Plan) -> Iterator[str]:
    """For ``portal tick``: send what is shown, once; one Vietnamese line if something was done.

    DeployFailed passes through; the next tick tries again.
    """
    shown = Builds.in_data(plan.data).shown()
    if not plan.target or shown is None:
        return
    note = plan.data / "builds" / _NOTE
    wanted = {"target": plan.target, "manifest": shown.manifest_sha256}
    if note.is_file() and json.loads(note.read_text(encoding="utf-8")) == wanted:
        return
    outcome = deploy(plan)
    note.write_text(json.dumps(wanted), encoding="utf-8")
    if not outcome.nothing_new:
        yield f"Đưa lên {plan.target}: bản công bố số {shown.number}, {outcome.changed} tệp mới."


def _release(data: Path) -> Release:
    """The build shown here, once its own signature and files were found right."""
    site = data / "site"
    if not site.exists():
        raise DeployFailed("Chưa có bản công bố; hãy chạy “portal freeze” trước.")
    site = site.resolve()
    found = list(verify(site, public_pem(data).encode()))
    if found:
        raise DeployFailed(f"Bản công bố trên máy này không nguyên vẹn: {'; '.join(found[:3])}")
    return Release.of(site)


def _archive(plan: Plan, release: Release, dry_run: bool) -> Outcome:
    target = Path(plan.target).expanduser()
    there = hashes_in(target)
    outcome = _difference(plan, release, there)
    if dry_run:
        return outcome
    if not faults(there, release):
        return Outcome(plan.target, 0, 0, 0, nothing_new=True)
    write_zip(release, target)
    return outcome


def _difference(plan: Plan, release: Release, there: dict[str, str]) -> Outcome:
    changed = {name for name, sha256 in release.files.items() if there.get(name) != sha256}
    gone = there.keys() - release.files.keys()
    return Outcome(plan.target, len(changed), len(gone), release.size(changed))


def _free_name(name: str, taken: list[str]) -> str:
    """The name of a release; the same build sent again (after damage) gets a further one."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    return free


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    (data / "builds").mkdir(parents=True, exist_ok=True)
    with (data / "builds" / ".khoa-dua-len").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DeployFailed("Một lần đưa lên khác đang chạy; hãy đợi rồi thử lại.") from None
        yield
