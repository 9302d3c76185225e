"""The public folder of a build, put together once it is known what stands in it.

Until then the folder holds only files that are new. What a page still is, is linked from the last
build: thousands of links for one changed page. So where an old build would be removed after this
one anyway, its folder becomes that of the new build, and only what differs between the two is
touched: removed and linked or moved in, never written into.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from portal.site.freezing.build import Build
from portal.site.freezing.checks import files_below
from portal.site.freezing.manifest import PARTS
from portal.site.freezing.processes import in_processes

Entries = dict[str, tuple[str, int]]
Progress = Callable[[int, int], None]


def assemble(
    site: Path, entries: Entries, last: Build | None, outdated: Build | None, progress: Progress
) -> None:
    """Make ``site``, which holds the new files, hold all of ``entries``.

    What is not there is as it was in the ``last`` build. ``outdated``: a build that nobody needs
    any more, moved out of the way; it is used up.
    """
    if outdated is None:
        _link_rest(site, entries, last, progress)
        return
    if set(files_below(outdated.site)) == {*outdated.entries, *PARTS}:
        _renew(outdated, entries, last, site)
    else:
        _link_rest(site, entries, last, progress)
    shutil.rmtree(outdated.folder)


def _link_rest(site: Path, entries: Entries, last: Build | None, progress: Progress) -> None:
    """Link what is not there yet, in two processes where it is worth it."""
    if last is None:
        return
    source = last.site

    def linked(share: Iterable[str]) -> None:
        place = _Place(site)
        for name in share:
            place.link(f"{source}/{name}", name)

    in_processes(linked, [name for name in entries if not _stands(site, name)], progress)


def _stands(site: Path, name: str) -> bool:
    return os.path.exists(f"{site}/{name}")


def _renew(outdated: Build, entries: Entries, last: Build | None, site: Path) -> None:
    """Let what ``outdated`` still has right stand, and give it the rest."""
    before, place = outdated.entries, _Place(outdated.site)
    for name in (*PARTS, *_differing(before, entries)):
        place.remove(name)
    place.remove_empty()
    for name in _differing(entries, before):
        if _stands(site, name):
            place.move(f"{site}/{name}", name)
        else:
            assert last is not None
            place.link(f"{last.site}/{name}", name)
    shutil.rmtree(site)
    outdated.site.rename(site)


def _differing(some: Entries, others: Entries) -> Iterator[str]:
    """What of ``some`` is missing or other in ``others``."""
    return (name for name, one in some.items() if others.get(name) != one)


class _Place:
    """A folder of files to add to and to take from; folders come and go with their files."""

    def __init__(self, site: Path) -> None:
        self._site = str(site)
        self._folders = {self._site}
        self._left: set[str] = set()

    def link(self, source: str, name: str) -> None:
        """The file ``source`` under this name as well."""
        target = self._ready(name)
        try:
            os.link(source, target)
        except OSError:
            # another disk, or a file system without hard links
            shutil.copyfile(source, target)

    def move(self, source: str, name: str) -> None:
        """The file ``source`` under this name instead."""
        os.rename(source, self._ready(name))

    def remove(self, name: str) -> None:
        """Take a file away; what other builds have of it stays theirs."""
        os.unlink(f"{self._site}/{name}")
        self._left.add(name.rpartition("/")[0])

    def remove_empty(self) -> None:
        """Remove the folders whose last file went."""
        for folder in sorted(self._left, reverse=True):
            # one may be gone already, with the last folder in it
            while folder and self._is_empty(folder):
                os.rmdir(f"{self._site}/{folder}")
                folder = folder.rpartition("/")[0]

    def _is_empty(self, folder: str) -> bool:
        path = f"{self._site}/{folder}"
        return os.path.isdir(path) and not os.listdir(path)

    def _ready(self, name: str) -> str:
        target = f"{self._site}/{name}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        return target
