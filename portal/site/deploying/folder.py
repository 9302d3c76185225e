"""A folder of this machine or a mounted disk: ``releases/<name>`` in it, shown as ``site``."""

import hashlib
import os
import shutil
from pathlib import Path

from portal.site.deploying.release import DeployFailed, Release

#: The folder of an upload that is not finished; found again by the next run.
UNFINISHED = ".dang-tai-"


class Folder:
    """The far side as a folder that this process can write to."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.releases = home / "releases"

    def open(self) -> None:
        """Make the folders; refuse to replace anything but our own link."""
        self.releases.mkdir(parents=True, exist_ok=True)
        link = self.home / "site"
        if link.exists() and not link.is_symlink():
            raise DeployFailed(f"{link} là thư mục hoặc tệp có sẵn; hãy chọn thư mục khác.")

    def close(self) -> None:
        """Nothing was opened."""

    def shown(self) -> str:
        """The name of the release that readers see; empty before the first."""
        link = self.home / "site"
        return os.path.basename(os.readlink(link)) if link.is_symlink() else ""

    def manifest(self) -> bytes | None:
        """The manifest that readers see; None before the first."""
        path = self.home / "site" / "manifest.json"
        return path.read_bytes() if path.is_file() else None

    def finished(self) -> list[str]:
        """The names of whole releases."""
        if not self.releases.is_dir():
            return []
        return [one.name for one in self.releases.iterdir() if not one.name.startswith(".")]

    def upload(self, release: Release) -> None:
        """Bring the files into the unfinished folder; those that are right already stay."""
        target, last = self._unfinished(release), self.releases / (self.shown() or "-")
        target.mkdir(exist_ok=True)
        have = hashes_of(target)
        for name in have.keys() - release.files.keys():
            (target / name).unlink()
        for name, sha256 in sorted(release.files.items()):
            if have.get(name) != sha256:
                _put(release.site / name, target / name, last / name, sha256)

    def hashes(self, release: Release) -> dict[str, str]:
        """Path → sha256 of what has arrived, read from the far disk."""
        return hashes_of(self._unfinished(release))

    def hashes_shown(self) -> dict[str, str]:
        """Path → sha256 of what readers see."""
        return hashes_of((self.home / "site").resolve())

    def show(self, release: Release, name: str) -> None:
        """Give the checked upload its name and let readers see it, by one rename."""
        self._unfinished(release).rename(self.releases / name)
        os.sync()
        waiting = self.home / ".site.moi"
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(Path("releases") / name, target_is_directory=True)
        os.replace(waiting, self.home / "site")

    def prune(self, keep: int) -> None:
        """Keep the newest releases and the one shown; clear uploads that nobody will finish."""
        shown, rests = self.shown(), list(self.releases.glob(f"{UNFINISHED}*"))
        whole = [self.releases / name for name in self.finished()]
        whole.sort(key=lambda one: (one.name == shown, one.stat().st_ctime_ns), reverse=True)
        for folder in [*whole[keep:], *rests]:
            shutil.rmtree(folder)

    def _unfinished(self, release: Release) -> Path:
        return self.releases / f"{UNFINISHED}{release.name}"


def _put(source: Path, target: Path, older: Path, sha256: str) -> None:
    """One file, linked from the release before where that still holds the right bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if older.is_file() and not older.is_symlink() and _sha256(older) == sha256:
        try:
            os.link(older, target)
            return
        except OSError:
            pass  # a file system without links: copied below
    waiting = target.with_name(f".{target.name}.dang-tai")
    shutil.copyfile(source, waiting)
    waiting.chmod(0o644)
    os.replace(waiting, target)


def hashes_of(folder: Path) -> dict[str, str]:
    """Path → sha256 of every file below a folder; a link has no hash of its own."""
    return {
        path.relative_to(folder).as_posix(): "" if path.is_symlink() else _sha256(path)
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
