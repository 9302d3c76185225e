"""The search index of a build: kept where it stands as before, else checked and compressed."""

from collections.abc import Iterable
from pathlib import Path

from portal.site.freezing.build import Build
from portal.site.freezing.files import Files, Made
from portal.site.freezing.freezer import SiteFreezer
from portal.site.freezing.processes import in_processes
from portal.site.search.frozen import prepare


def make_search(freezer: SiteFreezer, folder: Path, last: Build | None) -> Made:
    """Give the build that is being made in ``folder`` the index of all that can be found."""
    files = Files(freezer.site, last, freezer.files.rules)
    prepared = prepare(folder, last.folder if last else None, freezer.digest, files.put)
    for name in prepared.same:
        files.keep(name)
    made, files.made = files.made, Made()

    def taken(names: Iterable[str]) -> Made:
        for name in names:
            files.take(name)
        return files.made

    for share in in_processes(taken, prepared.new):
        made.add(share)
    return made
