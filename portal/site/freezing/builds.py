"""Where builds lie and which one readers see: numbered folders and one symbolic link."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.site.freezing.build import Build, write_keys

KEPT = 5
_UNFINISHED, _DISCARDED = ".dang-dung-", ".dang-bo-"
#: Stands in a finished build until readers have been sent to it.
_NOT_SHOWN = "chua-hien"
#: A build that was taken apart for the next one.
_TAKEN = "cu"


class FreezeRefused(Exception):
    """Nothing was changed; the message says why, in one Vietnamese sentence."""


class Busy(FreezeRefused):
    """Another freeze is running."""


@dataclass(frozen=True)
class Builds:
    """The builds in ``home`` and the ``link`` that points at the one shown."""

    home: Path
    link: Path

    @classmethod
    def in_data(cls, data: Path) -> "Builds":
        """The builds of a portal: ``<DATA>/builds/<n>``, shown as ``<DATA>/site``."""
        return cls(data / "builds", data / "site")

    @classmethod
    def beside(cls, dest: Path) -> "Builds":
        """Builds for a folder elsewhere: ``<DEST>.builds/<n>``, shown as ``<DEST>``."""
        dest = Path(os.path.abspath(dest))
        return cls(dest.with_name(f"{dest.name}.builds"), dest)

    def check_link(self) -> None:
        """Refuse to replace anything but our own link."""
        if self.link.is_symlink():
            if self.link.resolve().is_relative_to(self.home.resolve()):
                return
            raise FreezeRefused(f"{self.link} là liên kết đến nơi khác; hãy chọn đường dẫn khác.")
        if self.link.exists():
            raise FreezeRefused(
                f"{self.link} là thư mục hoặc tệp có sẵn; hãy chọn đường dẫn chưa có gì."
            )

    def numbers(self) -> list[int]:
        """Numbers of finished builds, oldest first."""
        if not self.home.is_dir():
            return []
        return sorted(int(one.name) for one in self.home.iterdir() if one.name.isdigit())

    def shown(self) -> Build | None:
        """The build that readers see; None before the first."""
        if not self.link.is_symlink() or not self.link.exists():
            return None
        return self.build(int(self.link.resolve().parent.name))

    def build(self, number: int) -> Build:
        """A finished build with what it recorded about its files."""
        return Build(self.home / str(number))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One freeze at a time; the rests of a killed one are cleared away."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / ".khoa").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy("Một lần đóng băng khác đang chạy; hãy đợi rồi thử lại.") from None
            self._clear()
            yield

    def _clear(self) -> None:
        """Remove what a killed freeze left: half a build, or a whole one nobody ever saw."""
        self._waiting.unlink(missing_ok=True)
        shown = self.shown()
        for number in self.numbers():
            mark = self.home / str(number) / _NOT_SHOWN
            if shown and number == shown.number:
                mark.unlink(missing_ok=True)
            elif mark.exists():
                self._discard(number)
        for start in (_UNFINISHED, _DISCARDED):
            for rest in self.home.glob(f"{start}*"):
                shutil.rmtree(rest)

    def _discard(self, number: int) -> None:
        """Remove a build; it loses its number first, so that no half of it is ever shown."""
        rest = self.home / f"{_DISCARDED}{number}"
        (self.home / str(number)).rename(rest)
        shutil.rmtree(rest)

    def remove(self, number: int) -> None:
        """Remove a build that is not shown; the caller holds ``locked``."""
        shown = self.shown()
        if shown is None or shown.number != number:
            self._discard(number)

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """An empty folder to build in; removed again unless ``finish`` took it."""
        folder = self.home / f"{_UNFINISHED}{self.next()}"
        (folder / "site").mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def finish(self, folder: Path, kept: dict[str, Any]) -> Build:
        """Give a checked build its number; it is on the disk before anyone can see it.

        ``kept`` is what ``Build`` tells of it later.
        """
        write_keys(folder, kept)
        (folder / _NOT_SHOWN).touch()
        os.sync()
        final = self.home / str(self.next())
        folder.rename(final)
        _sync_folder(self.home)
        return Build(final)

    def show(self, build: Build) -> None:
        """Let readers see ``build``: one rename, so that they meet the old site or the new."""
        self.check_link()
        self._waiting.unlink(missing_ok=True)
        target = os.path.relpath(build.site, self.link.parent)
        self._waiting.symlink_to(target, target_is_directory=True)
        os.replace(self._waiting, self.link)
        _sync_folder(self.link.parent)
        (build.folder / _NOT_SHOWN).unlink(missing_ok=True)

    def roll_back(self) -> Build:
        """Show the build before the one shown."""
        with self.locked():
            build = self.before_shown()
            self.show(build)
        return build

    def before_shown(self) -> Build:
        """The build that a roll back would show; FreezeRefused when there is none."""
        shown = self.shown()
        older = [number for number in self.numbers() if shown and number < shown.number]
        if not older:
            raise FreezeRefused("Không còn bản công bố nào trước bản đang hiện.")
        return self.build(older[-1])

    def check_room(self, shown: Build | None) -> None:
        """Refuse before anything is written when the disk cannot hold one more build.

        Unchanged files are linked, yet a new release renders every page anew: room for all.
        """
        needed = sum(size for _, size in shown.entries.values()) if shown else 0
        free = shutil.disk_usage(self.home).free
        if free < needed:
            raise FreezeRefused(
                f"Ổ đĩa hết chỗ lưu: còn {free >> 20} MB, một bản công bố cần "
                f"đến {needed >> 20} MB. Hãy dọn chỗ rồi chạy lại."
            )

    def prune(self, kept: int = KEPT) -> None:
        """Keep the newest builds (``kept`` of them, one at least) and the one shown."""
        for number in self._outdated(self.numbers(), kept):
            self._discard(number)

    def take_outdated(self, folder: Path, kept: int = KEPT) -> Build | None:
        """Move a build that ``prune`` would remove after the next one into ``folder``.

        None where there is no such build. A freeze that fails later leaves one build less.
        """
        outdated = self._outdated([*self.numbers(), self.next()], kept)
        if not outdated:
            return None
        taken = folder / _TAKEN
        (self.home / str(outdated[-1])).rename(taken)
        return Build(taken)

    def _outdated(self, numbers: list[int], kept: int) -> list[int]:
        shown = self.shown()
        return [one for one in numbers[: -max(1, kept)] if shown is None or one != shown.number]

    @property
    def _waiting(self) -> Path:
        """The link as it is made, before it takes the place of the one shown."""
        return self.link.with_name(f".{self.link.name}.moi")

    def next(self) -> int:
        """The number of the build that is being made."""
        return max(self.numbers(), default=0) + 1


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
